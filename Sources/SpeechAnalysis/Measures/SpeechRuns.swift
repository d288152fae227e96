public import AudioCore
import SessionModel

/// The stretches of speech between silent pauses.
///
/// A run starts with the first sounding interval or after a silent pause, a hold,
/// a gap or others' speech, and ends before the next; shorter silences are part of it.
///
/// - SeeAlso: Lennon, Language Learning 40 (1990), and Kormos and Dénes, System 32
///   (2004), on the mean length of runs as a measure of fluency.
public struct SpeechRuns: Hashable, Sendable {
  /// The runs in order.
  public let ranges: [FrameRange]
  /// Their mean length in seconds; nil without speech.
  public let meanSeconds: Double?
  /// Their median length in seconds; nil without speech.
  public let medianSeconds: Double?

  /// The mean number of their syllables; nil without speech.
  public let meanSyllables: Double?
  /// The median number of their syllables; nil without speech.
  public let medianSyllables: Double?

  init(
    sounding: [FrameRange], nuclei: [Int] = [], timeline: SessionTimeline, sampleRate: SampleRate,
    thresholdSeconds: Double
  ) {
    let excluded = timeline.excluded
    var runs: [FrameRange] = []
    for interval in sounding {
      guard let last = runs.last else {
        runs.append(interval)
        continue
      }
      let between = FrameRange(start: last.end, end: interval.start)
      let isCut =
        sampleRate.reaches(thresholdSeconds, frames: between.count)
        || timeline.holds.contains { between.start <= $0.frame && $0.frame <= between.end }
        || excluded.contains { $0.overlap(between) > 0 }
      if isCut {
        runs.append(interval)
      } else {
        runs[runs.count - 1] = FrameRange(start: last.start, end: interval.end)
      }
    }
    ranges = runs
    let lengths = runs.map { sampleRate.seconds(frames: $0.count) }
    meanSeconds = lengths.isEmpty ? nil : lengths.reduce(0, +) / Double(lengths.count)
    medianSeconds = quantile(0.5, ofSorted: lengths.sorted())
    var next = nuclei.startIndex
    let syllables = runs.map { run in
      while next < nuclei.count, nuclei[next] < run.start { next += 1 }
      let first = next
      while next < nuclei.count, nuclei[next] < run.end { next += 1 }
      return Double(next - first)
    }
    meanSyllables = syllables.isEmpty ? nil : syllables.reduce(0, +) / Double(syllables.count)
    medianSyllables = quantile(0.5, ofSorted: syllables.sorted())
  }
}
