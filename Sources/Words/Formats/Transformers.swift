extension TranscriptFormat {
  /// Chunks with a pair of times each.
  public static let transformers = json(
    "transformers", "JSON of the transformers pipeline", hasKeys: { $0.contains("chunks") },
    read: TransformersReader.pieces)
}

/// Reads the chunks of the speech recognition pipeline, words or sentences.
///
/// `chunks[]` with `text` and `timestamp`, a start and an end in seconds, either of them perhaps
/// null. What is written in brackets, such as `[UM]`, is a word like others.
/// - SeeAlso: transformers, `AutomaticSpeechRecognitionPipeline`, `return_timestamps`.
enum TransformersReader {
  static func pieces(_ json: LooseJSON) throws(TranscriptError) -> TimedPieces {
    var pieces = TimedPieces(countedIn: "byte", .words)
    var root = json.roots[0]
    if json.isList(root) {
      let results = json.elements(root).prefix(2).map { $0 }
      guard results.count == 1 else {
        throw TranscriptError(
          "byte \(results.last ?? root): a second result begins here; keep one in a file")
      }
      root = results[0]
    }
    for (key, value) in json.members(root) where key == "chunks" {
      for place in json.elements(value) {
        var text: ArraySlice<UInt8>?
        var times: [Double?] = []
        for (key, value) in json.members(place) {
          switch key {
          case "text": text = json.text(value)
          case "timestamp", "timestamps":
            times = json.elements(value).prefix(2).map { json.seconds($0) }
          default: break
          }
        }
        try pieces.add(
          text ?? [], from: times.first ?? nil, to: times.dropFirst().first ?? nil, at: place)
      }
    }
    return pieces
  }
}
