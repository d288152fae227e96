extension TranscriptFormat {
  /// Tokens and their times in parallel lists.
  public static let sherpaONNX = json(
    "sherpa-onnx", "JSON of sherpa-onnx",
    hasKeys: { $0.contains("tokens") && $0.contains("timestamps") }, read: SherpaReader.pieces)
}

/// Reads tokens with the times at which they begin.
///
/// `tokens[]`, `timestamps[]` in seconds and, perhaps empty, `durations[]`. A word begins at a
/// token with a space or `▁`; bytes that are no UTF-8 stand as `<0xE4>`; other tokens in angle
/// brackets are no text. Without a duration, a token lasts to the next, and half a second at
/// most. Words are spelled as in `text` where they are the same but for capitals.
/// - SeeAlso: sherpa-onnx, `OfflineRecognitionResult::AsJsonString`.
enum SherpaReader {
  /// A token has one to three syllables.
  private static let longestTokenSeconds = 0.5

  static func pieces(_ json: LooseJSON) throws(TranscriptError) -> TimedPieces {
    var pieces = TimedPieces(countedIn: "byte", .tokens)
    var tokens: Int?
    var (starts, durations): ([Double?], [Double?]) = ([], [])
    var origin = 0.0
    for (key, value) in json.members(json.roots[0]) {
      switch key {
      case "tokens": tokens = value
      case "timestamps": starts = try seconds(json, value)
      case "durations": durations = try seconds(json, value)
      case "start_time": origin = json.seconds(value) ?? 0
      case "lang": pieces.language = json.name(value)
      case "text":
        pieces.spelling = json.text(value).map {
          WordText.words($0, atMost: TranscriptLimits.mostWords + 1)
        }
      default: break
      }
    }
    var index = 0
    for place in json.elements(tokens ?? json.bytes.count) {
      defer { index += 1 }
      let start = index < starts.count ? starts[index] : nil
      var end: Double?
      if let start {
        let duration = index < durations.count ? durations[index] : nil
        let next = index + 1 < starts.count ? starts[index + 1] : nil
        end =
          duration.map { start + $0 }
          ?? Swift.min(next ?? .infinity, start + longestTokenSeconds)
      }
      guard let text = text(json, place) else { continue }
      try pieces.add(
        text, from: TranscriptNumber.sum(origin, start), to: TranscriptNumber.sum(origin, end),
        at: place, .none)
    }
    return pieces
  }

  private static func seconds(_ json: LooseJSON, _ list: Int) throws(TranscriptError) -> [Double?] {
    var seconds: [Double?] = []
    for place in json.elements(list) {
      guard seconds.count < 2_000_000 else { throw TranscriptLimits.tooManyWords }
      seconds.append(json.seconds(place))
    }
    return seconds
  }

  private static func text(_ json: LooseJSON, _ place: Int) -> [UInt8]? {
    guard let token = json.text(place) else { return nil }
    if token.first == UInt8(ascii: "<"), token.last == UInt8(ascii: ">") {
      let digits = token.dropFirst(3).dropLast()
      guard token.starts(with: "<0x".utf8), digits.count == 2,
        let byte = UInt8(String(decoding: digits, as: UTF8.self), radix: 16)
      else { return nil }
      return [byte]
    }
    guard token.contains(0xE2) else { return Array(token) }
    return Array(String(decoding: token, as: UTF8.self).replacing("▁", with: " ").utf8)
  }
}
