public import LabelFiles
public import SessionArchive
public import SpeechAnalysis

extension LabelTracks {
  /// Puts a session and its analysis together.
  /// - Parameters:
  ///   - session: what is known of it.
  ///   - id: the name of its folder.
  ///   - record: its analysis; nil when there is none.
  public init(_ session: Session, id: String, record: AnalysisRecord?) {
    self.init(
      id: id, session.timeline, plan: session.plan, sampleRate: session.sampleRate,
      speech: record?.speechSegments.map { ($0.start, $0.end) })
  }
}
