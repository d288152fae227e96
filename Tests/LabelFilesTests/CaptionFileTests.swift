import LabelFiles
import Testing

/// Cues and tiers as they are, whatever they are read for.
@Suite struct CaptionFileTests {
  private func cues(_ text: String) throws -> [String] {
    try CaptionFile(LabelText.lines(Array(text.utf8))).cues.map {
      "\($0.line) \($0.identifier ?? "-") \($0.start)-\($0.end) "
        + String(decoding: $0.payload, as: UTF8.self).replacing("\n", with: "|")
    }
  }

  @Test func `cues have a line, an identifier, times and their text as it is`() throws {
    let text =
      "WEBVTT\r\nLanguage: en-GB\r\n\r\nintro\r\n00:01.000 --> 01:00:02.500 line:0\r\n<b>a</b>\r\n \r\nb\r\n\r\n"
      + "00:09.000 --> 00:08.000\r\n"
    #expect(try cues(text) == ["5 intro 1.0-3602.5 <b>a</b>| |b", "10 - 9.0-8.0 "])
    #expect(try CaptionFile(LabelText.lines(Array(text.utf8))).language == "en-GB")
  }

  @Test func `SubRip's numbers belong to the cue below, also without an empty line`() throws {
    let text = "1\n00:00:01,000 --> 00:00:02,000\nso\n2\n00:00:02,000 --> 00:00:03,000\n3\n\n"
    #expect(try cues(text) == ["2 1 1.0-2.0 so", "5 2 2.0-3.0 3"])
  }

  @Test func `an arrow in a text is text`() throws {
    #expect(
      try cues("WEBVTT\n\n00:01.000 --> 00:02.000\na --> b\n") == ["3 - 1.0-2.0 a --> b"])
  }

  @Test func `runs say from when on and whether a text is marked`() {
    let runs = CaptionText(Array("a <00:01.500>b<u>c</u>&amp;<i>d</i>".utf8)[...]).runs
    #expect(runs.map { String(decoding: $0.text, as: UTF8.self) } == ["a ", "b", "c", "&d"])
    #expect(runs.map(\.timeSeconds) == [nil, 1.5, nil, nil])
    #expect(runs.map(\.isMarked) == [false, false, true, false])
    #expect(CaptionText([]).plain == [])
  }

  @Test func `tiers have their names, kinds and items, empty ones too`() throws {
    let text =
      "\"ooTextFile\" \"TextGrid\" 0 2 <exists> 2 \"IntervalTier\" \"a\" 0 2 2 0 1 \"x\"\n"
      + "1 2 \" \" \"TextTier\" \"b\" 0 2 1 1.5 \"say \"\"y\"\"\""
    let tiers = try TextGridFile.tiers(Array(text.utf8))
    #expect(tiers.map(\.name) == ["a", "b"])
    #expect(tiers.map(\.hasIntervals) == [true, false])
    #expect(tiers[0].items.map(\.text) == ["x", ""])
    #expect(tiers[0].items.map(\.line) == [1, 2])
    #expect(tiers[1].items.map(\.text) == ["say \"y\""])
    #expect(tiers[1].items[0].start == 1.5 && tiers[1].items[0].end == nil)
  }
}
