import Testing
import Words

/// Large transcripts, and those that are too large.
@Suite(.serialized) struct TranscriptLimitTests {
  private static let lines = WrittenTranscript.lines(
    of: Array(
      repeating: "so the queue takes what the workers cannot, and keeps it", count: 18_181)
      + ["and the last nine words end it all here"])

  @Test(.timeLimit(.minutes(2)), arguments: WrittenTranscript.all)
  func `two hundred thousand words are read in seconds`(written: WrittenTranscript) throws {
    let bytes = Array(written.text(Self.lines).utf8)
    let clock = ContinuousClock()
    let start = clock.now
    let words = try TranscriptReader.read(bytes).words
    #expect(clock.now - start < .seconds(20))
    #expect(words.count == 200_000)
    #expect(words == written.words(Self.lines))
  }

  private func trouble(_ bytes: [UInt8], _ format: TranscriptFormat? = nil) -> String {
    do throws(TranscriptError) {
      return "\(try TranscriptReader.read(bytes, format: format).words.count) words"
    } catch { return error.description }
  }

  @Test func `one word more is refused by name`() {
    for id in ["whisper", "sherpa-onnx", "srt", "ctm"] {
      guard let written = WrittenTranscript.all.first(where: { $0.formatID == id }) else {
        continue
      }
      var lines = Self.lines
      lines.append(WrittenTranscript.lines(of: ["more"])[0])
      #expect(trouble(Array(written.text(lines).utf8)).contains("more than 200000 words"))
    }
  }

  @Test func `a word has 200 bytes at most`() {
    let word = String(repeating: "é", count: 100)
    #expect(trouble(Array("a 1 0.5 0.5 \(word)\n".utf8)) == "1 words")
    #expect(
      trouble(Array("a 1 0.5 0.5 so\na 1 0.5 0.5 \(word)x\n".utf8))
        .hasPrefix("line 2: a word of 201 bytes"))
  }

  @Test(.timeLimit(.minutes(1))) func `a file has 64 MiB at most`() {
    let size = 64 << 20
    #expect(
      trouble([UInt8](repeating: 0x20, count: size + 1))
        .hasPrefix("the transcript has 64 MiB, the most is 64 MiB"))
    // What is not asked for is passed over.
    let begin = Array(#"{"segments":[{"start":0,"end":1,"text":" So","tokens":["#.utf8)
    let end = Array("0]}]}".utf8)
    var bytes = begin
    bytes.reserveCapacity(size)
    while bytes.count < size - end.count - 4 { bytes += [0x34, 0x32, 0x2C, 0x20] }
    #expect(trouble(bytes + end) == "1 words")
  }

  @Test(.timeLimit(.minutes(2)))
  func `files of one byte over and over end in a message`() {
    for byte in #"[]{}"',:0 <>&\-a"#.utf8 {
      let bytes = [UInt8](repeating: byte, count: 4 << 20)
      for format in TranscriptFormat.all { #expect(!trouble(bytes, format).isEmpty) }
      for begin in ["WEBVTT\n\n00:00:01.000 --> 00:00:02.000\n", #"{"transcription":["#] {
        #expect(!trouble(Array(begin.utf8) + bytes).isEmpty)
      }
    }
    let lines = [UInt8](repeating: 0x0A, count: 16 << 20)
    #expect(trouble(Array("WEBVTT".utf8) + lines) == "0 words")
  }

  @Test func `brackets in brackets are refused before they can do harm`() {
    for depth in [101, 10_000, 1_000_000] {
      for (open, close) in [("[", "]"), (#"{"a":"#, "}")] {
        let json =
          String(repeating: open, count: depth) + "1" + String(repeating: close, count: depth)
        #expect(trouble(Array(json.utf8)).contains("more than 100 deep"))
      }
    }
    let json = String(repeating: "[", count: 97) + String(repeating: "]", count: 97)
    #expect(trouble(Array(#"{"segments": [{"x": \#(json)}]}"#.utf8)) == "0 words")
  }
}
