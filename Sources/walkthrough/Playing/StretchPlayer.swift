import AudioCore
import SoundFileIO
import SpeechAnalysis
import SystemPackage

/// Plays a session's sound, whole or in stretches; used on one thread.
final class StretchPlayer {
  private let queue: PlaybackQueue
  private var reader: SoundFileReader
  private var sound: StretchSound?

  /// Frames that are read at once.
  private static let pieceFrames = 8192

  /// Opens the sound and the device.
  init(path: FilePath, device: String) throws {
    let reader = try SoundFileReader(path: path, followingLinks: false)
    guard reader.isPlainInt16 else {
      throw PlaybackQueue.Trouble(description: "\(path): is not mono with 16 bits")
    }
    queue = try PlaybackQueue(device: device, sampleRate: reader.sampleRate)
    self.reader = reader
  }

  /// Begins to play a stretch.
  func play(
    _ stretch: ListeningStretch, from start: Int?, speed: Double, sounding: [FrameRange]?
  ) throws {
    stop()
    let range = stretch.range
    let first = min(max(range.start, start ?? range.start), range.end)
    let sound = try StretchSound(
      range: FrameRange(start: first, end: range.end), cut: stretch.cut, speed: speed,
      sounding: sounding, sampleRate: reader.sampleRate, read: samples)
    self.sound = sound
    var rest = sound.samples
    try queue.begin {
      defer { rest = [] }
      return rest
    }
  }

  /// Begins to play from a frame to the end, reading as it goes.
  func play(from start: Int) throws {
    stop()
    try reader.seek(toFrame: start)
    try queue.begin { [self] in try piece(Self.pieceFrames) }
  }

  /// Stops playing at once.
  func stop() {
    queue.stop()
    sound = nil
  }

  /// The session's frame of a stretch that is heard now; nil in silence.
  var heardFrame: Int? { sound.map { $0.sessionFrame(played: queue.playedFrames) } }

  /// How many frames have been heard since playing began.
  var playedFrames: Int { queue.playedFrames }

  /// Hands over what the device takes; call it 50 times a second.
  /// - Returns: false when all of it has been heard.
  func advance() throws -> Bool {
    if try queue.advance() { return true }
    sound = nil
    return false
  }

  private func samples(_ range: FrameRange) throws -> [Int16] {
    try reader.seek(toFrame: range.start)
    var samples: [Int16] = []
    samples.reserveCapacity(range.count)
    while samples.count < range.count {
      let piece = try piece(min(Self.pieceFrames, range.count - samples.count))
      guard !piece.isEmpty else { break }
      samples += piece
    }
    return samples
  }

  private func piece(_ count: Int) throws -> [Int16] {
    var block = [Int16](repeating: 0, count: count)
    var span = block.mutableSpan
    let took = reader.read(into: &span)
    return Array(block.prefix(took))
  }
}
