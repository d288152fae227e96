import AudioCore
import Foundation
import SpeechAnalysis
import TestSupport
import Testing

@testable import Reports

@Suite struct MicrophoneReportTests {
  private let rate = 48_000

  /// A soft voice in a humming room with an offset: remarks of several kinds.
  private var remarks: MicrophoneCheck {
    let ground = Synthesis.noise(amplitude: 0.003, frames: 3 * rate, seed: 3)
    let hum = Synthesis.sine(hertz: 100, amplitude: 0.004, seconds: 3, rate: rate)
    return MicrophoneCheck(
      room: zip(ground, hum).map { $0 + $1 + 0.015 },
      speech: Synthesis.voice(
        [0.5...2.2, 2.6...4.5], seconds: 5, rate: rate, level: 0.06, noise: 0.003
      ).map { $0 + 0.015 }, sampleRate: .recording)
  }

  private var dead: MicrophoneCheck {
    let silence = [Float](repeating: 0, count: 5 * rate)
    return MicrophoneCheck(
      room: Array(silence.prefix(3 * rate)), speech: silence, sampleRate: .recording)
  }

  @Test(
    arguments: [
      ("microphone-80.txt", TextStyle(columns: 80)), ("microphone-40.txt", TextStyle(columns: 40)),
    ])
  func `the check is the golden one`(name: String, style: TextStyle) throws {
    let text =
      MicrophoneReport.text(remarks, device: "plughw:CARD=Mic,DEV=0", style: style) + "\n"
      + MicrophoneReport.text(dead, device: "default", style: style)
    #expect(try text == golden(name, text))
    #expect(text.split(separator: "\n").allSatisfy { $0.count <= style.columns })
  }

  @Test func `the check as JSON is the golden one`() throws {
    let json = String(
      decoding: try MicrophoneDocument.json(remarks, device: "default"), as: UTF8.self)
    #expect(try json == golden("microphone.json", json))
  }

  @Test func `a refused microphone gets one cure`() {
    let text = MicrophoneReport.text(dead, device: "default", style: TextStyle())
    #expect(text.count(of: "→") == 1)
    #expect(text.contains("cannot be used: it delivers nothing but digital silence."))
  }

  @Test func `every problem has a cure that fits on one line`() {
    for problem in MicrophoneCheck.Problem.allCases {
      let cure = MicrophoneReport.cure(for: problem, in: remarks)
      #expect((1...76).contains(cure.count) && cure.hasSuffix("."))
      #expect(!MicrophoneReport.description(of: problem).isEmpty)
    }
  }

  @Test func `without Unicode the check is ASCII`() {
    let text = MicrophoneReport.text(
      remarks, device: "default", style: TextStyle(isUnicode: false))
    #expect(text.allSatisfy { $0.isASCII } && !text.contains("?"))
  }
}

extension String {
  fileprivate func count(of character: Character) -> Int { count { $0 == character } }
}
