/// A format of transcripts: how it is told, and how it is read.
///
/// Each is described by an extension of this type in a file of its own; ``all`` names it once.
public struct TranscriptFormat: Sendable, Identifiable {
  /// What people type to choose it, and what a record says.
  public let id: String
  /// One line for people.
  public let name: String
  /// Whether it is JSON.
  let isJSON: Bool
  /// Whether a content is of this format.
  let recognizes: @Sendable (TranscriptContent) -> Bool
  /// The words of a content.
  let read: @Sendable (TranscriptContent) throws(TranscriptError) -> RecognizedTranscript

  /// All formats; a content is of the first that recognizes it.
  public static let all = [
    whisperCpp, whisperX, whisper, transformers, sherpaONNX, vosk, pocketsphinx,
    webVTT, textGrid, whisperTSV, subRip, ctm, pocketsphinxTimes,
  ]

  /// The format with an id; nil when there is none.
  /// - Parameter id: as people type it.
  public static func named(_ id: String) -> TranscriptFormat? { all.first { $0.id == id } }

  /// A format of JSON, told by its keys.
  /// - Parameters:
  ///   - id: what people type.
  ///   - name: one line for people.
  ///   - hasKeys: whether these keys of the first object are its own.
  ///   - takesSeveral: whether values may follow each other.
  ///   - read: puts the words of the values into pieces.
  static func json(
    _ id: String, _ name: String, hasKeys: @escaping @Sendable (Set<String>) -> Bool,
    takesSeveral: Bool = false,
    read: @escaping @Sendable (LooseJSON) throws(TranscriptError) -> TimedPieces
  ) -> TranscriptFormat {
    TranscriptFormat(
      id: id, name: name, isJSON: true, recognizes: { $0.json != nil && hasKeys($0.keys) },
      read: { content throws(TranscriptError) in
        guard let json = content.json else {
          throw TranscriptError("byte 0: no JSON, which \(name) is; choose another format")
        }
        if !takesSeveral, json.roots.count > 1 {
          throw TranscriptError(
            "byte \(json.roots[1]): a second value of JSON begins here, behind the transcript; "
              + "keep one in a file")
        }
        return try read(json).transcript(format: id)
      })
  }

  /// A format of lines.
  /// - Parameters:
  ///   - id: what people type.
  ///   - name: one line for people.
  ///   - recognizes: whether the first lines, empty ones left out, are its own.
  ///   - read: puts the words of the lines into pieces.
  static func text(
    _ id: String, _ name: String, recognizes: @escaping @Sendable ([ArraySlice<UInt8>]) -> Bool,
    read: @escaping @Sendable (TranscriptContent) throws(TranscriptError) -> TimedPieces
  ) -> TranscriptFormat {
    TranscriptFormat(
      id: id, name: name, isJSON: false, recognizes: { $0.json == nil && recognizes($0.head) },
      read: { content throws(TranscriptError) in try read(content).transcript(format: id) })
  }
}

extension TranscriptFormat: Hashable {
  /// Formats are the same when their ids are.
  public static func == (one: TranscriptFormat, other: TranscriptFormat) -> Bool {
    one.id == other.id
  }

  /// Hashes the id.
  public func hash(into hasher: inout Hasher) { hasher.combine(id) }
}
