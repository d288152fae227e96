public import AudioCore

/// A word in its place: where it was spoken, within one stretch of speech.
public struct PlacedWord: Hashable, Sendable {
  /// The word as it was written, punctuation attached.
  public let text: String
  /// Where it lies on the session's clock.
  public let range: FrameRange

  /// Creates a word.
  public init(_ text: String, _ range: FrameRange) {
    self.text = text
    self.range = range
  }

  /// Whether a sentence ends with it.
  public var endsSentence: Bool { mark != nil }

  /// What ends a sentence.
  enum Mark {
    /// A question mark.
    case question
    /// A full stop, an exclamation mark, dots.
    case other
  }

  /// What ends a sentence behind the word, with or without quotes behind that.
  var mark: Mark? { Self.mark(behind: text) }

  static func mark(behind text: some StringProtocol) -> Mark? {
    switch text.unicodeScalars.last(where: { !"\"'”’)]»*".unicodeScalars.contains($0) }) {
    case "?", "？": .question
    case ".", "!", "…", "。", "！": .other
    default: nil
    }
  }
}

/// The program that heard the words.
public struct RecognizerIdentity: Hashable, Sendable, Codable {
  /// Its name, as `whisper-ctranslate2`; for a file made elsewhere, the format's.
  public let name: String
  /// The model, as `tiny.en`; nil when not known.
  public let model: String?
  /// The language, as `en`; nil when not known.
  public let language: String?
  /// The program and its arguments; nil for a file made elsewhere.
  public let command: [String]?
  /// The name of a file made elsewhere, without folders; nil for a program's own.
  public let importedFrom: String?

  /// Creates a description.
  public init(
    name: String, model: String? = nil, language: String? = nil, command: [String]? = nil,
    importedFrom: String? = nil
  ) {
    self.name = name
    self.model = model
    self.language = language
    self.command = command
    self.importedFrom = importedFrom
  }

  /// Whether the words are English, which phrases are; not known counts as yes.
  public var isEnglish: Bool {
    language.map { $0 == "en" || $0.hasPrefix("en-") || $0.lowercased() == "english" } ?? true
  }

  /// Name and model in a few words: `whisper-ctranslate2 tiny.en`.
  public var text: String { model.map { "\(name) \($0)" } ?? name }
}

/// What was said in a session: the content of `transcript.json`.
///
/// Places are frames of the session. Words are in order, do not overlap, and lie each within one
/// stretch of speech. What a recogniser wrote and no speech carries is kept apart, so that
/// nothing that it wrote is lost and all can be placed anew.
public struct Transcript: Hashable, Sendable {
  /// The schema that is written; newer ones are refused.
  public static let currentSchema = 1

  /// Why a word has no place.
  public enum Reason: String, Hashable, Sendable {
    /// It lies further than half a second from all speech.
    case notInSpeech
    /// It lies where a partner or a question was heard.
    case otherVoice
    /// It has neither letters nor digits.
    case notAWord
  }

  /// A word without a place.
  public struct Dropped: Hashable, Sendable {
    /// Why.
    public let reason: Reason
    /// What was written.
    public let text: String
  }

  /// Who heard the words.
  public let recognizer: RecognizerIdentity
  /// Frames per second of the places.
  public let sampleRate: SampleRate
  /// The length of the session in frames.
  public let frames: Int
  /// What tells its sound from others, empty when not known.
  public let sound: String
  /// The version of the analyzer whose speech the words lie in.
  public let analyzer: Int
  /// The version of the rule that placed them.
  public let aligner: Int
  /// What the recogniser's times were moved by before words were fitted into speech.
  public let shiftFrames: Int
  /// The words that were placed, in order.
  public let words: [PlacedWord]
  /// What the recogniser wrote, in its order.
  public let recognized: [RecognizedWord]
  /// For each recognised word its index in ``words``, or why it has none.
  public let places: [Place]

  /// Where a recognised word went.
  public enum Place: Hashable, Sendable {
    /// To this index of the placed words.
    case word(Int)
    /// Nowhere.
    case dropped(Reason)
  }

  /// Words that have no place, in the recogniser's order.
  public var dropped: [Dropped] {
    zip(recognized, places).compactMap { word, place in
      if case .dropped(let reason) = place { Dropped(reason: reason, text: word.text) } else { nil }
    }
  }

  /// How many words have no place for a reason.
  public func count(_ reason: Reason) -> Int { places.count { $0 == .dropped(reason) } }

  /// Words without a usable time of their own, which took their neighbours'.
  public var untimedCount: Int { recognized.count { $0.needsTime } }

  /// Whether times are those of whole cues, so that words lie in their cue in proportion to
  /// their letters.
  public var isPlacedByCue: Bool { recognized.contains { $0.cue != nil } }

  /// The share of the speaker's words that lie in speech; nil without any.
  ///
  /// Signs that are no words, and words of others, count on neither side.
  public var placedShare: Double? {
    let all = words.count + count(.notInSpeech)
    return all > 0 ? Double(words.count) / Double(all) : nil
  }

  /// The least share of placed words that says enough.
  public static let leastPlacedShare = 0.9

  /// Whether so many words have a place that they can be this session's.
  public var isUsable: Bool { placedShare.map { $0 >= Self.leastPlacedShare } ?? false }

  /// Whether today's rule would find the same places on this speech.
  public func isPlaced(on map: SpeechMap) -> Bool {
    aligner == Aligner.version && analyzer == map.analyzer && sampleRate == map.sampleRate
      && frames == map.frames
      && words.allSatisfy { word in
        let index = map.segments.partitionPoint { $0.end >= word.range.end }
        return index < map.segments.count && map.segments[index].start <= word.range.start
      }
  }

  /// Whether sentences can be told; recognisers that write no punctuation write none at all.
  public var isPunctuated: Bool {
    Sentence.canBeTold(words.count { $0.endsSentence }, of: words.count)
  }
}

extension RecognizedWord {
  /// Whether its times cannot be used as they are.
  var needsTime: Bool {
    guard let startSeconds, let endSeconds else { return true }
    return startSeconds < 0 || endSeconds < startSeconds
  }

  /// Letters and digits.
  var letterCount: Int {
    text.unicodeScalars.count { $0.properties.isAlphabetic || $0.properties.numericType != nil }
  }
}
