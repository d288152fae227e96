import InterviewGuide
import PracticeHistory
public import SessionArchive
import SessionModel
public import SpeechAnalysis

extension SessionReport.Content {
  /// What is known of a recorded session besides its review and its sound.
  /// - Throws: nothing that a whole program can cause.
  public init(_ session: Session, _ analysis: SessionAnalysis) throws {
    self.init(analysis: analysis, id: session.id, question: session.question)
    start = session.start
    device = session.device.name
    mode = session.mode ?? ""
    standing = session.standing(talkSeconds: analysis.rate.talkSeconds, modes: try Guide.modes())
    guard !session.timeline.probes.isEmpty else { return }
    probes = Dictionary(try Guide.probes().map { ($0.id, $0.ask) }) { first, _ in first }
  }
}
