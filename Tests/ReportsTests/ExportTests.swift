import AudioCore
import Foundation
import InterviewGuide
import LabelFiles
import PracticeHistory
import SessionArchive
import SessionModel
import SpeechAnalysis
import TestSupport
import Testing
import Words

@testable import Reports

/// The formats as text; other programs read them in the tool's own tests.
@Suite struct ExportTests {
  private func tracks() throws -> LabelTracks {
    let rate = SampleRate(hertz: 16_000)
    let plan = Plan(
      id: "own", name: "Own", totalSeconds: 60,
      phases: [
        Phase(
          id: "first", name: "What \"is\" it? --> <b>&amp;\tx",
          budget: TimeBudget(minimumSeconds: 1, maximumSeconds: 2)),
        Phase(
          id: "second", name: "Second\n", budget: TimeBudget(minimumSeconds: 1, maximumSeconds: 2)),
      ], marks: [PlanMark(id: "trade-off", name: "Trade-off", key: "t")])
    var session = Session(
      id: "x", start: "2026-11-20T19:03:00+01:00", device: .init(name: "mic", conversionNote: ""),
      sampleRate: rate, plan: plan, question: "", toolVersion: "1")
    session.timeline.frames = 100_001
    session.timeline.visits = [
      PhaseVisit(phaseIndex: 2, range: FrameRange(start: 0, end: 800)),
      PhaseVisit(phaseIndex: 0, range: FrameRange(start: 800, end: 40_000)),
      PhaseVisit(phaseIndex: 1, range: FrameRange(start: 40_000, end: 100_001)),
    ]
    session.timeline.marks = [Mark(id: "trade-off", frame: 50_000), Mark(id: "gone", frame: 800)]
    session.timeline.partner = [FrameRange(start: 30_000, end: 32_000)]
    session.timeline.gaps = [Gap(range: FrameRange(start: 16_000, end: 20_000), cause: .overrun)]

    let analysis = SessionAnalysis(
      analyzer: .current, parameters: AnalysisParameters(), sampleRate: rate, channels: 1,
      timeline: session.timeline, plan: nil,
      sounding: [(0.5, 1), (1.25, 6.25)].map {
        FrameRange(start: rate.frames(seconds: $0.0), end: rate.frames(seconds: $0.1))
      },
      level: LevelMeasures(
        activeSpeech: nil, peak: Decibels(-3), noiseFloor: nil, clippedSamples: 0, clippedRuns: 0,
        offset: 0, hum: nil))
    let words = ["So,", "=1+2", "is", "\"said\"."].enumerated().map { index, word in
      RecognizedWord(
        word, startSeconds: 0.5 + 1.2 * Double(index), endSeconds: 1.2 + 1.2 * Double(index))
    }
    return LabelTracks(
      session, id: "2026-11-20T1903 my own", record: AnalysisRecord(analysis),
      transcript: Aligner.align(
        RecognizedTranscript(words: words, formatID: "test"),
        recognizer: RecognizerIdentity(name: "test"), to: SpeechMap(analysis), sound: ""))
  }

  @Test func `every format is the golden one`() throws {
    let tracks = try tracks()
    let files = LabelFormat.written.map {
      ("export\($0.writer?.suffix ?? "")", $0.writer?.text(tracks) ?? "")
    }
    for (name, text) in files { #expect(try text == golden(name, text)) }
  }

  @Test func `JSON of a session holds its files number for number`() throws {
    let missed = SessionStanding.known()
    let session =
      "{\n  \"a\" : 0.1,\n  \"text\" : \"a \\\" { b\\\\\",\n  \"list\" : [ 1.5e-7, 2 ]\n}\n"
    let analysis = "{\n  \"x\" : \"y z\"\n}\n"
    let page = String(
      decoding: SessionJSON.page(
        session: Array(session.utf8), analysis: Array(analysis.utf8), standing: missed),
      as: UTF8.self)
    #expect(
      page == """
        {
          "analysis" : {
            "x" : "y z"
          },
          "schema" : 1,
          "session" : {
            "a" : 0.1,
            "text" : "a \\" { b\\\\",
            "list" : [ 1.5e-7, 2 ]
          },
          "verdict" : "missed",
          "verdictReasons" : ["without Scope"]
        }

        """)
    let line = String(
      decoding: SessionJSON.line(
        session: Array(session.utf8), analysis: nil, standing: .known(isPassed: true)),
      as: UTF8.self)
    #expect(
      line == #"{"schema":1,"session":{"a":0.1,"text":"a \" { b\\","list":[1.5e-7,2]},"#
        + #""verdict":"passed","verdictReasons":[]}"# + "\n")
  }
}
