import AudioCore
import CALSA

/// What a device granted.
struct HardwareParameters {
  var periodFrames: Int
  var bufferFrames: Int

  /// What a device offers by itself, nearest to 48 kHz mono 16-bit.
  struct Nature {
    var rateHertz: Int
    var channels: Int
    var isConverted: Bool
  }

  /// The period asked for: 50 ms, short enough to stop promptly, long enough to sleep.
  private static let periodMicroseconds: UInt32 = 50_000
  /// The buffer asked for when capturing: 1 s, what the system may keep us from running.
  static let captureBufferMicroseconds: UInt32 = 1_000_000
  /// The buffer asked for when playing: 0.4 s, for less to wait for at the end.
  static let playbackBufferMicroseconds: UInt32 = 400_000

  /// Sets interleaved 16-bit mono at a rate, and the period and buffer nearest to ours.
  /// - Throws: `isUnsupported` when the device itself has no such format.
  ///
  /// The corresponding C function is `snd_pcm_hw_params`.
  static func configure(
    _ handle: borrowing PCMHandle, device: String, sampleRate: SampleRate,
    bufferMicroseconds: UInt32 = captureBufferMicroseconds
  ) throws(ALSAError) -> HardwareParameters {
    let pcm = unsafe handle.pointer
    var allocated: OpaquePointer?
    try ALSAError.check(
      "snd_pcm_hw_params_malloc", device, unsafe snd_pcm_hw_params_malloc(&allocated))
    let parameters = unsafe allocated
    defer { unsafe snd_pcm_hw_params_free(parameters) }
    try ALSAError.check(
      "snd_pcm_hw_params_any", device, unsafe snd_pcm_hw_params_any(pcm, parameters))
    try ALSAError.check(
      "snd_pcm_hw_params_set_access", device,
      unsafe snd_pcm_hw_params_set_access(pcm, parameters, SND_PCM_ACCESS_RW_INTERLEAVED))
    try ALSAError.check(
      "snd_pcm_hw_params_set_format", device,
      unsafe snd_pcm_hw_params_set_format(pcm, parameters, SND_PCM_FORMAT_S16_LE))
    try ALSAError.check(
      "snd_pcm_hw_params_set_channels", device,
      unsafe snd_pcm_hw_params_set_channels(pcm, parameters, 1))
    try ALSAError.check(
      "snd_pcm_hw_params_set_rate", device,
      unsafe snd_pcm_hw_params_set_rate(pcm, parameters, UInt32(sampleRate.hertz), 0))
    var buffer = bufferMicroseconds
    try ALSAError.check(
      "snd_pcm_hw_params_set_buffer_time_near", device,
      unsafe snd_pcm_hw_params_set_buffer_time_near(pcm, parameters, &buffer, nil))
    var period = min(periodMicroseconds, buffer / 4)
    try ALSAError.check(
      "snd_pcm_hw_params_set_period_time_near", device,
      unsafe snd_pcm_hw_params_set_period_time_near(pcm, parameters, &period, nil))
    try ALSAError.check("snd_pcm_hw_params", device, unsafe snd_pcm_hw_params(pcm, parameters))
    // Plug-ins round what they are asked for: only what was granted counts.
    var periodFrames: snd_pcm_uframes_t = 0
    var bufferFrames: snd_pcm_uframes_t = 0
    try ALSAError.check(
      "snd_pcm_get_params", device, unsafe snd_pcm_get_params(pcm, &bufferFrames, &periodFrames))
    return HardwareParameters(
      periodFrames: max(1, Int(periodFrames)), bufferFrames: max(1, Int(bufferFrames)))
  }

  /// What the device itself offers nearest to a rate and mono.
  static func nature(
    of handle: borrowing PCMHandle, device: String, sampleRate: SampleRate
  ) throws(ALSAError) -> Nature {
    let pcm = unsafe handle.pointer
    var allocated: OpaquePointer?
    try ALSAError.check(
      "snd_pcm_hw_params_malloc", device, unsafe snd_pcm_hw_params_malloc(&allocated))
    let parameters = unsafe allocated
    defer { unsafe snd_pcm_hw_params_free(parameters) }
    try ALSAError.check(
      "snd_pcm_hw_params_any", device, unsafe snd_pcm_hw_params_any(pcm, parameters))
    let sixteenBit =
      unsafe snd_pcm_hw_params_test_format(pcm, parameters, SND_PCM_FORMAT_S16_LE) == 0
    var channels: UInt32 = 1
    try ALSAError.check(
      "snd_pcm_hw_params_set_channels_near", device,
      unsafe snd_pcm_hw_params_set_channels_near(pcm, parameters, &channels))
    var rate = UInt32(sampleRate.hertz)
    try ALSAError.check(
      "snd_pcm_hw_params_set_rate_near", device,
      unsafe snd_pcm_hw_params_set_rate_near(pcm, parameters, &rate, nil))
    return Nature(
      rateHertz: Int(rate), channels: Int(channels),
      isConverted: !sixteenBit || channels != 1 || Int(rate) != sampleRate.hertz)
  }
}
