import AudioCore
import Foundation
import SoundFileIO
import SystemPackage
import TestSupport
import Testing

@testable import SpeechAnalysis

/// Where nobody speaks, no speech is found: fails when music and crowds are talk again.
///
/// All of it is made here: plain instruments, and a crowd of the demo's synthetic voice
/// at two dozen speeds in a room.
@Suite struct NobodyTests {
  private static let rate = 16_000

  // MARK: Music

  /// Notes in turn, each the sum of what `wave` says of its pitches.
  private func notes(
    _ keys: [[Int]], seconds length: Double, total: Double, decay: Double = 0,
    wave: (_ cycles: Double) -> Double
  ) -> [Float] {
    let count = Int(length * Double(Self.rate))
    return (0..<Int(total * Double(Self.rate))).map { index in
      let time = Double(index % count) / Double(Self.rate)
      let chord = keys[index / count % keys.count]
      let fade = exp(-decay * time) * min(1, (length - time) * 40)
      var sum = 0.0
      for key in chord { sum += wave(time * 440 * pow(2, Double(key - 69) / 12)) }
      return Float(0.1 * fade * sum / Double(chord.count))
    }
  }

  private func music(_ name: String) -> [Float] {
    let melody = [57, 60, 64, 62, 67, 64, 69, 67, 60, 62].map { [$0] }
    let triads = [48, 53, 55, 50].map { [$0, $0 + 4, $0 + 7, $0 + 12] }
    func saw(_ cycles: Double) -> Double { 2 * (cycles - cycles.rounded(.down)) - 1 }
    switch name {
    case "a saw-tooth melody": return notes(melody, seconds: 0.25, total: 30, wave: saw)
    case "slow saw-tooth chords":
      return notes(triads, seconds: 1.2, total: 30, decay: 1, wave: saw)
    case "an organ":
      let pipes: [(Double, Double)] = [(1, 0.5), (2, 0.4), (3, 0.25), (4, 0.3), (8, 0.15)]
      return notes(triads, seconds: 0.8, total: 30) { cycles in
        var sum = 0.0
        for (ratio, strength) in pipes { sum += strength * sin(2 * .pi * ratio * cycles) }
        return sum
      }
    case "bells":
      let partials: [Double] = [0.5, 1, 1.2, 2, 2.9]
      return notes(melody.map { [$0[0] + 12] }, seconds: 0.5, total: 30, decay: 4) { cycles in
        var sum = 0.0
        for partial in partials { sum += sin(2 * .pi * partial * cycles) / 3 }
        return sum
      }
    default:
      let hiss = Synthesis.noise(amplitude: 0.3, frames: 30 * Self.rate, seed: 3)
      return hiss.enumerated().map { index, noise in
        let time = Double(index % 4000) / Double(Self.rate)
        let drum = index / 4000 % 2 == 0 ? sin(2 * .pi * 60 * time) : Double(noise) * 3
        return Float(0.3 * drum * exp(-time * 20)) + noise * 0.001
      }
    }
  }

  // MARK: A crowd

  /// So many of a voice at speeds of their own, each from another place on, far away in a room.
  private func crowd(of count: Int, _ voice: [Float], seconds: Int) -> [Float] {
    let frames = seconds * Self.rate
    var sum = [Float](repeating: 0, count: frames)
    for person in 0..<count {
      let speed = 0.75 + 0.55 * Float(person * 7 % count) / Float(count)
      let start = Float(person * 37_337 % voice.count)
      for frame in 0..<frames {
        let place = (start + Float(frame) * speed).truncatingRemainder(
          dividingBy: Float(voice.count - 1))
        let before = Int(place)
        sum[frame] += voice[before] + (voice[before + 1] - voice[before]) * (place - Float(before))
      }
    }
    var echoes = [Float](repeating: 0, count: frames)
    for delay in [475, 593, 657, 699, 811, 907] {
      let gain = pow(10, -3 * Float(delay) / 16_000 / 0.8)
      var line = [Float](repeating: 0, count: frames)
      for index in delay..<frames {
        line[index] = sum[index - delay] + gain * line[index - delay]
        echoes[index] += line[index]
      }
    }
    var last: Float = 0
    return echoes.map { sample in
      last += 0.6 * (sample - last)
      return last
    }
  }

  // MARK: What is found

  private func talk(_ samples: [Float]) -> [FrameRange] {
    let most = samples.reduce(0) { max($0, abs($1)) }
    let scaled = samples.map { $0 * 0.1 / most }
    var analyzer = SpeechAnalyzer(sampleRate: SampleRate(hertz: Self.rate))
    analyzer.process(scaled.span)
    return analyzer.finish().sounding
  }

  private func share(_ samples: [Float]) -> Double {
    Double(talk(samples).reduce(0) { $0 + $1.count }) / Double(samples.count)
  }

  @Test(arguments: [
    "a saw-tooth melody", "slow saw-tooth chords", "an organ", "bells", "drums",
  ])
  func `music is not talk`(name: String) {
    #expect(share(music(name)) <= 0.02, "\(name)")
  }

  @Test(arguments: [14, 24, 40])
  func `a crowd is not talk`(count: Int) throws {
    let samples = crowd(
      of: count, try DemoSound.samples(seconds: 120, rate: Self.rate), seconds: 40)
    #expect(share(samples) <= 0.02)
  }

  @Test func `before a crowd and music, the pauses of a speaker are pauses`() throws {
    let voice = try DemoSound.samples(seconds: 60, rate: Self.rate)
    let quiet = talk(voice)
    for noise in [
      crowd(of: 24, voice, seconds: 60), music("a saw-tooth melody") + music("an organ"),
    ] {
      let speech = voice.reduce(0) { $0 + $1 * $1 } / Float(voice.count)
      let power = noise.reduce(0) { $0 + $1 * $1 } / Float(noise.count)
      let gain = (speech / power).squareRoot() * pow(10, -20 / 20)
      let mixed = zip(voice, noise).map { $0 + gain * $1 }
      let found = talk(mixed)
      let (wanted, got) = (quiet.reduce(0) { $0 + $1.count }, found.reduce(0) { $0 + $1.count })
      #expect(abs(Double(got) / Double(wanted) - 1) < 0.08)
      #expect(found.count >= quiet.count * 3 / 4)
    }
  }

  @Test func `the microphone check in loud babble says that the room is loud`() throws {
    let voice = try DemoSound.samples(seconds: 60, rate: Self.rate)
    let babble = crowd(of: 24, voice, seconds: 12)
    let power = babble.reduce(0) { $0 + $1 * $1 } / Float(babble.count)
    // A room of −35 dBFS, and a voice 12 dB above it.
    let scaled = babble.map { $0 * pow(10, -35 / 20) / power.squareRoot() }
    let speech = voice.reduce(0) { $0 + $1 * $1 } / Float(voice.count)
    let gain = pow(10, -23 / 20) / speech.squareRoot()
    let sentence = zip(voice.prefix(8 * Self.rate), scaled.suffix(8 * Self.rate)).map {
      $0 * gain + $1
    }
    let sampleRate = SampleRate(hertz: Self.rate)
    let room = Array(scaled.prefix(3 * Self.rate))
    #expect(!MicrophoneCheck.hasSpeech(room, sampleRate: sampleRate))
    let check = MicrophoneCheck(room: room, speech: sentence, sampleRate: sampleRate)
    #expect(check.refusal == nil)
    #expect(check.findings.contains { $0.problem == .noisyRoom })
  }
}
