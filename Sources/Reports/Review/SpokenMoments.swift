public import InterviewGuide
import SessionModel
public import SpeechAnalysis

/// The moments of a session at which a point or a signal was perhaps spoken of: for the ears, since
/// only a person can tell.
public struct SpokenMoments: Hashable, Sendable {
  /// One of them.
  public struct Moment: Hashable, Sendable {
    /// What to play.
    public let stretch: ListeningStretch
    /// What was heard, in a few words.
    public let name: String
    /// When it was, as a clock shows it.
    public let time: String
  }

  /// Of each point, by its text; nothing for a point that was not looked for.
  private let points: [String: [Moment]]
  /// Of each signal that phrases can tell of, by its id.
  private let signals: [String: [Moment]]

  /// So many moments of a point are offered.
  private static let mostOfPoint = 3
  /// So many moments of a signal are offered.
  private static let mostOfSignal = 5

  /// Nothing is known of what was said.
  public static let none = SpokenMoments(points: [:], signals: [:])

  private init(points: [String: [Moment]], signals: [String: [Moment]]) {
    self.points = points
    self.signals = signals
  }

  /// Finds the moments.
  ///
  /// Of a signal the first place of each of its kinds of evidence, then the second ones, as many as
  /// one has the patience for.
  /// - Parameters:
  ///   - words: what was said.
  ///   - signals: what is asked about.
  ///   - frames: of the whole session.
  public init(_ words: WordsReport, signals: [Signal], frames: Int) {
    guard words.warning == nil else {
      self = .none
      return
    }
    func moment(_ place: WordsReport.Place, _ name: String) -> Moment {
      Moment(
        stretch: .said(
          place.phrase, at: place.frame, sentence: place.sentence, frames: frames,
          sampleRate: words.rate), name: name, time: words.time(place.frame))
    }
    points = Dictionary(
      words.points.map { point in
        let places = point.places.prefix(Self.mostOfPoint)
        return (point.text, places.map { moment($0, point.state.rawValue) })
      }, uniquingKeysWith: { first, _ in first })
    self.signals = Dictionary(
      signals.filter { !$0.evidence.isEmpty }.map { signal in
        let found = words.found.filter { signal.evidence.contains($0.id) }
        let rounds = (0..<Self.mostOfSignal).flatMap { round in
          found.compactMap { found in
            found.places.indices.contains(round) ? moment(found.places[round], found.name) : nil
          }
        }
        let moments = rounds.prefix(Self.mostOfSignal)
          .sorted { $0.stretch.frame < $1.stretch.frame }
        return (signal.id, Self.together(moments))
      }, uniquingKeysWith: { first, _ in first })
  }

  /// What lies in one sentence is heard once.
  private static func together(_ moments: [Moment]) -> [Moment] {
    moments.reduce(into: []) { together, moment in
      if let last = together.last, last.stretch.range == moment.stretch.range {
        together[together.count - 1] = Moment(
          stretch: last.stretch, name: "\(last.name), \(moment.name)", time: last.time)
      } else {
        together.append(moment)
      }
    }
  }

  /// The moments of a point; nil when it was not looked for.
  public func of(point: String) -> [Moment]? { points[point] }

  /// The moments of a signal; nil when it was not looked for.
  public func of(_ signal: Signal) -> [Moment]? { signals[signal.id] }

  /// Where a point was mentioned, as a line; empty when it was not looked for.
  public func line(point: String) -> String {
    guard let moments = of(point: point) else { return "" }
    guard let first = moments.first else { return WordsReport.Point.State.notHeard.rawValue }
    return "\(first.name) at " + moments.map(\.time).joined(separator: ", ")
  }

  /// What was heard for a signal, as parts of a line; empty when it was not looked for.
  public func parts(_ signal: Signal) -> [String] {
    guard let moments = of(signal) else { return [] }
    guard !moments.isEmpty else {
      return ["None of its phrases was heard, which proves nothing."]
    }
    return ["Perhaps heard: \(moments[0].name) \(moments[0].time)"]
      + moments.dropFirst().map { "\($0.name) \($0.time)" }
  }
}
