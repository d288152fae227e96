import AudioCore
public import PracticePlan
public import SessionArchive

/// What was answered when listening back, on a terminal.
public enum ReviewSummary {
  /// Renders a review.
  /// - Parameters:
  ///   - name: the session's id.
  ///   - form: what was asked, for names and order.
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
