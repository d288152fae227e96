import AudioCore
import Foundation
import SpeechAnalysis
import TestSupport
import Testing

@testable import InterviewGuide
@testable import Reports
@testable import SessionModel

/// Every page of the guide in every width.
@Suite struct GuidePageTests {
  private let from = Day(year: 2026, month: 11, day: 23)

  private func session(_ mode: String, _ key: String, week: Int) -> PractisedSession {
    PractisedSession(
      id: "\(mode)\(key)\(week)", day: from.adding(days: 7 * (week - 1)), modeID: mode,
      questionKey: key, seconds: 3600,
      standing: .known(isPassed: week % 2 == 0, isComplete: true))
  }

  /// All pages that there are, by a name for each.
  private func pages(_ style: TextStyle) throws -> [(name: String, text: String)] {
    let questions = try Guide.questions() + Guide.stories()
    let modes = try Guide.modes()
    let plans = try Guide.plans()
    let history = questions.prefix(12).enumerated().map {
      session("aloud", $1.id, week: 1 + $0 % 3)
    }
    let rotation = QuestionRotation(history: history, today: from.adding(days: 20))
    var pages: [(String, String)] = [
      ("questions", QuestionPage.list(questions, rotation: rotation, style: style)),
      ("no questions", QuestionPage.list([], rotation: rotation, style: style)),
      (
        "plans", PlanPage.list(plans, own: ["netflix-l6"], modes: modes, style: style)
      ),
    ]
    let probes = try Guide.probes()
    for question in questions {
      let own = probes.filter { $0.questions.contains(question.id) }
      pages.append(
        (
          question.id,
          QuestionPage.one(question, probes: own, rotation: rotation, style: style)
        ))
      for reason in [
        QuestionRotation.Reason.new, .longAgo(days: 20), .weak(days: 1), .weak(days: 0),
      ] {
        pages.append(
          (
            question.id + " next",
            QuestionPage.next(
              .init(question: question, reason: reason), style: style)
          ))
      }
    }
    for plan in plans { pages.append((plan.id, PlanPage.one(plan, style: style))) }
    for mode in modes { pages.append((mode.id, PlanPage.one(mode, base: plans[1], style: style))) }
    for loop in try Guide.interviews() {
      pages.append(("loop", InterviewsPage.text(loop, style: style)))
    }
    let listenBack = try Guide.listenBackQuestions()
    for rubric in try Guide.rubrics() {
      pages.append(("signals", SignalPage.text(rubric, listenBack: listenBack, style: style)))
    }
    pages.append(("topics", TopicPage.text(try Guide.topicLadders(), style: style)))
    let material = Tonight.Material(modes: modes, questions: questions)
    for programme in try Guide.programmes() {
      for weeks in [1, 3, programme.weeks.lowerBound, programme.weeks.upperBound] {
        var state = ProgrammeState(
          programme: programme.id, weeks: programme.weeks.upperBound, from: from,
          interview: from.adding(days: 7 * weeks))
        if weeks > 1 { for tick in programme.ticks { state.done[tick.id] = from } }
        let progress = ProgrammeProgress(programme, state: state, history: history)
        for day in [-3, 0, 8, 40, 70, 200] {
          let today = from.adding(days: day)
          for isWhole in [true, false] {
            pages.append(
              (
                "\(programme.id) day \(day)",
                ProgrammePage.text(
                  progress, wished: programme.wishedSchedule(state),
                  interview: state.latestInterview, today: today, isWhole: isWhole, style: style)
              ))
          }
          let rotation = QuestionRotation(history: history, today: today)
          let tonight = try #require(
            Tonight(progress, material: material, rotation: rotation, seed: UInt64(weeks)))
          let mode = try Mode.mode(id: tonight.modeID)
          pages.append(
            (
              "tonight",
              TonightPage.text(
                tonight, mode: mode,
                plan: try? mode.plan(from: plans[1], phaseID: tonight.phaseID),
                command: "walkthrough record --mode sprint --plan netflix-l6 --question capacity",
                weeks: (progress.schedule.week(on: today), progress.schedule.weeks), style: style)
            ))
        }
      }
    }
    return pages
  }

  @Test(arguments: [40, 57, 80, 100])
  func `no line of any page is wider than the terminal`(columns: Int) throws {
    for isUnicode in [true, false] {
      let style = TextStyle(columns: columns, isUnicode: isUnicode)
      for (name, text) in try pages(style) {
        #expect(text.hasSuffix("\n") && text.count > 20, "\(name)")
        for line in text.split(separator: "\n") {
          #expect(line.count <= columns, "\(name): \(line)")
          #expect(!line.hasSuffix(" "), "\(name): \(line)|")
        }
        #expect(isUnicode || (text.allSatisfy(\.isASCII) && !text.contains(" ? ")), "\(name)")
      }
    }
  }

  @Test func `texts are plain sentences without leftovers`() throws {
    for (name, text) in try pages(TextStyle(columns: 80)) {
      for leftover in ["  \n", "TODO", "..", " ,", "  ·", "nil", "Optional", "\""] {
        #expect(!text.contains(leftover), "\(name): \(leftover)")
      }
    }
  }

  @Test func `a pass and each kind of miss have their words`() {
    func text(_ misses: [PassOutcome.Miss]) -> String? {
      let standing = SessionStanding(
        seconds: 1210, talkSeconds: 900, planLeastSeconds: 1200,
        outcome: PassOutcome(seconds: 1210, misses: misses))
      return StandingWords(standing).sentence(mode: "sprint")
    }
    #expect(text([]) == "Mode sprint: pass · 20:10")
    #expect(
      text([.tooLong(mostSeconds: 1200), .notVisited("Depth"), .notVisited("Scope")])
        == "Mode sprint: missed · 20:10 · not within 20:00 · without Depth, Scope")
    #expect(
      text([.tooShort(leastSeconds: 2700), .phaseTooShort("A"), .phaseTooLong("B")])
        == "Mode sprint: missed · 20:10 · shorter than 45:00 · too short: A · too long: B")
  }

  private func analysis(_ seconds: Double, plan: Plan?) throws -> SessionAnalysis {
    let rate = 16_000
    var analyzer = SpeechAnalyzer(sampleRate: SampleRate(hertz: rate))
    let samples = Synthesis.voice(
      stride(from: 0.5, to: seconds - 3, by: 2.9).map { $0...($0 + 2) }, seconds: seconds,
      rate: rate)
    analyzer.process(samples.span)
    var timeline = SessionTimeline(frames: samples.count)
    timeline.visits = [
      PhaseVisit(phaseIndex: 0, range: FrameRange(start: 0, end: samples.count))
    ]
    return analyzer.finish(timeline: timeline, plan: plan)
  }

  @Test(arguments: [40, 80])
  func `the report ends with the mode, a loop with its own`(columns: Int) throws {
    func words(_ text: String) -> String {
      text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }
    let plan = try PlanLibrary.plan(id: "netflix-l4")
    let analysis = try analysis(12, plan: plan)
    let outcome = PassOutcome(
      seconds: 12, misses: plan.phases.dropFirst().map { .notVisited($0.name) })
    let style = TextStyle(columns: columns)
    var content = SessionReport.Content(analysis: analysis, id: "x")
    let counted = SessionText.text(SessionReport(content), style: style)
    content.mode = "full"
    func standing(least: Double, _ outcome: PassOutcome?) -> SessionStanding {
      SessionStanding(
        seconds: 12, talkSeconds: 11, planLeastSeconds: least, outcome: outcome)
    }
    content.standing = standing(least: 0, outcome)
    let report = SessionText.text(SessionReport(content), style: style)
    #expect(report.contains("Mode full: missed · 0:12"))
    #expect(report.split(separator: "\n").allSatisfy { $0.count <= columns })
    #expect(!counted.contains("Mode") && !report.contains("Does not count"))
    content.standing = standing(least: 2280, outcome)
    let short = SessionText.text(SessionReport(content), style: style)
    #expect(
      words(short).contains(
        "Does not count: shorter than 19:00, half of the least that its plan asks for"))
    #expect(!short.contains("Mode full"))

    let pass = StaminaReport.Round(
      name: "A question with a long name that goes on", analysis: analysis,
      standing: standing(least: 0, PassOutcome(seconds: 12, misses: [])))
    let missed = StaminaReport.Round(
      name: "Other", analysis: analysis, standing: standing(least: 0, outcome))
    let tried = StaminaReport.Round(
      name: "Tried", analysis: analysis,
      standing: standing(least: 2280, PassOutcome(seconds: 12, misses: [])))
    let try3 = StaminaReport.text([pass, pass, tried], wanted: 3, style: style)
    #expect(words(try3).contains("Loop: missed · 1 round that does not count"))
    let whole = StaminaReport.text([pass, pass, pass], wanted: 3, style: style)
    #expect(whole.contains("Loop: pass"))
    let broken = StaminaReport.text([pass, missed], wanted: 3, style: style)
    #expect(words(broken).contains("Loop: missed · 1 round not recorded, 1 round"))
    let none = StaminaReport.text([], wanted: 3, style: style)
    #expect(words(none).contains("3 rounds not recorded"))
    let rate = try #require(analysis.rate.articulationRatePerSecond)
    let column = " " + Format.decimal(rate, digits: 1)
    #expect(
      whole.split(separator: "\n").count { $0.contains("A question") && $0.contains(column) } == 3)
    for text in [whole, broken, none] {
      #expect(text.split(separator: "\n").allSatisfy { $0.count <= columns }, "\(text)")
    }
  }
}
