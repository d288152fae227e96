import ALSACapture
import AudioCore
import LinuxSystem
import SoundFileIO
import SpeechAnalysis

/// Plays stretches of a session's sound; used on one thread.
final class StretchPlayer {
  private var pcm: PlaybackPCM
  private var reader: SoundFileReader
  private var sound: StretchSound?
  private var written = 0
  private var progressNanoseconds: Int64 = 0
  private var drainNanoseconds: Int64?

  /// A device that takes nothing for this long hangs.
  private static let stallNanoseconds: Int64 = 5_000_000_000

  /// The device hangs, or the file cannot be played.
  struct Trouble: Error, CustomStringConvertible {
    let description: String
  }

  /// Opens the sound and the device.
  init(path: String, device: String) throws {
    let reader = try SoundFileReader(path: path, followingLinks: false)
    guard reader.isPlainInt16 else {
      throw Trouble(description: "\(path): is not mono with 16 bits")
    }
    do { pcm = try PlaybackPCM(device: device, sampleRate: reader.sampleRate) } catch {
      throw Trouble(description: "\(error)")
    }
    self.reader = reader
  }

  /// Begins to play.
  func play(
    _ stretch: ListeningStretch, from start: Int?, speed: Double, sounding: [FrameRange]?
  ) throws {
    stop()
    let range = stretch.range
    let first = min(max(range.start, start ?? range.start), range.end)
    sound = try StretchSound(
      range: FrameRange(start: first, end: range.end), cut: stretch.cut, speed: speed,
      sounding: sounding, sampleRate: reader.sampleRate, read: samples)
    written = 0
    drainNanoseconds = nil
    progressNanoseconds = MonotonicClock.nowNanoseconds
    try pcm.prepare()
  }

  /// Stops playing at once.
  func stop() {
    guard sound != nil else { return }
    pcm.stop()
    sound = nil
  }

  /// The session's frame that is heard now; nil in silence.
  var heardFrame: Int? {
    sound.map { $0.sessionFrame(played: max(0, written - pcm.queuedFrames)) }
  }

  /// Hands over what the device takes; call it 50 times a second.
  /// - Returns: false when all of it has been heard.
  func advance() throws -> Bool {
    guard let sound else { return false }
    let now = MonotonicClock.nowNanoseconds
    while written < sound.samples.count {
      let took = try pcm.write(sound.samples.span.extracting(written...))
      guard took > 0 else {
        guard now - progressNanoseconds < Self.stallNanoseconds else {
          throw Trouble(description: "\(pcm.device): takes no sound any more")
        }
        return true
      }
      written += took
      progressNanoseconds = now
    }
    // What is queued should be heard in its time; a little more for doubtful devices.
    let queued = Int64(pcm.sampleRate.seconds(frames: pcm.queuedFrames) * 1e9)
    let drain = drainNanoseconds ?? now + queued + 300_000_000
    drainNanoseconds = drain
    if try pcm.isDrained(evenIfQueued: now > drain) || now > drain + Self.stallNanoseconds {
      self.sound = nil
      return false
    }
    return true
  }

  private func samples(_ range: FrameRange) throws -> [Int16] {
    try reader.seek(toFrame: range.start)
    var samples: [Int16] = []
    samples.reserveCapacity(range.count)
    var block = [Int16](repeating: 0, count: 8192)
    while samples.count < range.count {
      var span = block.mutableSpan
      let count = min(range.count - samples.count, reader.read(into: &span))
      guard count > 0 else { break }
      samples += block.prefix(count)
    }
    return samples
  }
}
