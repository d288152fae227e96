import Foundation

/// What the tool shows, taken apart.
extension NineWeeks {
  func object(_ arguments: [String]) throws -> [String: Any] {
    let out = try done(arguments + ["--format", "json"])
    return try JSONSerialization.jsonObject(with: Data(out.utf8)) as? [String: Any] ?? [:]
  }

  func rows(_ arguments: [String], _ key: String) throws -> [[String: Any]] {
    try object(arguments)[key] as? [[String: Any]] ?? []
  }

  /// The rows of comma-separated values by their heading's names.
  func csv(_ arguments: [String]) throws -> [[String: String]] {
    var table: [[String]] = [[]]
    var cell = ""
    var isQuoted = false
    for character in try done(arguments + ["--format", "csv"]) {
      if character == "\"" {
        isQuoted.toggle()
      } else if !isQuoted, character == "," || character == "\n" {
        table[table.count - 1].append(cell)
        cell = ""
        if character == "\n" { table.append([]) }
      } else {
        cell.append(character)
      }
    }
    let names = table[0]
    return table.dropFirst().dropLast().map { row in
      row.count == names.count ? Dictionary(uniqueKeysWithValues: zip(names, row)) : [:]
    }
  }

  /// What a command prints in a terminal of many columns.
  func wide(_ arguments: [String], columns: Int = 100) throws -> String {
    let terminal = try PseudoTerminal()
    defer { for end in [terminal.master, terminal.slave] { close(end) } }
    terminal.resize(columns: columns, rows: 60)
    var plain = tool
    plain.environment["NO_COLOR"] = "1"
    let process = try plain.spawn(
      Tool.path, arguments, descriptors: [terminal.slave, terminal.slave, terminal.slave])
    var bytes: [UInt8] = []
    func look() {
      var piece = [UInt8](repeating: 0, count: 1 << 16)
      while case let count = read(terminal.master, &piece, piece.count), count > 0 {
        bytes += piece.prefix(count)
      }
    }
    var status: Int32 = 0
    while waitpid(process, &status, WNOHANG) == 0 {
      look()
      usleep(2000)
    }
    look()
    return String(decoding: bytes.filter { $0 != 0x0D }, as: UTF8.self)
  }

  /// The cells of a table's rows, told apart by where the words of its heading stand.
  ///
  /// Cells of numbers end where their heading ends, those of words begin where it begins.
  static func cells(
    _ line: some StringProtocol, under heading: some StringProtocol, words: Set<String>,
    numbers: Set<String>
  ) -> [String: String] {
    let text = Array(line)
    let head = String(heading)
    var cells: [String: String] = [:]
    let places = words.union(numbers).compactMap { name -> (Int, Int, String)? in
      guard let range = head.firstRange(of: name) else { return nil }
      let start = head.distance(from: head.startIndex, to: range.lowerBound)
      return (start, start + name.count, name)
    }.sorted { $0.0 < $1.0 }
    for (index, (start, end, name)) in places.enumerated() {
      var low = start
      var high = end
      if numbers.contains(name) {
        high = min(high, text.count)
        low = high
        // As far back as there are no two spaces, or the cell of numbers before ends.
        let least = index > 0 && numbers.contains(places[index - 1].2) ? places[index - 1].1 : 0
        while low > least, !(text[low - 1] == " " && (low < 2 || text[low - 2] == " ")) { low -= 1 }
      } else {
        high = index + 1 < places.count ? places[index + 1].0 : text.count
        if index + 1 < places.count, numbers.contains(places[index + 1].2) {
          high = low
          while high + 1 < text.count, !(text[high] == " " && text[high + 1] == " ") { high += 1 }
        }
      }
      cells[name] = text[min(low, text.count)..<max(min(low, text.count), min(high, text.count))]
        .map(String.init).joined().trimmingCharacters(in: .whitespaces)
    }
    return cells
  }

  /// The rows of a page's table: the texts of their cells.
  static func rows(_ html: String, from start: String, to end: String) -> [[String]] {
    guard let first = html.range(of: start),
      let last = html.range(of: end, range: first.upperBound..<html.endIndex)
    else { return [] }
    return html[first.upperBound..<last.lowerBound].matches(of: #/(?s)<tr>(.*?)<\/tr>/#).map {
      row in
      row.1.matches(of: #/(?s)<t[hd][^>]*>(.*?)<\/t[hd]>/#).map { text(String($0.1)) }
    }
  }

  /// The figures at the head of a page: value and what follows it, by their names.
  static func figures(_ html: String) -> [String: [String]] {
    var figures: [String: [String]] = [:]
    for match in html.matches(
      of: #/<div><dt>(.*?)<\/dt><dd class="value">(.*?)<\/dd><dd class="part">(.*?)<\/dd>/#)
    {
      figures[text(String(match.1))] = [text(String(match.2)), text(String(match.3))]
    }
    return figures
  }

  /// Text without markup.
  static func text(_ html: String) -> String {
    var text = html.replacing(#/<[^>]*>/#, with: "")
    for (name, sign) in [
      ("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&"),
    ] { text = text.replacing(name, with: sign) }
    return text.trimmingCharacters(in: .whitespacesAndNewlines)
  }
}
