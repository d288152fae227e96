extension TranscriptFormat {
  /// Segments with words, or without them.
  public static let whisper = json(
    "whisper", "JSON of openai-whisper, faster-whisper and others",
    hasKeys: { keys in
      keys.contains("segments")
        || keys.contains("words") && keys.isDisjoint(with: ["timestamps", "w"])
        || keys.contains("start") && !keys.isDisjoint(with: ["text", "word"])
    },
    read: WhisperReader.pieces)

  /// The same with a flat list of words, some of them without times.
  public static let whisperX = json(
    "whisperx", "JSON of whisperX", hasKeys: { $0.contains("word_segments") },
    read: WhisperReader.pieces)
}

/// Reads segments of text and their words.
///
/// `segments[].words[]` with `word`, `start` and `end` in seconds. A segment without words is a
/// cue. Where no segment has words, those of the list `word_segments` or `words` beside the
/// segments are taken. A list of segments, or of words, may stand alone.
/// - SeeAlso: openai-whisper, `whisper/transcribe.py` and `whisper/timing.py`: a word begins at a
///   token with a space or at punctuation, so what has no space belongs to the word before it.
enum WhisperReader {
  private struct Segment {
    var start: Double?
    var end: Double?
    var text: Int?
    var words: Int?
  }

  static func pieces(_ json: LooseJSON) throws(TranscriptError) -> TimedPieces {
    var pieces = TimedPieces(countedIn: "byte", .captions)
    var root = json.roots[0]
    // One result in a list is that result.
    if json.isList(root), let first = json.elements(root).first(where: { _ in true }),
      json.members(first).contains(where: { $0.key == "segments" })
    {
      root = first
    }
    var segments = json.isList(root) ? root : nil
    var flat: Int?
    for (key, value) in json.members(root) {
      switch key {
      case "segments": segments = value
      case "word_segments", "words":
        if json.elements(value).contains(where: { _ in true }) { flat = value }
      case "language": pieces.language = json.name(value)
      default: break
      }
    }
    let list = json.elements(segments ?? json.bytes.count)
    let hasWords = list.contains { segment(json, $0).words != nil }
    if !hasWords, let flat {
      pieces.joining = .words
      for word in json.elements(flat) { try add(word, of: json, to: &pieces, .none) }
      return pieces
    }
    if hasWords { pieces.joining = .words }
    for place in list {
      let segment = segment(json, place)
      if let words = segment.words {
        var border = TimedPieces.Border.word
        for word in json.elements(words) {
          try add(word, of: json, to: &pieces, border)
          border = .none
        }
      } else if let text = segment.text.flatMap({ json.text($0) }) {
        try pieces.add(
          text, from: segment.start, to: segment.end, at: place, hasWords ? .word : .line)
      }
    }
    return pieces
  }

  /// A segment, or a word that stands in a segment's place.
  private static func segment(_ json: LooseJSON, _ place: Int) -> Segment {
    var segment = Segment()
    for (key, value) in json.members(place) {
      switch key {
      case "start": segment.start = json.seconds(value)
      case "end": segment.end = json.seconds(value)
      case "text", "word": segment.text = value
      case "words":
        if json.elements(value).contains(where: { _ in true }) { segment.words = value }
      default: break
      }
    }
    return segment
  }

  private static func add(
    _ place: Int, of json: LooseJSON, to pieces: inout TimedPieces, _ border: TimedPieces.Border
  ) throws(TranscriptError) {
    let word = segment(json, place)
    guard let text = word.text.flatMap({ json.text($0) }) else { return }
    try pieces.add(text, from: word.start, to: word.end, at: place, border)
  }
}
