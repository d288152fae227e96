extension TranscriptFormat {
  /// Results with words, one or many, or monologues with terms.
  public static let vosk = json(
    "vosk", "JSON of Vosk",
    hasKeys: { !$0.isDisjoint(with: ["result", "monologues", "alternatives", "text", "partial"]) },
    takesSeveral: true, read: VoskReader.pieces)
}

/// Reads the results of Vosk: a list of them, one, or several one behind the other.
///
/// `result[]` with `word`, `start` and `end` in seconds; of `alternatives[]` the first; or
/// `monologues[].terms[]` with `text`. A result with a text and no words has no times. Partial
/// results and `[unk]` are left out.
/// - SeeAlso: Vosk, `src/recognizer.cc`; vosk-transcriber, `python/vosk/transcriber`.
enum VoskReader {
  static func pieces(_ json: LooseJSON) throws(TranscriptError) -> TimedPieces {
    var pieces = TimedPieces(countedIn: "byte", .never)
    for root in json.roots {
      if json.isList(root) {
        for result in json.elements(root) { try add(result, of: json, to: &pieces) }
      } else {
        try add(root, of: json, to: &pieces)
      }
    }
    return pieces
  }

  private static func add(
    _ result: Int, of json: LooseJSON, to pieces: inout TimedPieces
  ) throws(TranscriptError) {
    var (words, text): (Int?, Int?)
    var result = result
    for (key, value) in json.members(result) where key == "alternatives" {
      result = json.elements(value).first { _ in true } ?? result
    }
    for (key, value) in json.members(result) {
      switch key {
      case "result": words = value
      case "text": text = value
      case "monologues":
        for monologue in json.elements(value) {
          for (key, value) in json.members(monologue) where key == "terms" {
            try add(words: value, of: json, to: &pieces)
          }
        }
        return
      default: break
      }
    }
    if let words {
      try add(words: words, of: json, to: &pieces)
    } else if let text = text.flatMap({ json.text($0) }) {
      try pieces.add(text, from: nil, to: nil, at: result)
    }
  }

  private static func add(
    words: Int, of json: LooseJSON, to pieces: inout TimedPieces
  ) throws(TranscriptError) {
    for place in json.elements(words) {
      var text: ArraySlice<UInt8>?
      var (start, end): (Double?, Double?)
      for (key, value) in json.members(place) {
        switch key {
        case "word", "text": text = json.text(value)
        case "start": start = json.seconds(value)
        case "end": end = json.seconds(value)
        default: break
        }
      }
      guard let text, !text.elementsEqual("[unk]".utf8), !text.elementsEqual("<unk>".utf8) else {
        continue
      }
      try pieces.add(text, from: start, to: end, at: place)
    }
  }
}
