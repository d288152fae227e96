import SessionModel

/// What was said as comma-separated values: start, end, phase and text of each word.
enum WordsTableWriter {
  /// Renders a session; times are seconds with six decimals, the phase is its id.
  static func text(_ tracks: LabelTracks) -> String {
    var text = CSVText.line(["start", "end", "phase", "word"])
    var phases = tracks.phases[...]
    for word in tracks.words ?? [] {
      while let phase = phases.first, phase.end <= word.start { phases.removeFirst() }
      let phase = phases.first.map { $0.start <= word.start ? $0.id : "" } ?? ""
      text += CSVText.line([
        LabelTime.text(word.start), LabelTime.text(word.end), CSVText.words(phase),
        CSVText.words(word.name.onOneLine),
      ])
    }
    return text
  }
}
