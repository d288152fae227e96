/// Reads phases and marks from the tiers of a Praat TextGrid.
///
/// Phases come from the tier called `phases`, or from the first; marks from the tier
/// called `marks`. Empty intervals are no phase.
enum TextGridReader {
  static func labels(_ text: String) throws(LabelLineError) -> [PhaseLabel] {
    let tiers = try TextGridFile.tiers(Array(text.utf8))
    let named = tiers.first { $0.name.lowercased() == "phases" }
    let marks = named == nil ? nil : tiers.first { $0.name.lowercased() == "marks" }
    return [named ?? tiers.first, marks].compactMap { $0 }.flatMap(\.items)
      .filter { !$0.text.isEmpty }
      .map { PhaseLabel(line: $0.line, start: $0.start, end: $0.end, names: [$0.text]) }
  }
}
