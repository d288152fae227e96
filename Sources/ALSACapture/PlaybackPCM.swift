public import AudioCore
import CALSA
import Glibc

/// A playback device: mono 16-bit, written without blocking.
///
/// Open, write and let go of it on one thread. Begin each piece of sound with
/// ``prepare()``, write it in as many calls as it takes, then call
/// ``isDrained(evenIfQueued:)`` until it is, or ``stop()``.
@safe
public struct PlaybackPCM: ~Copyable {
  /// The name ALSA knows the device by.
  public let device: String
  /// Frames per second.
  public let sampleRate: SampleRate
  /// Frames that the device takes ahead at most.
  public let bufferFrames: Int

  private let handle: PCMHandle

  /// Opens and configures a device; it is silent yet.
  ///
  /// A device that does not take mono 16-bit at this rate is opened again through
  /// ALSA's `plug`, which converts.
  /// - Parameters:
  ///   - device: a PCM name such as `default`, `pulse` or `plughw:CARD=Headset`.
  ///   - sampleRate: of the samples that will be written.
  /// - Throws: `isMissing`, `isBusy`, `isForbidden`, or `isUnsupported`.
  public init(device: String, sampleRate: SampleRate) throws(ALSAError) {
    let direct = try PCMHandle(device: device, stream: SND_PCM_STREAM_PLAYBACK)
    let handle: PCMHandle
    let parameters: HardwareParameters
    do {
      parameters = try HardwareParameters.configure(
        direct, device: device, sampleRate: sampleRate,
        bufferMicroseconds: HardwareParameters.playbackBufferMicroseconds)
      handle = direct
    } catch  where error.isUnsupported && !device.hasPrefix("plug") {
      _ = consume direct
      handle = try PCMHandle(
        device: PCMHandle.converting(device), stream: SND_PCM_STREAM_PLAYBACK)
      parameters = try HardwareParameters.configure(
        handle, device: device, sampleRate: sampleRate,
        bufferMicroseconds: HardwareParameters.playbackBufferMicroseconds)
    }
    self.handle = handle
    self.device = device
    self.sampleRate = sampleRate
    bufferFrames = parameters.bufferFrames
  }

  /// Makes the device ready for the first frame; it starts by itself with that.
  ///
  /// The corresponding C function is `snd_pcm_prepare`.
  public mutating func prepare() throws(ALSAError) {
    try ALSAError.check("snd_pcm_prepare", device, unsafe snd_pcm_prepare(handle.pointer))
  }

  /// Hands frames over, as many as the device takes now.
  ///
  /// After an underrun or a sleep the device is made ready again, and goes on.
  /// - Parameter frames: mono samples, one or more.
  /// - Returns: how many it took, from the first; 0 when its buffer is full.
  /// - Throws: when the device has gone.
  ///
  /// The corresponding C function is `snd_pcm_writei`.
  public mutating func write(_ frames: Span<Int16>) throws(ALSAError) -> Int {
    let pcm = unsafe handle.pointer
    // One more try after the device was made ready again.
    for _ in 0..<2 {
      let took = unsafe frames.withUnsafeBufferPointer {
        unsafe snd_pcm_writei(pcm, $0.baseAddress, snd_pcm_uframes_t($0.count))
      }
      switch Int32(clamping: took) {
      case 0...: return took
      case -EAGAIN, -EINTR: return 0
      case -EPIPE: try prepare()
      case -ESTRPIPE: if !handle.resume() { try prepare() }
      default:
        throw ALSAError(function: "snd_pcm_writei", device: device, code: Int32(clamping: took))
      }
    }
    return 0
  }

  /// Frames that were taken and are not heard yet.
  ///
  /// The corresponding C function is `snd_pcm_delay`.
  public var queuedFrames: Int {
    var delay: snd_pcm_sframes_t = 0
    // After an underrun nothing is left.
    guard unsafe snd_pcm_delay(handle.pointer, &delay) == 0 else { return 0 }
    return max(0, delay)
  }

  /// Whether all that was written has been heard; call it again until it has.
  ///
  /// Some plug-ins wait in `snd_pcm_drain` even when asked not to, so that it is
  /// called when little is left.
  /// - Parameter evenIfQueued: does not trust the device's word that much is left.
  public mutating func isDrained(evenIfQueued: Bool) throws(ALSAError) -> Bool {
    switch unsafe snd_pcm_state(handle.pointer) {
    case SND_PCM_STATE_PREPARED, SND_PCM_STATE_RUNNING, SND_PCM_STATE_DRAINING: break
    case SND_PCM_STATE_DISCONNECTED:
      throw ALSAError(function: "snd_pcm_state", device: device, code: -ENODEV)
    default: return true
    }
    if !evenIfQueued, queuedFrames > sampleRate.frames(seconds: 0.1) { return false }
    let result = unsafe snd_pcm_drain(handle.pointer)
    switch result {
    case 0, -EPIPE, -ESTRPIPE: return true
    case -EAGAIN, -EINTR: return false
    default: throw ALSAError(function: "snd_pcm_drain", device: device, code: result)
    }
  }

  /// Is silent at once; what was written and not heard is let go.
  ///
  /// The corresponding C function is `snd_pcm_drop`.
  public mutating func stop() { _ = unsafe snd_pcm_drop(handle.pointer) }
}
