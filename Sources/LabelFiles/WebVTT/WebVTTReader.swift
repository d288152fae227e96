/// Reads phases and marks from the cues of a WebVTT file.
///
/// A cue names its phase by its identifier or by its text's first line.
enum WebVTTReader {
  static func labels(_ text: String) throws(LabelLineError) -> [PhaseLabel] {
    var labels: [PhaseLabel] = []
    _ = try CaptionFile.read(Array(text.utf8)) { cue throws(LabelLineError) in
      labels.append(try label(cue))
    }
    return labels
  }

  private static func label(_ cue: CaptionCue) throws(LabelLineError) -> PhaseLabel {
    let (start, end) = (cue.start, cue.end)
    guard start <= end else {
      throw LabelLineError(
        line: cue.line, message: "the cue ends at \(end) s, before it begins at \(start) s")
    }
    let line = cue.payload.prefix { $0 != UInt8(ascii: "\n") }
    let text = String(decoding: CaptionText(line).plain, as: UTF8.self)
    let names = [cue.identifier ?? "", text].map(\.trimmed).filter { !$0.isEmpty }
    guard !names.isEmpty else {
      throw LabelLineError(
        line: cue.line, message: "the cue has no text; write a phase's name below its times")
    }
    return PhaseLabel(line: cue.line, start: start, end: start < end ? end : nil, names: names)
  }
}
