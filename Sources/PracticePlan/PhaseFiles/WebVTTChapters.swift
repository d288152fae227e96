/// Reads the cues of a WebVTT file.
///
/// A cue names its phase by its identifier or by its text; notes, styles and regions
/// are passed over.
/// - SeeAlso: W3C, "WebVTT: The Web Video Text Tracks Format", section 4.
enum WebVTTChapters {
  static func labels(_ text: String) throws(MarksFile.LineError) -> [PhaseLabel] {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    var labels: [PhaseLabel] = []
    var index = lines.firstIndex { $0.isEmpty } ?? lines.endIndex
    while index < lines.endIndex {
      guard !lines[index].isEmpty else {
        index += 1
        continue
      }
      let end = lines[index...].firstIndex { $0.isEmpty } ?? lines.endIndex
      let block = lines[index..<end]
      if let label = try label(block, line: index + 1) { labels.append(label) }
      index = end
    }
    return labels
  }

  private static func label(
    _ block: ArraySlice<Substring>, line: Int
  ) throws(MarksFile.LineError) -> PhaseLabel? {
    guard let timing = block.firstIndex(where: { $0.contains("-->") }) else {
      if let first = block.first, ["NOTE", "STYLE", "REGION"].contains(where: first.hasPrefix) {
        return nil
      }
      throw MarksFile.LineError(
        line: line, message: "a cue needs a line of times, such as 00:05:00.000 --> 00:09:30.000")
    }
    let timingLine = line + timing - block.startIndex
    let words = block[timing].split(whereSeparator: \.isWhitespace)
    guard words.count >= 3, words[1] == "-->", let start = seconds(words[0]),
      let end = seconds(words[2]), start <= end
    else {
      throw MarksFile.LineError(
        line: timingLine,
        message: "'\(block[timing])' is no line of times, such as 00:05:00.000 --> 00:09:30.000")
    }
    let names =
      (Array(block[..<timing].suffix(1)) + block[(timing + 1)...].prefix(1)).map { plain($0) }
      .filter { !$0.isEmpty }
    guard !names.isEmpty else {
      throw MarksFile.LineError(
        line: timingLine, message: "the cue has no text; write a phase's name below its times")
    }
    return PhaseLabel(line: timingLine, start: start, end: start < end ? end : nil, names: names)
  }

  /// `mm:ss.mmm` or `hh:mm:ss.mmm`.
  private static func seconds(_ word: Substring) -> Double? {
    guard word.contains(":"), let value = MarksFile.seconds(word), value <= LabelTime.most else {
      return nil
    }
    return value
  }

  /// A line of a cue without its tags and with its characters.
  private static func plain(_ line: Substring) -> String {
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
