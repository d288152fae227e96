import LabelFiles

extension TranscriptFormat {
  /// Cues with offsets, perhaps with the tokens of each.
  public static let whisperCpp = json(
    "whisper-cpp", "JSON of whisper.cpp", hasKeys: { $0.contains("transcription") },
    read: WhisperCppReader.pieces)
}

/// Reads the cues of whisper.cpp, or where they have tokens, those.
///
/// `transcription[]` with `text`, `offsets` in milliseconds, or `timestamps` as clock times, and
/// in the full form `tokens[]` of the same. Tokens that are no text, such as `[_BEG_]` and
/// `[_TT_100]`, are left out. A token without offsets takes part in the times of its word alone
/// where others have them.
/// - SeeAlso: whisper.cpp, `examples/cli/cli.cpp`, `output_json`.
enum WhisperCppReader {
  private struct Entry {
    var text: Int?
    var start: Double?
    var end: Double?
    var tokens: Int?
  }

  static func pieces(_ json: LooseJSON) throws(TranscriptError) -> TimedPieces {
    var pieces = TimedPieces(countedIn: "byte", .captions)
    var transcription: Int?
    for (key, value) in json.members(json.roots[0]) {
      switch key {
      case "transcription": transcription = value
      case "result":
        for (key, value) in json.members(value) where key == "language" {
          pieces.language = json.name(value)
        }
      case "params":
        for (key, value) in json.members(value) where key == "model" {
          // Windows does not escape its paths here: what stands behind the last separator is taken.
          pieces.model = json.raw(value).flatMap { path in
            WordText.words(path.split { $0 == 0x2F || $0 == 0x5C }.last ?? [], atMost: 20)
              .joined(separator: " ")
          }
        }
      default: break
      }
    }
    guard let transcription else { return pieces }
    for place in json.elements(transcription) {
      let cue = entry(json, place)
      guard let tokens = cue.tokens else {
        if let text = cue.text.flatMap({ json.text($0) }) {
          try pieces.add(text, from: cue.start, to: cue.end, at: place)
        }
        continue
      }
      pieces.joining = .tokens
      var border = TimedPieces.Border.line
      for place in json.elements(tokens) {
        let token = entry(json, place)
        guard let text = token.text.flatMap({ json.text($0) }), !isSpecial(text) else { continue }
        try pieces.add(text, from: token.start, to: token.end, at: place, border)
        border = .none
      }
    }
    return pieces
  }

  private static func entry(_ json: LooseJSON, _ place: Int) -> Entry {
    var entry = Entry()
    var (clockStart, clockEnd): (Double?, Double?)
    for (key, value) in json.members(place) {
      switch key {
      case "text": entry.text = value
      case "offsets":
        for (key, value) in json.members(value) {
          if key == "from" { entry.start = json.seconds(value, parts: 1000) }
          if key == "to" { entry.end = json.seconds(value, parts: 1000) }
        }
      case "timestamps":
        for (key, value) in json.members(value) {
          if key == "from" { clockStart = json.raw(value).flatMap { CaptionFile.seconds($0) } }
          if key == "to" { clockEnd = json.raw(value).flatMap { CaptionFile.seconds($0) } }
        }
      case "tokens":
        if json.elements(value).contains(where: { _ in true }) { entry.tokens = value }
      default: break
      }
    }
    entry.start = entry.start ?? clockStart
    entry.end = entry.end ?? clockEnd
    return entry
  }

  /// `[_BEG_]` and its like, and `<|endoftext|>`.
  private static func isSpecial(_ text: ArraySlice<UInt8>) -> Bool {
    text.starts(with: "[_".utf8) && text.last == UInt8(ascii: "]")
      || text.starts(with: "<|".utf8) && text.last == UInt8(ascii: ">")
  }
}
