import AudioCore
import Foundation
import TestSupport
import Testing

@testable import ALSACapture

@Suite struct PlaybackPCMTests {
  let folder: TemporaryFolder
  private var file: String { folder.path + "/heard.raw" }

  init() throws {
    try Devices.prepare()
    folder = try TemporaryFolder()
  }

  private func refusal(_ device: String) -> ALSAError? {
    do throws(ALSAError) {
      _ = try PlaybackPCM(device: device, sampleRate: .recording)
      return nil
    } catch { return error }
  }

  /// Writes all samples in as many calls as it takes.
  private func play(_ samples: [Int16], _ pcm: inout PlaybackPCM) throws {
    try pcm.prepare()
    var written = 0
    for _ in 0..<10_000 where written < samples.count {
      written += try pcm.write(samples.span.extracting(written..<samples.count))
    }
    #expect(written == samples.count)
    var isDrained = false
    for _ in 0..<10_000 where !isDrained { isDrained = try pcm.isDrained(evenIfQueued: false) }
    #expect(isDrained)
  }

  /// What the device was given.
  private func heard() throws -> [Int16] {
    let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: file)))
    return stride(from: 0, to: bytes.count - 1, by: 2).map {
      Int16(bitPattern: UInt16(bytes[$0]) | UInt16(bytes[$0 + 1]) << 8)
    }
  }

  @Test func `all that is written reaches the device, once and in order`() throws {
    let samples = numbers(0..<100_000)
    do {
      var pcm = try PlaybackPCM(device: "keeper:\(file)", sampleRate: .recording)
      #expect(pcm.device == "keeper:\(file)" && pcm.sampleRate == .recording)
      // 0.4 s of it, so that there is little to wait for at the end.
      #expect(pcm.bufferFrames == 19_200)
      try play(samples, &pcm)
      // The next piece of sound, after the first one was heard.
      try play([1, 2, 3], &pcm)
      pcm.stop()
    }
    #expect(try heard() == samples + [1, 2, 3])
  }

  @Test func `after a stop nothing is left, and the next piece is played`() throws {
    var pcm = try PlaybackPCM(device: "null", sampleRate: .recording)
    try pcm.prepare()
    let samples = numbers(0..<4800)
    #expect(try pcm.write(samples.span) > 0)
    pcm.stop()
    pcm.stop()
    #expect(pcm.queuedFrames == 0)
    #expect(try pcm.isDrained(evenIfQueued: false) == true)
    try play(samples, &pcm)
    #expect(pcm.queuedFrames == 0)
  }

  @Test(arguments: ["", "'"])
  func `a device without mono is played through a conversion`(quote: String) throws {
    let samples = numbers(1000..<6000)
    do {
      let device = "stereo:FILE=\(quote)\(file)\(quote)"
      var pcm = try PlaybackPCM(device: device, sampleRate: .recording)
      #expect(pcm.device == device)
      try play(samples, &pcm)
    }
    // Both channels carry it.
    let heard = try heard()
    #expect(heard.prefix(10_000) == samples.flatMap { [$0, $0] }[...], "\(heard.count)")
  }

  @Test func `a device that nobody knows, or that only captures, is refused`() throws {
    let missing = try #require(refusal("nowhere"))
    #expect("\(missing)" == "nowhere: No such file or directory (snd_pcm_open)")
    #expect(missing.isMissing)
    let device = try FaultyDevice()
    let capturing = try #require(refusal(device.name))
    #expect("\(capturing)" == "\(device.name): Invalid argument (snd_pcm_open)")
    #expect(capturing.isUnsupported && !capturing.isMissing)
  }
}
