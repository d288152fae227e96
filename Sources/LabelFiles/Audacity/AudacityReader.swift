/// Reads the label tracks that Audacity exports.
///
/// A line is start, end and label with tabs between, times in seconds; lines that
/// begin with a backslash hold frequencies and are passed over.
/// - SeeAlso: Audacity's manual, "Importing and Exporting Labels".
enum AudacityReader {
  /// Whether a line looks like one of a label track.
  static func isLabel(_ line: some StringProtocol) -> Bool {
    let fields = line.split(separator: "\t", omittingEmptySubsequences: false)
    return fields.count >= 2 && number(fields[0]) != nil && number(fields[1]) != nil
  }

  static func labels(_ text: String) throws(LabelLineError) -> [PhaseLabel] {
    var labels: [PhaseLabel] = []
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
    {
      guard !line.allSatisfy(\.isWhitespace), !line.hasPrefix("\\") else { continue }
      let fields = line.split(separator: "\t", maxSplits: 2, omittingEmptySubsequences: false)
      guard fields.count >= 2, let start = number(fields[0]), let end = number(fields[1]) else {
        throw LabelLineError(
          line: index + 1,
          message: "a label is two times in seconds and a name, with tabs between them")
      }
      guard start <= end else {
        throw LabelLineError(
          line: index + 1, message: "the label ends at \(end) s, before it begins at \(start) s")
      }
      let name = fields.count > 2 ? fields[2].trimmed : ""
      guard !name.isEmpty else {
        throw LabelLineError(
          line: index + 1, message: "the label has no name; write a phase's behind a tab")
      }
      labels.append(
        PhaseLabel(line: index + 1, start: start, end: start < end ? end : nil, names: [name]))
    }
    return labels
  }

  /// Seconds of 0 or more; some locales write a comma.
  private static func number(_ field: some StringProtocol) -> Double? {
    let digits = field.trimmed.replacing(",", with: ".")
    guard let value = Double(digits), value >= 0, value <= LabelTime.most,
      digits.allSatisfy({ $0.isASCII && ($0.isNumber || ".eE+-".contains($0)) })
    else { return nil }
    return value
  }
}
