import Testing
import Words

/// What recognisers really write, one oddity each.
@Suite struct TranscriptOddityTests {
  private func read(_ bytes: [UInt8]) throws -> RecognizedTranscript {
    try TranscriptReader.read(bytes)
  }

  private func texts(_ text: String) throws -> [String] {
    try read(Array(text.utf8)).words.map(\.text)
  }

  /// Words as `text start-end`, a cue's with its number.
  private func words(_ text: String) throws -> [String] {
    try read(Array(text.utf8)).words.map { word in
      func shown(_ time: Double?) -> String { time.map { "\($0)" } ?? "?" }
      return "\(word.text) \(shown(word.startSeconds))-\(shown(word.endSeconds))"
        + (word.cue.map { " cue \($0)" } ?? "")
    }
  }

  private func whisper(_ words: String) -> String {
    #"{"segments": [{"start": 0, "end": 9, "text": "x", "words": [\#(words)]}]}"#
  }

  @Test(
    arguments: [
      ("1", 1), ("1.25", 1.25), ("\"1.25\"", 1.25), ("\"1,25\"", 1.25), ("-0.5", -0.5),
      ("1e1", 10), ("NaN", nil), ("-Infinity", nil), ("Infinity", nil), ("nan", nil),
      ("-nan(ind)", nil), ("null", nil), ("None", nil), ("true", nil), ("\"soon\"", nil),
      ("\"\"", nil), ("1e400", nil), ("1e300", nil), ("1.2.3", nil), ("[1]", nil), ("{}", nil),
      ("1000001", nil),
    ] as [(String, Double?)])
  func `a time is a number of seconds, or none`(time: String, seconds: Double?) throws {
    guard time != "-nan(ind)" else {
      #expect(throws: TranscriptError.self) {
        try texts(whisper(#"{"word": " so", "start": \#(time), "end": 3}"#))
      }
      return
    }
    let word = try read(
      Array(whisper(#"{"word": " so", "start": \#(time), "end": 3}"#).utf8)
    ).words
    #expect(word == [RecognizedWord("so", startSeconds: seconds, endSeconds: 3)])
  }

  @Test func `times are given on as they are, in the file's order`() throws {
    let text = whisper(
      #"{"word": " b", "start": 5, "end": 4}, {"word": " a", "start": -1, "end": 0}, {"word": " c"}"#
    )
    #expect(try words(text) == ["b 5.0-4.0", "a -1.0-0.0", "c ?-?"])
  }

  @Test func `JSON may have mistakes that no meaning hangs on`() throws {
    #expect(
      try texts(
        whisper(
          "{\"word\": \" fo\u{1}o\tbar\", \"start\": 1, \"end\": 2,}, "
            + #"{"word": "x", "word": " d\u00e9j\u00e0 \uD83D\uDE00 \ud800 \q", "start": 1}, 7, null,"#
        ))
        == ["foo", "bar", "déjà", "😀", "\u{FFFD}", "q"])
    #expect(
      try texts(whisper(#"{"start": 1, "word": 100}, {"word": null}, {"word": ["so"]}, {"x": 1}"#))
        == ["100"])
  }

  @Test func `no control character stays in a word, and other marks do`() throws {
    #expect(
      try texts(
        whisper("{\"word\": \" a\\u0000b\\u001b[31m\u{9B}c\u{7F}\u{202E}d\", \"start\": 1}"))
        == ["ab[31mc\u{202E}d"])
    #expect(try texts("a 1 0.5 0.5 x\u{0}y\u{A0}z\n") == ["xy\u{A0}z"])
  }

  @Test func `bytes that are no UTF-8 are replaced`() throws {
    let bytes =
      Array(#"{"segments": [{"start": 0, "end": 9, "text": " caf"#.utf8) + [0xE9, 0x20, 0xC3]
      + Array(#""}]}"#.utf8)
    #expect(try read(bytes).words.map(\.text) == ["caf\u{FFFD}", "\u{FFFD}"])
    #expect(
      try read(Array("WEBVTT\n\n00:01.000 --> 00:02.000\n".utf8) + [0xFF, 0x41]).words.map(\.text)
        == ["\u{FFFD}A"])
  }

  @Test func `a character that whisper-cpp cut in two is whole again`() throws {
    func cut(_ begin: String, _ middle: String, _ end: String) -> [UInt8] {
      Array(begin.utf8) + [0xC3] + Array(middle.utf8) + [0xA9] + Array(end.utf8)
    }
    let tokens = cut(
      #"{"transcription":[{"offsets":{"from":0,"to":9},"text":" x","tokens":[{"text":" caf"#,
      #"","offsets":{"from":100,"to":200}},{"text":""#, #"","offsets":{"from":200,"to":300}}]}]}"#)
    #expect(
      try read(tokens).words == [RecognizedWord("café", startSeconds: 0.1, endSeconds: 0.3)])
    let cues = cut(
      "WEBVTT\n\n00:01.000 --> 00:02.000\n caf", "\n\n00:02.000 --> 00:03.000\n", " so")
    #expect(try read(cues).words.map(\.text) == ["café", "so"])
  }

  @Test func `tokens of whisper-cpp without offsets take part in the times of their word`() throws {
    let text =
      #"{"transcription":[{"text":" x","tokens":[{"text":"[_BEG_]"},"#
      + #"{"text":" repl","offsets":{"from":10,"to":20}},{"text":"ic"},"#
      + #"{"text":"as","offsets":{"from":30,"to":40}},{"text":"."},"#
      + #"{"text":" fail"},{"text":"<|endoftext|>"},{"text":"[_TT_12]"}]}]}"#
    #expect(try words(text) == ["replicas. 0.01-0.04", "fail ?-?"])
  }

  @Test func `lines of whisper-cpp that break inside a word are mended`() throws {
    let text = """
      1
      00:00:00,000 --> 00:00:02,000
       a server with repl

      2
      00:00:02,000 --> 00:00:04,000
      icas of

      3
      00:00:04,000 --> 00:00:05,000
       100

      4
      00:00:05,000 --> 00:00:06,000
      ,000,

      5
      00:00:06,000 --> 00:00:07,000
       logs.

      6
      00:00:07,000 --> 00:00:08,000
      [Music]

      """
    #expect(
      try words(text) == [
        "a 0.0-2.0 cue 0", "server 0.0-2.0 cue 0", "with 0.0-2.0 cue 0", "replicas 0.0-2.0 cue 0",
        "of 2.0-4.0", "100,000, 4.0-6.0", "logs. 6.0-7.0", "[Music] 7.0-8.0",
      ])
  }

  @Test func `whisper breaks words before punctuation`() throws {
    let pieces = [" 100", ",000", " state", "-of", "-the", "-art", " 5", "%", " don", "'t", " -"]
    let list = pieces.map { #"{"word": "\#($0)", "start": 1, "end": 2}"# }.joined(separator: ", ")
    #expect(try texts(whisper(list)) == ["100,000", "state-of-the-art", "5%", "don't", "-"])
    // Without any spaces, words are whole.
    let whole = [".NET", "100", ",000"].map { #"{"word": "\#($0)", "start": 1, "end": 2}"# }
    #expect(try texts(whisper(whole.joined(separator: ", "))) == [".NET", "100", ",000"])
  }

  private func cues(_ texts: [String]) -> String {
    texts.enumerated().map { "\($0 + 1)\n00:00:0\($0),000 --> 00:00:0\($0 + 1),000\n\($1)\n\n" }
      .joined()
  }

  @Test(
    arguments: [
      (["100", ",000,", "all"], ["100,000,", "all"]),
      (["3", ".5", "seconds"], ["3.5", "seconds"]),
      (["state", "-of", "-the", "-art"], ["state-of-the-art"]), (["a", "-"], ["a-"]),
      (["5", "%", "of"], ["5%", "of"]), (["A", "/B", "tests"], ["A/B", "tests"]),
      (["node", ".js"], ["node.js"]), (["in", ".NET"], ["in", ".NET"]),
      (["team", "#1"], ["team", "#1"]),
      (["to", "-5"], ["to", "-5"]), (["so", "(maybe)"], ["so", "(maybe)"]),
      (["costs", "$5"], ["costs", "$5"]),
      (["he", "'s", "here"], ["he's", "here"]), (["said", "\"yes\""], ["said", "\"yes\""]),
      (["done.", ",000"], ["done.", ",000"]),
    ])
  func `a word a cue, broken before punctuation`(cues texts: [String], words: [String]) throws {
    #expect(try self.texts(cues(texts)) == words)
  }

  @Test func `words that do not touch are never put together`() throws {
    #expect(
      try texts("00:00:01,000 --> 00:00:02,000\n100\n\n00:00:02,100 --> 00:00:03,000\n,000\n")
        == ["100", ",000"])
  }

  @Test func `words of whisperX may have no times`() throws {
    let text =
      #"{"segments": [{"start": 1, "end": 3, "words": [{"word": "costs", "start": 1, "end": 2}, "#
      + #"{"word": "$5"}]}], "word_segments": [{"word": "costs", "start": 1, "end": 2}]}"#
    #expect(try words(text) == ["costs 1.0-2.0", "$5 ?-?"])
    #expect(try read(Array(text.utf8)).formatID == "whisperx")
  }

  @Test func `segments with words and others without are told apart`() throws {
    let text =
      #"{"segments": [{"start": 1, "end": 3, "text": " So it", "words": []}, {"start": 3, "end": 4, "#
      + #""text": "x", "words": [{"word": " goes", "start": 3, "end": 4}]}]}"#
    #expect(try words(text) == ["So 1.0-3.0 cue 0", "it 1.0-3.0 cue 0", "goes 3.0-4.0"])
  }

  @Test func `a list of segments, of words, and words beside a text are read`() throws {
    #expect(
      try words(#"[{"start": 1, "end": 3, "text": " So it"}]"#) == [
        "So 1.0-3.0 cue 0", "it 1.0-3.0 cue 0",
      ])
    #expect(try words(#"[{"word": "so", "start": 1, "end": 3}]"#) == ["so 1.0-3.0"])
    #expect(
      try words(#"{"text": "so", "words": [{"word": "so", "start": 1, "end": 3}]}"#)
        == ["so 1.0-3.0"])
  }

  @Test func `sherpa-onnx without durations, with bytes, and with its own spelling`() throws {
    let text =
      #"{"text": "naïve q é", "lang": "en", "timestamps": [1.0, 1.2, 1.3, 3.0, 4.0, 4.1], "#
      + #""durations": [], "tokens": ["▁NA", "Ï", "VE", " Q", "▁", "<0xC3>", "<0xA9>", "<blk>"]}"#
    #expect(try words(text) == ["naïve 1.0-1.8", "q 3.0-3.5", "é 4.0-4.6"])
    let other =
      #"{"text": "other", "start_time": 10, "timestamps": [1.0], "tokens": [" SO", " IT"]}"#
    #expect(try words(other) == ["SO 11.0-11.5", "IT ?-?"])
  }

  @Test func `the pipeline's last end may be null, and its brackets are words`() throws {
    let text =
      #"{"chunks": [{"text": " So", "timestamp": [1.0, 1.5]}, {"text": " [UM]", "#
      + #""timestamp": [1.5, 2]}, {"text": " 7", "timestamp": [2, 2.5]}, "#
      + #"{"text": ",000", "timestamp": [2.5, null]}, {"text": " x", "timestamp": null}]}"#
    #expect(try words(text) == ["So 1.0-1.5", "[UM] 1.5-2.0", "7,000 2.0-2.5", "x ?-?"])
    #expect(try words("[\(text)]").count == 4)
  }

  @Test func `of Vosk's alternatives the first is taken, and what it does not know is left out`()
    throws
  {
    let text =
      #"{"alternatives": [{"confidence": 9, "result": [{"word": "so", "start": 1, "end": 2}, "#
      + #"{"word": "[unk]", "start": 2, "end": 3}], "text": "so"}, "#
      + #"{"confidence": 2, "result": [{"word": "sew", "start": 1, "end": 2}], "text": "sew"}]}"#
    #expect(try words(text) == ["so 1.0-2.0"])
    #expect(
      try words(#"[{"text": "no times"}, {"result": [{"word": "so", "start": 1, "end": 2}]}]"#)
        == ["no ?-?", "times ?-?", "so 1.0-2.0"])
  }

  @Test func `pocketsphinx numbers pronunciations and writes noise`() throws {
    let text = #"{"b": 1, "d": 2, "t": "<s> to(2) f(x) ++um++", "w": []}"#
    #expect(try words(text) == ["to 1.0-3.0 cue 0", "f(x) 1.0-3.0 cue 0"])
    #expect(
      try words("to(12) 0.87 0.94 1.0\n++um++ 1 2 0.5\n(2) 2 3 0.5\n") == [
        "to 0.87-0.94", "(2) 2.0-3.0",
      ])
  }

  @Test func `times of captions come in several forms`() throws {
    let text =
      "1\n0:01.5 --> 0:02,25 align:start\nso\n2\n100:00:00.000-->100:00:01.000\nit\n\n\ngoes"
    #expect(throws: TranscriptError.self) { try texts(text) }
    #expect(
      try words(text.replacing("\n\n\ngoes", with: "\n")) == [
        "so 1.5-2.25", "it 360000.0-360001.0",
      ])
    #expect(
      try words("WEBVTT\n\n1:02.003 --> 0:00.000\nso --> it\n") == [
        "so 62.003-0.0 cue 0", "--> 62.003-0.0 cue 0", "it 62.003-0.0 cue 0",
      ])
  }

  @Test func `tags, references and speakers are no words`() throws {
    let text =
      "WEBVTT\n\n00:01.000 --> 00:02.000\n"
      + "<v Ada>{\\an8}R&amp;D <i.loud>a</i> < b &#39;x&#x27; &nope; &lt;3<c>\n\n"
      + "00:03.000 --> 00:04.000\n[SPEAKER_01]: yes\n"
    #expect(
      try texts(text) == ["R&D", "a", "<", "b", "'x'", "&nope;", "<3", "yes"])
  }

  @Test func `an underline that does not move is emphasis`() throws {
    #expect(try texts(cues(["I <u>never</u> said", "that"])) == ["I", "never", "said", "that"])
  }

  @Test func `an underline moves through a text that comes again, with gaps`() throws {
    let text = cues([
      "<u>So</u> 7,000!", "So <u>7</u>,000!", "So 7,000!", "So 7<u>,000!</u>", "<u>So</u> 7,000!",
      "So <u>7,000!</u>", "A sentence", "<font color=\"red\">Yes</font>",
    ])
    #expect(
      try words(text) == [
        "So 0.0-1.0", "7,000! 1.0-4.0", "So 4.0-5.0", "7,000! 5.0-6.0", "A 6.0-7.0 cue 0",
        "sentence 6.0-7.0 cue 0", "Yes 7.0-8.0",
      ])
    // Words that were never underlined have no time.
    #expect(
      try words(cues(["<u>a</u> b c d", "a b <u>c</u> d"])) == [
        "a 0.0-1.0", "b ?-?", "c 1.0-2.0", "d ?-?",
      ])
  }

  @Test func `captions that scroll say each line once`() throws {
    let text = """
      WEBVTT

      00:00:01.000 --> 00:00:03.000
      \u{20}
      so<00:00:02.000><c> it</c>

      00:00:03.000 --> 00:00:03.010
      so it
      \u{20}

      00:00:03.010 --> 00:00:05.000
      so it
      go<00:00:03.500><c>es</c><00:00:04.000><c> on</c>

      00:00:08.000 --> 00:00:09.000
      go on
      """
    #expect(
      try words(text) == [
        "so 1.0-2.0", "it 2.0-3.0", "goes 3.01-4.0", "on 4.0-5.0", "go 8.0-9.0 cue 0",
        "on 8.0-9.0 cue 0",
      ])
  }

  @Test func `silences of a TextGrid are no words`() throws {
    let text = """
      "ooTextFile" "TextGrid" 0 9 <exists> 3
      "TextTier" "words" 0 9 1 1 "point"
      "IntervalTier" "Words" 0 9 5
      0 1 "sp" 1 2 " say ""so"" " 2 3 "<eps>" 3 4 "it" 4 9 ""
      "IntervalTier" "phones" 0 9 0
      """
    #expect(try words(text) == ["say 1.0-2.0 cue 0", "\"so\" 1.0-2.0 cue 0", "it 3.0-4.0"])
  }
}
