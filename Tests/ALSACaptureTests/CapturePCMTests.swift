import AudioCore
import Foundation
import TestSupport
import Testing

@testable import ALSACapture

/// Capturing through real alsa-lib, from devices that need no sound card.
@Suite struct CapturePCMTests {
  init() throws { try Devices.prepare() }

  private func open(
    _ device: String, _ sampleRate: SampleRate = .recording
  ) throws(ALSAError) -> CapturePCM {
    try CapturePCM(device: device, sampleRate: sampleRate)
  }

  /// The error that opening a device ends with.
  private func refusal(_ device: String, _ sampleRate: SampleRate = .recording) -> ALSAError? {
    do throws(ALSAError) {
      _ = try open(device, sampleRate)
      return nil
    } catch { return error }
  }

  // MARK: Samples

  @Test func `the samples of a device arrive whole and in their order`() throws {
    let folder = try TemporaryFolder()
    let samples = (0..<20_000).map { Int16(truncatingIfNeeded: $0 &* $0 &* 7 &+ $0) }
    let raw = try folder.write("sample.raw", samples.withUnsafeBytes { Array($0) })
    var pcm = try open("sample:\(raw)")
    #expect(pcm.device == "sample:\(raw)" && pcm.sampleRate == .recording)
    #expect(pcm.conversionNote == "")
    try pcm.start()
    #expect(try pcm.samples(samples.count) == samples)
  }

  @Test func `room for less than a period gets as much, and the rest comes next`() throws {
    let device = try FaultyDevice()
    var pcm = try open(device.name)
    try pcm.start()
    var samples: [Int16] = []
    for room in [1, 17, 480, 2400, 100] {
      let answer = try pcm.answer(room: room)
      #expect(answer.samples.count == room)
      samples += answer.samples
    }
    #expect(samples == numbers(0..<samples.count))
  }

  @Test func `frames that wait in the device are counted, never more than it holds`() throws {
    let device = try FaultyDevice("", "PERIOD=480")
    var pcm = try open(device.name)
    #expect(pcm.periodFrames == 480 && pcm.bufferFrames == 48_000)
    #expect(pcm.delayDoubtNanoseconds == 100_000_000)
    try pcm.start()
    // This one's buffer is always full: what was read is there again.
    for _ in 0..<3 {
      #expect(try pcm.answer().read == .frames(count: 480, delayFrames: 48_000))
    }
  }

  // MARK: Conversion

  @Test(arguments: [
    ("RATE=44100,CHANNELS=2", "44100 Hz, 2 channels", 2), ("RATE=16000", "16000 Hz, mono", 1),
    ("CHANNELS=2", "48000 Hz, 2 channels", 2), ("FORMAT=S32_LE", "48000 Hz, mono", 1),
    ("RATE=16000 44100,CHANNELS=4 2,FORMAT=S32_LE", "44100 Hz, 2 channels", 2),
  ])
  func `what a device delivers by itself is said when it is converted`(
    keys: String, nature: String, channels: Int
  ) throws {
    let device = try FaultyDevice("", keys)
    var pcm = try open(device.name)
    #expect(
      pcm.conversionNote
        == "the device delivers \(nature); converted to 48000 Hz mono 16-bit by ALSA's plug")
    #expect(pcm.device == device.name && pcm.sampleRate == .recording)
    try pcm.start()
    #expect(try pcm.samples(9600).count == 9600)
    // It is what the device was started with.
    let rate = nature.prefix { $0 != " " }
    let start = try #require(device.log.first { $0.hasPrefix("start ") })
    #expect(start.hasPrefix("start rate=\(rate) channels=\(channels) "))
  }

  @Test func `two channels become their mean, at the rate that was asked for`() throws {
    let folder = try TemporaryFolder()
    // A second of constant left and right at the device's rate.
    let sound = (0..<44_100).flatMap { _ -> [Int16] in [1000, 3000] }
    let raw = try folder.write("sample.raw", sound.withUnsafeBytes { Array($0) })
    let device = try FaultyDevice("", "RATE=44100,CHANNELS=2,SAMPLE=\(raw)")
    var pcm = try open(device.name)
    try pcm.start()
    // The first ones come out of the rate converter's silence.
    let samples = try pcm.samples(24_000).dropFirst(2400)
    #expect(samples.allSatisfy { abs(Int($0) - 2000) <= 2 }, "\(Set(samples))")
  }

  @Test func `a device that has what is wanted among other things is not converted`() throws {
    let device = try FaultyDevice("", "RATE=44100 48000,CHANNELS=2 1,FORMAT=S32_LE S16_LE")
    var pcm = try open(device.name)
    #expect(pcm.conversionNote == "")
    try pcm.start()
    #expect(try pcm.samples(4800) == numbers(0..<4800))
  }

  @Test func `a device that the user had converted needs no other conversion`() throws {
    let device = try FaultyDevice("", "CHANNELS=2")
    let pcm = try open("plug:SLAVE='\(device.name)'")
    #expect(pcm.conversionNote == "")
  }

  @Test func `a device whose name has quotes and commas is converted as well`() throws {
    let device = try FaultyDevice("", "CHANNELS='2'", #"LOG='\/dev/null'"#)
    let pcm = try open(device.name)
    #expect(pcm.device == device.name)
    #expect(pcm.conversionNote.hasPrefix("the device delivers 48000 Hz, 2 channels;"))
  }

  @Test func `another rate than the usual one is delivered as well`() throws {
    let device = try FaultyDevice("", "RATE=16000")
    var pcm = try open(device.name, SampleRate(hertz: 16_000))
    #expect(pcm.conversionNote == "" && pcm.sampleRate.hertz == 16_000)
    #expect(pcm.bufferFrames == 16_000)
    try pcm.start()
    #expect(try pcm.samples(1600) == numbers(0..<1600))
  }

  // MARK: Refusals

  @Test func `a device that nobody knows is named with the reason and the function`() throws {
    let error = try #require(refusal("nowhere"))
    #expect(error.device == "nowhere" && error.function == "snd_pcm_open")
    #expect(error.reason == "No such file or directory" && error.isMissing)
    #expect("\(error)" == "nowhere: No such file or directory (snd_pcm_open)")
  }

  @Test(arguments: [
    ("busy", "Device or resource busy"), ("eacces", "Permission denied"),
    ("enodev", "No such device"), ("enoent", "No such file or directory"),
  ])
  func `why a device does not open is told apart`(word: String, reason: String) throws {
    let device = try FaultyDevice("open \(word) 1\n")
    let error = try #require(refusal(device.name))
    #expect("\(error)" == "\(device.name): \(reason) (snd_pcm_open)")
    #expect(error.isBusy == (word == "busy"))
    #expect(error.isForbidden == (word == "eacces"))
    #expect(error.isMissing == word.hasPrefix("eno"))
    #expect(!error.isUnsupported)
    // The second time it does.
    #expect(refusal(device.name) == nil)
  }

  @Test func `a device is held by one at a time, and free when it is let go`() throws {
    let device = try FaultyDevice()
    do {
      var pcm = try open(device.name)
      #expect(refusal(device.name)?.isBusy == true)
      try pcm.start()
      #expect(refusal(device.name)?.isBusy == true)
      #expect(try pcm.samples(480) == numbers(0..<480))
    }
    #expect(refusal(device.name) == nil)
    #expect(device.log.count { $0 == "close" } == 2)
  }

  @Test func `what not even a conversion can give is refused, and the device let go`() throws {
    let device = try FaultyDevice()
    let error = try #require(refusal(device.name, SampleRate(hertz: 1)))
    #expect(error.isUnsupported && error.device == device.name)
    #expect("\(error)" == "\(device.name): Invalid argument (snd_pcm_hw_params_set_rate)")
    #expect(device.log.count { $0 == "open result=0" } == 2)
    #expect(device.log.count { $0 == "close" } == 2)
    #expect(refusal(device.name) == nil)
  }

  @Test func `behind a conversion a device is missing or busy as well`() throws {
    #expect(refusal("plug:SLAVE='nowhere'")?.isMissing == true)
    let device = try FaultyDevice("", "CHANNELS=2")
    let pcm = try open(device.name)
    #expect(refusal(device.name)?.isBusy == true)
    _ = consume pcm
  }

  // MARK: Losses

  @Test func `an overrun is told after the frames before it, and the device goes on`() throws {
    let device = try FaultyDevice("at 5000 overrun 700 jump\n")
    var pcm = try open(device.name)
    try pcm.start()
    let before = try pcm.samplesUntilLoss()
    #expect(before.samples == numbers(0..<5000) && before.read == .restarted(.overrun))
    #expect(try pcm.samples(2400) == numbers(5700..<8100))
  }

  @Test func `a reader that comes too late has an overrun`() throws {
    // Fast enough that a second of the device is a thousandth of one.
    let device = try FaultyDevice("", "SPEED=1000")
    var pcm = try open(device.name)
    try pcm.start()
    usleep(20_000)
    #expect(try pcm.answer().read == .restarted(.overrun))
    #expect(device.log.contains { $0.hasPrefix("real-overrun") })
  }

  @Test(arguments: ["", " nosys"])
  func `after a sleep the device goes on by itself, or is made ready anew`(word: String) throws {
    let device = try FaultyDevice("at 5000 suspend 20\(word)\n")
    var pcm = try open(device.name)
    try pcm.start()
    let before = try pcm.samplesUntilLoss()
    #expect(before.samples == numbers(0..<5000) && before.read == .restarted(.suspended))
    #expect(try pcm.samples(2400) == numbers(5000..<7400))
    #expect(device.log.contains("resume") == word.isEmpty)
    #expect(device.log.contains("prepare") == !word.isEmpty)
  }

  @Test func `an input error is told, and the device started anew`() throws {
    let device = try FaultyDevice("at 5000 eio\n")
    var pcm = try open(device.name)
    try pcm.start()
    let before = try pcm.samplesUntilLoss()
    #expect(before.samples == numbers(0..<5000) && before.read == .restarted(.inputError))
    #expect(try !pcm.samples(2400).isEmpty)
    #expect(device.log.count { $0.hasPrefix("start ") } == 2)
  }

  @Test(arguments: ["short 100 20", "eagain 20", "spurious 20", "stall 20 keep"])
  func `what loses nothing is told as nothing`(fault: String) throws {
    let device = try FaultyDevice("at 5000 \(fault)\n")
    var pcm = try open(device.name)
    try pcm.start()
    var samples: [Int16] = []
    for _ in 0..<1000 where samples.count < 24_000 {
      let answer = try pcm.answer()
      if case .restarted(let cause) = answer.read { Issue.record("\(cause)") }
      samples += answer.samples
    }
    #expect(samples == numbers(0..<samples.count) && samples.count >= 24_000)
    #expect(device.log.contains { $0.hasPrefix("fault=") })
  }

  @Test func `a device that is unplugged is gone, and may come back`() throws {
    let device = try FaultyDevice("at 5000 disconnect 300\n")
    do {
      var pcm = try open(device.name)
      try pcm.start()
      #expect(try pcm.samples(5000) == numbers(0..<5000))
      var error: ALSAError?
      do throws(ALSAError) { while try pcm.answer().read == .idle {} } catch let thrown {
        error = thrown
      }
      let found = try #require(error)
      #expect("\(found)" == "\(device.name): No such device (snd_pcm_readi)")
      #expect(found.isMissing && !found.isBusy && !found.isForbidden && !found.isUnsupported)
    }
    #expect(refusal(device.name)?.isMissing == true)
    var refused = refusal(device.name)
    for _ in 0..<1000 where refused != nil {
      usleep(10_000)
      refused = refusal(device.name)
    }
    var pcm = try open(device.name)
    try pcm.start()
    #expect(try pcm.samples(480) == numbers(5000..<5480))
  }

  // MARK: Waiting

  @Test func `a device that delivers nothing is waited for no longer than allowed`() throws {
    let device = try FaultyDevice("at 480 hang\n")
    var pcm = try open(device.name)
    try pcm.start()
    #expect(try pcm.samples(480) == numbers(0..<480))
    for milliseconds in [0, 20] {
      #expect(try pcm.answer(timeoutMilliseconds: milliseconds).read == .idle)
    }
  }

  @Test func `becoming readable, the wake descriptor ends the wait`() throws {
    let device = try FaultyDevice("at 0 hang\n")
    var pcm = try open(device.name)
    try pcm.start()
    var ends: [Int32] = [-1, -1]
    try #require(pipe(&ends) == 0)
    let (reader, writer) = (ends[0], ends[1])
    defer { for end in [reader, writer] { close(end) } }
    let thread = Thread {
      usleep(20_000)
      _ = write(writer, [UInt8(1)], 1)
    }
    thread.start()
    let begin = Date()
    #expect(try pcm.answer(timeoutMilliseconds: 60_000, wakeDescriptor: reader).read == .idle)
    #expect(Date().timeIntervalSince(begin) < 50)
    // As long as it is readable, no read waits.
    #expect(try pcm.answer(timeoutMilliseconds: 60_000, wakeDescriptor: reader).read == .idle)
  }

  @Test func `a raised wake descriptor keeps no frames from being read`() throws {
    var ends: [Int32] = [-1, -1]
    try #require(pipe(&ends) == 0)
    defer { for end in ends { close(end) } }
    try #require(write(ends[1], [UInt8(1)], 1) == 1)
    let device = try FaultyDevice()
    var pcm = try open(device.name)
    try pcm.start()
    let answer = try pcm.answer(room: 480, wakeDescriptor: ends[0])
    #expect(answer.samples == numbers(0..<480))
  }
}
