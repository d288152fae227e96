public import InterviewGuide
import SessionModel

/// A session's verdict in words, the same on every surface.
public struct StandingWords {
  private let standing: SessionStanding

  /// Puts a verdict into words.
  public init(_ standing: SessionStanding) { self.standing = standing }

  /// One sentence; nil where nothing is to be said: it counts, and there is no mode to pass.
  /// - Parameter mode: the mode's id.
  public func sentence(mode: String) -> String? {
    if let reason = exclusion { return "Does not count: \(reason)" }
    guard let outcome = standing.outcome else { return nil }
    let verdict = outcome.isPass ? "pass" : "missed"
    return (["Mode \(mode): \(verdict)", Format.clock(outcome.seconds)] + misses(outcome))
      .joined(separator: " · ")
  }

  /// What was missed, or why it does not count; empty for a pass.
  public var reasons: [String] {
    exclusion.map { [$0] } ?? standing.outcome.map(misses) ?? []
  }

  /// A word or two for a table's cell.
  public var cell: String {
    switch (standing.exclusion, standing.verdict) {
    case (.demo, _): "demo"
    case (.tooShort, _): "short"
    case (.tooLittleTalk, _): "no talk"
    case (nil, .passed): "pass"
    case (nil, .missed): "missed"
    case (nil, _): "–"
    }
  }

  private var exclusion: String? {
    switch standing.exclusion {
    case .demo: "a demonstration"
    case .tooShort(let least):
      "shorter than \(Format.clock(least)), half of the least that its plan asks for"
    case .tooLittleTalk:
      "less than \(Format.decimal(SessionStanding.leastTalkSeconds, digits: 0)) s of talk"
    case nil: nil
    }
  }

  private func misses(_ outcome: PassOutcome) -> [String] {
    var parts: [String] = []
    var missing: [String] = []
    var short: [String] = []
    var long: [String] = []
    for miss in outcome.misses {
      switch miss {
      case .tooShort(let least): parts.append("shorter than \(Format.clock(least))")
      case .tooLong(let most): parts.append("not within \(Format.clock(most))")
      case .notVisited(let phase): missing.append(phase)
      case .phaseTooShort(let phase): short.append(phase)
      case .phaseTooLong(let phase): long.append(phase)
      }
    }
    for (what, phases) in [("without", missing), ("too short:", short), ("too long:", long)]
    where !phases.isEmpty {
      parts.append("\(what) \(phases.joined(separator: ", "))")
    }
    return parts
  }
}
