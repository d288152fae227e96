import AudioCore
import Foundation
import TestSupport
import Testing

@testable import ALSACapture

@Suite struct DeviceNameTests {
  @Test(
    arguments: [
      ("alsa_input.usb-Mic_2i2-00.analog-stereo", "alsa_input.usb-Mic_2i2-00.analog-stereo"),
      ("desk mic", #""desk mic""#), ("a,b", #""a,b""#), ("bluez.00:11", #""bluez.00:11""#),
      (#"the "first" \ one"#, #""the \"first\" \\ one""#), ("", #""""#), ("a\nb", #""a\012b""#),
      ("it's", #""it's""#), ("Stühle", #""Stühle""#),
    ])
  func `values are quoted where ALSA needs it`(value: String, quoted: String) {
    #expect(DeviceName.text("pulse", "DEVICE", value) == "pulse:DEVICE=" + quoted)
  }

  @Test(
    arguments: [
      "desk mic", "a,b=c", #"the "first" \ 'one'"#, "it's {1} $HOME", "line\nline", "日本 é",
    ])
  func `ALSA reads back what was meant, also through conversion`(name: String) throws {
    try Devices.prepare()
    let folder = try TemporaryFolder()
    let samples: [Int16] = (0..<4800).map { Int16($0) }
    let path = try folder.write(name, samples.withUnsafeBytes { Array($0) })
    let device = DeviceName.text("sample", "RAW", path)
    for name in [device, PCMHandle.converting(device)] {
      var pcm = try CapturePCM(device: name, sampleRate: SampleRate(hertz: 48_000))
      try pcm.start()
      #expect(try pcm.samples(4000) == Array(samples.prefix(4000)))
    }
  }
}
