import AudioCore
import Foundation
import TestSupport
import Testing

@testable import SpeechAnalysis

@Suite struct MicrophoneCheckTests {
  private let rate = 48_000

  private func noise(decibels: Double, seconds: Int, seed: UInt64 = 7) -> [Float] {
    // Evenly distributed noise has a third of its amplitude's power.
    let amplitude = pow(10, decibels / 20) * 3.0.squareRoot()
    return Synthesis.noise(amplitude: amplitude, frames: seconds * rate, seed: seed)
  }

  private func sine(_ hertz: Double, _ decibels: Double, _ seconds: Int = 3) -> [Float] {
    let amplitude = pow(10, decibels / 20) * 2.0.squareRoot()
    return Synthesis.sine(
      hertz: hertz, amplitude: amplitude, seconds: Double(seconds), rate: rate)
  }

  /// A sentence of five seconds at a level.
  private func sentence(_ level: Double = -22, noise: Double = 0.0003) -> [Float] {
    let plain = Synthesis.voice([0.5...2.2, 2.6...4.5], seconds: 5, rate: rate, noise: 0)
    let spoken = (0.5...2.2, 2.6...4.5)
    var energy = 0.0
    var count = 0
    for (index, sample) in plain.enumerated() {
      let time = Double(index) / Double(rate)
      guard spoken.0.contains(time) || spoken.1.contains(time) else { continue }
      energy += Double(sample) * Double(sample)
      count += 1
    }
    let gain = Float(pow(10, level / 20) / (energy / Double(count)).squareRoot())
    let ground = Synthesis.noise(amplitude: noise, frames: plain.count, seed: 5)
    return zip(plain, ground).map { $0 * gain + $1 }
  }

  private func check(room: [Float], speech: [Float]) -> MicrophoneCheck {
    MicrophoneCheck(room: room, speech: speech, sampleRate: SampleRate(hertz: rate))
  }

  private func problems(_ check: MicrophoneCheck) -> [MicrophoneCheck.Problem] {
    check.findings.compactMap(\.problem)
  }

  private func sum(_ first: [Float], _ second: [Float]) -> [Float] {
    zip(first, second).map { $0 + $1 }
  }

  @Test func `speech in what should be room tone is told from the room`() {
    func hasSpeech(_ room: [Float]) -> Bool {
      MicrophoneCheck.hasSpeech(room, sampleRate: SampleRate(hertz: rate))
    }
    for decibels in [-80.0, -60, -45] { #expect(!hasSpeech(noise(decibels: decibels, seconds: 3))) }
    #expect(!hasSpeech(sum(noise(decibels: -60, seconds: 3), sine(50, -40))))
    #expect(!hasSpeech([Float](repeating: 0, count: 3 * rate)))
    #expect(!hasSpeech([]))
    var knock = noise(decibels: -65, seconds: 3)
    for index in 0..<4800 {
      knock[60_000 + index] += Float(0.3 * exp(-Double(index) / 600) * sin(Double(index) * 0.02))
    }
    #expect(!hasSpeech(knock))
    // Throughout, too: syllables have dips between them.
    #expect(
      hasSpeech(
        Synthesis.syllables(starts: [0], count: 12, perSecond: 4, seconds: 3, rate: rate)))
    for stretch in [0.2...1.4, 1.0...2.9, 1.9...3.0] {
      #expect(
        hasSpeech(Synthesis.voice([stretch], seconds: 3, rate: rate, level: 0.1)), "\(stretch)")
    }
  }

  @Test func `a good microphone is good in everything, and its levels are known`() throws {
    let check = check(room: noise(decibels: -70, seconds: 3), speech: sentence())
    #expect(check.findings.map(\.quantity) == MicrophoneCheck.Quantity.allCases)
    #expect(check.findings.allSatisfy { $0.verdict == .good && $0.problem == nil })
    #expect(check.refusal == nil)
    #expect(abs(try #require(check.noiseFloor).value + 70) < 0.2)
    // The ends of sounding intervals take in a little silence.
    #expect(abs(try #require(check.speechLevel).value + 22) < 0.7)
    #expect(abs(check.speechSeconds - 3.6) < 0.3)
    #expect(check.clippedShare == 0)
  }

  @Test(arguments: [-60.0, -40, -20])
  func `a sine's level is its noise floor, with a click and an offset as without`(
    level: Double
  ) throws {
    for hertz in [50.0, 60, 440] {
      var room = sine(hertz, level).map { $0 + 0.02 }
      for index in 30_000..<30_200 { room[index] = 0.9 }
      let check = check(room: room, speech: sentence())
      #expect(abs(try #require(check.noiseFloor).value - level) < 0.1)
    }
  }

  @Test(arguments: [50, 60], [1, 2, 4])
  func `hum of a known level is found at its mains frequency`(mains: Int, harmonic: Int) throws {
    let line = sine(Double(mains * harmonic), -45)
    let hum = try #require(
      check(room: sum(line, noise(decibels: -70, seconds: 3)), speech: sentence()).hum)
    #expect(hum.hertz == mains)
    #expect(abs(hum.level.value + 45) < 0.3)
    // Noise of −70 dBFS has −113.8 dBFS in each hertz; a line is 1.5 bins wide.
    #expect(abs(hum.excessDecibels - (-45 - 1.76 + 113.8)) < 3)
  }

  @Test func `a mains frequency that is a little off is hum as well`() throws {
    let line = sine(50.15, -50)
    let hum = try #require(
      check(room: sum(line, noise(decibels: -65, seconds: 3)), speech: sentence()).hum)
    #expect(hum.hertz == 50 && abs(hum.level.value + 50) < 0.5)
  }

  @Test func `noise is no hum`() throws {
    for seed in 1...20 as ClosedRange<UInt64> {
      let room = noise(decibels: -50, seconds: 3, seed: seed)
      let hum = try #require(MainsHum(room, sampleRate: SampleRate(hertz: rate)))
      #expect(hum.excessDecibels < MainsHum.leastExcessDecibels)
    }
    #expect(MainsHum([Float](repeating: 0, count: 40_000), sampleRate: .recording) == nil)
  }

  @Test func `hum below the ideal room is no remark, above it is`() {
    let ground = noise(decibels: -75, seconds: 3)
    let soft = check(room: sum(sine(50, -63), ground), speech: sentence())
    #expect(problems(soft).isEmpty)
    let loud = check(room: sum(sine(50, -50), ground), speech: sentence())
    #expect(problems(loud) == [.hum])
    #expect(loud.refusal == nil)
  }

  @Test func `an offset is measured, and mentioned above one percent`() {
    for (offset, expected) in [(0.005, []), (-0.02, [MicrophoneCheck.Problem.offset])] {
      let check = check(
        room: noise(decibels: -70, seconds: 3).map { $0 + Float(offset) },
        speech: sentence().map { $0 + Float(offset) })
      #expect(abs(check.offset - offset) < 1e-4)
      #expect(problems(check) == expected)
    }
  }

  @Test(
    arguments: [
      (0.0 as Float, MicrophoneCheck.Problem.digitalSilence), (0.25, .constant), (-1, .constant),
    ])
  func `a dead device is told from a muted one, and nothing else is said`(
    value: Float, problem: MicrophoneCheck.Problem
  ) {
    let check = check(
      room: [Float](repeating: value, count: 3 * rate),
      speech: [Float](repeating: value, count: 5 * rate))
    #expect(check.refusal == problem)
    #expect(problems(check) == [problem])
    #expect(check.findings.dropFirst().allSatisfy { $0.verdict == nil })
  }

  @Test func `no samples at all are a dead device`() {
    #expect(check(room: [], speech: []).refusal == .digitalSilence)
  }

  @Test func `clipping is a remark when rare and refused when not`() {
    let room = noise(decibels: -70, seconds: 3)
    var speech = sentence()
    for index in 60_000..<60_100 { speech[index] = 1 }
    let rare = check(room: room, speech: speech)
    #expect(rare.clippedShare == 100.0 / 240_000)
    #expect(problems(rare) == [.highPeak, .clipped] && rare.refusal == nil)
    let often = check(room: room, speech: sentence(0).map { max(-1, min(1, $0)) })
    #expect(often.refusal == .clippedThroughout)
    let square = (0..<8 * rate).map { $0 / 120 % 2 == 0 ? 32_767 / 32_768 : -1 as Float }
    let loud = check(room: Array(square[..<(3 * rate)]), speech: Array(square[(3 * rate)...]))
    #expect(loud.refusal == .clippedThroughout && loud.clippedShare == 1)
  }

  @Test(arguments: [-70.0, -30])
  func `a device that does not hear the speaker is the wrong one`(level: Double) {
    let check = check(
      room: noise(decibels: level, seconds: 3), speech: noise(decibels: level, seconds: 5, seed: 9))
    #expect(check.refusal == .noSpeech)
  }

  @Test func `soft, faint and loud speech are told apart`() {
    let room = Synthesis.noise(amplitude: 0.00002, frames: 3 * rate, seed: 3)
    func found(_ level: Double) -> [MicrophoneCheck.Problem] {
      problems(check(room: room, speech: sentence(level, noise: 0.00002)))
    }
    #expect(found(-34).isEmpty)
    #expect(found(-40) == [.soft])
    #expect(found(-60) == [.faint])
    #expect(found(-12).contains(.loud))
  }

  @Test func `a loud room is named only when speech is not far above it`() {
    func found(room: Double) -> [MicrophoneCheck.Problem] {
      let amplitude = pow(10, room / 20) * 3.0.squareRoot()
      return problems(
        check(room: noise(decibels: room, seconds: 3), speech: sentence(-20, noise: amplitude)))
    }
    #expect(found(room: -50).isEmpty)
    #expect(found(room: -35) == [.noisyRoom, .lowSignalToNoise])
  }
}
