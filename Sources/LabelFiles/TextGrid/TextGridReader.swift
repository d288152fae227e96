/// Reads phases and marks from a Praat TextGrid, in its long or its short text format.
///
/// Phases come from the tier called `phases`, or from the first; marks from the tier
/// called `marks`. Empty intervals are no phase.
/// - SeeAlso: Praat's manual, "TextGrid file formats": in both formats, only numbers,
///   texts in quotes and flags that stand free count; all else is for people.
enum TextGridReader {
  static func labels(_ text: String) throws(LabelLineError) -> [PhaseLabel] {
    var reader = Reader(text)
    try reader.expect("ooTextFile")
    try reader.expect("TextGrid")
    _ = try reader.number()
    _ = try reader.number()
    try reader.flag()
    let count = try reader.count()
    var tiers: [Tier] = []
    for _ in 0..<count { tiers.append(try reader.tier()) }
    let named = tiers.first { $0.name.lowercased() == "phases" }
    guard let phases = named ?? tiers.first else {
      throw LabelLineError(line: reader.line, message: "the TextGrid holds no tier")
    }
    let marks = named == nil ? nil : tiers.first { $0.name.lowercased() == "marks" }
    return phases.labels + (marks?.labels ?? [])
  }

  private struct Tier {
    let name: String
    let labels: [PhaseLabel]
  }

  private enum Token {
    case text(String)
    case number(Double)
    case flag
  }

  /// Takes one token after the other.
  private struct Reader {
    private var rest: Substring.UnicodeScalarView
    private(set) var line = 1

    init(_ text: String) { rest = text[...].unicodeScalars }

    mutating func expect(_ word: String) throws(LabelLineError) {
      guard try text() == word else {
        throw error("a TextGrid begins with \"ooTextFile\" and \"TextGrid\"")
      }
    }

    mutating func flag() throws(LabelLineError) {
      guard case .flag = try next("<exists>") else { throw error("here should be <exists>") }
    }

    mutating func number() throws(LabelLineError) -> Double {
      guard case .number(let value) = try next("a number") else {
        throw error("here should be a number")
      }
      return value
    }

    mutating func time() throws(LabelLineError) -> Double {
      let value = try number()
      guard 0...LabelTime.most ~= value else { throw error("\(value) is no time in a sound") }
      return value
    }

    mutating func count() throws(LabelLineError) -> Int {
      let value = try number()
      guard value >= 0, value <= 1e6, value == value.rounded() else {
        throw error("\(value) is no number of tiers or intervals")
      }
      return Int(value)
    }

    mutating func text() throws(LabelLineError) -> String {
      guard case .text(let text) = try next("a text in quotes") else {
        throw error("here should be a text in quotes")
      }
      return text
    }

    mutating func tier() throws(LabelLineError) -> Tier {
      let kind = try text()
      guard kind == "IntervalTier" || kind == "TextTier" else {
        throw error("'\(kind)' is no kind of tier")
      }
      let name = try text()
      _ = try number()
      _ = try number()
      var labels: [PhaseLabel] = []
      for _ in 0..<(try count()) {
        let start = try time()
        let end = kind == "IntervalTier" ? try time() : nil
        if let end, end < start { throw error("an interval ends at \(end), before \(start)") }
        let label = try text().trimmed
        if !label.isEmpty {
          labels.append(PhaseLabel(line: line, start: start, end: end, names: [label]))
        }
      }
      return Tier(name: name, labels: labels)
    }

    private func error(_ message: String) -> LabelLineError {
      LabelLineError(line: line, message: message + "; save the TextGrid again in Praat")
    }

    private mutating func next(_ what: String) throws(LabelLineError) -> Token {
      while let first = rest.first {
        if first.properties.isWhitespace {
          if first == "\n" { line += 1 }
          rest.removeFirst()
          continue
        }
        if first == "!" {
          rest = rest.drop { $0 != "\n" }
          continue
        }
        if first == "\"" { return .text(try quoted()) }
        let word = String(Substring(rest.prefix { !$0.properties.isWhitespace }))
        rest = rest.dropFirst(word.unicodeScalars.count)
        if word.hasPrefix("<"), word.hasSuffix(">") { return .flag }
        if let value = Double(word), value.isFinite,
          word.allSatisfy({ $0.isASCII && ($0.isNumber || ".eE+-".contains($0)) })
        {
          return .number(value)
        }
      }
      throw error("the file ends where \(what) should be")
    }

    /// A text in quotes; a doubled quote in it is one.
    private mutating func quoted() throws(LabelLineError) -> String {
      let start = line
      rest.removeFirst()
      var text = String.UnicodeScalarView()
      while let scalar = rest.first {
        rest.removeFirst()
        if scalar == "\n" { line += 1 }
        guard scalar == "\"" else {
          text.append(scalar)
          continue
        }
        guard rest.first == "\"" else { return String(text) }
        rest.removeFirst()
        text.append(scalar)
      }
      throw LabelLineError(line: start, message: "the quote that begins here never ends")
    }
  }
}
