import AudioCore
import SessionModel
import TestSupport
import Testing

@testable import SpeechAnalysis

@Suite struct MeasureTests {
  private let rate = SampleRate(hertz: 1000)

  private func silences(_ lengths: [Int]) -> [SilentPause] {
    var start = 0
    return lengths.map { length in
      start += 1000
      defer { start += length }
      return SilentPause(
        range: FrameRange(start: start, end: start + length), silentFrames: length)
    }
  }

  @Test func `quantiles are those of numpy`() {
    // numpy.quantile([1, 2, 4, 8, 16], [0.5, 0.9, 0.25]) = 4, 12.8, 2
    let values = [1.0, 2, 4, 8, 16]
    #expect(quantile(0.5, ofSorted: values) == 4)
    #expect(abs((quantile(0.9, ofSorted: values) ?? 0) - 12.8) < 1e-12)
    #expect(quantile(0.25, ofSorted: values) == 2)
    #expect(quantile(0.9, ofSorted: [3]) == 3)
    #expect(quantile(0.5, ofSorted: []) == nil)
  }

  @Test(arguments: 1...30)
  func `the median is that of the sorted values`(count: Int) {
    var generator = SeededGenerator(seed: UInt64(count))
    let values = (0..<count).map { _ in Float(Int.random(in: 0...12, using: &generator)) }
    let sorted = values.sorted()
    #expect(median(values) == (sorted[count / 2] + sorted[(count - 1) / 2]) / 2)
    #expect(median([]) == nil)
  }

  @Test func `pauses begin at the threshold and classes take all silences`() {
    let lengths = [100, 199, 200, 249, 250, 600, 1000, 1001, 3000]
    let distribution = PauseDistribution(
      silences: silences(lengths), sampleRate: rate, thresholdSeconds: 0.25)
    #expect(distribution.count == 5)
    #expect(abs(distribution.totalSeconds - 5.851) < 1e-9)
    #expect(distribution.medianSeconds == 1)
    #expect(distribution.classCounts == [.brief: 2, .medium: 5, .long: 2])
    #expect(distribution.histogram.reduce(0, +) == lengths.count)
  }

  @Test(arguments: [(50, 0), (100, 0), (142, 1), (199, 1), (201, 2), (12_700, 13), (60_000, 13)])
  func `a silence falls into the bin of its length`(milliseconds: Int, bin: Int) {
    let distribution = PauseDistribution(
      silences: silences([milliseconds]), sampleRate: rate, thresholdSeconds: 0.25)
    #expect(distribution.histogram.firstIndex(of: 1) == bin)
  }

  /// The levels of a sound of 16 kHz; by default somebody speaks throughout.
  private func level(_ samples: [Float], soundingHops: [Range<Int>]? = nil) -> LevelMeasures {
    var extractor = FeatureExtractor(sampleRate: SampleRate(hertz: 16_000))
    extractor.process(samples.span)
    let track = extractor.finish()
    return LevelMeasures(track, soundingHops: soundingHops ?? [0..<track.variances.count]) { _ in
      false
    }
  }

  @Test func `a sine of half scale has −9.03 dBFS, with an offset as without`() throws {
    let sine = Synthesis.sine(hertz: 400, amplitude: 0.5, seconds: 1, rate: 16_000)
    for offset in [Float(0), 0.1] {
      let measures = level(sine.map { $0 + offset })
      let speech = try #require(measures.activeSpeech)
      #expect(abs(speech.value + 9.031) < 0.01)
      #expect(measures.noiseFloor == nil)
    }
    #expect(abs(level(sine).peak.value + 6.02) < 0.01)
  }

  @Test(arguments: [Float(0), 0.05, 0.5, -0.9])
  func `an offset changes neither the noise floor nor the speech level`(offset: Float) throws {
    let room = Synthesis.noise(amplitude: 0.0001, frames: 32_000, seed: 5)
    let voice = Synthesis.sine(hertz: 400, amplitude: 0.05, seconds: 1, rate: 16_000)
    let plain = level(room + voice, soundingHops: [200..<300])
    let moved = level((room + voice).map { $0 + offset }, soundingHops: [200..<300])
    let floor = try #require(plain.noiseFloor?.value)
    let speech = try #require(plain.activeSpeech?.value)
    #expect(abs((moved.noiseFloor?.value ?? 0) - floor) < 0.5)
    #expect(abs((moved.activeSpeech?.value ?? 0) - speech) < 0.1)
  }

  @Test func `digital silence is no noise floor while there is a room, and -120 alone`() throws {
    let room = Synthesis.noise(amplitude: 0.001, frames: 16_000, seed: 6).map { $0 + 0.1 }
    let silence = [Float](repeating: 0, count: 64_000)
    let floor = try #require(level(room, soundingHops: []).noiseFloor?.value)
    let longer = try #require(level(room + silence, soundingHops: []).noiseFloor?.value)
    #expect(abs(longer - floor) < 0.1)
    var click = silence
    click[100] = 0.5
    #expect(level(click, soundingHops: []).noiseFloor?.value == -120)
  }

  @Test func `a hop that the sound ends in counts by what there is of it`() {
    let short = level([0.5])
    #expect(short.offset == 0.5)
    #expect(level([Float](repeating: 0.5, count: 161)).offset == 0.5)
  }

  @Test func `only samples at the ends of the scale are clipped`() {
    var samples = [Float](repeating: 0, count: 1600)
    samples[10] = 32_767 / 32_768
    samples[11] = -1
    samples[12] = 32_766 / 32_768
    #expect(level(samples).clippedSamples == 2)
    #expect(level(samples).clippedRuns == 1)
    samples[13] = 1
    samples[900] = 1
    #expect(level(samples).clippedSamples == 4)
    #expect(level(samples).clippedRuns == 3)
  }

  @Test func `the offset is the mean of all samples`() {
    let sine = Synthesis.sine(hertz: 400, amplitude: 0.3, seconds: 1, rate: 16_000)
    #expect(abs(level(sine.map { $0 - 0.025 }).offset + 0.025) < 1e-5)
  }

  /// Noise with a line of hum between sentences in noise that is 40 dB louder.
  private func talk(hum hertz: Double, amplitude: Double, minutes: Int) -> [Float] {
    let rate = 16_000
    let frames = minutes * 60 * rate
    let room = Synthesis.noise(amplitude: 0.0002, frames: frames, seed: 3)
    let line = Synthesis.sine(
      hertz: hertz, amplitude: amplitude, seconds: Double(minutes * 60), rate: rate)
    return (0..<frames).map { frame in
      let isQuiet = frame % (10 * rate) > 7 * rate
      return (isQuiet ? 1 : 100) * room[frame] + line[frame]
    }
  }

  /// The hops of the sentences in such a talk.
  private func sentences(minutes: Int) -> [Range<Int>] {
    (0..<minutes * 6).map { $0 * 1000..<$0 * 1000 + 701 }
  }

  @Test(arguments: [(50.0, 1), (60.0, 3)])
  func `hum is found in the quiet seconds between the sentences`(hertz: Double, minutes: Int) throws
  {
    let talk = talk(hum: hertz, amplitude: 0.01, minutes: minutes)
    let hum = try #require(level(talk, soundingHops: sentences(minutes: minutes)).hum)
    #expect(hum.hertz == Int(hertz) && hum.isAudible)
    // A sine of amplitude 0.01 has −43.01 dBFS.
    #expect(abs(hum.level.value + 43.01) < 0.3)
  }

  @Test func `a room without hum has none, and too little of it says nothing`() throws {
    let talk = talk(hum: 50, amplitude: 0, minutes: 2)
    let quiet = try #require(level(talk, soundingHops: sentences(minutes: 2)).hum)
    #expect(!quiet.isAudible && quiet.excessDecibels < MainsHum.leastExcessDecibels)
    let first = Array(talk.prefix(28 * 16_000))
    #expect(level(first, soundingHops: Array(sentences(minutes: 1).prefix(3))).hum == nil)
  }

  @Test func `a deep voice that never stops is no hum`() {
    let voice = Synthesis.sine(hertz: 100, amplitude: 0.1, seconds: 180, rate: 16_000)
    #expect(level(voice).hum == nil)
    #expect(level(voice, soundingHops: []).hum?.isAudible == true)
  }

  @Test func `digital silence is no room`() throws {
    var samples = talk(hum: 50, amplitude: 0.01, minutes: 1)
    for frame in 16_000 * 20..<16_000 * 24 { samples[frame] = 0 }
    let hum = try #require(level(samples, soundingHops: sentences(minutes: 1)).hum)
    #expect(abs(hum.level.value + 43.01) < 0.3)
  }

  @Test(arguments: [8000, 11_025, 22_050, 44_100, 48_000])
  func `a quarter of a second is a pause at any rate`(hertz: Int) {
    let rate = SampleRate(hertz: hertz)
    let silences = [24, 25, 26].map { hops in
      SilentPause(
        range: FrameRange(start: 0, end: hops * hertz / 100), silentFrames: hops * hertz / 100)
    }
    let distribution = PauseDistribution(
      silences: silences, sampleRate: rate, thresholdSeconds: 0.25)
    #expect(distribution.count == 2)
    for (silence, runs) in zip(silences, [1, 2, 2]) {
      let end = silence.silentFrames
      let sounding = [
        FrameRange(start: 0, end: 100), FrameRange(start: 100 + end, end: 200 + end),
      ]
      let found = SpeechRuns(
        sounding: sounding, timeline: SessionTimeline(frames: 300 + end), sampleRate: rate,
        thresholdSeconds: 0.25)
      #expect(found.ranges.count == runs)
    }
  }

  @Test func `quartiles are those of the definition`() throws {
    // Hyndman and Fan's type 7, as numpy.quantile gives: 0.3, 0.5 and 1.0 s.
    let distribution = PauseDistribution(
      silences: silences([300, 2000, 400, 1000, 500, 260, 1200, 300, 800].sorted()),
      sampleRate: rate, thresholdSeconds: 0.25)
    let quartiles = try #require(distribution.quartilesSeconds)
    #expect(abs(quartiles.lower - 0.3) < 1e-9 && abs(quartiles.upper - 1.0) < 1e-9)
    #expect(distribution.medianSeconds == 0.5)
  }

  private func runs(
    _ sounding: [(Double, Double)], _ change: (inout SessionTimeline) -> Void = { _ in }
  ) -> SpeechRuns {
    func frame(_ seconds: Double) -> Int { Int((seconds * 48_000).rounded()) }
    var timeline = SessionTimeline(frames: frame(20))
    change(&timeline)
    return SpeechRuns(
      sounding: sounding.map { FrameRange(start: frame($0.0), end: frame($0.1)) },
      timeline: timeline, sampleRate: .recording, thresholdSeconds: 0.25)
  }

  @Test func `runs go from pause to pause, over shorter silences`() {
    let found = runs([(0, 1), (1.2, 2), (2.25, 4), (6, 7), (7.24, 7.5)])
    #expect(found.ranges.map(\.count) == [2, 1.75, 1.5].map { Int($0 * 48_000) })
    #expect(found.meanSeconds == 1.75 && found.medianSeconds == 1.75)
    #expect(runs([]).meanSeconds == nil && runs([]).ranges.isEmpty)
  }

  @Test func `the syllables of a run are those that lie in it`() {
    let ranges = [(0, 1.0), (1.1, 2), (3, 4)].map {
      FrameRange(start: Int($0.0 * 48_000), end: Int($0.1 * 48_000))
    }
    let found = SpeechRuns(
      sounding: ranges, nuclei: [0, 24_000, 60_000, 95_999, 144_000],
      timeline: SessionTimeline(frames: 240_000), sampleRate: .recording, thresholdSeconds: 0.25)
    #expect(found.meanSyllables == 2.5 && found.medianSyllables == 2.5)
    #expect(runs([]).meanSyllables == nil)
  }

  @Test func `holds and gaps end a run`() {
    let held = runs([(0, 1), (1.1, 2)]) { $0.holds = [Hold(frame: 50_000, heldFrames: 48_000)] }
    #expect(held.ranges.count == 2)
    let lost = runs([(0, 1), (1.1, 2)]) {
      $0.gaps = [Gap(range: FrameRange(start: 48_500, end: 49_000), cause: .overrun)]
    }
    #expect(lost.ranges.count == 2)
  }

  @Test func `the common frames of two lists of ranges are counted once`() {
    func ranges(_ list: [(Int, Int)]) -> [FrameRange] {
      list.map { FrameRange(start: $0.0, end: $0.1) }
    }
    let first = ranges([(0, 10), (20, 30), (40, 41)])
    let second = ranges([(5, 22), (25, 26), (29, 50)])
    #expect(overlap(first, second) == 5 + 2 + 1 + 1 + 1)
    #expect(overlap(second, first) == 10)
    #expect(overlap([], first) == 0)
  }
}
