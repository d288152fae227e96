public import AudioCore

/// The samples of a stretch as they are played, and where each comes from.
public struct StretchSound: Sendable {
  /// Mono samples at the session's rate.
  public let samples: [Int16]
  /// How many times faster than spoken.
  public let speed: Double
  /// The parts of the session that are played, in order.
  public let parts: [FrameRange]

  /// What stays of a silence on each side when pauses are skipped, in seconds.
  private static let keptSeconds = 0.15
  /// The fade at each end of a part, so that a joint does not click, in seconds.
  private static let fadeSeconds = 0.005

  /// Prepares a stretch.
  ///
  /// At speed 1 with its pauses it is the session's own samples, unchanged.
  /// - Parameters:
  ///   - range: what to play; ``ListeningStretch/range`` or its rest.
  ///   - cut: what to leave out.
  ///   - speed: 1 or more; the pitch stays.
  ///   - sounding: where somebody speaks, to skip the pauses between; nil keeps them.
  ///   - sampleRate: frames per second of the samples.
  ///   - read: gives the session's samples of a range.
  public init(
    range: FrameRange, cut: FrameRange?, speed: Double, sounding: [FrameRange]?,
    sampleRate: SampleRate, read: (FrameRange) throws -> [Int16]
  ) rethrows {
    self.speed = speed
    let parts =
      sounding.map {
        Self.spoken($0, in: range, keeping: sampleRate.frames(seconds: Self.keptSeconds))
      }
      ?? []
    self.parts = parts.isEmpty ? Self.without(cut, range) : parts
    var samples: [Int16] = []
    for (index, part) in self.parts.enumerated() {
      var piece = try read(part)
      let fade = min(sampleRate.frames(seconds: Self.fadeSeconds), piece.count)
      if index > 0 {
        for offset in 0..<fade { piece[offset] = Int16(Int(piece[offset]) * offset / fade) }
      }
      if index < self.parts.count - 1 {
        for offset in 0..<fade {
          let place = piece.count - 1 - offset
          piece[place] = Int16(Int(piece[place]) * offset / fade)
        }
      }
      samples += piece
    }
    self.samples = TimeCompression.samples(samples, factor: speed, sampleRate: sampleRate)
  }

  /// The session's frame that is heard after so many played ones.
  public func sessionFrame(played: Int) -> Int {
    var left = Int((Double(max(0, played)) * speed).rounded())
    for part in parts {
      if left < part.count { return part.start + left }
      left -= part.count
    }
    return parts.last?.end ?? 0
  }

  private static func without(_ cut: FrameRange?, _ range: FrameRange) -> [FrameRange] {
    guard let cut, range.overlap(cut) > 0 else { return [range] }
    return [
      FrameRange(start: range.start, end: max(range.start, cut.start)),
      FrameRange(start: min(range.end, cut.end), end: range.end),
    ].filter { !$0.isEmpty }
  }

  /// Speech with a little silence around it.
  private static func spoken(
    _ sounding: [FrameRange], in range: FrameRange, keeping kept: Int
  ) -> [FrameRange] {
    sounding.reduce(into: []) { parts, speech in
      let start = max(range.start, speech.start - kept)
      let end = min(range.end, speech.end + kept)
      guard start < end, range.overlap(speech) > 0 else { return }
      if let last = parts.last, start <= last.end {
        parts[parts.count - 1] = FrameRange(start: last.start, end: end)
      } else {
        parts.append(FrameRange(start: start, end: end))
      }
    }
  }
}
