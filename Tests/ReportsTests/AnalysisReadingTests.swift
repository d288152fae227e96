import AudioCore
import Foundation
import SessionModel
import SpeechAnalysis
import TestSupport
import Testing

@testable import Reports

@Suite struct AnalysisReadingTests {
  private func read(
    _ bytes: [UInt8], _ original: SessionAnalysis, threshold: Double = 0.25
  ) throws -> SessionAnalysis {
    try AnalysisRecord(bytes).analysis(
      timeline: original.timeline, plan: original.plan, sampleRate: original.sampleRate,
      pauseThresholdSeconds: threshold)
  }

  private func isUpToDate(_ record: AnalysisRecord, _ original: SessionAnalysis) -> Bool {
    record.isUpToDate(
      timeline: original.timeline, plan: original.plan, sampleRate: original.sampleRate)
  }

  @Test(arguments: [true, false])
  func `what was written is read back, and gives the same bytes again`(isPlanned: Bool) throws {
    let original = try SampleSession(plan: isPlanned).analysis
    let bytes = try AnalysisRecord(original).json()
    let again = try read(bytes, original)
    #expect(again.sounding == original.sounding && again.phases == original.phases)
    #expect(again.syllableNuclei == original.syllableNuclei && again.rate == original.rate)
    func lines(_ bytes: [UInt8]) -> [Substring] {
      String(decoding: bytes, as: UTF8.self).split(separator: "\n")
    }
    let other = try AnalysisRecord(again).json()
    let difference = zip(lines(bytes), lines(other)).first { $0 != $1 }
    #expect(other == bytes, "\(String(describing: difference))")
  }

  @Test func `a record of schema 1 has the same numbers under their new names`() throws {
    let original = try SampleSession().analysis
    let fixture = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("Fixtures/analysis-schema-1.json")
    let old = try Data(contentsOf: fixture)
    let record = try AnalysisRecord(Array(old))
    #expect(record.schema == 1 && !isUpToDate(record, original))
    let renewed = AnalysisRecord(try read(Array(old), original))
    let now = AnalysisRecord(original)
    #expect(renewed.schema == 2 && isUpToDate(renewed, original) && renewed.source == now.source)
    func all(_ record: AnalysisRecord) -> [[String: Double]] {
      [record.values] + (record.phases ?? []).map { $0.values }
    }
    for (one, other) in zip(all(renewed), all(now)) {
      #expect(Set(one.keys) == Set(other.keys))
      for (key, value) in one { #expect(abs(value - (other[key] ?? 0)) < 2e-6, "\(key)") }
    }
    let again = try read(Array(old), original)
    #expect(again.sounding == original.sounding && again.phases == original.phases)
    #expect(again.syllableNuclei == original.syllableNuclei && again.rate == original.rate)
  }

  @Test func `a measure that came after a record follows from what the record keeps`() throws {
    let original = try SampleSession().analysis
    let record = AnalysisRecord(original)
    let text = String(decoding: try record.json(), as: UTF8.self)
    let bytes = Array(
      text.replacing(/"medianSeconds" : [0-9.]+,/, with: "")
        .replacing(/"measured" : \[/, with: "\"measured\" : [ \"other\",").utf8)
    let earlier = try AnalysisRecord(bytes)
    #expect(!isUpToDate(earlier, original) && earlier.values["pauses.medianSeconds"] == nil)
    let renewed = AnalysisRecord(try read(bytes, original))
    #expect(renewed.values == record.values && isUpToDate(renewed, original))
  }

  @Test func `a record of other phases, another plan or another rate is not up to date`() throws {
    let original = try SampleSession().analysis
    let record = AnalysisRecord(original)
    func isUpToDate(
      _ change: (inout SessionTimeline) -> Void = { _ in }, plan: Plan? = original.plan,
      rate: SampleRate = original.sampleRate
    ) -> Bool {
      var timeline = original.timeline
      change(&timeline)
      return record.isUpToDate(timeline: timeline, plan: plan, sampleRate: rate)
    }
    #expect(isUpToDate())
    #expect(!isUpToDate { $0.visits.removeLast() })
    #expect(!isUpToDate { $0.frames += 1 })
    #expect(!isUpToDate(plan: nil))
    #expect(!isUpToDate(rate: SampleRate(hertz: 2 * original.sampleRate.hertz)))
    #expect(throws: RecordError.self) {
      try record.analysis(
        timeline: original.timeline, plan: original.plan,
        sampleRate: SampleRate(hertz: 2 * original.sampleRate.hertz))
    }
  }

  @Test func `an outline that is damaged costs no numbers`() throws {
    let original = try SampleSession().analysis
    let text = String(decoding: try AnalysisRecord(original).json(), as: UTF8.self)
    let damaged = text.replacing(/"outline" : \{/, with: "\"outline\" : 7, \"was\" : {")
    #expect(damaged != text)
    let again = try read(Array(damaged.utf8), original)
    #expect(again.outline == nil && again.phases == original.phases)
  }

  @Test func `an analysis of the first version has neither rate nor pitch`() throws {
    let original = try SampleSession().analysis
    var object = try #require(
      JSONSerialization.jsonObject(with: Data(AnalysisRecord(original).json())) as? [String: Any])
    object["rate"] = nil
    object["pitch"] = nil
    let again = try read(Array(JSONSerialization.data(withJSONObject: object)), original)
    #expect(again.rate.articulationRatePerSecond == nil && again.rate.speechRatePerSecond == nil)
    #expect(again.pitch.medianHertz == nil)
    #expect(again.talkFrames == original.talkFrames)
  }

  @Test func `another threshold counts other pauses of the same silences`() throws {
    let original = try SampleSession().analysis
    let bytes = try AnalysisRecord(original).json()
    let strict = try read(bytes, original, threshold: 0.5)
    #expect(strict.silences == original.silences)
    #expect(strict.pauses.count < original.pauses.count)
    #expect(strict.parameters.pauseThresholdSeconds == 0.5)
  }

  @Test(
    arguments: [
      ("\"schema\" : 2", "\"schema\" : 99", "newer"),
      ("\"speechSegments\"", "\"speech\"", "understood"),
      ("\"frames\" : 960000,\n    \"sampleRate\"", "\"frames\" : 9,\n    \"sampleRate\"", "length"),
      (
        "\"speechSegments\" : [", "\"speechSegments\" : [{ \"start\" : 0, \"end\" : 1e300 },",
        "length"
      ),
      ("\"sampleRate\" : 16000", "\"sampleRate\" : 0", "understood"),
      ("\"sampleRate\" : 16000", "\"sampleRate\" : 9223372036854775807", "understood"),
      ("\"peakDBFS\" : -7.64", "\"peakDBFS\" : -7e99", "impossible"),
      ("\"peakDBFS\" : -7.64", "\"peak\" : -7.64", "peak"),
      ("\"phonationRatio\" : 0.", "\"phonationRatio\" : 7.", "impossible"),
      ("\"medianHertz\" : ", "\"medianHertz\" : 1e30, \"was\" : ", "impossible"),
      ("\"syllableSeconds\" : [", "\"syllableSeconds\" : [60.015,", "length"),
      ("\"syllableSeconds\" : [", "\"syllableSeconds\" : [-1,", "length"),
    ])
  func `damaged analyses are refused with a reason`(
    part: String, replacement: String, reason: String
  ) throws {
    let original = try SampleSession().analysis
    let text = String(decoding: try AnalysisRecord(original).json(), as: UTF8.self)
    let range = try #require(text.range(of: part), "\(text.prefix(3000))")
    let damaged = text.replacingCharacters(in: range, with: replacement)
    let error = #expect(throws: RecordError.self) {
      try read(Array(damaged.utf8), original)
    }
    #expect(error?.description.contains(reason) == true)
  }

  @Test func `damaged bytes never end the program`() throws {
    let original = try SampleSession().analysis
    let bytes = try AnalysisRecord(original).json()
    var mutator = ByteMutator(seed: 11)
    var count = 0
    for _ in 0..<400 {
      guard let analysis = try? read(mutator.mutate(bytes), original) else { continue }
      var content = SessionReport.Content(analysis: analysis, id: "x")
      content.outline = analysis.outline
      #expect(HTMLOutline(try SessionPage.bytes(SessionReport(content))).faults.isEmpty)
      count += 1
    }
    #expect(count > 2)
  }
}
