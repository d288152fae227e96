import AudioCore
import InterviewGuide
import Reports
import SessionArchive
import SessionModel
import SpeechAnalysis
import TestSupport
import Testing
import Words

@testable import walkthrough

/// A flow that expectations may move: they cannot hold mutating calls.
@dynamicMemberLookup
private final class Driver {
  private var flow: ReviewFlow

  init(_ flow: ReviewFlow) { self.flow = flow }

  subscript<Value>(dynamicMember path: KeyPath<ReviewFlow, Value>) -> Value { flow[keyPath: path] }

  func begin() -> [ReviewFlow.Effect] { flow.begin() }
  func press(_ key: Character, heard frame: Int? = nil) -> [ReviewFlow.Effect] {
    flow.press(key, heard: frame)
  }
  func line(_ text: String, heard frame: Int? = nil) -> [ReviewFlow.Effect] {
    flow.line(text, heard: frame)
  }
  func ended() -> [ReviewFlow.Effect] { flow.ended() }
  func loseSound() -> [ReviewFlow.Effect] { flow.loseSound() }
  func isAnswered(_ step: ReviewForm.Step) -> Bool { flow.isAnswered(step) }
  func screen(plan: Plan?, style: TextStyle) -> String { flow.screen(plan: plan, style: style) }
}

/// What each key and line of a listen-back does.
@Suite struct ReviewFlowTests {
  private let rate = SampleRate.recording

  private func form(level: Level = .l4) throws -> ReviewForm {
    ReviewForm(
      question: try Guide.questions().first { $0.level == level },
      rubric: try Guide.rubrics().first { $0.level == level },
      listenBack: try Guide.listenBackQuestions())
  }

  /// A flow whose session was written down: the second point mentioned at 0:50 and 1:40, a trade-off
  /// named at 2:10.
  private func spokenFlow(_ manner: ReviewPage.Manner, hasSound: Bool = true) throws -> Driver {
    let form = try form()
    func words(_ seconds: Double, _ text: String) -> [RecognizedWord] {
      text.split(separator: " ").enumerated().map { index, word in
        let start = seconds + 0.4 * Double(index)
        return RecognizedWord(String(word), startSeconds: start, endSeconds: start + 0.35)
      }
    }
    let frames = rate.frames(seconds: 240)
    let analysis = SessionAnalysis(
      analyzer: .current, parameters: AnalysisParameters(), sampleRate: rate, channels: 1,
      timeline: SessionTimeline(frames: frames), plan: nil,
      sounding: [FrameRange(start: 0, end: frames)],
      level: LevelMeasures(
        activeSpeech: nil, peak: Decibels(-3), noiseFloor: nil, clippedSamples: 0, clippedRuns: 0,
        offset: 0, hum: nil))
    let transcript = Aligner.align(
      RecognizedTranscript(
        words: words(50, "We use a purple kettle here.")
          + words(100, "The purple kettle again.") + words(130, "The trade-off is clear."),
        formatID: "test"), recognizer: RecognizerIdentity(name: "test"),
      to: SpeechMap(analysis), sound: "")
    let categories = try Guide.evidence()
    let phrase = try #require(SpokenPhrase("purple kettle"))
    let content = SpokenContent(
      transcript, categories: categories,
      points: form.points.indices.map { PointPhrases(sure: $0 == 1 ? [phrase] : [], any: []) }
    ) { _ in nil }
    let signals = form.steps.compactMap { step in
      if case .signal(let signal, _) = step { signal } else { nil }
    }
    let moments = SpokenMoments(
      WordsReport(
        SpokenWords(
          transcript: transcript, content: content, categories: categories, points: form.points),
        analysis: analysis), signals: signals, frames: frames)
    return try flow(manner, hasSound: hasSound, moments: moments)
  }

  private func seconds(_ effects: [ReviewFlow.Effect]) -> Double? {
    guard case .play(let stretch, from: nil)? = effects.last else { return nil }
    return rate.seconds(frames: stretch.frame)
  }

  @Test(arguments: [ReviewPage.Manner.keys, .lines])
  func `a question plays its moments, one at each Enter, and a person answers`(
    _ manner: ReviewPage.Manner
  ) throws {
    let flow = try spokenFlow(manner)
    _ = flow.begin()
    for key in "e333" { _ = flow.press(key) }
    guard case .step(let points) = flow.place, case .points = flow.form.steps[points] else {
      Issue.record("\(flow.place)")
      return
    }
    let style = TextStyle()
    #expect(flow.screen(plan: nil, style: style).contains("mentioned at 0:51, 1:40"))
    #expect(flow.screen(plan: nil, style: style).contains("Enter plays point 2 at 0:51, 1 of 2"))
    func near(_ effects: [ReviewFlow.Effect], _ expected: Double) -> Bool {
      abs((seconds(effects) ?? -1) - expected) < 1.3
    }
    #expect(near(flow.press("\n"), 50))
    // The moment that was heard is the moment of the tick.
    #expect(flow.press("2", heard: 51 * 48_000) == [.save])
    #expect(flow.review.answer(.point, flow.form.points[1])?.frame == 51 * 48_000)
    #expect(near(flow.press("r"), 50))
    #expect(flow.ended() == [] && flow.place == .step(points))
    #expect(near(flow.press("\n"), 100))
    #expect(flow.screen(plan: nil, style: style).contains("Enter done, the rest not said"))
    // All were heard: Enter answers, as without words.
    #expect(flow.press("\n").contains(.save) && flow.place == .step(points + 1))
    #expect(flow.review.answers(.point).count { $0.value == .yes(true) } == 1)

    // Requirements: none of its phrases was heard. Trade-offs: one was.
    #expect(flow.screen(plan: nil, style: style).contains("proves nothing"))
    _ = flow.press("2")
    #expect(flow.screen(plan: nil, style: style).contains("trade-off named at 2:10, 1 of 1"))
    #expect(near(flow.press("\n"), 130.4))
    _ = flow.press("4", heard: 131 * 48_000)
    #expect(flow.review.answer(.signal, "l4/trade-offs")?.value == .level(4))
    #expect(flow.review.answer(.signal, "l4/trade-offs")?.frame == 131 * 48_000)
    #expect(flow.place == .step(points + 3))
  }

  @Test func `moments can be passed over, and without sound they are only said`() throws {
    let flow = try spokenFlow(.keys)
    _ = flow.begin()
    for key in "e333" { _ = flow.press(key) }
    let place = flow.place
    #expect(flow.press("d").contains(.save) && flow.place != place)
    #expect(flow.review.answers(.point).allSatisfy { $0.value == .yes(false) })
    let silent = try spokenFlow(.keys, hasSound: false)
    _ = silent.begin()
    for key in "333" { _ = silent.press(key) }
    #expect(silent.screen(plan: nil, style: TextStyle()).contains("mentioned at 0:51, 1:40"))
    #expect(!silent.screen(plan: nil, style: TextStyle()).contains("Enter plays"))
    #expect(silent.press("\n").contains(.save))
  }

  /// A session of four minutes: phases at 0:00, 1:00 and 2:00, pauses at 0:30 and 1:30.
  private func flow(
    _ manner: ReviewPage.Manner, review: Review? = nil, hasSound: Bool = true,
    moments: SpokenMoments = .none
  ) throws -> Driver {
    func range(_ start: Double, _ end: Double) -> FrameRange {
      FrameRange(start: rate.frames(seconds: start), end: rate.frames(seconds: end))
    }
    let plan = try PlanLibrary.plan(id: "netflix-l4")
    let stretches = ListeningStretch.list(
      timeline: SessionTimeline(
        frames: rate.frames(seconds: 240),
        visits: (0..<3).map {
          PhaseVisit(phaseIndex: $0, range: range(Double($0) * 60, Double($0) * 60 + 60))
        }), plan: plan, pauses: [range(90, 93), range(30, 32)], sampleRate: rate)
    return Driver(
      ReviewFlow(
        stretches: stretches, moments: moments, form: try form(),
        review: review ?? Review(sampleRate: rate),
        hasSound: hasSound, manner: manner, now: { "now" }))
  }

  @Test func `with keys, everything plays by itself, then the questions come`() throws {
    let flow = try flow(.keys)
    #expect(flow.stretches.map(\.frame) == [0, 30, 60, 90, 120].map { $0 * 48_000 })
    #expect(flow.begin() == [.play(flow.stretches[0], from: nil)])
    for index in 1...4 {
      #expect(flow.ended() == [.play(flow.stretches[index], from: nil)])
      #expect(flow.place == .stretch(index))
    }
    #expect(flow.ended() == [])
    #expect(flow.place == .step(0) && !flow.isPlaying)
  }

  @Test func `a whole listen-back takes few keys`() throws {
    let flow = try flow(.keys, hasSound: false)
    #expect(flow.begin() == [])
    // Three on the sound, points one and three, four signals, one mistake.
    for key in "32413\n33222\n" { _ = flow.press(key) }
    #expect(flow.words == .resolution)
    #expect(flow.line("Next time I will  start with\tnumbers") == [.save])
    #expect(flow.place == .end)
    let review = flow.review
    #expect(review.answers(.listenBack).map(\.value) == [.level(3), .level(2), .level(4)])
    #expect(
      review.answers(.point).count { $0.value == .yes(true) } == 2
        && review.answers(.point).count == flow.form.points.count)
    #expect(review.answers(.signal).map(\.value) == [3, 3, 2, 2].map { .level($0) })
    #expect(review.answers(.mistake).first { $0.value == .yes(true) }?.id == "l4/any-company")
    #expect(review.resolution?.value == .words("start with numbers"))
    #expect(flow.form.steps.allSatisfy { flow.isAnswered($0) })
  }

  @Test func `skip, again, back, faster and pauses do what they say`() throws {
    let flow = try flow(.keys)
    _ = flow.begin()
    #expect(flow.press("\n") == [.silence, .play(flow.stretches[1], from: nil)])
    #expect(flow.press("s").last == .play(flow.stretches[2], from: nil))
    #expect(flow.press("r") == [.play(flow.stretches[2], from: nil)])
    #expect(flow.press("b").last == .play(flow.stretches[1], from: nil))
    let here = flow.stretches[1].frame + 4800
    #expect(flow.press("f", heard: here) == [.play(flow.stretches[1], from: here)])
    #expect(flow.speed == 1.25)
    _ = flow.press("f", heard: here)
    #expect(flow.speed == 1.5)
    _ = flow.press("f", heard: here)
    #expect(flow.speed == 1)
    #expect(flow.press("p", heard: here) == [.play(flow.stretches[1], from: here)])
    #expect(flow.skipsPauses && flow.remark.isEmpty)
    #expect(flow.press("e") == [.silence])
    #expect(flow.place == .step(0))
    #expect(flow.press("l") == [.play(flow.stretches[0], from: nil)])
    #expect(flow.press("q") == [.silence])
    #expect(flow.place == .end)
  }

  @Test func `a point ticked while listening keeps the moment that was heard`() throws {
    let flow = try flow(.keys)
    _ = flow.begin()
    #expect(flow.press("2", heard: 123_456) == [.save])
    let point = flow.form.points[1]
    #expect(flow.review.answer(.point, point)?.frame == 123_456)
    #expect(flow.review.answer(.point, point)?.value == .yes(true))
    #expect(flow.press("9") == [] && flow.remark == "Nothing here goes by 9.")
    // Pressed by mistake: taken back, and not forgotten.
    _ = flow.press("2", heard: 130_000)
    #expect(flow.review.answer(.point, point)?.value == .yes(false))
    #expect(flow.review.earlier.count == 1)
  }

  @Test func `a note stops the sound, keeps its moment, and lets the sound go on`() throws {
    let flow = try flow(.keys)
    _ = flow.begin()
    #expect(flow.press("n", heard: 70_000) == [.silence])
    #expect(flow.words == .note(frame: 70_000))
    #expect(flow.line("too fast\u{1B}[A") == [.save, .play(flow.stretches[0], from: 70_000)])
    #expect(flow.review.answers(.note).map(\.value) == [.words("too fast [A")])
    #expect(flow.review.answers(.note).map(\.frame) == [70_000])
  }

  @Test func `an answer has a moment only where something was played for it`() throws {
    let flow = try flow(.keys)
    _ = flow.begin()
    _ = flow.press("e")
    // What is about the whole session has no moment that nobody chose.
    _ = flow.press("3")
    _ = flow.press("3")
    #expect(flow.review.answers(.listenBack).map(\.frame) == [nil, nil])
    // Played again for the question, it is the moment of the answer.
    #expect(flow.press("r") == [.play(flow.stretches[2], from: nil)])
    _ = flow.press("4", heard: 61 * 48_000)
    #expect(flow.review.answer(.listenBack, "drawable")?.frame == 61 * 48_000)
    _ = flow.press("\n")
    #expect(!flow.review.answers(.point).isEmpty)
    #expect(flow.review.answers(.point).allSatisfy { $0.frame == nil })
  }

  @Test func `answers without sound belong to the whole`() throws {
    let flow = try flow(.keys, hasSound: false)
    _ = flow.begin()
    for key in "333\n1" { _ = flow.press(key) }
    #expect(flow.review.answer(.listenBack, "clarity") != nil)
    #expect(flow.review.answer(.listenBack, "clarity")?.frame == nil)
    #expect(flow.review.answer(.signal, "l4/requirements")?.frame == nil)
    #expect(flow.press("r") == [] && flow.press("l") == [])
  }

  @Test func `lines do the same, and nothing plays before Enter`() throws {
    let flow = try flow(.lines)
    #expect(flow.begin() == [])
    #expect(flow.line("") == [.play(flow.stretches[0], from: nil)])
    #expect(flow.ended() == [] && flow.place == .stretch(1))
    #expect(flow.line("r") == [.play(flow.stretches[0], from: nil)])
    _ = flow.ended()
    #expect(flow.line("n spoke to the wall", heard: 5) == [.save])
    #expect(flow.review.answers(.note).first?.frame == 5)
    #expect(flow.line("1 2") == [.save, .save])
    #expect(flow.line("dance") == [] && flow.remark == "Not understood: dance")
    #expect(flow.line("12") == [] && flow.remark == "Not understood: 12")
    _ = flow.line("e")
    #expect(flow.place == .step(0))
    for line in ["4", "3", "2", "", "1", "2", "3", "4", "5", ""] { _ = flow.line(line) }
    #expect(flow.words == .resolution)
    #expect(flow.line("b") == [] && flow.words == nil)
    _ = flow.line("s")
    _ = flow.line("breathe")
    #expect(flow.place == .end)
    #expect(flow.form.steps.allSatisfy { flow.isAnswered($0) })
  }

  @Test func `run again, it goes on at the first open question and keeps what was said`() throws {
    let first = try flow(.keys)
    _ = first.begin()
    for key in "e31" { _ = first.press(key) }
    let second = try flow(.keys, review: first.review)
    #expect(second.begin() == [])
    #expect(second.place == .step(2))
    #expect(second.remark.hasPrefix("Continued"))
    // Enter keeps an answer, a number replaces it; the old one stays on record.
    _ = second.press("b")
    _ = second.press("\n")
    #expect(second.review == first.review)
    _ = second.press("b")
    #expect(second.press("4") == [.save])
    #expect(second.review.answer(.listenBack, "flow")?.value == .level(4))
    #expect(second.review.earlier.map(\.value) == [.level(1)])
  }

  @Test func `all answered before, it begins with listening again`() throws {
    let first = try flow(.keys, hasSound: false)
    _ = first.begin()
    for key in "3333\n3333\n" { _ = first.press(key) }
    _ = first.line("breathe")
    let second = try flow(.keys, review: first.review)
    _ = second.begin()
    #expect(second.place == .stretch(0))
  }

  @Test func `losing the sound leads to the questions`() throws {
    let flow = try flow(.keys)
    _ = flow.begin()
    #expect(flow.loseSound() == [])
    #expect(flow.place == .step(0) && !flow.hasSound)
    #expect(flow.press("b") == [] && flow.place == .step(0))
  }
}
