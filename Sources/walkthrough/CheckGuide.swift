import AudioCore
import SpeechAnalysis

/// Leads through a microphone check: some quiet seconds, then a sentence; the quiet is asked for
/// again where somebody spoke too early.
struct CheckGuide {
  /// The seconds of quiet.
  static let roomSeconds = 3.0
  /// The seconds of the sentence.
  static let speechSeconds = 5.0
  /// How often quiet is asked for before what there is has to do.
  static let mostAttempts = 3

  /// What is said at the beginning.
  static let beginning = "Be quiet for three seconds."

  /// The quiet seconds so far.
  private(set) var room: [Int16] = []
  /// The sentence so far.
  private(set) var speech: [Int16] = []
  private var attempt = 1
  private let sampleRate: SampleRate

  init(sampleRate: SampleRate) { self.sampleRate = sampleRate }

  /// The most frames that a check takes.
  var mostFrames: Int { Self.mostAttempts * roomFrames + speechFrames }

  private var roomFrames: Int { sampleRate.frames(seconds: Self.roomSeconds) }
  private var speechFrames: Int { sampleRate.frames(seconds: Self.speechSeconds) }
  private var isRoomDone = false

  /// Whether all was heard.
  var isComplete: Bool { isRoomDone && speech.count == speechFrames }

  /// Takes the next samples.
  /// - Returns: what to say to the speaker now, line by line.
  mutating func take(_ samples: ArraySlice<Int16>) -> [String] {
    var rest = samples
    var words: [String] = []
    while !rest.isEmpty, !isRoomDone {
      let part = rest.prefix(roomFrames - room.count)
      room += part
      rest = rest.dropFirst(part.count)
      guard room.count == roomFrames else { break }
      words.append(judgeRoom())
    }
    speech += rest.prefix(speechFrames - speech.count)
    return words
  }

  private mutating func judgeRoom() -> String {
    let isEarly = MicrophoneCheck.hasSpeech(Self.values(room), sampleRate: sampleRate)
    guard !isEarly || attempt == Self.mostAttempts else {
      attempt += 1
      room = []
      return "That was too early: somebody spoke. Once more, be quiet for three seconds."
    }
    isRoomDone = true
    let sentence = "Now say one sentence, for about five seconds."
    return isEarly
      ? "It does not get quiet here; the check goes on like this. " + sentence : sentence
  }

  /// Samples as libsndfile scales those of 16 bits, and the analyzer expects them.
  static func values(_ samples: [Int16]) -> [Float] { samples.map { Float($0) / 32_768 } }
}
