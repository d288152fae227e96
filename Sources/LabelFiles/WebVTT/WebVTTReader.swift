import SessionModel

/// Reads the cues of a WebVTT file by the parsing rules of its specification.
///
/// A cue names its phase by its identifier or by its text; notes, styles and regions
/// are passed over. Every line of times begins a cue, with or without an empty line above.
/// - SeeAlso: W3C, "WebVTT: The Web Video Text Tracks Format", section 6.1.
enum WebVTTReader {
  static func labels(_ text: String) throws(LabelLineError) -> [PhaseLabel] {
    let lines = text.utf8.split(separator: 0x0A, omittingEmptySubsequences: false)
      .map(Substring.init)
    /// The end of what a line begins: an empty line, or one of times.
    func end(from start: Int) -> Int {
      lines[min(start, lines.count)...].firstIndex { $0.isEmpty || isTiming($0) } ?? lines.count
    }
    var labels: [PhaseLabel] = []
    // What stands right behind the header belongs to it, unless it is a cue.
    var index = end(from: 1)
    while index < lines.count {
      guard !lines[index].isEmpty else {
        index += 1
        continue
      }
      let first = index
      // Above its times, a cue may have an identifier.
      guard let timing = (first..<min(first + 2, lines.count)).first(where: { isTiming(lines[$0]) })
      else {
        guard ["NOTE", "STYLE", "REGION"].contains(where: lines[first].hasPrefix) else {
          throw LabelLineError(
            line: first + 1,
            message: "a cue needs a line of times, such as 00:05:00.000 --> 00:09:30.000")
        }
        index = end(from: first + 1)
        continue
      }
      index = end(from: timing + 1)
      labels.append(try label(lines[first..<index], timing: timing))
    }
    return labels
  }

  /// Whether a line has the arrow of a cue's times.
  private static func isTiming(_ line: Substring) -> Bool {
    var dashes = 0
    for byte in line.utf8 {
      if byte == UInt8(ascii: ">"), dashes >= 2 { return true }
      dashes = byte == UInt8(ascii: "-") ? dashes + 1 : 0
    }
    return false
  }

  /// - Parameter timing: the index of the line of times; lines are numbered from 1.
  private static func label(
    _ block: ArraySlice<Substring>, timing: Int
  ) throws(LabelLineError) -> PhaseLabel {
    let words = block[timing].utf8.split { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
      .map(Substring.init)
    guard words.count >= 3, words[1] == "-->", let start = seconds(words[0]),
      let end = seconds(words[2]), start <= end
    else {
      throw LabelLineError(
        line: timing + 1,
        message: "'\(block[timing])' is no line of times, such as 00:05:00.000 --> 00:09:30.000")
    }
    let names = (block[..<timing] + block[(timing + 1)...].prefix(1)).map { plain($0) }
      .filter { !$0.isEmpty }
    guard !names.isEmpty else {
      throw LabelLineError(
        line: timing + 1, message: "the cue has no text; write a phase's name below its times")
    }
    return PhaseLabel(line: timing + 1, start: start, end: start < end ? end : nil, names: names)
  }

  /// `mm:ss.mmm` or `hh:mm:ss.mmm`.
  private static func seconds(_ word: Substring) -> Double? {
    guard word.contains(":"), let value = ClockTime.seconds(word), value <= LabelTime.most else {
      return nil
    }
    return value
  }

  /// A line of a cue without its tags and with its characters.
  private static func plain(_ line: Substring) -> String {
    guard line.utf8.contains(where: { "<&".utf8.contains($0) }) else { return String(line).trimmed }
    var text = ""
    var isTag = false
    for character in line {
      if character == "<" { isTag = true }
      if !isTag { text.append(character) }
      if character == ">" { isTag = false }
    }
    let entities = [
      ("&lt;", "<"), ("&gt;", ">"), ("&nbsp;", " "), ("&lrm;", ""), ("&rlm;", ""), ("&amp;", "&"),
    ]
    for (entity, character) in entities { text = text.replacing(entity, with: character) }
    return text.trimmed
  }
}
