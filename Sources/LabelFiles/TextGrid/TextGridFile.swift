/// A tier of a Praat TextGrid.
public struct TextGridTier: Hashable, Sendable {
  /// An interval or a point.
  public struct Item: Hashable, Sendable {
    /// Where it ends in the file, counted in lines from 1.
    public let line: Int
    /// Where it begins, in seconds, 0 or more.
    public let start: Double
    /// Where it ends, in seconds; nil for a point.
    public let end: Double?
    /// Its text without white space around it; perhaps empty.
    public let text: String
  }

  /// What it is called.
  public let name: String
  /// Whether it holds intervals, not points.
  public let hasIntervals: Bool
  /// Its intervals or points, as they follow each other in the file.
  public let items: [Item]
}

/// The tiers of a Praat TextGrid, in its long or its short text format.
/// - SeeAlso: Praat's manual, "TextGrid file formats": in both formats, only numbers,
///   texts in quotes and flags that stand free count; all else is for people.
public enum TextGridFile {
  /// Reads all tiers.
  /// - Parameter bytes: lines as by ``LabelText/lines(_:)``; what is no UTF-8 is replaced.
  /// - Throws: ``LabelLineError`` where the file leaves its format.
  public static func tiers(_ bytes: [UInt8]) throws(LabelLineError) -> [TextGridTier] {
    var reader = Reader(bytes)
    try reader.expect("ooTextFile")
    try reader.expect("TextGrid")
    _ = try reader.number()
    _ = try reader.number()
    try reader.flag()
    let count = try reader.count()
    var tiers: [TextGridTier] = []
    for _ in 0..<count { tiers.append(try reader.tier()) }
    guard !tiers.isEmpty else {
      throw LabelLineError(line: reader.line, message: "the TextGrid holds no tier")
    }
    return tiers
  }

  private enum Token {
    case text(String)
    case number(Double)
    case flag
  }

  /// Takes one token after the other.
  private struct Reader {
    private let bytes: [UInt8]
    private var index = 0
    private(set) var line = 1

    init(_ bytes: [UInt8]) { self.bytes = bytes }

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

    mutating func tier() throws(LabelLineError) -> TextGridTier {
      let kind = try text()
      guard kind == "IntervalTier" || kind == "TextTier" else {
        throw error("'\(CaptionFile.shown(Array(kind.utf8)[...]))' is no kind of tier")
      }
      let name = try text()
      _ = try number()
      _ = try number()
      var items: [TextGridTier.Item] = []
      for _ in 0..<(try count()) {
        let start = try time()
        let end = kind == "IntervalTier" ? try time() : nil
        if let end, end < start { throw error("an interval ends at \(end), before \(start)") }
        let text = try text().trimmed
        items.append(TextGridTier.Item(line: line, start: start, end: end, text: text))
      }
      return TextGridTier(name: name, hasIntervals: kind == "IntervalTier", items: items)
    }

    private func error(_ message: String) -> LabelLineError {
      LabelLineError(line: line, message: message + "; save the TextGrid again in Praat")
    }

    private mutating func next(_ what: String) throws(LabelLineError) -> Token {
      while index < bytes.count {
        let first = bytes[index]
        if first <= 0x20 {
          if first == UInt8(ascii: "\n") { line += 1 }
          index += 1
          continue
        }
        if first == UInt8(ascii: "!") {
          while index < bytes.count, bytes[index] != UInt8(ascii: "\n") { index += 1 }
          continue
        }
        if first == UInt8(ascii: "\"") { return .text(try quoted()) }
        let start = index
        while index < bytes.count, bytes[index] > 0x20 { index += 1 }
        let word = bytes[start..<index]
        if first == UInt8(ascii: "<"), word.last == UInt8(ascii: ">") { return .flag }
        if word.count <= 40, word.allSatisfy({ $0.isDigit || ".eE+-".utf8.contains($0) }),
          let value = Double(String(decoding: word, as: UTF8.self)), value.isFinite
        {
          return .number(value)
        }
      }
      throw error("the file ends where \(what) should be")
    }

    /// A text in quotes; a doubled quote in it is one.
    private mutating func quoted() throws(LabelLineError) -> String {
      let (first, quote) = (line, UInt8(ascii: "\""))
      index += 1
      let start = index
      var hasQuotes = false
      while index < bytes.count {
        let byte = bytes[index]
        index += 1
        if byte == UInt8(ascii: "\n") { line += 1 }
        guard byte == quote else { continue }
        guard index < bytes.count, bytes[index] == quote else {
          let text = String(decoding: bytes[start..<(index - 1)], as: UTF8.self)
          return hasQuotes ? text.replacing("\"\"", with: "\"") : text
        }
        hasQuotes = true
        index += 1
      }
      throw LabelLineError(line: first, message: "the quote that begins here never ends")
    }
  }
}
