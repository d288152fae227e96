import AudioCore
import Foundation
import SessionModel

/// The outline of a session's sound, for drawing: a few numbers for each stretch of it.
///
/// Small enough to be kept with the numbers, so that no picture needs the sound again.
public struct SoundOutline: Hashable, Sendable {
  /// The most stretches: an hour in steps of 0.18 s.
  static let mostStretches = 20_000
  /// The most steps of levels: no session lasts longer than half a day.
  static let mostSteps = 720

  /// The length of a stretch in seconds, the last one's but for what is missing.
  public let stretchSeconds: Double
  /// The least and the largest sample of each stretch, −32,768 being full scale.
  public let stretches: [ClosedRange<Int16>]
  /// How loud the speech in each step of ``stepSeconds(_:)`` is, in dBFS; nil where hardly any is.
  public let speechLevels: [Double?]

  /// The steps in which pages show how a session went: of a minute, or less when it is short.
  public static func stepSeconds(_ durationSeconds: Double) -> Double {
    if durationSeconds > 40 * 30 { return max(60, durationSeconds / Double(mostSteps)) }
    return [5, 10, 15].first { durationSeconds <= 40 * $0 } ?? 30
  }

  /// Outlines the hops of a session.
  /// - Parameters:
  ///   - sounding: stretches of speech in order.
  ///   - frames: the length of the sound.
  init(_ track: FeatureTrack, sounding: [FrameRange], frames: Int, sampleRate: SampleRate) {
    let (lows, highs) = (track.lows, track.highs)
    let factor = max(1, (lows.count + Self.mostStretches - 1) / Self.mostStretches)
    stretchSeconds = Double(factor) / Double(FeatureTrack.hopsPerSecond)
    stretches = stride(from: 0, to: lows.count, by: factor).map { start in
      let part = start..<min(start + factor, lows.count)
      let low = lows[part].reduce(lows[start], min)
      let high = highs[part].reduce(highs[start], max)
      return Self.step(low)...Self.step(high)
    }
    let hops = track.means.count
    let moving = MovingOffset(track)
    let duration = sampleRate.seconds(frames: frames)
    let step = Self.stepSeconds(duration)
    let steps = FrameRange.steps(of: step, frames: frames, sampleRate: sampleRate)
    func hop(_ frame: Int) -> Int {
      let hertz = sampleRate.hertz
      return min(hops, (frame * FeatureTrack.hopsPerSecond + hertz / 2) / hertz)
    }
    speechLevels = FrameRange.split(sounding, at: steps).map { talk in
      // A word or two has no level to compare.
      guard sampleRate.seconds(frames: talk.reduce(0) { $0 + $1.count }) >= min(2, step / 5)
      else { return nil }
      let places = talk.flatMap { hop($0.start)..<hop($0.end) }
      let power = places.reduce(0) { $0 + moving.power($1) }
      return places.isEmpty
        ? nil : Decibels(power: power / Double(places.count)).value.rounded(digits: 2)
    }
  }

  /// Whether it is of a sound of this length, so that it can be drawn along it.
  func fits(_ durationSeconds: Double) -> Bool {
    let length = Double(stretches.count) * stretchSeconds
    let steps = (durationSeconds / Self.stepSeconds(durationSeconds)).rounded(.up)
    return abs(length - durationSeconds) <= stretchSeconds + 0.02
      && Double(speechLevels.count) == steps
  }

  private static func step(_ sample: Float) -> Int16 {
    Int16(min(max(sample * 32_768, -32_768), 32_767).rounded())
  }
}

extension SoundOutline: Codable {
  private enum Key: String, CodingKey { case stretchSeconds, extremes, speechLevels }

  /// Writes the extremes as base64 of 16-bit numbers, low bytes and least samples first.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(stretchSeconds, forKey: .stretchSeconds)
    try container.encode(speechLevels, forKey: .speechLevels)
    var bytes = Data(capacity: 4 * stretches.count)
    for stretch in stretches {
      for sample in [stretch.lowerBound, stretch.upperBound] {
        bytes.append(UInt8(truncatingIfNeeded: sample))
        bytes.append(UInt8(truncatingIfNeeded: sample >> 8))
      }
    }
    try container.encode(bytes, forKey: .extremes)
  }

  /// Reads an outline.
  /// - Throws: `DecodingError` for one that no sound can have.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    stretchSeconds = try container.decode(Double.self, forKey: .stretchSeconds)
    speechLevels = try container.decode([Double?].self, forKey: .speechLevels)
    let bytes = try container.decode(Data.self, forKey: .extremes)
    func sample(_ place: Int) -> Int16 {
      Int16(bitPattern: UInt16(bytes[place]) | UInt16(bytes[place + 1]) << 8)
    }
    let bounds = stride(from: 0, to: bytes.count - bytes.count % 4, by: 4).map {
      (sample($0), sample($0 + 2))
    }
    guard 0.01...3600 ~= stretchSeconds, bounds.allSatisfy({ $0.0 <= $0.1 }),
      speechLevels.allSatisfy({ -1000...1000 ~= $0 ?? 0 })
    else {
      throw DecodingError.dataCorruptedError(
        forKey: .extremes, in: container, debugDescription: "no outline of a sound")
    }
    stretches = bounds.map { $0.0...$0.1 }
  }
}
