extension FrameRange {
  /// Cuts a sound into steps of one length; the last may be shorter.
  /// - Parameters:
  ///   - stepSeconds: more than 0.
  ///   - frames: the length of the sound.
  ///   - sampleRate: its frames per second.
  public static func steps(
    of stepSeconds: Double, frames: Int, sampleRate: SampleRate
  ) -> [FrameRange] {
    stride(from: 0, to: sampleRate.seconds(frames: frames), by: stepSeconds).map { start in
      FrameRange(
        start: min(frames, sampleRate.frames(seconds: start)),
        end: min(frames, sampleRate.frames(seconds: start + stepSeconds)))
    }
  }

  /// Cuts ordered stretches at the bounds of steps.
  /// - Returns: for each step, what lies in it.
  public static func split(_ stretches: [FrameRange], at steps: [FrameRange]) -> [[FrameRange]] {
    var next = 0
    return steps.map { step in
      var parts: [FrameRange] = []
      while next < stretches.count, stretches[next].end <= step.start { next += 1 }
      var index = next
      while index < stretches.count, stretches[index].start < step.end {
        parts.append(
          FrameRange(
            start: max(stretches[index].start, step.start),
            end: min(stretches[index].end, step.end)))
        index += 1
      }
      return parts
    }
  }
}
