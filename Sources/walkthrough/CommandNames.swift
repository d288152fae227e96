import ArgumentParser

/// What is said to a misspelled command: without it, the default command would only find
/// an argument too many.
enum CommandNames {
  /// The complaint about a command line that begins with no command; nil when it does.
  /// - Parameter arguments: those after the program's name.
  static func complaint(_ arguments: [String]) -> String? {
    let subcommands = WalkthroughCommand.configuration.subcommands
    let known = subcommands.compactMap { $0.configuration.commandName } + ["help"]
    let isHelp = arguments.first == "help"
    guard let word = arguments.dropFirst(isHelp ? 1 : 0).first, !word.hasPrefix("-"),
      !known.contains(word)
    else { return nil }
    let near = known.map { (name: $0, distance: distance(word.lowercased(), $0)) }
      .min { $0.distance < $1.distance }
    let guess = near.flatMap { $0.distance <= 2 ? "; did you mean '\($0.name)'?" : nil }
    return "there is no command '\(word)'\(guess ?? ";") 'walkthrough --help' lists all"
  }

  /// How many letters have to be added, left out, replaced or swapped with their neighbour:
  /// the optimal string alignment distance.
  static func distance(_ first: String, _ second: String) -> Int {
    let (first, second) = (Array(first), Array(second))
    var rows = [Array(0...second.count)]
    for (i, letter) in first.enumerated() {
      var row = [i + 1]
      for (j, other) in second.enumerated() {
        var least = min(row[j], rows[i][j + 1]) + 1
        least = min(least, rows[i][j] + (letter == other ? 0 : 1))
        if i > 0, j > 0, letter == second[j - 1], first[i - 1] == other {
          least = min(least, rows[i - 1][j - 1] + 1)
        }
        row.append(least)
      }
      rows.append(row)
    }
    return rows[first.count][second.count]
  }
}
