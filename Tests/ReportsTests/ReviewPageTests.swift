import AudioCore
import Foundation
import InterviewGuide
import SessionArchive
import SessionModel
import SpeechAnalysis
import TestSupport
import Testing

@testable import Reports

/// The screens of a listen-back, in every width.
@Suite struct ReviewPageTests {
  private let rate = SampleRate.recording

  private func seconds(_ start: Double, _ end: Double) -> FrameRange {
    FrameRange(start: rate.frames(seconds: start), end: rate.frames(seconds: end))
  }

  /// A session with something of everything.
  private func stretches(_ plan: Plan) -> [ListeningStretch] {
    let timeline = SessionTimeline(
      frames: rate.frames(seconds: 3700),
      visits: [
        PhaseVisit(phaseIndex: 0, range: seconds(0, 500)),
        PhaseVisit(phaseIndex: 1, range: seconds(500, 740)),
        PhaseVisit(phaseIndex: 5, range: seconds(740, 3700)),
      ], marks: [Mark(id: "trade-off", frame: rate.frames(seconds: 503))])
    return ListeningStretch.list(
      timeline: timeline, plan: plan, pauses: [seconds(100, 140), seconds(600, 602.62)],
      sampleRate: rate)
  }

  /// All screens of a form, as they come.
  private func screens(
    _ form: ReviewForm, plan: Plan, manner: ReviewPage.Manner, style: TextStyle
  ) -> [String] {
    let stretches = stretches(plan)
    var screens = stretches.enumerated().map { index, stretch in
      ReviewPage.stretch(
        stretch, place: .init(index + 1, of: stretches.count), plan: plan,
        points: form.points.enumerated().map { .init($1, isTicked: $0 == 1 ? true : nil) },
        speed: index == 0 ? 1 : 1.25, skipsPauses: index > 0, leftSeconds: 95 - 10 * Double(index),
        sampleRate: rate, manner: manner, style: style)
    }
    screens.append(
      ReviewPage.overview(stretches, plan: plan, sampleRate: rate, style: style))
    for (index, step) in form.steps.enumerated() {
      let place = ReviewPage.Place(index + 1, of: form.steps.count)
      func rating(_ name: String, _ ask: String, _ levels: FourLevels) -> String {
        ReviewPage.rating(
          name: name, ask: ask, levels: levels, answer: index == 1 ? 3 : nil, place: place,
          canHear: index != 2, style: style)
      }
      func list(_ name: String, _ items: [ReviewPage.Item], yes: String) -> String {
        ReviewPage.checklist(
          name: name, ask: "Give the numbers.", items: items, yes: yes, rest: "the rest not said",
          place: place, canHear: true, style: style)
      }
      switch step {
      case .listenBack(let question):
        screens.append(rating(question.name, question.ask, question.levels))
      case .signal(let signal, _): screens.append(rating(signal.name, signal.ask, signal.levels))
      case .points(let points):
        screens.append(
          list("Points", points.map { .init($0, isTicked: $0 == points[0]) }, yes: "said"))
      case .mistakes(let mistakes, _):
        screens.append(
          list(
            "Mistakes",
            mistakes.map { .init($0.what, isTicked: $0 == mistakes[0], note: $0.cure) },
            yes: "yes"))
      case .resolution:
        screens.append(ReviewPage.resolution(answer: nil, place: place, style: style))
        screens.append(
          ReviewPage.resolution(answer: "breathe first", place: place, style: style))
      }
    }
    screens.append(ReviewSummary.text(review(form), name: "2026-s", form: form, style: style))
    return screens
  }

  private func review(_ form: ReviewForm) -> Review {
    var review = Review(sampleRate: rate)
    func give(_ kind: Review.Kind, _ id: String, _ value: Review.Value, _ frame: Int? = nil) {
      review.give(
        Review.Answer(kind: kind, id: id, ask: "", value: value, frame: frame, given: ""))
    }
    for step in form.steps {
      switch step {
      case .listenBack(let question): give(.listenBack, question.id, .level(3))
      case .signal(let signal, let level): give(.signal, ReviewForm.id(signal, level), .level(2))
      case .points(let points):
        for (index, point) in points.enumerated() { give(.point, point, .yes(index > 0)) }
      case .mistakes(let mistakes, let level):
        for (index, mistake) in mistakes.enumerated() {
          give(.mistake, ReviewForm.id(mistake, level), .yes(index == 1))
        }
      case .resolution: give(.resolution, "next", .words("name the numbers first"))
      }
    }
    give(.note, "144000", .words("nice picture of the cache"), 144_000)
    return review
  }

  private func form(_ question: Question?, _ level: Level) throws -> ReviewForm {
    ReviewForm(
      question: question, rubric: try Guide.rubrics().first { $0.level == level },
      listenBack: try Guide.listenBackQuestions())
  }

  @Test(
    arguments: [
      ("review-80.txt", TextStyle(columns: 80), ReviewPage.Manner.keys),
      ("review-40.txt", TextStyle(columns: 40), .keys),
      ("review-lines-ascii.txt", TextStyle(columns: 80, isUnicode: false), .lines),
    ])
  func `the screens are the golden ones`(
    name: String, style: TextStyle, manner: ReviewPage.Manner
  ) throws {
    let question = try #require(Guide.questions().first)
    let plan = try PlanLibrary.plan(id: "netflix-l4")
    let all = screens(try form(question, .l4), plan: plan, manner: manner, style: style)
    let text = all.joined(separator: String(repeating: "=", count: style.columns) + "\n")
    #expect(try golden(name, text) == text)
  }

  @Test(
    arguments: [40, 53, 80].flatMap { columns in
      [true, false].map { TextStyle(columns: columns, isColoured: false, isUnicode: $0) }
    })
  func `every screen keeps its width and says all without colour`(style: TextStyle) throws {
    let coloured = TextStyle(columns: style.columns, isColoured: true, isUnicode: style.isUnicode)
    for question in try Guide.questions() + Guide.stories() {
      let level = question.level ?? .l6
      let plan = try PlanLibrary.plan(id: "netflix-\(level.rawValue)")
      let form = try form(question, level)
      for manner in [ReviewPage.Manner.keys, .lines] {
        let plain = screens(form, plan: plan, manner: manner, style: style)
        for line in plain.joined().split(separator: "\n") {
          #expect(line.count <= style.columns, "\(line)")
          #expect(style.isUnicode || line.allSatisfy(\.isASCII), "\(line)")
        }
        let painted = screens(form, plan: plan, manner: manner, style: coloured)
        let stripped = painted.map { $0.replacing(/\u{1B}\[\d+m/, with: "") }
        #expect(stripped == plain)
      }
    }
  }

  @Test(arguments: [80, 40]) func `each screen fits 24 rows`(columns: Int) throws {
    for question in try Guide.questions() {
      let level = try #require(question.level)
      let plan = try PlanLibrary.plan(id: "netflix-\(level.rawValue)")
      let all = screens(
        try form(question, level), plan: plan, manner: .keys, style: TextStyle(columns: columns))
      // The last is the summary, and the line that moves comes below.
      for screen in all.dropLast() {
        let rows = screen.split(separator: "\n", omittingEmptySubsequences: false).count
        #expect(rows <= 23, "\(screen)")
      }
    }
  }

  @Test func `the line that moves is shorter than the screen`() {
    for columns in [40, 80] {
      let line = ReviewPage.playing(
        frame: rate.frames(seconds: 3599), until: rate.frames(seconds: 36_000), sampleRate: rate,
        style: TextStyle(columns: columns))
      #expect(line == "Playing 59:59, until 10:00:00")
      #expect(line.count < columns)
    }
  }
}
