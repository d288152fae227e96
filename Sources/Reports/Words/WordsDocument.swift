import AudioCore
import InterviewGuide
import SessionModel
import Words

/// The words of a session as JSON: who heard them, words with their times, and places worth
/// hearing.
///
/// Times are seconds of the session; `words` of a place are the indices of its first word and of
/// the one behind its last. Schema 1.
public enum WordsDocument {
  /// The number of this layout.
  public static let schema = 1

  /// Renders words as JSON text ending in a newline.
  /// - Parameters:
  ///   - report: what is said.
  ///   - id: the session's.
  public static func json(_ report: WordsReport, id: String) throws -> [UInt8] {
    let (transcript, rate) = (report.transcript, report.rate)
    func seconds(_ frame: Int) -> Double { rate.seconds(frames: frame).rounded(digits: 3) }
    func place(_ place: WordsReport.Place) -> Place {
      Place(
        start: seconds(place.frame),
        end: seconds(transcript.words[place.words.upperBound - 1].range.end),
        words: [place.words.lowerBound, place.words.upperBound], text: place.phrase)
    }
    let precisions = Dictionary(
      report.spoken.categories.map { ($0.id, $0.precision?.share) },
      uniquingKeysWith: { first, _ in first })
    return try JSONText.page(
      Document(
        session: id, recognizer: transcript.recognizer, placedShare: transcript.placedShare,
        isPunctuated: transcript.isPunctuated, isPlacedByCue: transcript.isPlacedByCue,
        warning: report.warning,
        words: transcript.words.map {
          Word(start: seconds($0.range.start), end: seconds($0.range.end), text: $0.text)
        },
        parts: report.parts.map { part in
          Part(
            phase: part.name, start: seconds(part.start),
            paragraphs: part.paragraphs.map { [$0.words.lowerBound, $0.words.upperBound] })
        },
        evidence: report.found.map {
          Found(
            id: $0.id, name: $0.name, precision: precisions[$0.id] ?? nil,
            places: $0.places.map(place))
        },
        points: report.points.map {
          Point(text: $0.text, state: $0.state.rawValue, places: $0.places.map(place))
        }))
  }

  private struct Document: Encodable {
    let schema = WordsDocument.schema
    let session: String
    let recognizer: RecognizerIdentity
    let placedShare: Double?
    let isPunctuated: Bool
    let isPlacedByCue: Bool
    let warning: String?
    let words: [Word]
    let parts: [Part]
    let evidence: [Found]
    let points: [Point]
  }

  private struct Word: Encodable {
    let start: Double
    let end: Double
    let text: String
  }

  private struct Part: Encodable {
    let phase: String
    let start: Double
    let paragraphs: [[Int]]
  }

  private struct Place: Encodable {
    let start: Double
    let end: Double
    let words: [Int]
    let text: String
  }

  private struct Found: Encodable {
    let id: String
    let name: String
    let precision: Double?
    let places: [Place]
  }

  private struct Point: Encodable {
    let text: String
    let state: String
    let places: [Place]
  }
}
