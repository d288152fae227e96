import AudioCore
public import InterviewGuide
public import SessionArchive
import SessionModel

extension Session {
  /// Whether it passed its mode; nil without a plan or a mode that is known.
  public func outcome(modes: [Mode]) -> PassOutcome? {
    guard let plan, let mode = modes.first(where: { $0.id == self.mode }) else { return nil }
    return mode.rule.outcome(of: timeline, plan: plan, sampleRate: sampleRate)
  }

  /// What it comes to.
  /// - Parameters:
  ///   - talkSeconds: how long somebody spoke; nil when that was not measured.
  ///   - modes: all modes that are known.
  public func standing(talkSeconds: Double?, modes: [Mode]) -> SessionStanding {
    SessionStanding(
      seconds: sampleRate.seconds(frames: timeline.frames), talkSeconds: talkSeconds,
      planLeastSeconds: plan?.unscaledLeastSeconds ?? 0,
      isDemo: mode == Mode.demoID, outcome: outcome(modes: modes))
  }
}
