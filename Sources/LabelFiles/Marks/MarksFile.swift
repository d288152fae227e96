public import AudioCore
public import SessionModel

/// Phase starts and marks as a person writes them down: one per line, time and id.
///
/// ```
/// # time     phase or mark
/// 0:00       requirements
/// 5:42       scope
/// 11:07.5    trade-off
/// ```
///
/// Times are seconds, `minutes:seconds` or `hours:minutes:seconds`, with decimals
/// where wanted, and never go back. Ids are those of the plan's phases and marks,
/// and `open` for the open remainder, which is also what precedes the first phase.
public enum MarksFile {
  /// Reads the lines of a marks file into a timeline.
  /// - Parameters:
  ///   - text: the file's content.
  ///   - plan: whose phases and marks may occur.
  ///   - sampleRate: of the sound.
  ///   - frames: the length of the sound.
  /// - Throws: ``LabelLineError`` for the first line that cannot be used.
  public static func timeline(
    _ text: String, plan: Plan, sampleRate: SampleRate, frames: Int
  ) throws(LabelLineError) -> SessionTimeline {
    var clock = PhaseClock(phaseCount: plan.phases.count)
    clock.move(to: plan.phases.count, at: 0)
    var timeline = SessionTimeline(frames: frames)
    var latest = 0
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
    {
      let words = line.prefix { $0 != "#" }.split(whereSeparator: \.isWhitespace)
      guard let time = words.first else { continue }
      let number = index + 1
      guard let seconds = ClockTime.seconds(time) else {
        throw LabelLineError(
          line: number, message: "'\(time)' is no time; write 95, 1:35 or 1:02:03.5")
      }
      guard words.count == 2 else {
        throw LabelLineError(
          line: number, message: "a line is a time and one id, such as '5:42 \(plan.phases[0].id)'")
      }
      let frame = sampleRate.frames(seconds: seconds)
      guard frame >= latest else {
        throw LabelLineError(
          line: number,
          message: "\(time) lies before the line above it; put the lines in order of time")
      }
      guard frame <= frames else {
        let length = sampleRate.seconds(frames: frames)
        throw LabelLineError(
          line: number,
          message: "\(time) lies past the end of the sound, which lasts \(Int(length)) s")
      }
      latest = frame
      let id = String(words[1])
      if let phase = plan.allPhases.firstIndex(where: { $0.id == id }) {
        clock.move(to: phase, at: frame)
      } else if plan.marks.contains(where: { $0.id == id }) {
        timeline.marks.append(Mark(id: id, frame: frame))
      } else {
        let known = plan.allPhases.map(\.id) + plan.marks.map(\.id)
        throw LabelLineError(
          line: number,
          message: "plan \(plan.id) has no '\(id)'; it has \(known.joined(separator: ", "))")
      }
    }
    timeline.visits = clock.visits(endingAt: frames)
    return timeline
  }
}
