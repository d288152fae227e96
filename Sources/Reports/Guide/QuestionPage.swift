public import PracticePlan

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
    let isNarrow = style.columns < 79
    for kind in Question.Kind.allCases {
      let some = questions.filter { $0.kind == kind }
      guard !some.isEmpty else { continue }
      page.heading(kind == .design ? "Design questions" : "Stories")
      for question in some {
        let last = when(rotation.latest(question), today: rotation.today)
        if isNarrow {
          page.paragraph(question.title)
          page.paragraph(about(question) + " · " + last, start: "  ", colour: .dim)
          page.paragraph(question.id, start: "  ", colour: .dim)
        } else {
          page.line(
            question.title.padded(33) + " " + question.id.padded(20) + " "
              + (question.level?.name ?? "any").padded(4) + last)
        }
      }
    }
    return page.text
  }

  /// Shows one question: what is asked, and what a strong answer must cover.
  /// - Parameter probes: follow-up questions to show; none to leave them a surprise.
  public static func one(
    _ question: Question, probes: [Probe] = [], rotation: QuestionRotation, style: TextStyle
  ) -> String {
    var page = TextPage(style: style)
    page.heading(question.title)
    page.paragraph(
      question.id + " · " + about(question) + " · "
        + when(rotation.latest(question), today: rotation.today), colour: .dim)
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

  /// Shows the question whose turn it is, and why.
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

  private static func when(_ session: PractisedSession?, today: Day) -> String {
    session.map { ago(today.days(since: $0.day)) } ?? "never practised"
  }

  private static func ago(_ days: Int) -> String {
    days == 0 ? "today" : days == 1 ? "yesterday" : "\(days) days ago"
  }
}
