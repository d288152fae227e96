import AudioCore
public import SessionModel

/// How a probe was answered.
///
/// The answer is what is spoken from the probe's end to the end that was marked, to
/// the next probe, or to the session's end, whichever comes first.
public struct ProbeAnswer: Hashable, Sendable {
  /// The probe.
  public let probe: AskedProbe
  /// Frames from the probe's end to the first speech after it; nil without an answer.
  public let latencyFrames: Int?
  /// Frames from the first to the last speech of the answer, pauses in it included;
  /// nil without an answer.
  public let answerFrames: Int?

  /// Speech that goes on for this long past a spoken probe's end is an answer that
  /// began at once; a shorter rest is the last word of whoever asked.
  static let immediateSeconds = 1.0

  static func answers(
    _ timeline: SessionTimeline, sounding: [FrameRange], sampleRate: SampleRate
  ) -> [ProbeAnswer] {
    let immediate = sampleRate.frames(seconds: immediateSeconds)
    return timeline.probes.enumerated().map { index, probe in
      let next = timeline.probes.dropFirst(index + 1).first?.asked.start ?? timeline.frames
      let end = min(probe.answerEnd ?? next, next, timeline.frames)
      let start = probe.asked.end
      let spoken = sounding.filter { interval in
        guard start < end, interval.end > start, interval.start < end else { return false }
        if interval.start > start { return true }
        // A sentence under way when a probe is shown is no answer to it.
        return !probe.asked.isEmpty && interval.end - start >= immediate
      }
      guard let first = spoken.first, let last = spoken.last else {
        return ProbeAnswer(probe: probe, latencyFrames: nil, answerFrames: nil)
      }
      let begin = max(first.start, start)
      return ProbeAnswer(
        probe: probe, latencyFrames: begin - start, answerFrames: min(last.end, end) - begin)
    }
  }
}
