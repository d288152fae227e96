import SessionModel

/// A stretch of captions: its times, and its text as the file has it.
public struct CaptionCue: Hashable, Sendable {
  /// Where its times stand in the file, counted in lines from 1.
  public let line: Int
  /// What stands above its times: a name, or a number.
  public let identifier: String?
  /// Where it begins, in seconds, 0 or more.
  public let start: Double
  /// Where it ends, in seconds, 0 or more; a mistaken file has it before the start.
  public let end: Double
  /// The bytes below its times, line feeds and tags among them; perhaps none.
  public let payload: ArraySlice<UInt8>
}

/// The cues of a WebVTT or of a SubRip file, by the parsing rules of WebVTT.
///
/// Notes, styles and regions are passed over. Every line of times begins a cue, with or
/// without an empty line above. Hours may be left out, decimals stand behind a full stop
/// or a comma.
/// - SeeAlso: W3C, "WebVTT: The Web Video Text Tracks Format", section 6.1. SubRip has no
///   specification: numbered cues with a comma in their times and no header.
public struct CaptionFile: Hashable, Sendable {
  /// The cues, as they follow each other in the file.
  public let cues: [CaptionCue]
  /// What the header says of the language; nil when it says nothing.
  public let language: String?

  /// Reads a file.
  /// - Parameter bytes: lines as by ``LabelText/lines(_:)``; bytes that are no UTF-8 stay in
  ///   payloads.
  /// - Throws: ``LabelLineError`` for the first line that belongs to no cue, and for times
  ///   that cannot be read.
  public init(_ bytes: [UInt8]) throws(LabelLineError) {
    var cues: [CaptionCue] = []
    language = try Self.read(bytes) { cues.append($0) }
    self.cues = cues
  }

  /// Gives one cue after the other, so that whoever takes them can refuse one before the next
  /// is looked at.
  /// - Returns: the language.
  static func read(
    _ bytes: [UInt8], _ take: (CaptionCue) throws(LabelLineError) -> Void
  ) throws(LabelLineError) -> String? {
    var lines = Lines(bytes)
    var language: String?
    let isWebVTT = hasHeader(bytes)
    if isWebVTT {
      // What stands right behind the header belongs to it, unless it is a cue.
      lines.advance()
      while let line = lines.current, !line.isEmpty, !isTiming(line) {
        let name = Array("language:".utf8)
        if line.count > name.count, line.count < 80,
          zip(name, line).allSatisfy({ $0 == $1 | 0x20 })
        {
          language = String(decoding: line.dropFirst(name.count), as: UTF8.self).trimmed
        }
        lines.advance()
      }
    }
    // SubRip's number of a cue that follows without an empty line.
    var number: ArraySlice<UInt8>?
    while let line = lines.current {
      guard !line.isEmpty else {
        lines.advance()
        continue
      }
      let first = lines.number
      var identifier = number
      number = nil
      if !isTiming(line) {
        lines.advance()
        guard let next = lines.current, isTiming(next) else {
          guard ["NOTE", "STYLE", "REGION"].contains(where: { line.starts(with: $0.utf8) }) else {
            throw LabelLineError(
              line: first,
              message: "a cue needs a line of times, such as 00:05:00.000 --> 00:09:30.000")
          }
          lines.skipBlock()
          continue
        }
        identifier = line
      }
      guard let timing = lines.current, let (start, end) = times(timing) else {
        throw LabelLineError(
          line: lines.number,
          message: "'\(shown(lines.current ?? []))' is no line of times, "
            + "such as 00:05:00.000 --> 00:09:30.000")
      }
      let place = lines.number
      lines.advance()
      var payload = lines.skipBlock()
      if !isWebVTT, let follower = lines.current, !follower.isEmpty,
        let last = lastLine(payload)
      {
        number = last
        payload = payload[..<max(payload.startIndex, last.startIndex - 1)]
      }
      try take(
        CaptionCue(
          line: place, identifier: identifier.map { String(decoding: $0, as: UTF8.self) },
          start: start, end: end, payload: payload))
    }
    return language
  }

  /// Whether a text begins as WebVTT does.
  /// - Parameter bytes: lines as by ``LabelText/lines(_:)``.
  public static func hasHeader(_ bytes: some Collection<UInt8>) -> Bool {
    bytes.starts(with: "WEBVTT".utf8)
  }

  /// Whether a line is meant to be the times of a cue: a digit, and an arrow behind it.
  /// - Parameter line: without its end.
  public static func isTiming(_ line: ArraySlice<UInt8>) -> Bool {
    guard let first = line.first(where: { $0 > 0x20 }), first.isDigit else { return false }
    return arrow(line) != nil
  }

  /// The first bytes of a line: all of a long one would flood a terminal.
  static func shown(_ line: ArraySlice<UInt8>) -> String {
    String(decoding: line.prefix(60), as: UTF8.self).onOneLine
  }

  /// The dashes and the bracket of an arrow.
  private static func arrow(_ line: ArraySlice<UInt8>) -> Range<Int>? {
    var dashes = 0
    for index in line.indices {
      let byte = line[index]
      if byte == UInt8(ascii: ">"), dashes >= 2 { return (index - dashes)..<(index + 1) }
      dashes = byte == UInt8(ascii: "-") ? dashes + 1 : 0
    }
    return nil
  }

  private static func times(_ line: ArraySlice<UInt8>) -> (start: Double, end: Double)? {
    guard let arrow = arrow(line), let start = seconds(line[..<arrow.lowerBound]),
      let end = seconds(line[arrow.upperBound...].drop { $0 <= 0x20 }.prefix { $0 > 0x20 })
    else { return nil }
    return (start, end)
  }

  /// The seconds that a cue's time stands for; nil for what is none.
  /// - Parameter bytes: such as `mm:ss.mmm` or `hh:mm:ss,mmm`, with white space around it.
  public static func seconds(_ bytes: ArraySlice<UInt8>) -> Double? {
    guard bytes.count <= 40 else { return nil }
    let clock = bytes.filter { $0 > 0x20 }
      .map { $0 == UInt8(ascii: ",") ? UInt8(ascii: ".") : $0 }
    guard clock.contains(UInt8(ascii: ":")),
      let value = ClockTime.seconds(String(decoding: clock, as: UTF8.self)),
      value <= LabelTime.most
    else { return nil }
    // Minutes are added up without the dust of binary fractions.
    return value.rounded(digits: 6)
  }

  /// The last line of a payload when it is a number alone.
  private static func lastLine(_ payload: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
    let start = payload.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? payload.startIndex
    let last = payload[start...]
    return (1...9).contains(last.count) && last.allSatisfy(\.isDigit) ? last : nil
  }

  /// Lines, one after the other: a file may be nothing but line ends.
  private struct Lines {
    let bytes: [UInt8]
    private(set) var number = 1
    private var start = 0
    private var end = 0

    init(_ bytes: [UInt8]) {
      self.bytes = bytes
      end = endOfLine()
    }

    /// The line without its end; nil behind the last.
    var current: ArraySlice<UInt8>? { start < bytes.count ? bytes[start..<end] : nil }

    private func endOfLine() -> Int {
      var index = start
      while index < bytes.count, bytes[index] != UInt8(ascii: "\n") { index += 1 }
      return index
    }

    mutating func advance() {
      guard start < bytes.count else { return }
      start = end + 1
      number += 1
      end = endOfLine()
    }

    /// Goes to the next empty line or line of times, and gives what lies before it.
    @discardableResult mutating func skipBlock() -> ArraySlice<UInt8> {
      let first = min(start, bytes.count)
      while let line = current, !line.isEmpty, !CaptionFile.isTiming(line) { advance() }
      let last = min(start, bytes.count)
      return bytes[first..<max(first, last > first && bytes[last - 1] == 0x0A ? last - 1 : last)]
    }
  }
}

extension UInt8 {
  var isDigit: Bool { UInt8(ascii: "0")...UInt8(ascii: "9") ~= self }
}
