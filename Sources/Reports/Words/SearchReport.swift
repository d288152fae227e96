public import PracticeHistory
import SessionModel

/// Places of a phrase in many sessions, for the terminal and for programs.
public struct SearchReport: Sendable {
  /// A place.
  public struct Place: Sendable {
    /// Where the words begin, in seconds.
    public let seconds: Double
    /// Where the sentence begins, in seconds.
    public let sentenceSeconds: Double
    /// The id of the phase; nil without a plan.
    public let phaseID: String?
    /// The phase's name; nil without a plan.
    public let phaseName: String?
    /// The sentence's words before the phrase, the phrase, and those behind it.
    public let parts: [String]

    /// Describes a place.
    public init(
      seconds: Double, sentenceSeconds: Double, phaseID: String?, phaseName: String?,
      parts: [String]
    ) {
      self.seconds = seconds
      self.sentenceSeconds = sentenceSeconds
      self.phaseID = phaseID
      self.phaseName = phaseName
      self.parts = parts
    }
  }

  /// The phrase as it was written.
  public let phrase: String
  /// The sessions with their places, newest first.
  public let found: [(session: SessionSummary, places: [Place])]
  /// How many sessions have words.
  public let transcribedCount: Int

  /// Describes a search.
  public init(
    phrase: String, found: [(session: SessionSummary, places: [Place])], transcribedCount: Int
  ) {
    self.phrase = phrase
    self.found = found
    self.transcribedCount = transcribedCount
  }

  /// Renders it for a terminal.
  /// - Parameters:
  ///   - limit: the most places that are shown.
  ///   - all: the ids of the whole archive, so that the names shown are short and name one.
  ///   - style: what the terminal can show.
  ///   - play: the command that plays a session, by its name, from a time on.
  /// - Returns: lines ending in a newline.
  public func text(
    limit: Int, all: [String], style: TextStyle, play: (String, String) -> String
  ) -> String {
    let names = ShortNames(all)
    var page = TextPage(style: style)
    var left = limit
    for (session, places) in found where left > 0 {
      page.gap()
      let name = names.name(of: session.id)
      let day = session.date?.text(besideID: session.id).map { " · \($0)" } ?? ""
      let about = session.question.isEmpty ? "" : " · \(session.question)"
      page.paragraph(
        name + day + about, colour: .bold)
      for place in places.prefix(left) {
        let phase = place.phaseName.map { "\($0) · " } ?? ""
        page.paragraph(
          place.parts.filter { !$0.isEmpty }.joined(separator: " "),
          start: "  \(Format.clock(place.seconds)) \(phase)", indent: 7)
        page.paragraph(
          play(name.shellWord, Format.clock(place.sentenceSeconds)),
          start: "       ", colour: .dim)
      }
      left -= places.count
    }
    let count = found.reduce(0) { $0 + $1.places.count }
    page.gap()
    page.paragraph(
      "\(counted(count, "place")) in \(counted(found.count, "session")) of "
        + "\(transcribedCount) with words"
        + (count > limit ? "; the newest \(limit) are shown" : ""))
    return page.text
  }

  /// Renders it as JSON text ending in a newline.
  /// - Throws: nothing that finite times can cause.
  public func json() throws -> [UInt8] {
    try JSONText.page(
      Document(
        phrase: phrase, transcribedSessions: transcribedCount,
        sessions: found.map { session, places in
          Document.Session(
            session: session.id, start: session.start, question: session.question,
            places: places.map {
              Document.Place(
                seconds: $0.seconds.rounded(digits: 3), phase: $0.phaseID,
                sentenceSeconds: $0.sentenceSeconds.rounded(digits: 3),
                sentence: $0.parts.filter { !$0.isEmpty }.joined(separator: " "),
                words: $0.parts.count > 1 ? $0.parts[1] : "")
            })
        }))
  }

  private struct Document: Encodable {
    struct Place: Encodable {
      let seconds: Double
      let phase: String?
      let sentenceSeconds: Double
      let sentence: String
      let words: String
    }
    struct Session: Encodable {
      let session: String
      let start: String
      let question: String
      let places: [Place]
    }
    let schema = 1
    let phrase: String
    let transcribedSessions: Int
    let sessions: [Session]
  }
}
