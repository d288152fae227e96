public import AudioCore
public import SessionModel

/// A name at a time, as label files of other programs hold it.
public struct PhaseLabel: Hashable, Sendable {
  /// Where it stands in the file, from 1.
  public let line: Int
  /// Where it begins, in seconds, 0 or more.
  public let start: Double
  /// Where it ends, in seconds; nil for a moment.
  public let end: Double?
  /// What it may be called, the likeliest first.
  public let names: [String]

  /// Creates a label.
  public init(line: Int, start: Double, end: Double?, names: [String]) {
    self.line = line
    self.start = start
    self.end = end
    self.names = names
  }
}

extension [PhaseLabel] {
  /// Edges that lie closer together than this are one edge drawn twice, in seconds.
  private static let tolerance = 0.1

  /// Puts labels on a session's clock.
  ///
  /// A label names a phase by its id, its name or its number, the open remainder, or
  /// a mark. A phase with an end lasts until there, a moment until the next phase;
  /// what no phase covers is the open remainder.
  /// - Parameters:
  ///   - plan: whose phases and marks are named.
  ///   - sampleRate: of the sound.
  ///   - frames: the length of the sound.
  /// - Throws: ``LabelLineError`` for the first label that cannot be used.
  public func timeline(
    plan: Plan, sampleRate: SampleRate, frames: Int
  ) throws(LabelLineError) -> SessionTimeline {
    let length = sampleRate.seconds(frames: frames)
    var clock = PhaseClock(phaseCount: plan.phases.count)
    clock.move(to: plan.phases.count, at: 0)
    var timeline = SessionTimeline(frames: frames)
    var latestEnd: Double?
    let ordered = enumerated().sorted {
      ($0.element.start, $0.offset) < ($1.element.start, $1.offset)
    }.map(\.element)
    let places = PhaseLabel.places(in: plan)
    for label in ordered {
      guard let place = label.place(places, plan) else {
        let known = plan.allPhases.map(\.name) + plan.marks.map(\.name)
        throw LabelLineError(
          line: label.line,
          message: "plan \(plan.id) has no '\(label.names.first ?? "")'; "
            + "rename it to one of: \(known.joined(separator: ", "))")
      }
      guard label.start <= length + Self.tolerance else {
        throw LabelLineError(
          line: label.line,
          message: "\(label.start) s lies past the end of the sound, which lasts \(Int(length)) s")
      }
      let frame = Swift.min(frames, sampleRate.frames(seconds: label.start))
      switch place {
      case .mark(let id): timeline.marks.append(Mark(id: id, frame: frame))
      case .phase(let index):
        if let end = latestEnd {
          guard label.start >= end - Self.tolerance else {
            throw LabelLineError(
              line: label.line,
              message: "begins at \(label.start) s, before the phase above it ends at \(end) s; "
                + "let phases follow each other")
          }
          if label.start > end + Self.tolerance {
            clock.move(to: plan.phases.count, at: sampleRate.frames(seconds: end))
          }
        }
        clock.move(to: index, at: frame)
        latestEnd = label.end.map { Swift.max($0, label.start) }
      }
    }
    if let end = latestEnd, end < length - Self.tolerance {
      clock.move(to: plan.phases.count, at: sampleRate.frames(seconds: end))
    }
    timeline.visits = clock.visits(endingAt: frames)
    return timeline
  }
}

extension PhaseLabel {
  fileprivate enum Place {
    case phase(Int)
    case mark(String)
  }

  /// What each name that a plan knows stands for, in lower case.
  fileprivate static func places(in plan: Plan) -> [String: Place] {
    let open = ["open", "open remainder"].map { ($0, Place.phase(plan.phases.count)) }
    let phases = plan.phases.enumerated().flatMap { index, phase in
      [phase.id, phase.name].map { ($0.lowercased(), Place.phase(index)) }
    }
    let marks = plan.marks.flatMap { mark in
      [mark.id, mark.name].map { ($0.lowercased(), Place.mark(mark.id)) }
    }
    return Dictionary(open + phases + marks) { first, _ in first }
  }

  /// What the first of its names that the plan knows stands for.
  fileprivate func place(_ places: [String: Place], _ plan: Plan) -> Place? {
    for name in names {
      if let place = places[name.lowercased()] { return place }
      if let number = Int(name), plan.phases.indices.contains(number - 1) {
        return .phase(number - 1)
      }
    }
    return nil
  }
}
