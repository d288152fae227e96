import ArgumentParser
import PracticeHistory

/// Which sessions of the history are meant.
struct FilterOptions: ParsableArguments {
  @Option(help: "Only sessions with this question: its id, or a part of its words.")
  var question = ""

  @Option(help: "Only sessions with this plan.")
  var plan: String?

  @Option(help: "Only sessions of this mode.")
  var mode: String?

  @Option(
    help: ArgumentHelp("Only sessions from this day on, such as 2026-11-01.", valueName: "day"))
  var since: DayArgument?

  @Option(help: ArgumentHelp("Only sessions up to this day.", valueName: "day"))
  var until: DayArgument?

  func validate() throws {
    guard let since, let until, since.day > until.day else { return }
    throw ValidationError(
      "--since \(since.text) lies after --until \(until.text); swap them")
  }

  var filter: HistoryFilter {
    var filter = HistoryFilter()
    filter.question = question
    filter.plan = plan
    filter.mode = mode
    filter.firstDay = since?.day
    filter.lastDay = until?.day
    return filter
  }
}

extension FilterOptions {
  /// Why no session is left, when a plan or a mode was named that none has; else nil.
  func unknownName(in all: [SessionSummary]) -> String? {
    for (option, name, known) in [
      ("plan", plan, Set(all.compactMap { $0.plan?.id })),
      ("mode", mode, Set(all.compactMap(\.mode))),
    ] {
      guard let name, !known.contains(name), !known.isEmpty else { continue }
      return "no session has the \(option) '\(name)'; there are: "
        + known.sorted().joined(separator: ", ")
    }
    return nil
  }
}

/// A day as typed: `2026-11-20`.
struct DayArgument: ExpressibleByArgument, Hashable {
  /// Days since 1970-01-01.
  let day: Int
  /// What was typed.
  let text: String

  init?(argument: String) {
    guard argument.utf8.count == 10, let date = SessionDate(argument + "T00:00") else { return nil }
    day = date.day
    text = argument
  }
}
