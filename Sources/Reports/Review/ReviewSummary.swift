import AudioCore
public import InterviewGuide
public import SessionArchive
import SessionModel
import SpeechAnalysis

/// What was answered when listening back, on a terminal.
public enum ReviewSummary {
  /// Renders a review.
  /// - Parameters:
  ///   - review: the answers.
  ///   - name: the session's id.
  ///   - form: what was asked, for names and order.
  ///   - style: what the terminal can show.
  /// - Returns: lines of at most `style.columns` characters.
  public static func text(
    _ review: Review, name: String, form: ReviewForm, style: TextStyle
  ) -> String {
    var page = TextPage(style: style)
    page.heading("Listen-back of \(name)")
    guard !review.answers.isEmpty else {
      page.paragraph("Nothing was answered yet.")
      return page.text
    }
    for step in form.steps { rows(step, review, into: &page) }
    let notes = review.answers(.note).sorted { ($0.frame ?? 0) < ($1.frame ?? 0) }
    for note in notes {
      guard case .words(let words) = note.value else { continue }
      let seconds = note.frame.map { review.sampleRate.seconds(frames: $0) }
      page.paragraph(words, start: "Note\(seconds.map { " at " + Format.clock($0) } ?? ""): ")
    }
    if case .words(let words)? = review.resolution?.value {
      page.gap()
      page.paragraph("Next time I will \(words)", colour: .bold)
    }
    return page.text
  }

  /// The answers as a session's page shows them, each at its moment.
  ///
  /// Levels and words stay apart; what was ticked comes together, the rest of a list
  /// being as telling as what was ticked.
  public static func pageAnswers(_ review: Review) -> [SessionReport.ReviewAnswer] {
    var answers: [SessionReport.ReviewAnswer] = review.answers.compactMap { answer in
      switch (answer.kind, answer.value) {
      case (.listenBack, .level(let level)), (.signal, .level(let level)):
        SessionReport.ReviewAnswer(
          ask: answer.ask, answer: ReviewPage.levelWords(level), frame: answer.frame)
      case (.note, .words(let words)):
        SessionReport.ReviewAnswer(ask: answer.ask, answer: words, frame: answer.frame)
      case (.point, .yes(true)):
        SessionReport.ReviewAnswer(ask: "Said", answer: answer.ask, frame: answer.frame)
      case (.mistake, .yes(true)):
        SessionReport.ReviewAnswer(ask: "Mistake", answer: answer.ask, frame: answer.frame)
      default: nil
      }
    }
    func ticks(_ kind: Review.Kind) -> (yes: [Review.Answer], no: [Review.Answer]) {
      let all = review.answers(kind)
      return (all.filter { $0.value == .yes(true) }, all.filter { $0.value == .yes(false) })
    }
    let points = ticks(.point)
    if !points.yes.isEmpty || !points.no.isEmpty {
      let missing = points.no.map(\.ask).joined(separator: "; ")
      answers.append(
        SessionReport.ReviewAnswer(
          ask: "What a strong answer covers",
          answer: "\(points.yes.count) of \(points.yes.count + points.no.count)"
            + (missing.isEmpty ? "" : ", without: \(missing)")))
    }
    let mistakes = ticks(.mistake)
    if mistakes.yes.isEmpty, !mistakes.no.isEmpty {
      answers.append(SessionReport.ReviewAnswer(ask: "Common mistakes", answer: "none"))
    }
    if case .words(let words)? = review.resolution?.value {
      answers.append(SessionReport.ReviewAnswer(ask: "Next time I will", answer: words))
    }
    return answers
  }

  private static func rows(_ step: ReviewForm.Step, _ review: Review, into page: inout TextPage) {
    func level(_ kind: Review.Kind, _ id: String, _ name: String) {
      guard case .level(let level)? = review.answer(kind, id)?.value else { return }
      page.paragraph(ReviewPage.levelWords(level), start: "\(name): ")
    }
    func said(_ kind: Review.Kind, _ id: String) -> Bool? {
      guard case .yes(let isYes)? = review.answer(kind, id)?.value else { return nil }
      return isYes
    }
    switch step {
    case .listenBack(let question): level(.listenBack, question.id, question.name)
    case .signal(let signal, let of):
      level(.signal, ReviewForm.id(signal, of), signal.name)
    case .points(let points):
      let answered = points.filter { said(.point, $0) != nil }
      guard !answered.isEmpty else { return }
      let missing = answered.filter { said(.point, $0) == false }
      page.paragraph("Points covered: \(answered.count - missing.count) of \(answered.count)")
      for point in missing { page.paragraph(point, start: "  not covered: ") }
    case .mistakes(let mistakes, let of):
      let answered = mistakes.filter { said(.mistake, ReviewForm.id($0, of)) != nil }
      guard !answered.isEmpty else { return }
      let made = answered.filter { said(.mistake, ReviewForm.id($0, of)) == true }
      page.paragraph("Common mistakes: \(made.isEmpty ? "none" : "\(made.count)")")
      for mistake in made { page.paragraph("\(mistake.what). \(mistake.cure)", start: "  – ") }
    case .resolution: break
    }
  }
}
