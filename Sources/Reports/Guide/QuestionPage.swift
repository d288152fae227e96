public import InterviewGuide
import SessionModel
import SpeechAnalysis

/// Questions on a terminal: many as a list, or one in full.
public enum QuestionPage {
  /// Lists questions with the day on which each was practised last.
  /// - Returns: lines of at most `style.columns` characters.
  public static func list(
    _ questions: [Question], rotation: QuestionRotation, style: TextStyle
  ) -> String {
    var page = TextPage(style: style)
    guard !questions.isEmpty else {
      page.paragraph("No question is left by these filters.")
      return page.text
    }
    let table = TextTable(
      [
        .left("", 33, after: 1), .left("", 20, after: 1), .left("", 4),
        .left("", 20, isGreedy: true, priority: 1),
      ], style: style)
    for kind in Question.Kind.allCases {
      let some = questions.filter { $0.kind == kind }
      guard !some.isEmpty else { continue }
      page.heading(kind == .design ? "Design questions" : "Stories")
      for question in some {
        let last = when(question, rotation)
        if table.isNarrow {
          page.paragraph(question.title)
          page.paragraph(about(question) + " · " + last, start: "  ", colour: .dim)
          page.paragraph(question.id, start: "  ", colour: .dim)
        } else {
          page.row(
            table.row([question.title, question.id, question.level?.name ?? "any", last]))
        }
      }
    }
    return page.text
  }

  /// Shows one question: what is asked, and what a strong answer must cover.
  /// - Parameters:
  ///   - question: what is shown.
  ///   - probes: follow-up questions to show; none to leave them a surprise.
  ///   - rotation: knows when it was practised last.
  ///   - style: what the terminal can show.
  public static func one(
    _ question: Question, probes: [Probe] = [], rotation: QuestionRotation, style: TextStyle
  ) -> String {
    var page = TextPage(style: style)
    page.heading(question.title)
    page.paragraph(
      question.id + " · " + about(question) + " · "
        + when(question, rotation), colour: .dim)
    page.gap()
    page.paragraph(question.ask, start: "  ")
    if !question.points.isEmpty {
      page.heading(question.kind == .design ? "A strong answer covers" : "Do not forget")
      page.list(question.points)
    }
    if question.kind == .story {
      page.gap()
      page.paragraph("In four parts: the number, the outcome, the change, the lesson.")
    }
    if !probes.isEmpty {
      page.heading("Follow-up questions")
      page.list(probes.map(\.ask))
    }
    return page.text
  }

  /// Shows what is about to be answered: the title and what is asked.
  /// - Parameters:
  ///   - title: the title.
  ///   - ask: what is asked; empty for a person's own words.
  ///   - style: what the terminal can show.
  /// - Returns: lines of at most `style.columns` characters, the last without its newline.
  public static func asked(_ title: String, ask: String, style: TextStyle) -> String {
    var page = TextPage(style: style)
    page.asked(title, ask)
    return String(page.text.dropLast())
  }

  /// Shows the question whose turn it is, and why.
  /// - Parameters:
  ///   - pick: the question, and the reason.
  ///   - style: what the terminal can show.
  public static func next(_ pick: QuestionRotation.Pick, style: TextStyle) -> String {
    var page = TextPage(style: style)
    page.heading(pick.question.title)
    page.paragraph(pick.question.id + " · " + about(pick.question), colour: .dim)
    page.gap()
    page.paragraph(pick.question.ask, start: "  ")
    page.gap()
    page.paragraph(reason(pick.reason))
    return page.text
  }

  /// Why a question's turn has come, as a sentence.
  public static func reason(_ reason: QuestionRotation.Reason) -> String {
    switch reason {
    case .new: "Why this one: you have never practised it."
    case .tried(let times, let seconds):
      "Why this one: tried " + (times == 1 ? "once, " : "\(times) times, at most ")
        + "\(Format.length(seconds)), too short to count."
    case .longAgo(let days): "Why this one: the last time was \(ago(days)), longest of all."
    case .weak(let days):
      "Why this one: the last time was \(ago(days)) and missed its mode, so it comes back earlier."
    }
  }

  private static func about(_ question: Question) -> String {
    var parts = [question.level?.name ?? "any level", question.theme]
    if question.isOwn { parts.append("your own") }
    return parts.joined(separator: " · ")
  }

  private static func when(_ question: Question, _ rotation: QuestionRotation) -> String {
    switch rotation.reason(question) {
    case .new: "never practised"
    case .tried(_, let seconds): "tried for \(Format.length(seconds))"
    case .longAgo(let days), .weak(let days): ago(days)
    }
  }

  private static func ago(_ days: Int) -> String {
    days == 0 ? "today" : days == 1 ? "yesterday" : "\(days) days ago"
  }
}
