import AudioCore
import InterviewGuide
import Reports
import SessionArchive
import SessionModel
import SpeechAnalysis

extension ReviewFlow {
  /// The screen as text; empty at the end.
  func screen(plan: Plan?, style: TextStyle) -> String {
    switch place {
    case .end: return ""
    case .stretch(let index):
      return ReviewPage.stretch(
        stretches[index], place: .init(index + 1, of: stretches.count), plan: plan,
        points: items(.point, form.points.map { ($0, $0, "") }), speed: speed,
        skipsPauses: skipsPauses, leftSeconds: leftSeconds(from: index),
        sampleRate: review.sampleRate, manner: manner, style: style)
    case .step(let index):
      return screen(
        form.steps[index], place: .init(index + 1, of: form.steps.count), style: style)
    }
  }

  private func leftSeconds(from index: Int) -> Double {
    let frames = stretches[index...].reduce(0) { $0 + $1.range.count - ($1.cut?.count ?? 0) }
    return review.sampleRate.seconds(frames: frames) / speed
  }

  private func screen(
    _ step: ReviewForm.Step, place: ReviewPage.Place, style: TextStyle
  ) -> String {
    func rating(
      _ kind: Review.Kind, _ id: String, _ name: String, _ ask: String, _ levels: FourLevels,
      heard: [String] = []
    ) -> String {
      var answer: Int?
      if case .level(let level)? = review.answer(kind, id)?.value { answer = level }
      return ReviewPage.rating(
        name: name, ask: ask, levels: levels, answer: answer, heard: heard, next: nextMomentText,
        place: place, canHear: hasSound, style: style)
    }
    switch step {
    case .listenBack(let question):
      return rating(.listenBack, question.id, question.name, question.ask, question.levels)
    case .signal(let signal, let level):
      return rating(
        .signal, ReviewForm.id(signal, level), signal.name, signal.ask, signal.levels,
        heard: moments.parts(signal))
    case .points(let points):
      return ReviewPage.checklist(
        name: "What a strong answer covers", ask: "Give the numbers of what you said.",
        items: items(.point, points.map { ($0, $0, "") }, heard: true), yes: "said",
        rest: "the rest not said", next: nextMomentText, place: place, canHear: hasSound,
        style: style)
    case .mistakes(let mistakes, let level):
      return ReviewPage.checklist(
        name: "Common mistakes", ask: "Give the numbers of those that happened.",
        items: items(
          .mistake, mistakes.map { (ReviewForm.id($0, level), $0.what, $0.cure) }), yes: "yes",
        rest: "the rest did not happen", place: place, canHear: hasSound,
        style: style)
    case .resolution:
      var answer: String?
      if case .words(let words)? = review.resolution?.value { answer = words }
      return ReviewPage.resolution(answer: answer, place: place, style: style)
    }
  }

  private func items(
    _ kind: Review.Kind, _ entries: [(id: String, text: String, note: String)],
    heard showsMoments: Bool = false
  ) -> [ReviewPage.Item] {
    entries.map { entry in
      var isTicked: Bool?
      if case .yes(let isYes)? = review.answer(kind, entry.id)?.value { isTicked = isYes }
      return ReviewPage.Item(
        entry.text, isTicked: isTicked, note: entry.note,
        heard: showsMoments ? moments.line(point: entry.text) : "")
    }
  }
}
