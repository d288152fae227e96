import TestSupport
import Testing

@testable import InterviewGuide
@testable import SessionModel

@Suite struct ReviewFormTests {
  private func form(_ question: Question?, level: Level) throws -> ReviewForm {
    ReviewForm(
      question: question, rubric: try Guide.rubrics().first { $0.level == level },
      listenBack: try Guide.listenBackQuestions())
  }

  @Test(arguments: [Level.l4, .l6])
  func `a design is asked for sound, points, signals, mistakes and the next time`(
    level: Level
  ) throws {
    let question = try #require(Guide.questions().first { $0.level == level })
    let form = try form(question, level: level)
    #expect(form.points == question.points)
    var kinds: [String] = []
    for step in form.steps {
      switch step {
      case .listenBack(let question): kinds.append(question.id)
      case .points(let points): kinds.append("points \(points.count)")
      case .signal: kinds.append("signal")
      case .mistakes(let mistakes, _): kinds.append("mistakes \(mistakes.count)")
      case .resolution: kinds.append("resolution")
      }
    }
    let signals = level == .l4 ? 4 : 6
    #expect(
      kinds == ["clarity", "flow", "drawable", "points \(question.points.count)"]
        + Array(repeating: "signal", count: signals)
        + ["mistakes \(signals == 4 ? 5 : 6)", "resolution"])
  }

  @Test func `a story has no system to draw and no design's signals`() throws {
    let story = try #require(Guide.stories().first)
    let form = try form(story, level: .l4)
    #expect(form.steps.count == 4)
    #expect(form.steps[2] == .points(story.points) && form.steps[3] == .resolution)
  }

  @Test func `own words have no points`() throws {
    let form = try form(nil, level: .l6)
    #expect(form.points.isEmpty && form.steps.count == 3 + 6 + 1 + 1)
  }

  @Test(arguments: [
    ("netflix-l6", Level.l6), ("netflix-l6-sprint", .l6), ("netflix-l4-drill-scope", .l4),
    ("netflix-l66", .l4), ("team-x", .l4),
  ])
  func `the level is that of the plan`(planID: String, level: Level) throws {
    let programmes = try Guide.programmes()
    #expect(ReviewForm.level(question: nil, planID: planID, programmes: programmes) == level)
  }

  @Test func `the level of the question comes first`() throws {
    let question = try #require(Guide.questions().first { $0.level == .l4 })
    #expect(
      ReviewForm.level(question: question, planID: "netflix-l6", programmes: []) == .l4)
  }
}
