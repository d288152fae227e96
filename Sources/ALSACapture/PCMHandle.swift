import CALSA

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

  deinit { unsafe snd_pcm_close(pointer) }
}
