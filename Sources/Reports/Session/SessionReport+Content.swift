import PracticeHistory
public import PracticePlan
public import SessionArchive
public import SpeechAnalysis

extension SessionReport.Content {
  /// What a report says of a recorded session.
  /// - Parameters:
  ///   - modes: all that there are.
  ///   - probes: all that there are.
  public init(_ session: Session, _ analysis: SessionAnalysis, modes: [Mode], probes: [Probe]) {
    self.init(analysis: analysis, id: session.id, question: session.question)
    start = session.start
    device = session.device.name
    mode = session.mode ?? ""
    outcome = session.outcome(modes: modes)
    let practised = SessionSummary(session, id: session.id, analysis: nil).practised(modes: modes)
    countedFromSeconds = practised.flatMap { $0.isCounted ? nil : $0.countedFromSeconds }
    self.probes = Dictionary(probes.map { ($0.id, $0.ask) }) { first, _ in first }
  }
}
