import Foundation
import TestSupport
import Testing

/// `check`, and what `record` says of its first seconds, through real alsa-lib.
@Suite struct CheckTests {
  private static let rate = 48_000

  private static let silence = [Int16](repeating: 0, count: 9 * rate)
  private static let square = (0..<9 * rate).map { $0 / 120 % 2 == 0 ? Int16.max : Int16.min }
  private static let faint = Synthesis.pcm16(
    Synthesis.noise(amplitude: 0.000_55, frames: 9 * rate, seed: 4))
  private static let voice = Synthesis.pcm16(
    Synthesis.voice([3.5...5.2, 5.6...7.6], seconds: 9, rate: rate, level: 0.15))

  private func check(_ samples: [Int16], _ options: [String] = []) throws -> Tool.Output {
    var tool = try Tool()
    try tool.useSampleDevice(samples)
    let output = try tool.run(["check", "--device", "mic"] + options)
    #expect(tool.sessions.isEmpty)
    return output
  }

  /// Microphones by name: arguments of tests are printed.
  enum Microphone: Sendable {
    case silence, square, faint

    var samples: [Int16] {
      switch self {
      case .silence: CheckTests.silence
      case .square: CheckTests.square
      case .faint: CheckTests.faint
      }
    }
  }

  @Test(
    arguments: [
      (Microphone.silence, "digital silence", "Unmute the microphone, or choose"),
      (.square, "clipped", "Turn the input gain far down"),
      (.faint, "no speech was heard", "choose another"),
    ])
  func `an unusable microphone is refused with one cure`(
    microphone: Microphone, reason: String, cure: String
  ) throws {
    let result = try check(microphone.samples)
    #expect(result.status == 69)
    let cures = result.out.split(separator: "\n").filter { $0.contains("→") }
    #expect(cures.count == 1 && cures.allSatisfy { $0.contains(cure) }, "\(result.out)")
    // Why is said once: in the report.
    #expect(result.out.contains(reason) && !result.err.contains(reason))
    #expect(result.err.hasSuffix("walkthrough: the device 'mic' cannot be used like this\n"))
  }

  @Test func `a good voice is accepted, and the speaker is told what to do`() throws {
    let result = try check(Self.voice)
    #expect(result.status == 0, "\(result.out)\(result.err)")
    #expect(result.out.contains("This microphone can be used."))
    #expect(
      result.err == "Be quiet for three seconds.\nNow say one sentence, for about five seconds.\n")
    #expect(!result.out.contains("→"), "\(result.out)")
  }

  @Test func `who speaks too early is asked again`() throws {
    let early = Synthesis.pcm16(
      Synthesis.voice(
        [0.4...2.4, 6.5...8.2, 8.6...10.6], seconds: 13, rate: Self.rate, level: 0.15))
    let result = try check(early)
    #expect(result.status == 0, "\(result.out)\(result.err)")
    let lines = result.err.split(separator: "\n")
    #expect(
      lines == [
        "Be quiet for three seconds.",
        "That was too early: somebody spoke. Once more, be quiet for three seconds.",
        "Now say one sentence, for about five seconds.",
      ])
  }

  @Test func `where it never gets quiet, the check goes on all the same`() throws {
    let babble = Synthesis.pcm16(
      Synthesis.syllables(
        starts: [0.2], count: 65, perSecond: 4, seconds: 18, rate: Self.rate))
    let result = try check(babble)
    #expect(result.err.components(separatedBy: "too early").count == 3, "\(result.err)")
    #expect(result.err.contains("does not get quiet here"))
    #expect(!result.out.isEmpty)
  }

  @Test(arguments: ["pulse", "pulse:DEVICE=nobody", "server"])
  func `without a sound server, its devices say so and how to see it`(device: String) throws {
    var tool = try Tool()
    let folder = tool.folder.path
    tool.environment["XDG_RUNTIME_DIR"] = folder
    tool.environment["PULSE_SERVER"] = "unix:\(folder)/nobody"
    tool.environment["ALSA_CONFIG_PATH"] = try tool.folder.write(
      "asound.conf", "</usr/share/alsa/alsa.conf>\npcm.server { type pulse }\n")
    for command in ["check", "record"] {
      let result = try tool.run([command, "--device", device])
      #expect(result.status == 69)
      #expect(result.err.contains("'\(device)' belongs to a sound server, and none is running"))
      #expect(result.err.contains("'pactl info'") && result.err.contains("pipewire-pulse"))
    }
    #expect(tool.sessions.isEmpty)
  }

  @Test func `the JSON has values and verdicts`() throws {
    let result = try check(Self.voice, ["--format", "json"])
    let object =
      try JSONSerialization.jsonObject(with: Data(result.out.utf8)) as? [String: Any] ?? [:]
    #expect(object["schema"] as? Int == 1)
    #expect(object["isUsable"] as? Bool == true)
    #expect(object["device"] as? String == "mic")
    #expect((-40 ... -10).contains(object["speechDBFS"] as? Double ?? 0))
    #expect((object["findings"] as? [Any])?.count == 8)
  }

  @Test func `the null device is refused`() throws {
    var tool = try Tool()
    try tool.useFaultyDevice("rate 48000 channels 1")
    let result = try tool.run(["check", "--device", "null"])
    #expect(result.status == 69)
    #expect(result.out.contains("digital silence"))
    let json = try tool.run(["check", "--device", "null", "--format", "json"])
    #expect(json.status == 69 && json.err.contains("cannot be used like this: it delivers"))
  }

  @Test func `a device that is not there is named, with the cure`() throws {
    let result = try Tool().run(["check", "--device", "nobody"])
    #expect(result.status == 69)
    #expect(result.err.contains("the device 'nobody' cannot be opened"))
    #expect(!result.err.contains("Be quiet"))
  }

  @Test(arguments: ["at 48000 disconnect forever\n", "at 48000 hang\n"])
  func `a device that goes away ends the check`(script: String) throws {
    var tool = try Tool()
    try tool.useFaultyDevice("rate 48000 channels 1 speed 1", script: script)
    let result = try tool.run(["check", "--device", "mic"])
    #expect(result.status == 69)
    #expect(result.err.contains("walkthrough: the device"))
    #expect(result.out.isEmpty)
  }

  private func record(_ samples: [Int16], _ options: [String] = []) throws -> Tool.Output {
    var tool = try Tool()
    try tool.useSampleDevice(samples)
    return try tool.run(["record", "--device", "mic", "--duration", "5"] + options)
  }

  @Test(arguments: [(Microphone.silence, "digital silence. Unmute"), (.square, "clipped. Turn")])
  func `record says once that the microphone is unusable, and goes on`(
    microphone: Microphone, words: String
  ) throws {
    let result = try record(microphone.samples)
    #expect(result.status == 0, "\(result.err)")
    let remarks = result.err.split(separator: "\n").filter {
      $0.contains("cannot be used like this")
    }
    #expect(remarks.count == 1 && remarks.allSatisfy { $0.contains(words) }, "\(result.err)")
  }

  @Test func `a microphone that comes to life is not called dead any longer`() throws {
    var tool = try Tool()
    let samples = Array(Self.silence.prefix(5 * Self.rate)) + Self.voice
    let raw = try tool.folder.write("late.raw", samples.withUnsafeBytes { Array($0) })
    try tool.useFaultyDevice("rate 48000 channels 1 speed 2 sample \"\(raw)\"")
    let result = try tool.run(["record", "--device", "mic", "--duration", "9"])
    #expect(result.status == 0, "\(result.err)")
    let dead = try #require(result.err.range(of: "digital silence. Unmute"), "\(result.err)")
    let alive = try #require(
      result.err.range(of: "the microphone delivers sound now"), "\(result.err)")
    #expect(dead.upperBound < alive.lowerBound)
    #expect(!(try record(Self.silence).err.contains("delivers sound now")))
    #expect(!(try record(Self.square).err.contains("delivers sound now")))
  }

  @Test func `thinking behind a noise gate is no dead microphone`() throws {
    // A word, then the exact zeros of a gate.
    let gated = Array(Self.voice[(4 * Self.rate)..<(5 * Self.rate)]) + Self.silence
    #expect(!(try record(gated, ["--duration", "9"]).err.contains("microphone")))
  }

  @Test func `record says nothing of a good microphone, or when told not to check`() throws {
    #expect(!(try record(Self.voice).err.contains("cannot be used")))
    #expect(!(try record(Self.silence, ["--no-check"]).err.contains("cannot be used")))
  }
}
