import ALSACapture
import AudioCore
import LinuxSystem

/// Hands sound to a device piece by piece, as much as it takes; used on one thread.
final class PlaybackQueue {
  private var pcm: PlaybackPCM
  /// The next piece; an empty one is the end.
  private var next: (() throws -> [Int16])?
  private var piece: [Int16] = []
  private var pieceWritten = 0
  private var written = 0
  private var progressNanoseconds: Int64 = 0
  private var drainNanoseconds: Int64?

  /// A device that takes nothing for this long hangs.
  private static let stallNanoseconds: Int64 = 5_000_000_000

  /// The device hangs, or the sound cannot be played.
  struct Trouble: Error, CustomStringConvertible {
    let description: String
  }

  /// Opens a device.
  init(device: String, sampleRate: SampleRate) throws {
    do { pcm = try PlaybackPCM(device: device, sampleRate: sampleRate) } catch {
      throw Trouble(description: "\(error)")
    }
  }

  /// Begins to play.
  /// - Parameter next: gives the sound piece by piece, and an empty piece at its end.
  func begin(_ next: @escaping () throws -> [Int16]) throws {
    stop()
    self.next = next
    (piece, pieceWritten, written) = ([], 0, 0)
    drainNanoseconds = nil
    progressNanoseconds = MonotonicClock.nowNanoseconds
    try pcm.prepare()
  }

  /// Stops playing at once.
  func stop() {
    guard next != nil else { return }
    pcm.stop()
    next = nil
  }

  /// How many frames of what was begun have been heard.
  var playedFrames: Int { max(0, written - pcm.queuedFrames) }

  /// Hands over what the device takes; call it 50 times a second.
  /// - Returns: false when all of it has been heard.
  func advance() throws -> Bool {
    guard let next else { return false }
    let now = MonotonicClock.nowNanoseconds
    while drainNanoseconds == nil {
      if pieceWritten == piece.count {
        (piece, pieceWritten) = (try next(), 0)
        if piece.isEmpty { break }
      }
      let samples = piece
      let took = try pcm.write(samples.span.extracting(pieceWritten...))
      guard took > 0 else {
        guard now - progressNanoseconds < Self.stallNanoseconds else {
          throw Trouble(description: "\(pcm.device): takes no sound any more")
        }
        return true
      }
      pieceWritten += took
      written += took
      progressNanoseconds = now
    }
    // What is queued should be heard in its time; a little more for doubtful devices.
    let queued = Int64(pcm.sampleRate.seconds(frames: pcm.queuedFrames) * 1e9)
    let drain = drainNanoseconds ?? now + queued + 300_000_000
    drainNanoseconds = drain
    if try pcm.isDrained(evenIfQueued: now > drain) || now > drain + Self.stallNanoseconds {
      self.next = nil
      return false
    }
    return true
  }
}
