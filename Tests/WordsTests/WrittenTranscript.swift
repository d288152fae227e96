import Testing
import Words

/// One utterance as every recogniser writes it.
struct WrittenTranscript: Sendable, CustomTestStringConvertible {
  struct Spoken: Sendable {
    let text: String
    /// Times in milliseconds.
    let start: Int
    let end: Int
  }

  let formatID: String
  let variant: String
  /// Whether the times are those of whole lines.
  var hasCues = false
  let text: @Sendable ([[Spoken]]) -> String

  var testDescription: String { "\(formatID), \(variant)" }

  /// Two sentences with a pause between them.
  static let utterance: [[Spoken]] = lines(of: [
    "The cache holds 250,000 keys,", "so a cold start-up costs 3.5 seconds; isn't that dear?",
  ])

  /// Words of 80 ms for each letter, one behind the other, and pauses of 700 ms between lines.
  static func lines(of texts: [String]) -> [[Spoken]] {
    var time = 440
    return texts.map { text in
      let line = text.split(separator: " ").map { word in
        defer { time += 80 * word.utf8.count }
        return Spoken(text: String(word), start: time, end: time + 80 * word.utf8.count)
      }
      time += 700
      return line
    }
  }

  /// What a reader must make of it.
  func words(_ lines: [[Spoken]]) -> [RecognizedWord] {
    lines.enumerated().flatMap { index, line in
      line.map { word in
        let (start, end) =
          hasCues ? (line[0].start, line[line.count - 1].end) : (word.start, word.end)
        return RecognizedWord(
          word.text, startSeconds: Double(start) / 1000, endSeconds: Double(end) / 1000,
          cue: hasCues ? index : nil)
      }
    }
  }

  private static func seconds(_ milliseconds: Int) -> String {
    "\(milliseconds / 1000)." + String(String(1000 + milliseconds % 1000).dropFirst())
  }

  private static func clock(_ milliseconds: Int, _ mark: String) -> String {
    func two(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
    let whole = milliseconds / 1000
    return "\(two(whole / 3600)):\(two(whole / 60 % 60)):\(two(whole % 60))\(mark)"
      + String(String(1000 + milliseconds % 1000).dropFirst())
  }

  private static func sentence(_ line: [Spoken]) -> String {
    line.map(\.text).joined(separator: " ")
  }

  private static func arrow(_ start: Int, _ end: Int, _ mark: String) -> String {
    "\(clock(start, mark)) --> \(clock(end, mark))"
  }

  /// `"start": 0.5, "end": 0.7`.
  private static func span(_ word: Spoken) -> String {
    #""start": \#(seconds(word.start)), "end": \#(seconds(word.end))"#
  }

  private static func span(_ line: [Spoken]) -> String {
    span(Spoken(text: "", start: line[0].start, end: line[line.count - 1].end))
  }

  private static func offsets(_ start: Int, _ end: Int) -> String {
    #""offsets":{"from":\#(start),"to":\#(end)}"#
  }

  private static func cpp(_ cues: [String]) -> String {
    #"{"result":{"language":"en"},"params":{"model":"models/ggml-tiny.en.bin"},"transcription":["#
      + cues.joined(separator: ",\n") + "]}"
  }

  /// Its letters in parts of three, with their share of the time.
  private static func parts(_ word: Spoken) -> [Spoken] {
    let letters = Array(word.text)
    return stride(from: 0, to: letters.count, by: 3).map { place in
      let end = min(place + 3, letters.count)
      return Spoken(
        text: String(letters[place..<end]), start: word.start + place * 80,
        end: end == letters.count ? word.end : word.start + end * 80)
    }
  }

  private static func cues(
    _ lines: [(start: Int, end: Int, text: String)], header: String, mark: String, numbered: Bool
  ) -> String {
    header
      + lines.enumerated().map { index, cue in
        (numbered ? "\(index + 1)\n" : "") + "\(arrow(cue.start, cue.end, mark))\n\(cue.text)\n\n"
      }.joined()
  }

  /// The sentence again and again, with another word underlined.
  private static func moving(_ lines: [[Spoken]]) -> [(start: Int, end: Int, text: String)] {
    lines.flatMap { line in
      line.indices.map { place in
        let text = line.enumerated().map { $0 == place ? "<u>\($1.text)</u>" : $1.text }
        return (line[place].start, line[place].end, text.joined(separator: " "))
      }
    }
  }

  private static func single(_ lines: [[Spoken]]) -> [(start: Int, end: Int, text: String)] {
    lines.joined().map { ($0.start, $0.end, $0.text) }
  }

  private static func whole(_ lines: [[Spoken]]) -> [(start: Int, end: Int, text: String)] {
    lines.map { ($0[0].start, $0[$0.count - 1].end, sentence($0)) }
  }

  static let all: [WrittenTranscript] = [
    WrittenTranscript(formatID: "whisper", variant: "words") { lines in
      #"{"text": "x", "segments": ["#
        + lines.map { line in
          let words = line.map { #"{"word": " \#($0.text)", \#(span($0)), "probability": 0.9}"# }
          return
            #"{"id": 1, \#(span(line)), "text": "\#(sentence(line))", "tokens": [1, 2], "words": ["#
            + words.joined(separator: ", ") + "]}"
        }.joined(separator: ",\n") + #"], "language": "en"}"#
    },
    WrittenTranscript(formatID: "whisper", variant: "segments", hasCues: true) { lines in
      #"{"text": "x", "segments": ["#
        + lines.map { #"{\#(span($0)), "text": " \#(sentence($0))"}"# }.joined(separator: ", ")
        + #"], "language": "en"}"#
    },
    WrittenTranscript(formatID: "whisperx", variant: "words") { lines in
      let words = lines.map { line in
        line.map { #"{"word": "\#($0.text)", \#(span($0)), "score": 0.8}"# }.joined(separator: ", ")
      }
      return #"{"segments": ["#
        + zip(lines, words).map {
          #"{\#(span($0)), "text": "\#(sentence($0))", "words": [\#($1)]}"#
        }
        .joined(separator: ", ") + #"], "word_segments": [\#(words.joined(separator: ", "))]}"#
    },
    WrittenTranscript(formatID: "whisperx", variant: "flat words") { lines in
      let words = lines.joined().map { #"{"word": "\#($0.text)", \#(span($0)), "score": 0.8}"# }
      return #"{"segments": [], "word_segments": [\#(words.joined(separator: ", "))]}"#
    },
    WrittenTranscript(formatID: "whisper-cpp", variant: "tokens") { lines in
      cpp(
        lines.map { line in
          let (start, end) = (line[0].start, line[line.count - 1].end)
          let tokens = line.flatMap { word in
            parts(word).enumerated().map { place, part in
              #"{"text":"\#(place == 0 ? " " : "")\#(part.text)",\#(offsets(part.start, part.end))}"#
            }
          }
          return #"{\#(offsets(start, end)),"text":" \#(sentence(line))","tokens":["#
            + #"{"text":"[_BEG_]",\#(offsets(start, start))},\#(tokens.joined(separator: ",")),"#
            + #"{"text":"[_TT_\#(end / 20)]",\#(offsets(end, end))}]}"#
        })
    },
    WrittenTranscript(formatID: "whisper-cpp", variant: "words") { lines in
      cpp(
        [#"{\#(offsets(0, 0)),"text":""}"#]
          + lines.joined().map { #"{\#(offsets($0.start, $0.end)),"text":" \#($0.text)"}"# })
    },
    WrittenTranscript(formatID: "whisper-cpp", variant: "parts of words") { lines in
      cpp(
        lines.joined().flatMap { word in
          parts(word).enumerated().map { place, part in
            #"{\#(offsets(part.start, part.end)),"text":"\#(place == 0 ? " " : "")\#(part.text)"}"#
          }
        })
    },
    WrittenTranscript(formatID: "whisper-cpp", variant: "cues", hasCues: true) { lines in
      cpp(
        whole(lines).map {
          #"{"timestamps":{"from":"\#(clock($0.start, ","))","to":"\#(clock($0.end, ","))"},"#
            + #""text":" \#($0.text)"}"#
        })
    },
    WrittenTranscript(formatID: "vosk", variant: "list of results") { lines in
      "[" + lines.map { vosk($0) }.joined(separator: ",\n") + #", {"text": ""}]"#
    },
    WrittenTranscript(formatID: "vosk", variant: "one result") { lines in
      vosk(Array(lines.joined()))
    },
    WrittenTranscript(formatID: "vosk", variant: "results one behind the other") { lines in
      lines.map { #"{"partial": "so"}"# + "\n" + vosk($0) + "\n" }.joined()
    },
    WrittenTranscript(formatID: "vosk", variant: "monologues") { lines in
      #"{"schemaVersion": "2.0", "monologues": ["#
        + lines.map { line in
          #"{"speaker": {"id": "u"}, \#(span(line)), "terms": ["#
            + line.map {
              #"{"confidence": 1, \#(span($0)), "text": "\#($0.text)", "type": "WORD"}"#
            }
            .joined(separator: ", ") + "]}"
        }.joined(separator: ", ") + #"], "text": "x"}"#
    },
    WrittenTranscript(formatID: "sherpa-onnx", variant: "tokens") { lines in
      let tokens = lines.joined().flatMap { word in
        parts(word).enumerated().map { ($0 == 0 ? "▁" : "", $1) }
      }
      return #"{"lang": "", "text": "x", "timestamps": ["#
        + tokens.map { seconds($1.start) }.joined(separator: ", ") + #"], "durations": ["#
        + tokens.map { seconds($1.end - $1.start) }.joined(separator: ", ") + #"], "tokens":["#
        + tokens.map { "\"\($0)\($1.text)\"" }.joined(separator: ", ") + #"], "words": []}"#
    },
    WrittenTranscript(formatID: "transformers", variant: "words") { lines in
      #"{"text": "x", "chunks": ["#
        + lines.joined().map {
          #"{"text": " \#($0.text)", "timestamp": [\#(seconds($0.start)), \#(seconds($0.end))]}"#
        }.joined(separator: ", ") + "]}"
    },
    WrittenTranscript(formatID: "transformers", variant: "sentences", hasCues: true) { lines in
      #"{"text": "x", "chunks": ["#
        + whole(lines).map {
          #"{"text": " \#($0.text)", "timestamp": [\#(seconds($0.start)), \#(seconds($0.end))]}"#
        }.joined(separator: ", ") + "]}"
    },
    WrittenTranscript(formatID: "pocketsphinx", variant: "lines of JSON") { lines in
      lines.map { line in
        let words = line.map {
          #"{"b": \#(seconds($0.start)), "d": \#(seconds($0.end - $0.start)), "p": 1, "t": "\#($0.text)"}"#
        }
        return #"{"b": 0.0, "d": 9.9, "p": 1.0, "t": "x", "w": [{"b": 0.0, "d": 0.1, "t": "<s>"}, "#
          + words.joined(separator: ", ") + "]}\n"
      }.joined()
    },
    WrittenTranscript(formatID: "pocketsphinx-times", variant: "lines") { lines in
      lines.map { line in
        "the sentence as it was\n<s> 0.000 0.100 0.9\n"
          + line.map { "\($0.text)(2) \(seconds($0.start)) \(seconds($0.end)) 0.71\n" }.joined()
          + "<sil> 0.1 0.2 1.0\n[NOISE] 0.1 0.2 1.0\n</s> 9.0 9.1 1.0\n"
      }.joined()
    },
    WrittenTranscript(formatID: "ctm", variant: "lines") { lines in
      ";; a comment\n"
        + lines.joined().map {
          "talk 1 \(seconds($0.start)) \(seconds($0.end - $0.start)) \($0.text) 0.9\n"
        }.joined()
    },
    WrittenTranscript(formatID: "webvtt", variant: "a word a cue") { lines in
      cues(single(lines), header: "WEBVTT\nLanguage: en\n\n", mark: ".", numbered: false)
    },
    WrittenTranscript(formatID: "webvtt", variant: "times inside cues") { lines in
      cues(
        lines.map { line in
          let words = line.enumerated().map { index, word in
            index == 0 ? word.text : "<\(clock(word.start, "."))><c> \(word.text)</c>"
          }
          return (line[0].start, line[line.count - 1].end, words.joined())
        }, header: "WEBVTT\n\n", mark: ".", numbered: false)
    },
    WrittenTranscript(formatID: "webvtt", variant: "a moving underline") { lines in
      cues(moving(lines), header: "WEBVTT\n\n", mark: ".", numbered: false)
    },
    WrittenTranscript(formatID: "webvtt", variant: "sentences", hasCues: true) { lines in
      "WEBVTT - a talk\n\nNOTE\nthe first line\nand the second\n\nSTYLE\n::cue { color: red }\n\n"
        + cues(
          whole(lines).map { ($0, $1, "<v Ada Byron>\($2)</v>") }, header: "", mark: ".",
          numbered: true
        ).replacing(".440 -->", with: ".440  -->")
    },
    WrittenTranscript(formatID: "srt", variant: "a word a cue") { lines in
      cues(single(lines), header: "", mark: ",", numbered: true)
    },
    WrittenTranscript(formatID: "srt", variant: "a moving underline") { lines in
      cues(moving(lines), header: "", mark: ",", numbered: true)
    },
    WrittenTranscript(formatID: "srt", variant: "sentences", hasCues: true) { lines in
      cues(whole(lines), header: "", mark: ",", numbered: true)
    },
    WrittenTranscript(formatID: "tsv", variant: "segments", hasCues: true) { lines in
      "start\tend\ttext\n" + whole(lines).map { "\($0.start)\t\($0.end)\t\($0.text)\n" }.joined()
    },
    WrittenTranscript(formatID: "textgrid", variant: "long") { lines in
      let words = lines.joined()
      return """
        File type = "ooTextFile"
        Object class = "TextGrid"

        xmin = 0
        xmax = 90000
        tiers? <exists>
        size = 2
        item []:
            item [1]:
                class = "IntervalTier"
                name = "phones"
                xmin = 0
                xmax = 90000
                intervals: size = 1
                intervals [1]:
                    xmin = 0
                    xmax = 1
                    text = "AH0"
            item [2]:
                class = "IntervalTier"
                name = "Ada - words"
                xmin = 0
                xmax = 90000
                intervals: size = \(words.count + 1)
                intervals [1]:
                    xmin = 0
                    xmax = 0.44
                    text = ""

        """
          + words.enumerated().map { index, word in
            "        intervals [\(index + 2)]:\n            xmin = \(seconds(word.start))\n"
              + "            xmax = \(seconds(word.end))\n            text = \"\(word.text)\"\n"
          }.joined()
    },
    WrittenTranscript(formatID: "textgrid", variant: "short") { lines in
      let words = lines.joined()
      return "File type = \"ooTextFile\"\n\"TextGrid\"\n0\n90000\n<exists>\n1\n"
        + "\"IntervalTier\" \"all\" 0 90000 \(words.count)\n"
        + words.map { "\(seconds($0.start)) \(seconds($0.end)) \"\($0.text)\"\n" }.joined()
    },
  ]

  private static func vosk(_ line: [Spoken]) -> String {
    #"{"result": ["#
      + line.map { #"{"conf": 1.0, \#(span($0)), "word": "\#($0.text)"}"# }.joined(separator: ", ")
      + #"], "text": "\#(sentence(line))"}"#
  }
}
