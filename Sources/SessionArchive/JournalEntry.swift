public import AudioCore
public import SessionModel

/// One line of the journal that is kept while recording.
///
/// As JSON: `{"event": "phase", "frame": 480000, "index": 1}` and the like, in the file with a
/// checksum behind it. All frames are on the session's clock.
public enum JournalEntry: Hashable, Sendable {
  /// The first line: everything known before the first frame.
  case started(Session)
  /// The phase of this index begins.
  case phase(index: Int, frame: Int)
  /// The speaker flagged a moment.
  case mark(Mark)
  /// The device lost a stretch.
  case gap(Gap)
  /// The last mark was taken back.
  case unmark(frame: Int)
  /// A partner begins or stops to speak.
  case partner(isSpeaking: Bool, frame: Int)
  /// A probe begins or ends, or its answer ends.
  case probe(ProbeStep, frame: Int)
  /// The clock was stopped; ``hold(_:)`` follows when it runs again.
  case held(frame: Int)
  /// The clock was stopped and runs again.
  case hold(Hold)
  /// This many frames are safely in the sound file.
  case checkpoint(frames: Int)
  /// The last line.
  case ended(SessionEnd, frames: Int)
}

extension JournalEntry: Codable {
  private enum Event: String, Codable {
    case started, phase, mark, unmark, partner, probe, held, gap, hold, checkpoint, ended
  }

  private enum CodingKeys: String, CodingKey {
    case event, session, index, frame, mark, gap, hold, frames, end, isSpeaking, step, id
  }

  private enum Step: String, Codable { case asked, over, answered }

  /// Reads a line.
  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    func frame(_ key: CodingKeys) throws -> Int {
      try FrameRange.position(in: values, forKey: key)
    }
    switch try values.decode(Event.self, forKey: .event) {
    case .started: self = .started(try values.decode(Session.self, forKey: .session))
    case .phase:
      self = .phase(
        index: try values.decode(Int.self, forKey: .index), frame: try frame(.frame))
    case .mark: self = .mark(try values.decode(Mark.self, forKey: .mark))
    case .unmark: self = .unmark(frame: try frame(.frame))
    case .partner:
      self = .partner(
        isSpeaking: try values.decode(Bool.self, forKey: .isSpeaking), frame: try frame(.frame))
    case .probe:
      let step: ProbeStep =
        switch try values.decode(Step.self, forKey: .step) {
        case .asked: .asked(id: try values.decodeIfPresent(String.self, forKey: .id))
        case .over: .over
        case .answered: .answered
        }
      self = .probe(step, frame: try frame(.frame))
    case .held: self = .held(frame: try frame(.frame))
    case .gap: self = .gap(try values.decode(Gap.self, forKey: .gap))
    case .hold: self = .hold(try values.decode(Hold.self, forKey: .hold))
    case .checkpoint: self = .checkpoint(frames: try frame(.frames))
    case .ended:
      self = .ended(
        try values.decode(SessionEnd.self, forKey: .end), frames: try frame(.frames))
    }
  }

  /// Writes a line.
  public func encode(to encoder: any Encoder) throws {
    var values = encoder.container(keyedBy: CodingKeys.self)
    switch self {
    case .started(let session):
      try values.encode(Event.started, forKey: .event)
      try values.encode(session, forKey: .session)
    case .phase(let index, let frame):
      try values.encode(Event.phase, forKey: .event)
      try values.encode(index, forKey: .index)
      try values.encode(frame, forKey: .frame)
    case .mark(let mark):
      try values.encode(Event.mark, forKey: .event)
      try values.encode(mark, forKey: .mark)
    case .unmark(let frame):
      try values.encode(Event.unmark, forKey: .event)
      try values.encode(frame, forKey: .frame)
    case .partner(let isSpeaking, let frame):
      try values.encode(Event.partner, forKey: .event)
      try values.encode(isSpeaking, forKey: .isSpeaking)
      try values.encode(frame, forKey: .frame)
    case .probe(let step, let frame):
      try values.encode(Event.probe, forKey: .event)
      switch step {
      case .asked(let id):
        try values.encode(Step.asked, forKey: .step)
        try values.encodeIfPresent(id, forKey: .id)
      case .over: try values.encode(Step.over, forKey: .step)
      case .answered: try values.encode(Step.answered, forKey: .step)
      }
      try values.encode(frame, forKey: .frame)
    case .held(let frame):
      try values.encode(Event.held, forKey: .event)
      try values.encode(frame, forKey: .frame)
    case .gap(let gap):
      try values.encode(Event.gap, forKey: .event)
      try values.encode(gap, forKey: .gap)
    case .hold(let hold):
      try values.encode(Event.hold, forKey: .event)
      try values.encode(hold, forKey: .hold)
    case .checkpoint(let frames):
      try values.encode(Event.checkpoint, forKey: .event)
      try values.encode(frames, forKey: .frames)
    case .ended(let end, let frames):
      try values.encode(Event.ended, forKey: .event)
      try values.encode(end, forKey: .end)
      try values.encode(frames, forKey: .frames)
    }
  }
}
