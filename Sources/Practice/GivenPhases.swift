public import AudioCore
import LabelFiles
public import SessionModel
import SystemPackage

/// Where a session's phases begin, as a person says it.
public enum GivenPhases: Hashable, Sendable {
  /// Their beginnings in seconds, the first phase first.
  case starts([Double])
  /// A file of labels.
  case labels(GivenLabels)

  /// A phase start that cannot be used: which of those given, from 1, and why.
  public struct StartTrouble: Error {
    /// Its number, from 1.
    public let number: Int
    /// What is wrong with it.
    public let message: String
  }

  /// Where they are from, in words.
  public var source: String {
    switch self {
    case .starts: "the times given"
    case .labels(let labels): labels.path.description
    }
  }

  /// The timeline that follows.
  /// - Throws: ``StartTrouble`` or ``GivenLabels/Trouble``.
  public func timeline(
    plan: Plan, sampleRate: SampleRate, frames: Int
  ) throws -> SessionTimeline {
    switch self {
    case .starts(let seconds):
      guard seconds.count <= plan.phases.count + 1 else {
        throw StartTrouble(
          number: plan.phases.count + 2,
          message: "plan \(plan.id) has \(plan.phases.count) phases and the open remainder")
      }
      let labels = seconds.enumerated().map { index, start in
        PhaseLabel(line: index + 1, start: start, end: nil, names: [plan.phase(index).id])
      }
      do throws(LabelLineError) {
        return try labels.timeline(plan: plan, sampleRate: sampleRate, frames: frames)
      } catch {
        throw StartTrouble(number: error.line, message: error.message)
      }
    case .labels(let labels):
      do throws(LabelLineError) {
        return try LabelFile.timeline(
          labels.bytes, plan: plan, sampleRate: sampleRate, frames: frames)
      } catch {
        throw GivenLabels.Trouble("\(labels.path), \(error)")
      }
    }
  }
}
