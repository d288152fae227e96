public import SpeechAnalysis
import Words

extension Measure {
  /// All measures that sessions have in the history, whichever room they come from.
  public static let history = Measure.all + Measure.ofWords

  /// Those that are compared between sessions and followed over weeks.
  public static let compared = history.filter(\.isCompared)

  /// The value of a session; nil when it was not measured.
  public func value(_ session: SessionSummary) -> Double? {
    fields.first.flatMap { field in
      field.isOfTimes ? field.value(session) : session.numbers?.values[field]
    }
  }

  /// The value of a phase; nil when it was not visited or has none of its own.
  public func value(_ phase: PhaseSummary) -> Double? {
    fields.first.flatMap { $0.isOfTimes ? $0.value(phase) : phase.values?[$0] }
  }

  /// The value of a session, when it was measured as today's are.
  public func currentValue(_ session: SessionSummary) -> Double? {
    guard isOfWords || fields.first?.isOfTimes == true || session.numbers?.isCurrent == true,
      !isOfWords || session.numbers?.words?.isCurrent == true
    else { return nil }
    return value(session)
  }

  /// The same, when it is taken from words only for those that one recogniser heard.
  func currentValue(_ session: SessionSummary, heardBy recognizer: String?) -> Double? {
    isOfWords && session.numbers?.words?.recognizer != recognizer ? nil : currentValue(session)
  }

  /// Whether it is taken from words, so that recogniser and model are part of like for like.
  public var isOfWords: Bool { fields.first?.isFoundElsewhere == true }
}
