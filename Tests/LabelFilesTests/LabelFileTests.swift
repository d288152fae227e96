import AudioCore
import Foundation
import InterviewGuide
import LabelFiles
import SessionModel
import TestSupport
import Testing

/// Phases and marks from files of other programs.
@Suite struct PhaseFileTests {
  private let rate = SampleRate(hertz: 1000)
  private let plan: Plan

  init() throws { plan = try PlanLibrary.plan(id: "netflix-l4") }

  private func timeline(_ bytes: [UInt8], seconds: Int = 60) throws -> SessionTimeline {
    try LabelFile.timeline(bytes, plan: plan, sampleRate: rate, frames: seconds * 1000)
  }

  /// Visits as `index start-end` in seconds.
  private func visits(_ text: String, seconds: Int = 60) throws -> [String] {
    try timeline(Array(text.utf8), seconds: seconds).visits.map {
      "\($0.phaseIndex) \(Double($0.range.start) / 1000)-\(Double($0.range.end) / 1000)"
    }
  }

  /// The message for a file that cannot be used.
  private func trouble(_ text: String) -> String? {
    do throws(LabelLineError) {
      _ = try LabelFile.timeline(
        Array(text.utf8), plan: plan, sampleRate: rate, frames: 60_000)
      return nil
    } catch { return error.description }
  }

  private let audacity = """
    1.000000\t10.000000\tRequirements
    \\\t100.0\t2000.0
    10.050000\t20,000000\tscope
    12.500000\t12.500000\tTrade-off named: gain and cost
    25.000000\t25.000000\t3
    40\t40\topen

    """

  @Test func `an Audacity label track`() throws {
    #expect(LabelFile.format(of: Array(audacity.utf8)) == .audacity)
    // A gap of 50 ms is an edge drawn twice, one of 5 s is open; a moment lasts until the next.
    #expect(
      try visits(audacity) == [
        "5 0.0-1.0", "0 1.0-10.05", "1 10.05-20.0", "5 20.0-25.0", "2 25.0-40.0", "5 40.0-60.0",
      ])
    #expect(
      try timeline(Array(audacity.utf8)).marks == [Mark(id: "trade-off", frame: 12_500)])
    #expect(try visits(audacity.replacing("\n", with: "\r\n")).count == 6)
    #expect(try visits("\u{FEFF}" + audacity).count == 6)
  }

  private let textGrid = """
    File type = "ooTextFile"
    Object class = "TextGrid"

    xmin = 0 ! the beginning
    xmax = 60
    tiers? <exists>
    size = 3
    item []:
        item [1]:
            class = "IntervalTier"
            name = "speech"
            xmin = 0
            xmax = 60
            intervals: size = 1
            intervals [1]:
                xmin = 0
                xmax = 60
                text = "say ""yes"", \u{e9}"
        item [2]:
            class = "IntervalTier"
            name = "phases"
            xmin = 0
            xmax = 60
            intervals: size = 3
            intervals [1]:
                xmin = 0
                xmax = 5.5
                text = "requirements"
            intervals [2]:
                xmin = 5.5
                xmax = 20
                text = ""
            intervals [3]:
                xmin = 20
                xmax = 60
                text = "Architecture walkthrough"
        item [3]:
            class = "TextTier"
            name = "marks"
            xmin = 0
            xmax = 60
            points: size = 1
            points [1]:
                number = 33
                mark = "trade-off"

    """

  @Test func `a TextGrid in both of its formats, in UTF-8 and UTF-16`() throws {
    let expected = ["0 0.0-5.5", "5 5.5-20.0", "2 20.0-60.0"]
    #expect(LabelFile.format(of: Array(textGrid.utf8)) == .textGrid)
    #expect(try visits(textGrid) == expected)
    let wide = Array("\u{FEFF}\(textGrid)".utf16)
    for isBig in [true, false] {
      let bytes = wide.flatMap { word -> [UInt8] in
        let pair = [UInt8(word >> 8), UInt8(word & 0xFF)]
        return isBig ? pair : pair.reversed()
      }
      #expect(try timeline(bytes).visits.count == 3)
      #expect(try timeline(bytes).marks == [Mark(id: "trade-off", frame: 33_000)])
    }
    let short = """
      File type = "ooTextFile"
      "TextGrid"

      0
      60
      <exists>
      1
      "IntervalTier" "anything" 0 60 2
      0 30 "2"
      30 60 "trade-offs"
      """
    #expect(try visits(short) == ["1 0.0-30.0", "3 30.0-60.0"])
  }

  @Test func `WebVTT chapters`() throws {
    let text = """
      WEBVTT - my talk

      NOTE
      not a cue --

      STYLE
      ::cue { color: red }

      requirements
      00:00.000 --> 00:10.000 align:start
      whatever

      00:00:10.000 --> 00:00:20.500
      <v Me>Trade-offs &amp;lt; follow-ups</v>
      more
      """
    #expect(LabelFile.format(of: Array(text.utf8)) == .webVTT)
    #expect(
      trouble(text)?.hasPrefix("line 13: plan netflix-l4 has no 'Trade-offs &lt; follow-ups'")
        == true)
    let right = text.replacing("&amp;lt;", with: "and")
    #expect(try visits(right) == ["0 0.0-10.0", "3 10.0-20.5", "5 20.5-60.0"])
  }

  @Test(
    arguments: [
      // A cue right behind the header.
      "WEBVTT\n00:00.000 --> 00:10.000\nrequirements\n\n00:10.000 --> 00:20.000\nscope\n",
      // A line that looks empty is text.
      "WEBVTT\n\n00:00.000 --> 00:10.000\nrequirements\n \n00:10.000 --> 00:20.000\nscope",
      // Words behind the header, and a note that times put an end to.
      "WEBVTT x\nmore\n\nNOTE one\ntwo\n00:00.000 --> 00:10.000\nrequirements\n"
        + "00:10.000 --> 00:20.000\nscope\n",
      "WEBVTT\n\nrequirements\n00:00.000 --> 00:10.000\n\nscope\n00:10.000 --> 00:20.000\n\n\n",
    ])
  func `every line of times in WebVTT begins a cue`(text: String) throws {
    #expect(try visits(text) == ["0 0.0-10.0", "1 10.0-20.0", "5 20.0-60.0"])
  }

  @Test(
    arguments: [
      ("WEBVTT\n\n00:00.000 -> 00:10.000\nscope", "line 3: a cue needs a line of times"),
      ("WEBVTT\n\n00:10.000 --> 00:00.000\nscope", "line 3: the cue ends at 0.0 s, before"),
      ("WEBVTT\n\n00:00.000 --> 00:10.000\n\nscope", "line 3: the cue has no text"),
    ])
  func `a mistake in WebVTT is named with its line`(text: String, message: String) {
    #expect(trouble(text)?.hasPrefix(message) == true)
  }

  @Test func `a list of times is the plan's phases in their order`() throws {
    #expect(LabelFile.format(of: Array("0:05\n1:00\n".utf8)) == .times)
    #expect(
      try visits("# when\n0:02\n\n10 # scope\n0:20.5\n") == [
        "5 0.0-2.0", "0 2.0-10.0", "1 10.0-20.5", "2 20.5-60.0",
      ])
    #expect(LabelFile.format(of: Array("0:05 requirements\n".utf8)) == .marks)
    #expect(try visits("0:05 requirements\n") == ["5 0.0-5.0", "0 5.0-60.0"])
    #expect(!LabelFile.looksLikePhases(Array("Hello, I would begin with\n".utf8)))
    #expect(LabelFile.looksLikePhases(Array("# x\n0:05 scop\n".utf8)))
    #expect(try visits("0\n1\n2\n3\n4\n5\n").last == "5 5.0-60.0")
  }

  @Test(
    arguments: [
      ("1\t2\tscope\n0.5\t1.5\tProlog\n", "line 2: plan netflix-l4 has no 'Prolog'; rename"),
      ("1\t20\tscope\n10\t30\tapproach\n", "has no 'approach'"),
      ("1\t20\tscope\n10\t30\trequirements\n", "line 2: begins at 10.0 s, before the phase"),
      ("1\t2\tscope\n99\t100\trequirements\n", "line 2: 99.0 s lies past the end"),
      ("1\t2\tscope\n3\tx\trequirements\n", "line 2: a label is two times"),
      ("1\t2\tscope\n3\t4\t\n", "line 2: the label has no name"),
      ("5\t2\tscope\n", "line 1: the label ends at 2.0 s, before"),
      ("0:10\n0:05\n", "line 2: 0:05 lies before the line above"),
      ("0\n1\n2\n3\n4\n5\n6\n", "line 7: is one time too many"),
      ("0\nsoon\n", "line 2: 'soon' is no time"),
      ("WEBVTT\n\nscope\n", "line 3: a cue needs a line of times"),
      ("WEBVTT\n\nscope\n00:05 --> soon\nscope\n", "line 4: '00:05 --> soon' is no line of times"),
      ("WEBVTT\n\n00:05.000 --> 00:06.000\n", "line 3: the cue has no text"),
      ("File type = \"ooTextFile\"\n\"TextGrid\"\n0 60 <exists> 0", "the TextGrid holds no tier"),
      ("File type = \"ooTextFile\"\n\"Pitch\"\n", "line 2: a TextGrid begins with"),
      ("File type = \"ooTextFile\"\n\"TextGrid\"\n0 60 <exists> 1 \"Tier\"", "'Tier' is no kind"),
      ("File type = \"ooTextFile\"\n\"TextGrid\n0 60", "line 2: the quote that begins here"),
      ("File type = \"ooTextFile\"\n\"TextGrid\"\n0 60 <exists> 2.5", "2.5 is no number of tiers"),
    ])
  func `what cannot be used is named by line, with the cure`(text: String, words: String) throws {
    let message = try #require(trouble(text))
    #expect(message.contains(words), "\(message)")
  }
}

/// Seeded damage to label files: a timeline that tiles, or an error with a line.
///
/// `WALKTHROUGH_FAULTS=1` tries 100,000 inputs of each kind.
@Suite struct DamagedPhaseFileTests {
  private let count =
    ProcessInfo.processInfo.environment["WALKTHROUGH_FAULTS"] == "1" ? 100_000 : 2_000

  @Test(
    .timeLimit(.minutes(10)),
    arguments: [
      "0.0\t12.25\trequirements\n12.25\t30.5\tscope\n31\t31\ttrade-off\n40\t55\tTrade-offs\n",
      """
      File type = "ooTextFile"
      Object class = "TextGrid"

      xmin = 0
      xmax = 4000
      tiers? <exists>
      size = 1
      item []:
          item [1]:
              class = "IntervalTier"
              name = "phases"
              xmin = 0
              xmax = 4000
              intervals: size = 2
              intervals [1]:
                  xmin = 0
                  xmax = 12.5
                  text = "requirements"
              intervals [2]:
                  xmin = 12.5
                  xmax = 4000
                  text = "scope"

      """,
      "WEBVTT\n\nNOTE x\n\nscope\n00:01:00.000 --> 01:00:00.000\nApproach\n\n01:00:00.000 --> 01:00:07.000\n2\n",
      "0:00\n4:30\n1:00:00.5\n",
    ])
  func `label files`(text: String) throws {
    let plan = try PlanLibrary.plan(id: "netflix-l4")
    var mutator = ByteMutator(seed: 11)
    var errors = 0
    for _ in 0..<count {
      do {
        let timeline = try LabelFile.timeline(
          mutator.mutate(Array(text.utf8)), plan: plan, sampleRate: .recording, frames: 400_000_000)
        #expect(timeline.visits.reduce(0) { $0 + $1.range.count } == 400_000_000)
        #expect(timeline.marks.allSatisfy { (0...400_000_000).contains($0.frame) })
      } catch {
        #expect(error.line >= 1)
        errors += 1
      }
    }
    #expect(errors > 0 && errors < count)
  }
}
