public import AudioCore

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
  /// The most bytes that are read as marks or labels: some hundred thousand lines.
  public static let mostBytes = 64 << 20

  /// A line that cannot be used.
  public struct LineError: Error, Hashable, CustomStringConvertible {
    /// The line's number, from 1.
    public let line: Int
    /// What is wrong with it, and the cure.
    public let message: String

    /// Line number and message.
    public var description: String { "line \(line): \(message)" }
  }

  /// The id of the open remainder.
  public static let openID = "open"

  /// Reads the lines of a marks file into a timeline.
  /// - Parameters:
  ///   - text: the file's content.
  ///   - plan: whose phases and marks may occur.
  ///   - sampleRate: of the sound.
  ///   - frames: the length of the sound.
  /// - Throws: ``LineError`` for the first line that cannot be used.
  public static func timeline(
    _ text: String, plan: Plan, sampleRate: SampleRate, frames: Int
  ) throws(LineError) -> SessionTimeline {
    var clock = PhaseClock(phaseCount: plan.phases.count)
    clock.move(to: plan.phases.count, at: 0)
    var timeline = SessionTimeline(frames: frames)
    var latest = 0
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
    {
      let words = line.prefix { $0 != "#" }.split(whereSeparator: \.isWhitespace)
      guard let time = words.first else { continue }
      let number = index + 1
      guard let seconds = seconds(time) else {
        throw LineError(
          line: number, message: "'\(time)' is no time; write 95, 1:35 or 1:02:03.5")
      }
      guard words.count == 2 else {
        throw LineError(
          line: number, message: "a line is a time and one id, such as '5:42 \(plan.phases[0].id)'")
      }
      let frame = sampleRate.frames(seconds: seconds)
      guard frame >= latest else {
        throw LineError(
          line: number,
          message: "\(time) lies before the line above it; put the lines in order of time")
      }
      guard frame <= frames else {
        let length = sampleRate.seconds(frames: frames)
        throw LineError(
          line: number,
          message: "\(time) lies past the end of the sound, which lasts \(Int(length)) s")
      }
      latest = frame
      let id = String(words[1])
      if id == openID {
        clock.move(to: plan.phases.count, at: frame)
      } else if let phase = plan.phases.firstIndex(where: { $0.id == id }) {
        clock.move(to: phase, at: frame)
      } else if plan.marks.contains(where: { $0.id == id }) {
        timeline.marks.append(Mark(id: id, frame: frame))
      } else {
        let known = plan.phases.map(\.id) + [openID] + plan.marks.map(\.id)
        throw LineError(
          line: number,
          message: "plan \(plan.id) has no '\(id)'; it has \(known.joined(separator: ", "))")
      }
    }
    timeline.visits = clock.visits(endingAt: frames)
    return timeline
  }

  /// The seconds that a time such as `1:02:03.5` stands for; nil when it is none.
  public static func seconds(_ text: some StringProtocol) -> Double? {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard (1...3).contains(parts.count) else { return nil }
    var total = 0.0
    for (index, part) in parts.enumerated() {
      let isLast = index == parts.count - 1
      guard !part.isEmpty, part.utf8.count <= 9,
        part.allSatisfy({ ("0"..."9").contains($0) || (isLast && $0 == ".") }),
        let value = Double(part), index == 0 || value < 60
      else { return nil }
      total = total * 60 + value
    }
    return total
  }
}
