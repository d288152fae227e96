public import AudioCore

/// What somebody answered when listening back to a session: the content of `review.json`.
///
/// | key | meaning |
/// |---|---|
/// | `schema` | 1 |
/// | `sampleRate` | frames per second of the positions |
/// | `answers` | the latest answer to each question, in the order first given |
/// | `earlier` | answers that were given again later, oldest first |
///
/// An answer has `kind`, `id`, `ask` (the question as it was worded), `given` (when), where
/// it belongs to a moment `frame`, and one of `level` (1 to 4), `isYes` and `words`.
public struct Review: Hashable, Sendable, Codable {
  /// The schema that this program writes; older ones are read, newer ones refused.
  public static let currentSchema = 1

  /// What was asked.
  public enum Kind: String, Hashable, Sendable, Codable, CaseIterable {
    /// How it sounds: clear, in order, followable; a level from 1 to 4.
    case listenBack
    /// Whether a point that a strong answer covers was covered; yes or no.
    case point
    /// What an interviewer listens for; a level from 1 to 4.
    case signal
    /// Whether a common mistake happened; yes or no.
    case mistake
    /// Words on a moment.
    case note
    /// "Next time I will", in words.
    case resolution
  }

  /// What the answer was.
  public enum Value: Hashable, Sendable {
    /// 1 for weak to 4 for strong.
    case level(Int)
    /// Yes or no.
    case yes(Bool)
    /// One line.
    case words(String)
  }

  /// An answer with its moment.
  public struct Answer: Hashable, Sendable {
    /// What was asked.
    public let kind: Kind
    /// Which of its kind: `clarity`, `l4/requirements`, the words of a point, or the
    /// frame of a note.
    public let id: String
    /// The question as it was worded that day.
    public let ask: String
    /// The answer.
    public let value: Value
    /// The moment of the session that it belongs to; nil for the session as a whole.
    public let frame: Int?
    /// When it was given: ISO 8601 with the offset from UTC.
    public let given: String

    /// Creates an answer.
    public init(
      kind: Kind, id: String, ask: String, value: Value, frame: Int?, given: String
    ) {
      self.kind = kind
      self.id = id
      self.ask = ask
      self.value = value
      self.frame = frame
      self.given = given
    }
  }

  /// The number of this layout.
  public private(set) var schema = Review.currentSchema
  /// Frames per second of the positions.
  public let sampleRate: SampleRate
  /// The latest answer to each question, in the order first given.
  public private(set) var answers: [Answer] = []
  /// Answers that were given again later, oldest first: nothing is ever lost.
  public private(set) var earlier: [Answer] = []

  /// Creates a review without answers.
  public init(sampleRate: SampleRate) { self.sampleRate = sampleRate }

  /// The latest answer to a question; nil when there is none.
  public func answer(_ kind: Kind, _ id: String) -> Answer? {
    answers.first { $0.kind == kind && $0.id == id }
  }

  /// The latest answers of a kind, in the order first given.
  public func answers(_ kind: Kind) -> [Answer] { answers.filter { $0.kind == kind } }

  /// "Next time I will", without these words; nil when it was not said.
  public var resolution: Answer? { answers(.resolution).last }

  /// Whether it counts as listened back to: one of the questions on the sound is answered.
  public var isListenedBack: Bool { answers.contains { $0.kind == .listenBack } }

  /// This review with the answers of another that it does not have.
  func merged(with other: Review) -> Review {
    var merged = self
    let known = Set(answers + earlier)
    for answer in other.earlier + other.answers where !known.contains(answer) {
      merged.give(answer)
    }
    return merged
  }

  /// Takes an answer; one to the same question becomes an earlier one.
  /// - Returns: false, changing nothing, when the same was answered before.
  @discardableResult
  public mutating func give(_ answer: Answer) -> Bool {
    guard
      let index = answers.firstIndex(where: { $0.kind == answer.kind && $0.id == answer.id })
    else {
      answers.append(answer)
      return true
    }
    guard answers[index].value != answer.value else { return false }
    earlier.append(answers[index])
    answers[index] = answer
    return true
  }
}

extension Review.Answer: Codable {
  private enum CodingKeys: String, CodingKey {
    case kind, id, ask, level, isYes, words, frame, given
  }

  /// Reads an answer and refuses impossible levels and frames.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    kind = try container.decode(Review.Kind.self, forKey: .kind)
    id = try container.decode(String.self, forKey: .id)
    ask = try container.decode(String.self, forKey: .ask)
    given = try container.decode(String.self, forKey: .given)
    frame =
      try container.contains(.frame)
      ? FrameRange.position(in: container, forKey: .frame) : nil
    if let level = try container.decodeIfPresent(Int.self, forKey: .level) {
      guard 1...4 ~= level else {
        throw DecodingError.dataCorruptedError(
          forKey: .level, in: container, debugDescription: "level \(level)")
      }
      value = .level(level)
    } else if let isYes = try container.decodeIfPresent(Bool.self, forKey: .isYes) {
      value = .yes(isYes)
    } else {
      value = .words(try container.decode(String.self, forKey: .words))
    }
  }

  /// Writes an answer with one of `level`, `isYes` and `words`.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(kind, forKey: .kind)
    try container.encode(id, forKey: .id)
    try container.encode(ask, forKey: .ask)
    try container.encode(given, forKey: .given)
    try container.encodeIfPresent(frame, forKey: .frame)
    switch value {
    case .level(let level): try container.encode(level, forKey: .level)
    case .yes(let isYes): try container.encode(isYes, forKey: .isYes)
    case .words(let words): try container.encode(words, forKey: .words)
    }
  }
}
