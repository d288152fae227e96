import Testing
import Words

/// One utterance in every format.
@Suite struct TranscriptReaderTests {
  @Test(arguments: WrittenTranscript.all)
  func `every format gives the same words and times`(written: WrittenTranscript) throws {
    let lines = WrittenTranscript.utterance
    let text = written.text(lines)
    let read = try TranscriptReader.read(Array(text.utf8))
    #expect(read.formatID == written.formatID)
    #expect(read.words == written.words(lines))
    let format = try #require(TranscriptFormat.named(written.formatID))
    #expect(try TranscriptReader.read(Array(text.utf8), format: format) == read)
  }

  @Test(arguments: WrittenTranscript.all)
  func `line ends, marks of order and UTF-16 change nothing`(written: WrittenTranscript) throws {
    let lines = WrittenTranscript.utterance
    let (text, words) = (written.text(lines), written.words(lines))
    for ends in ["\r\n", "\r"] {
      let other = text.replacing("\n", with: ends)
      #expect(try TranscriptReader.read(Array(other.utf8)).words == words)
    }
    #expect(try TranscriptReader.read(Array("\u{FEFF}\(text)".utf8)).words == words)
    for isBig in [true, false] {
      let bytes = "\u{FEFF}\(text)".utf16.flatMap { unit -> [UInt8] in
        let pair = [UInt8(unit >> 8), UInt8(unit & 0xFF)]
        return isBig ? pair : pair.reversed()
      }
      #expect(try TranscriptReader.read(bytes).words == words)
    }
  }

  @Test func `every format has an example here, and an id of its own`() {
    let ids = TranscriptFormat.all.map(\.id)
    #expect(Set(ids).count == ids.count)
    #expect(Set(ids) == Set(WrittenTranscript.all.map(\.formatID)))
    #expect(TranscriptFormat.named("docx") == nil)
  }

  @Test func `a language and a model are kept where the file names them`() throws {
    for written in WrittenTranscript.all {
      let read = try TranscriptReader.read(Array(written.text(WrittenTranscript.utterance).utf8))
      let names = ["whisper, words", "whisper, segments", "webvtt, a word a cue"]
      let hasLanguage =
        names.contains(written.testDescription) || written.formatID == "whisper-cpp"
      #expect(read.language == (hasLanguage ? "en" : nil))
      #expect(read.model == (read.formatID == "whisper-cpp" ? "ggml-tiny.en.bin" : nil))
    }
  }

  @Test(
    arguments: [
      #"{"text": "", "segments": [], "language": "en"}"#, #"{"segments": [], "word_segments": []}"#,
      #"{"transcription": []}"#, #"{"text": ""}"#, #"[{"text": ""}]"#, #"{"chunks": []}"#,
      #"{"tokens": [], "timestamps": []}"#, #"{"b": 0, "d": 3, "t": "", "w": []}"#, "WEBVTT\n",
      "start\tend\ttext\n", "1\n00:00:00,000 --> 00:00:00,000\n\n",
      "File type = \"ooTextFile\"\n\"TextGrid\"\n0 60 <exists> 1 \"IntervalTier\" \"words\" 0 60 0",
      "<s> 0.0 1.0 0.9\n</s> 1.0 2.0 1.0\n", "a 1 0.0 1.0 <eps>\n",
    ])
  func `nothing heard is no mistake`(text: String) throws {
    #expect(try TranscriptReader.read(Array(text.utf8)).words == [])
  }

  @Test(
    arguments: [
      ("", "is empty"), (" \n\t", "is empty"), ("Hello there\n", "begins with 'Hello there'"),
      ("[]", "JSON without keys"), (#"{"utterances": []}"#, "JSON with 'utterances'"),
      ("SPEAKER talk 1 0.5 2.0 <NA> <NA> speaker <NA>", "no format of transcripts"),
      (#"{"text": "so it goes"}"#, "3 words and not one has a time"),
      (#"{"segments": [{"text": " So"}]}"#, "1 words and not one has a time"),
      (#"{"segments": [}"#, "byte 14: '}' has no place"),
      (#"{"segments": []} done"#, "byte 17: 'done' has no place"),
      (#"{"segments": []} {"segments": []}"#, "byte 17: a second value"),
      (#"{"segments": [{"text": "So"#, "byte 23: the text that begins here never ends"),
      (#"{"segments": [{"text": "So"}"#, "byte 28: the file ends before its last bracket"),
      (#"{"segments": [maybe]}"#, "byte 14: 'maybe]}' has no place"),
      (#"{"segments": {"a" 5}}"#, "byte 18: '5}}' has no place"),
      (#"{"segments" "a"}"#, "byte 12:"), (#"{segments: 1}"#, "byte 1:"),
      (#"[{"chunks": []}, {"chunks": []}]"#, "byte 17: a second result"),
      ("WEBVTT\n\nHello\n", "line 3: a cue needs a line of times"),
      ("1\n00:00:01,000 --> soon\nSo\n", "line 2: '00:00:01,000 --> soon' is no line of times"),
      ("start\tend\ttext\n0\t100\tSo\nx\n", "line 3: 'x' is no start, end and text"),
      ("a 1 0.0 1.0 so\nb 1 1.0 1.0 it\n", "line 2: words of a second file, 'b'"),
      ("a 1 0.0 1.0 so\na 1 1.0\n", "line 2: 'a 1 1.0' is no file, channel"),
      ("ooBinaryFile\u{8}TextGrid", "a binary TextGrid"),
      ("File type = \"ooTextFile\"\n\"TextGrid\"\n0 60 <exists> 0", "line 3: the TextGrid holds"),
      (
        "\"ooTextFile\" \"TextGrid\" 0 9 <exists> 2 \"IntervalTier\" \"phones\" 0 9 0 "
          + "\"IntervalTier\" \"talk\" 0 9 0", "no tier called words, but 'phones', 'talk'"
      ),
    ])
  func `what cannot be read is named with its place`(text: String, message: String) {
    #expect {
      try TranscriptReader.read(Array(text.utf8))
    } throws: {
      ($0 as? TranscriptError)?.description.contains(message) == true
    }
  }

  @Test func `a format that was asked for does not give way`() throws {
    let json = Array(#"{"segments": [{"start": 0, "end": 1, "text": "so"}]}"#.utf8)
    for format in TranscriptFormat.all where !["whisper", "whisperx"].contains(format.id) {
      // Other JSON has no words in this one; texts of lines are another thing.
      let words = try? TranscriptReader.read(json, format: format).words
      #expect(words == nil || words == [], "\(format.id)")
    }
    #expect(throws: TranscriptError.self) {
      try TranscriptReader.read(Array("WEBVTT\n".utf8), format: .vosk)
    }
  }
}
