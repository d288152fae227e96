import AudioCore
import Foundation
import TestSupport
import Testing

@testable import SpeechAnalysis

/// The decision against an independent computation of the same definitions.
///
/// `Fixtures/speech.wav` is synthetic: espeak-ng's voice, pink noise, keystrokes, a
/// breath, a constant offset and a stretch of digital silence. `speech.json` holds
/// where the sentences were placed, and what a NumPy program finds at each stage.
@Suite struct ReferenceTests {
  private struct Reference: Decodable {
    struct Segment: Decodable {
      let start: Double
      let end: Double
    }
    let placed: [[Double]]
    let track: [[Int]]
    let inputs: [String: [Float]]
    let scores: [Float]
    let segments: [Segment]
  }

  private let reference: Reference
  private let track: FeatureTrack

  init() throws {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("Fixtures")
    reference = try JSONDecoder().decode(
      Reference.self, from: Data(contentsOf: folder.appendingPathComponent("speech.json")))
    let data = try Data(contentsOf: folder.appendingPathComponent("speech.wav")).dropFirst(44)
    let samples = stride(from: data.startIndex, to: data.endIndex - 1, by: 2).map {
      Float(Int16(bitPattern: UInt16(data[$0]) | UInt16(data[$0 + 1]) << 8)) / 32_768
    }
    var extractor = FeatureExtractor(sampleRate: SampleRate(hertz: 16_000))
    extractor.process(samples.span)
    track = extractor.finish()
  }

  @Test func `bands and harmonicity are those of the reference`() {
    var different = 0
    for (hop, row) in reference.track.enumerated() {
      let start = (hop + FeatureTrack.marginHops) * FeatureTrack.rowBytes
      for (column, value) in row.enumerated() {
        // A value between two steps may be rounded either way.
        #expect(abs(Int(track.rows[start + column]) - value) <= 1)
        if Int(track.rows[start + column]) != value { different += 1 }
      }
    }
    #expect(different < reference.track.count * FeatureTrack.rowBytes / 100)
  }

  @Test func `what the network sees is what the reference sees`() throws {
    let scene = try #require(SessionScene(track))
    for (hop, expected) in reference.inputs {
      var vectors: [Lanes] = []
      scene.appendInputs(row: (Int(hop) ?? 0) + FeatureTrack.marginHops, to: &vectors)
      let inputs = vectors.flatMap { vector in vector.indices.map { vector[$0] } }
      #expect(inputs.count >= expected.count)
      #expect(zip(inputs, expected).allSatisfy { abs($0 - $1) <= 0.026 })
    }
  }

  @Test func `the network's log odds are those of the reference`() {
    let scores = VoiceActivity.scores(track, SessionScene(track))
    #expect(scores.count == reference.scores.count)
    let errors = zip(scores, reference.scores).map { abs($0 - $1) }.sorted()
    #expect(errors[errors.count / 2] < 0.001)
    #expect(errors[errors.count * 99 / 100] < 0.1)
  }

  @Test func `the sentences are found where they were placed`() {
    let runs = VoiceActivity.soundingHops(track, SessionScene(track), AnalysisParameters())
    #expect(runs.count == reference.segments.count)
    for (run, segment) in zip(runs, reference.segments) {
      #expect(abs(Double(run.lowerBound) / 100 - segment.start) < 0.021)
      #expect(abs(Double(run.upperBound) / 100 - segment.end) < 0.021)
    }
    for (run, placed) in zip(runs, reference.placed) {
      #expect(abs(Double(run.lowerBound) / 100 - placed[0]) < 0.1)
      #expect(abs(Double(run.upperBound) / 100 - placed[1]) < 0.1)
    }
  }
}
