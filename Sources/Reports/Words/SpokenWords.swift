public import InterviewGuide
public import Words

/// The words of a session, and what was found in them, as reports take them.
public struct SpokenWords: Sendable {
  /// The words in their places.
  public let transcript: Transcript
  /// What may be worth hearing again.
  public let content: SpokenContent
  /// What was looked for, in order.
  public let categories: [EvidenceCategory]
  /// The points of the session's question; empty when it is not known.
  public let points: [String]

  /// Puts them together.
  public init(
    transcript: Transcript, content: SpokenContent, categories: [EvidenceCategory],
    points: [String]
  ) {
    self.transcript = transcript
    self.content = content
    self.categories = categories
    self.points = points
  }
}
