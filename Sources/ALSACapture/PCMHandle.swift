import CALSA
import Glibc

/// One open PCM: closed exactly once.
@safe
struct PCMHandle: ~Copyable {
  let pointer: OpaquePointer

  /// Opens a device, without ever blocking.
  /// - Parameter stream: capture or playback.
  ///
  /// The corresponding C function is `snd_pcm_open`.
  init(
    device: String, stream: snd_pcm_stream_t = SND_PCM_STREAM_CAPTURE
  ) throws(ALSAError) {
    walkthrough_alsa_silence()
    var opened: OpaquePointer?
    let result = unsafe snd_pcm_open(&opened, device, stream, Int32(SND_PCM_NONBLOCK))
    try ALSAError.check("snd_pcm_open", device, result)
    guard let opened = unsafe opened else {
      throw ALSAError(function: "snd_pcm_open", device: device, code: -19)
    }
    unsafe pointer = opened
  }

  /// The name of a device behind ALSA's `plug`, which converts.
  static func converting(_ device: String) -> String {
    // A name may have commas, and quotes of its own.
    "plug:SLAVE=" + DeviceName.quoted(device, by: "'")
  }

  /// Lets a suspended device go on where it stopped.
  /// - Returns: false when it has to be prepared afresh.
  ///
  /// Takes a second at the longest. The corresponding C function is `snd_pcm_resume`.
  func resume() -> Bool {
    // "Returns -EAGAIN when the resume can't be proceeded immediately".
    for _ in 0..<20 {
      let result = unsafe snd_pcm_resume(pointer)
      if result == 0 { return true }
      guard result == -EAGAIN else { break }
      usleep(50_000)
    }
    return false
  }

  deinit { unsafe snd_pcm_close(pointer) }
}
