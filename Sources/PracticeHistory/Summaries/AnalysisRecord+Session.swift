public import SessionArchive
public import SpeechAnalysis

extension AnalysisRecord {
  /// Brings the analysis of a session back.
  /// - Parameters:
  ///   - session: the session that was measured.
  ///   - pauseThresholdSeconds: the shortest silence that counts as a pause; nil for that of the
  ///     record.
  /// - Throws: `RecordError` when it is of another sound, or holds impossible numbers.
  public func analysis(
    of session: Session, pauseThresholdSeconds: Double? = nil
  ) throws(RecordError) -> SessionAnalysis {
    try analysis(
      timeline: session.timeline, plan: session.plan, sampleRate: session.sampleRate,
      pauseThresholdSeconds: pauseThresholdSeconds)
  }

  /// The numbers that are kept of a session, as they would be written today: with the phases
  /// that it has now, with measures that came since, and under today's names.
  ///
  /// Lists and events take most of the time, and are read only where numbers follow from them.
  /// - Parameter json: the bytes of its `analysis.json`.
  /// - Returns: nil when they cannot be used, or are of another sound.
  static func numbers(_ json: [UInt8], of session: Session) -> AnalysisRecord? {
    guard let brief = try? AnalysisRecord(json, numbersOnly: true) else { return nil }
    let isUpToDate = brief.isUpToDate(
      timeline: session.timeline, plan: session.plan, sampleRate: session.sampleRate)
    return isUpToDate
      ? brief : (try? AnalysisRecord(json).analysis(of: session)).map { AnalysisRecord($0) }
  }
}
