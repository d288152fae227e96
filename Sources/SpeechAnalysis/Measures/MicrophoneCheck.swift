public import AudioCore
import Foundation
import SessionModel

/// What some seconds of room tone and one sentence say about a microphone.
///
/// A pure function of the samples: no device, no clock. Findings are judged by
/// what the analysis of pacing needs; the levels that recordings for listeners
/// aim at are given as orientation. At most one finding is ``Verdict/bad``: the
/// reason why the microphone cannot be used.
///
/// Sources: speech −23 to −18 dBFS RMS, peaks at most −3 dBFS and room noise of at
/// most −60 dBFS RMS are ACX's rules for audio books, as the Audacity forum states
/// them. ITU-T P.56 (2011) describes active speech level. The other bounds are
/// this program's own and say so.
public struct MicrophoneCheck: Hashable, Sendable {
  /// What is judged, in the order of a report.
  public enum Quantity: String, Sendable, CaseIterable {
    /// Whether the device hears, and hears the speaker.
    case device
    /// The level of the room.
    case noiseFloor
    /// The level of the sentence.
    case speechLevel
    /// The difference of the two.
    case signalToNoise
    /// The largest sample of the sentence.
    case peak
    /// Samples of the sentence at either end of the scale.
    case clipping
    /// Mains hum in the room tone.
    case hum
    /// The mean of the room tone.
    case offset
  }

  /// How a quantity compares with what is needed.
  public enum Verdict: String, Sendable {
    /// Nothing to do.
    case good
    /// Usable, but can be better.
    case attention
    /// The microphone cannot be used so.
    case bad
  }

  /// Why a finding is not good.
  public enum Problem: String, Sendable, CaseIterable {
    /// All samples are 0.
    case digitalSilence
    /// All samples have one value other than 0.
    case constant
    /// The sentence has no speech, or is no louder than the room.
    case noSpeech
    /// Speech is so soft that hardly anything is left to measure.
    case faint
    /// Speech is softer than it should be.
    case soft
    /// Speech is louder than it should be.
    case loud
    /// The room is loud, measured by the speech.
    case noisyRoom
    /// Speech is not far enough above the room.
    case lowSignalToNoise
    /// Peaks are close to full scale.
    case highPeak
    /// Some samples are clipped.
    case clipped
    /// More than 1 % of the samples are clipped.
    case clippedThroughout
    /// Mains hum is audible.
    case hum
    /// The mean is far from 0.
    case offset
  }

  /// One quantity's verdict.
  public struct Finding: Hashable, Sendable {
    /// What was judged.
    public let quantity: Quantity
    /// How it is; nil when it could not be measured, for a reason that another finding has.
    public let verdict: Verdict?
    /// Why it is not good; nil when it is.
    public let problem: Problem?
  }

  /// Levels of speech in dBFS that the analysis takes without remark; our own bounds.
  public static let acceptableSpeech = -35.0 ... -15.0
  /// Levels of speech in dBFS that recordings for listeners aim at (ACX).
  public static let idealSpeech = -23.0 ... -18.0
  /// Speech below this, in dBFS, counts as faint; our own bound.
  public static let faintSpeech = -50.0
  /// The loudest room in dBFS that is good whatever the speech (ACX).
  public static let idealNoise = -60.0
  /// The least good distance of speech from noise in dB; our own bound.
  public static let acceptableSignalToNoise = 20.0
  /// Below this distance in dB nobody is heard; our own bound.
  public static let leastSignalToNoise = 6.0
  /// The highest good peak in dBFS (ACX).
  public static let highestPeak = -3.0
  /// The share of clipped samples from which on nothing can be trusted; our own bound.
  public static let mostClipped = 0.01
  /// The largest good offset as a share of full scale; our own bound.
  public static let mostOffset = 0.01
  /// The least speech that makes a sentence, in seconds; our own bound.
  public static let leastSpeechSeconds = 0.5

  /// Median power of the room tone's windows of 0.1 s, DC removed; nil when it is shorter.
  ///
  /// 0.1 s holds whole periods of 50 and of 60 Hz; the median ignores a click.
  public let noiseFloor: Decibels?
  /// Mean power of the sentence's sounding intervals, DC removed; nil without speech.
  public let speechLevel: Decibels?
  /// How long the sentence sounds, in seconds.
  public let speechSeconds: Double
  /// The largest sample of the sentence.
  public let peak: Decibels
  /// The share of the sentence's samples at either end of the scale, 0 to 1.
  public let clippedShare: Double
  /// Mains hum of the room tone; nil when it is shorter than a second, or dead.
  public let hum: MainsHum?
  /// The median of the means of the room tone's windows of 0.1 s, as a share of full
  /// scale, −1 to 1; 0 when the room tone is shorter.
  public let offset: Double
  /// All quantities in order.
  public private(set) var findings: [Finding] = []

  /// Speech level less noise floor in dB; nil without either.
  public var signalToNoise: Double? {
    guard let speechLevel, let noiseFloor else { return nil }
    return speechLevel.value - noiseFloor.value
  }

  /// Why the microphone cannot be used; nil when it can.
  public var refusal: Problem? { findings.first { $0.verdict == .bad }?.problem }

  /// Measures and judges.
  /// - Parameters:
  ///   - room: mono samples without speech, three seconds or so, full scale being 1.
  ///   - speech: the samples that follow, with one sentence.
  ///   - sampleRate: of both, 8,000 Hz or more.
  public init(room: [Float], speech: [Float], sampleRate: SampleRate) {
    let length = max(1, sampleRate.hertz / 10)
    let windows = (0..<room.count / length).map { room[$0 * length..<($0 + 1) * length] }
    let means = windows.map { $0.reduce(0.0) { $0 + Double($1) } / Double(length) }
    let dc = quantile(0.5, ofSorted: means.sorted()) ?? 0
    func power(_ samples: ArraySlice<Float>) -> Double {
      let squares = samples.reduce(0.0) { $0 + (Double($1) - dc) * (Double($1) - dc) }
      return squares / Double(max(1, samples.count))
    }
    let powers = windows.map(power)
    let clipped = speech.count { abs($0) >= 32_766.5 / 32_768 }
    offset = dc
    noiseFloor = quantile(0.5, ofSorted: powers.sorted()).map { Decibels(power: $0) }
    peak = Decibels(amplitude: Double(speech.reduce(0) { max($0, abs($1)) }))
    clippedShare = Double(clipped) / Double(max(1, speech.count))
    let dead = Self.deadness(room + speech)
    hum = dead == nil ? MainsHum(room, sampleRate: sampleRate) : nil

    let sounding = dead == nil ? Self.sounding(room: room, speech: speech, sampleRate) : []
    let frames = sounding.reduce(0) { $0 + $1.count }
    speechSeconds = sampleRate.seconds(frames: frames)
    let energy = sounding.reduce(0.0) {
      $0 + power(speech[$1.start..<$1.end]) * Double($1.count)
    }
    speechLevel =
      speechSeconds >= Self.leastSpeechSeconds
      ? Decibels(power: energy / Double(frames)) : nil
    findings = Quantity.allCases.map { judge($0, dead: dead) }
  }

  /// Whether somebody speaks in what should be room tone.
  /// - Parameters:
  ///   - room: mono samples, three seconds or so, full scale being 1.
  ///   - sampleRate: theirs, 8,000 Hz or more.
  public static func hasSpeech(_ room: [Float], sampleRate: SampleRate) -> Bool {
    var analyzer = SpeechAnalyzer(sampleRate: sampleRate)
    analyzer.process(room.span)
    let frames = analyzer.finish().sounding.reduce(0) { $0 + $1.count }
    return sampleRate.seconds(frames: frames) >= leastSpeechSeconds
  }

  /// Why a stretch is no sound at all; nil when it is.
  private static func deadness(_ samples: [Float]) -> Problem? {
    guard let first = samples.first else { return .digitalSilence }
    guard samples.allSatisfy({ $0 == first }) else { return nil }
    return first == 0 ? .digitalSilence : .constant
  }

  /// Where the sentence sounds, decided with the room tone before it as reference.
  private static func sounding(
    room: [Float], speech: [Float], _ sampleRate: SampleRate
  ) -> [FrameRange] {
    var analyzer = SpeechAnalyzer(sampleRate: sampleRate)
    analyzer.process(room.span)
    analyzer.process(speech.span)
    return analyzer.finish().sounding.compactMap { range in
      let start = max(0, range.start - room.count)
      let end = range.end - room.count
      return end > start ? FrameRange(start: start, end: end) : nil
    }
  }

  // MARK: Verdicts

  private func judge(_ quantity: Quantity, dead: Problem?) -> Finding {
    func finding(_ verdict: Verdict?, _ problem: Problem? = nil) -> Finding {
      Finding(quantity: quantity, verdict: verdict, problem: problem)
    }
    func attention(_ problem: Problem, unless isGood: Bool) -> Finding {
      isGood ? finding(.good) : finding(.attention, problem)
    }
    if let dead { return quantity == .device ? finding(.bad, dead) : finding(nil) }
    let isDistorted = clippedShare > Self.mostClipped
    switch quantity {
    case .device:
      // Distortion hides speech: it is the one thing to say then.
      return isHeard || isDistorted ? finding(.good) : finding(.bad, .noSpeech)
    case .noiseFloor:
      guard let noiseFloor else { return finding(nil) }
      let isFarBelow = signalToNoise.map { $0 >= Self.acceptableSignalToNoise } ?? false
      return attention(.noisyRoom, unless: isFarBelow || noiseFloor.value <= Self.idealNoise)
    case .speechLevel:
      guard let level = speechLevel?.value else { return finding(nil) }
      if level < Self.faintSpeech, isHeard { return finding(.bad, .faint) }
      return attention(
        level < Self.acceptableSpeech.lowerBound ? .soft : .loud,
        unless: Self.acceptableSpeech.contains(level))
    case .signalToNoise:
      guard let signalToNoise else { return finding(nil) }
      return attention(
        .lowSignalToNoise, unless: signalToNoise >= Self.acceptableSignalToNoise)
    case .peak:
      return attention(.highPeak, unless: peak.value <= Self.highestPeak)
    case .clipping:
      if isDistorted { return finding(.bad, .clippedThroughout) }
      return attention(.clipped, unless: clippedShare == 0)
    case .hum:
      guard let hum else { return finding(nil) }
      return attention(.hum, unless: !hum.isAudible)
    case .offset:
      return attention(.offset, unless: abs(offset) <= Self.mostOffset)
    }
  }

  /// Whether somebody speaks, and louder than the room.
  private var isHeard: Bool {
    guard speechLevel != nil else { return false }
    return (signalToNoise ?? .infinity) >= Self.leastSignalToNoise
  }
}
