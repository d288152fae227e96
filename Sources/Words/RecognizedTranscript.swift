/// A word as a recogniser wrote it.
///
/// Times are as they were given, in seconds: they may be missing, negative, backward or the
/// wrong way round. ``Aligner`` cleans them.
public struct RecognizedWord: Hashable, Sendable {
  /// The word without white space around it, punctuation attached.
  public let text: String
  /// Where it begins; nil or finite.
  public let startSeconds: Double?
  /// Where it ends; nil or finite.
  public let endSeconds: Double?
  /// The number of the cue whose times these are, shared by all of its words; nil when the
  /// times are the word's own.
  public let cue: Int?

  /// Creates a word.
  public init(_ text: String, startSeconds: Double?, endSeconds: Double?, cue: Int? = nil) {
    self.text = text
    self.startSeconds = startSeconds.flatMap { $0.isFinite ? $0 : nil }
    self.endSeconds = endSeconds.flatMap { $0.isFinite ? $0 : nil }
    self.cue = cue
  }
}

/// What a recogniser heard: words in the order of its file.
public struct RecognizedTranscript: Hashable, Sendable {
  /// The words.
  public let words: [RecognizedWord]
  /// The language that the file names, as `en`; nil when it names none.
  public let language: String?
  /// The model that the file names; nil when it names none.
  public let model: String?
  /// The format that it was read from.
  public let formatID: String

  /// Creates a transcript.
  public init(
    words: [RecognizedWord], language: String? = nil, model: String? = nil, formatID: String
  ) {
    self.words = words
    self.language = language
    self.model = model
    self.formatID = formatID
  }
}

/// A transcript that cannot be used: what is wrong, where, and the cure, in one line.
public struct TranscriptError: Error, Hashable, CustomStringConvertible {
  /// The line.
  public let description: String
  /// Whether a newer version of the program can use it.
  public let isNewer: Bool

  /// Creates an error.
  public init(_ description: String, isNewer: Bool = false) {
    self.description = description
    self.isNewer = isNewer
  }
}
