public import AudioCore

/// A probe on the session's clock: when it was asked, and when its answer was over.
public struct AskedProbe: Hashable, Sendable, Codable {
  /// The guide's probe; nil when a person asked in words of their own.
  public var id: String?
  /// From its first word to its last; empty when it was shown and not spoken.
  public var asked: FrameRange
  /// The frame before which its answer ended; nil when nobody said so.
  public var answerEnd: Int?

  /// Creates a probe.
  public init(id: String?, asked: FrameRange, answerEnd: Int? = nil) {
    self.id = id
    self.asked = asked
    self.answerEnd = answerEnd
  }

  /// Reads a probe and refuses impossible frames.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    id = try container.decodeIfPresent(String.self, forKey: .id)
    asked = try container.decode(FrameRange.self, forKey: .asked)
    answerEnd =
      container.contains(.answerEnd)
      ? try FrameRange.position(in: container, forKey: .answerEnd) : nil
  }
}

/// What a speaker or a partner says of a probe while recording.
public enum ProbeStep: Hashable, Sendable {
  /// It begins; the id is the guide's, nil for words of one's own.
  case asked(id: String?)
  /// It ends: the answer may begin.
  case over
  /// The answer is over.
  case answered
}

/// What is under way of a probe.
public enum ProbeStage: String, Hashable, Sendable {
  /// Nothing.
  case idle
  /// It is being asked.
  case asking
  /// It is being answered.
  case answering
}
