import AudioCore
import Testing

@testable import ALSACapture

@Suite struct HardwareParametersTests {
  init() throws { try Devices.prepare() }

  private func configure(
    _ device: String, hertz: Int = 48_000, bufferMicroseconds: UInt32? = nil
  ) throws(ALSAError) -> HardwareParameters {
    try HardwareParameters.configure(
      PCMHandle(device: device), device: device, sampleRate: SampleRate(hertz: hertz),
      bufferMicroseconds: bufferMicroseconds ?? HardwareParameters.captureBufferMicroseconds)
  }

  @Test func `a device that grants everything gets periods of 50 ms and a buffer of a second`()
    throws
  {
    let capture = try configure("null")
    #expect(capture.periodFrames == 2400 && capture.bufferFrames == 48_000)
    let playback = try configure(
      "null", bufferMicroseconds: HardwareParameters.playbackBufferMicroseconds)
    #expect(playback.periodFrames == 2400 && playback.bufferFrames == 19_200)
    let slow = try configure("null", hertz: 8000)
    #expect(slow.periodFrames == 400 && slow.bufferFrames == 8000)
  }

  @Test func `a small buffer still has four periods`() throws {
    let parameters = try configure("null", bufferMicroseconds: 40_000)
    #expect(parameters.bufferFrames == 1920 && parameters.periodFrames == 480)
  }

  @Test func `what was granted counts, not what was asked for`() throws {
    let device = try FaultyDevice("", "PERIOD=1024")
    let parameters = try configure(device.name)
    #expect(parameters.periodFrames == 1024)
    #expect(parameters.bufferFrames % 1024 == 0)
    #expect(abs(parameters.bufferFrames - 48_000) <= 1024)
  }

  @Test(arguments: [
    ("RATE=44100", "snd_pcm_hw_params_set_rate"),
    ("CHANNELS=2", "snd_pcm_hw_params_set_channels"),
    ("FORMAT=S32_LE", "snd_pcm_hw_params_set_format"),
  ])
  func `what a device lacks is named by the function that asked for it`(
    keys: String, function: String
  ) throws {
    let device = try FaultyDevice("", keys)
    #expect(throws: ALSAError(function: function, device: device.name, code: -22)) {
      try configure(device.name)
    }
    #expect(ALSAError(function: function, device: device.name, code: -22).isUnsupported)
  }

  @Test(arguments: [
    ("", 48_000, 1, false), ("RATE=44100", 44_100, 1, true), ("CHANNELS=2", 48_000, 2, true),
    ("FORMAT=S32_LE", 48_000, 1, true), ("RATE=8000 44100", 44_100, 1, true),
    ("CHANNELS=6 4 2", 48_000, 2, true), ("RATE=96000 48000,CHANNELS=2 1", 48_000, 1, false),
  ])
  func `a device's nature is what it has nearest to 48 kHz mono 16-bit`(
    keys: String, rateHertz: Int, channels: Int, isConverted: Bool
  ) throws {
    let device = try keys.isEmpty ? FaultyDevice() : FaultyDevice("", keys)
    let nature = try HardwareParameters.nature(
      of: PCMHandle(device: device.name), device: device.name, sampleRate: .recording)
    #expect(nature.rateHertz == rateHertz && nature.channels == channels)
    #expect(nature.isConverted == isConverted)
  }
}
