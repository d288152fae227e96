extension TranscriptFormat {
  /// Utterances with words, a line of JSON each.
  public static let pocketsphinx = json(
    "pocketsphinx", "JSON of pocketsphinx 5", hasKeys: { $0.contains("b") && $0.contains("t") },
    takesSeveral: true, read: PocketsphinxReader.pieces)

  /// Lines of a word, two times and a probability.
  public static let pocketsphinxTimes = text(
    "pocketsphinx-times", "times of pocketsphinx_continuous",
    recognizes: { $0.contains { PocketsphinxReader.word($0) != nil } },
    read: PocketsphinxReader.pieces)
}

/// Reads what both programs of pocketsphinx write.
///
/// In JSON, `w[]` with the beginning `b`, the duration `d`, both in seconds, and the text `t`; an
/// utterance without words is a cue. In lines, `word start end probability`; other lines are
/// sentences, and are passed over. Silence and noise, as `<s>`, `<sil>` and `[NOISE]`, are left
/// out, and so is the number of a pronunciation, as in `to(2)`.
/// - SeeAlso: pocketsphinx 0.8, `src/programs/continuous.c`, `print_word_times`; pocketsphinx 5,
///   `programs/pocketsphinx_main.c`, `output_hyp`.
enum PocketsphinxReader {
  static func pieces(_ json: LooseJSON) throws(TranscriptError) -> TimedPieces {
    var pieces = TimedPieces(countedIn: "byte", .never)
    for root in json.roots {
      let list = json.isList(root) ? json.elements(root).map { $0 } : [root]
      for utterance in list {
        let all = entry(json, utterance)
        guard let words = all.words else {
          let text = all.text.split { $0 <= 0x20 }.map(plain).joined(separator: [0x20])
          try pieces.add(Array(text), from: all.start, to: all.end, at: utterance)
          continue
        }
        for place in json.elements(words) {
          let word = entry(json, place)
          try pieces.add(plain(word.text), from: word.start, to: word.end, at: place)
        }
      }
    }
    return pieces
  }

  private static func entry(
    _ json: LooseJSON, _ place: Int
  ) -> (text: ArraySlice<UInt8>, start: Double?, end: Double?, words: Int?) {
    var text: ArraySlice<UInt8> = []
    var (start, length): (Double?, Double?)
    var words: Int?
    for (key, value) in json.members(place) {
      switch key {
      case "t": text = json.text(value) ?? []
      case "b": start = json.seconds(value)
      case "d": length = json.seconds(value)
      case "w": if json.elements(value).contains(where: { _ in true }) { words = value }
      default: break
      }
    }
    return (text, start, TranscriptNumber.sum(start, length), words)
  }

  static func pieces(_ content: TranscriptContent) throws(TranscriptError) -> TimedPieces {
    var pieces = TimedPieces(countedIn: "line", .never)
    var hasWords = false
    for (number, line) in content.numberedLines {
      guard let (text, start, end) = word(line) else { continue }
      hasWords = true
      try pieces.add(plain(text), from: start, to: end, at: number)
    }
    guard hasWords else {
      throw TranscriptError(
        "line 1: no line with a word, two times in seconds and a probability; "
          + "start pocketsphinx_continuous with -time yes, or choose another format")
    }
    return pieces
  }

  /// The word and the times of a line; nil for a line of text.
  static func word(
    _ line: ArraySlice<UInt8>
  ) -> (text: ArraySlice<UInt8>, start: Double?, end: Double?)? {
    let fields = line.fields
    guard fields.count == 4, let start = TranscriptNumber.value(fields[1]),
      let end = TranscriptNumber.value(fields[2]), TranscriptNumber.value(fields[3]) != nil
    else { return nil }
    return (fields[0], TranscriptNumber.time(start), TranscriptNumber.time(end))
  }

  /// A word without the number of its pronunciation; empty for noise.
  private static func plain(_ word: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    guard let first = word.first, let last = word.last else { return [] }
    if first == UInt8(ascii: "<") && last == UInt8(ascii: ">")
      || first == UInt8(ascii: "[") && last == UInt8(ascii: "]")
      || word.starts(with: "++".utf8) && last == UInt8(ascii: "+")
    {
      return []
    }
    guard last == UInt8(ascii: ")"), let open = word.lastIndex(of: UInt8(ascii: "(")),
      open > word.startIndex, word[(open + 1)...].dropLast().allSatisfy({ 0x30...0x39 ~= $0 })
    else { return word }
    return word[..<open]
  }
}
