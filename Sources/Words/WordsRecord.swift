import Foundation
import SessionModel
public import SpeechAnalysis

/// The numbers of a session's words as they are kept: the content of `words.json`.
///
/// | key | what |
/// |---|---|
/// | `schema` | 1 |
/// | `recognizer` | who heard the words: `name`, `model`, `language` |
/// | `analyzer`, `aligner` | the versions that placed them |
/// | `counts` | `recognized`, `placed`, `notInSpeech`, `otherVoice` and `untimed` words |
/// | `values` | the numbers of measures by their keys, such as `words.wordsPerMinute` |
/// | `phases` | the same for each phase, by its id |
///
/// It holds no word of what was said, and stays when the words are forgotten.
public struct WordsRecord: Hashable, Sendable, Codable {
  /// The schema that is written; newer ones are refused.
  public static let currentSchema = 1

  /// How many words there are.
  public struct Counts: Hashable, Sendable, Codable {
    /// What the recogniser wrote.
    public let recognized: Int
    /// Words with a place in speech.
    public let placed: Int
    /// Words where nobody speaks.
    public let notInSpeech: Int
    /// Words of a partner or a question.
    public let otherVoice: Int
    /// Words without a usable time of their own.
    public let untimed: Int
  }

  /// The number of this layout.
  public private(set) var schema = WordsRecord.currentSchema
  /// Who heard the words.
  public let recognizer: RecognizerIdentity
  /// The version of the analyzer whose speech the words lie in.
  public let analyzer: Int
  /// The version of the rule that placed them.
  public let aligner: Int
  /// How many words there are.
  public let counts: Counts
  /// The numbers of measures by their fields' keys.
  public let values: [String: Double]
  /// The numbers of each phase that was visited, by its id.
  public let phases: [String: [String: Double]]

  /// Whether this program would find the same.
  public var isCurrent: Bool {
    aligner == Aligner.version && analyzer == AnalyzerIdentity.current.version
  }

  /// Takes the numbers of a session.
  public init(_ transcript: Transcript, _ analysis: SessionAnalysis) {
    let heard = transcript.recognizer
    recognizer = RecognizerIdentity(
      name: heard.name, model: heard.model, language: heard.language)
    analyzer = transcript.analyzer
    aligner = transcript.aligner
    counts = Counts(
      recognized: transcript.recognized.count - transcript.count(.notAWord),
      placed: transcript.words.count, notInSpeech: transcript.count(.notInSpeech),
      otherVoice: transcript.count(.otherVoice), untimed: transcript.untimedCount)
    values = WordMeasure.values(transcript, SpokenSession(transcript, analysis))
    phases = Dictionary(
      analysis.phases.filter { !$0.visits.isEmpty }.map { phase in
        (
          phase.phase.id,
          WordMeasure.phaseValues(
            transcript, SpokenSession(transcript, analysis, phase: phase))
        )
      }, uniquingKeysWith: { first, _ in first })
  }

  /// The record as JSON text ending in a newline.
  /// - Throws: nothing that finite numbers can cause.
  public func json() throws -> [UInt8] { try JSONText.page(self) }

  /// Reads a record.
  /// - Throws: ``TranscriptError`` when it is damaged or too new.
  public init(_ json: [UInt8]) throws(TranscriptError) {
    let record: WordsRecord
    do { record = try JSONDecoder().decode(Self.self, from: Data(json)) } catch {
      throw TranscriptError("cannot be understood")
    }
    guard record.schema <= Self.currentSchema else {
      throw TranscriptError(
        "was written by a newer walkthrough (schema \(record.schema))", isNewer: true)
    }
    guard ([record.values] + record.phases.values).allSatisfy(WordMeasure.arePossible) else {
      throw TranscriptError("holds numbers that cannot be")
    }
    self = record
  }
}
