import SessionModel

/// A session as a Praat TextGrid: tiers of phases, speech and gaps, and of marks.
///
/// The long text format. Intervals tile each tier, as Praat asks; a tier without
/// content is left out.
/// - SeeAlso: Praat's manual, "TextGrid file formats".
enum TextGridWriter {
  /// Renders a session.
  static func text(_ tracks: LabelTracks) -> String {
    var tiers: [String] = []
    func add(_ name: String, _ intervals: [LabelTracks.Interval], label: (Int) -> String) {
      guard !intervals.isEmpty else { return }
      let cells = tiled(intervals, end: tracks.durationSeconds, label: label)
      var lines = [
        "class = \"IntervalTier\"", "name = \(quoted(name))", "xmin = 0",
        "xmax = \(tracks.durationSeconds)", "intervals: size = \(cells.count)",
      ]
      for (index, cell) in cells.enumerated() {
        lines += [
          "intervals [\(index + 1)]:", "    xmin = \(cell.start)", "    xmax = \(cell.end)",
          "    text = \(quoted(cell.label))",
        ]
      }
      tiers.append(lines.map { "        \($0)\n" }.joined())
    }
    add("phases", tracks.phases) { tracks.phases[$0].name }
    add("speech", tracks.speech ?? []) { _ in "speech" }
    add("words", tracks.words ?? []) { tracks.words?[$0].name ?? "" }
    add("others", tracks.others) { tracks.others[$0].name }
    add("gaps", tracks.gaps) { tracks.gaps[$0].name }
    if !tracks.marks.isEmpty {
      var lines = [
        "class = \"TextTier\"", "name = \"marks\"", "xmin = 0", "xmax = \(tracks.durationSeconds)",
        "points: size = \(tracks.marks.count)",
      ]
      for (index, mark) in tracks.marks.sorted(by: { $0.start < $1.start }).enumerated() {
        lines += [
          "points [\(index + 1)]:", "    number = \(mark.start)",
          "    mark = \(quoted(mark.name))",
        ]
      }
      tiers.append(lines.map { "        \($0)\n" }.joined())
    }
    let head = """
      File type = "ooTextFile"
      Object class = "TextGrid"

      xmin = 0
      xmax = \(tracks.durationSeconds)
      tiers? <exists>
      size = \(tiers.count)
      item []:

      """
    return head + tiers.enumerated().map { "    item [\($0 + 1)]:\n\($1)" }.joined()
  }

  /// Intervals with empty ones between them.
  private static func tiled(
    _ intervals: [LabelTracks.Interval], end: Double, label: (Int) -> String
  ) -> [(start: Double, end: Double, label: String)] {
    var cells: [(start: Double, end: Double, label: String)] = []
    var place = 0.0
    for (index, interval) in intervals.enumerated() where interval.end > interval.start {
      if interval.start > place { cells.append((place, interval.start, "")) }
      cells.append((max(place, interval.start), interval.end, label(index)))
      place = interval.end
    }
    if end > place { cells.append((place, end, "")) }
    return cells
  }

  private static func quoted(_ text: String) -> String {
    "\"" + text.onOneLine.replacing("\"", with: "\"\"") + "\""
  }
}
