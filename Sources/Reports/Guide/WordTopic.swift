import InterviewGuide
import SessionModel

/// What is found in words and is no number, explained.
public enum WordTopic: String, CaseIterable, Sendable {
  case evidence
  case points = "points-mentioned"
  case opening = "answer-opening"
  case fillers = "filled-pauses"
  case places = "word-places"

  /// What `explain` takes.
  public var id: String { rawValue }

  /// What it is called.
  public var title: String {
    switch self {
    case .evidence: "Evidence: phrases worth hearing again"
    case .points: "Points mentioned"
    case .opening: "An answer's opening words"
    case .fillers: "Um and uh: why they are not counted"
    case .places: "Where words lie in the sound"
    }
  }

  /// Finds a topic by its id or title, upper and lower case alike.
  public init?(named text: String) {
    let wanted = text.lowercased().replacing(" ", with: "-")
    guard
      let topic = Self.allCases.first(where: { topic in
        topic.id == wanted || topic.title.lowercased().replacing(" ", with: "-") == wanted
          || topic == .fillers && ["um", "uh", "fillers", "filled-pause"].contains(wanted)
      })
    else { return nil }
    self = topic
  }

  /// The topic in full.
  /// - Throws: `ContentError` when the phrases cannot be read.
  public func page(_ style: TextStyle) throws -> String {
    var page = TextPage(style: style.atMost(columns: 80))
    page.paragraph(title, colour: .bold)
    page.gap()
    for text in paragraphs {
      page.paragraph(text)
      page.gap()
    }
    if self == .evidence { try listCategories(&page) }
    return page.text
  }

  private func listCategories(_ page: inout TextPage) throws {
    page.heading("What is looked for, and how many of the places were right")
    for category in try Guide.evidence() {
      let level = category.level.map { ", \($0.name)" } ?? ""
      guard let precision = category.precision else {
        page.paragraph("\(category.name)\(level): yours, not measured", start: "  ", indent: 4)
        continue
      }
      let misled = precision.misledBy == "-" ? "" : "; misled by \(precision.misledBy)"
      page.paragraph(
        "\(category.name)\(level): \(Format.percent(precision.share)) (\(precision.judged), "
          + "\(precision.corpus))\(misled)", start: "  ", indent: 4)
    }
  }

  private var paragraphs: [String] {
    switch self {
    case .evidence:
      [
        "Places where a phrase was heard that engineers use when they speak of something that "
          + "interviewers listen for: a number with its unit, a trade-off, who is on call. Each is "
          + "a place to listen to, never a tick and never a score.",
        "\"Not heard\" proves nothing: it may have been said in other words, or lost by the "
          + "recogniser. What phrases cannot tell stays a question of the listen-back: the number "
          + "of the business, years ahead, a changed mind, influence, reasons.",
        "Phrases are data; your own go into evidence.yaml beside your own questions. Only "
          + "transcripts in English are searched.",
      ]
    case .points:
      [
        "Which of the question's points were perhaps spoken of, found by phrases of each point. "
          + "Surely: a phrase that hardly anything else is called by. Perhaps: two weaker ones in "
          + "a sentence and the next; these are shown only where nothing is sure.",
        "Looked for only where the session has one of the guide's questions, or one of yours with "
          + "phrases in must-cover.yaml. In eight talks about other things, a sure phrase mentioned "
          + "a point wrongly in 5 % of the talks, two weaker ones in 19 %.",
        "Being mentioned is not being covered, and a point without a mention may have been said in "
          + "other words.",
      ]
    case .opening:
      [
        "The first twelve words after a question was asked, beside the time until they began. "
          + "Whether they answer it is yours to say.",
        "Source: the interview guide, which asks for the answer first and its reasons after. "
          + "Limits: words that the recogniser lost are missing from it.",
      ]
    case .fillers:
      [
        "A plain transcript has no um and uh in it. Of nine filled pauses of a spontaneous speaker, "
          + "whisper's tiny.en wrote none; of sixteen acted, drawn-out ones most. A count of what "
          + "is written would be wrong, so none is shown.",
        "Speech without a word on it, voiced and of flat pitch, is no way out: at best three of "
          + "nine were found, with three wrong ones in the same minute, and 39 in 21 minutes of "
          + "learners' read speech. A prompt that makes the recogniser write them found 17 of 18 of "
          + "one speaker, and raised its word errors from 7 to 21 % in one of eight talks.",
      ]
    case .places:
      [
        "Recognisers are late by about a tenth of a second, and lose a word's place behind a pause. "
          + "Each word is put into the stretch of speech that it overlaps most; one shift is learnt "
          + "for the whole transcript, from how well syllables fall into words; then the first and "
          + "the last word of each stretch get its edges.",
        "On 1,586 words of five reading voices and a spontaneous one, word starts were 111 ms off "
          + "in the median as whisper's tiny.en gave them, and 47 ms after it; first words behind "
          + "a pause 188 ms, and 27 ms after it.",
        "Word times of whisper.cpp without an attention model (-dtw) are poorer: the starts of its "
          + "words lie 0.18 s from those of others in the median, which this cannot heal. Prefer a "
          + "recogniser with attention times.",
      ]
    }
  }
}
