import SessionModel

/// Reads one time per line: where the phases begin, in the plan's order.
enum TimesReader {
  static func labels(_ text: String, plan: Plan) throws(LabelLineError) -> [PhaseLabel] {
    var labels: [PhaseLabel] = []
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
    {
      guard let word = line.prefix(while: { $0 != "#" }).split(whereSeparator: \.isWhitespace).first
      else { continue }
      guard let seconds = ClockTime.seconds(word) else {
        throw LabelLineError(
          line: index + 1, message: "'\(word)' is no time; write 95, 1:35 or 1:02:03.5")
      }
      guard seconds >= labels.last?.start ?? 0 else {
        throw LabelLineError(
          line: index + 1,
          message: "\(word) lies before the line above it; put the lines in order of time")
      }
      guard labels.count <= plan.phases.count else {
        throw LabelLineError(
          line: index + 1,
          message: "is one time too many: plan \(plan.id) has \(plan.phases.count) phases")
      }
      let name = plan.phase(labels.count).id
      labels.append(PhaseLabel(line: index + 1, start: seconds, end: nil, names: [name]))
    }
    return labels
  }
}
