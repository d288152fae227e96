import AudioCore
import SessionModel
public import SpeechAnalysis

/// The check of a microphone as one short table, each remark with its cure.
public struct MicrophoneReport {
  private let check: MicrophoneCheck
  private let device: String
  private let style: TextStyle

  /// Renders a check.
  /// - Returns: lines of at most `style.columns` characters, each ending in a
  ///   newline. A microphone that cannot be used gets one cure, for the reason.
  public static func text(
    _ check: MicrophoneCheck, device: String, style: TextStyle
  ) -> String {
    let report = MicrophoneReport(check: check, device: device, style: style)
    return report.lines().map { style.plain($0) + "\n" }.joined()
  }

  /// What is wrong, as the end of a sentence about the device.
  public static func description(of problem: MicrophoneCheck.Problem) -> String {
    switch problem {
    case .digitalSilence: "it delivers nothing but digital silence"
    case .constant: "all of its samples are equal"
    case .noSpeech: "no speech was heard"
    case .faint: "speech is hardly there"
    case .soft: "speech is soft"
    case .loud: "speech is loud"
    case .noisyRoom: "the room is loud"
    case .lowSignalToNoise: "speech is too close to the noise"
    case .highPeak: "peaks are close to full scale"
    case .clipped: "some samples are clipped"
    case .clippedThroughout: "more than 1 % of its samples are clipped"
    case .hum: "mains hum is audible"
    case .offset: "its samples are not centred on 0"
    }
  }

  /// What to do about a problem, in one sentence of at most 76 characters.
  /// - Parameters:
  ///   - problem: what was found.
  ///   - check: what was measured, where the cure depends on it.
  public static func cure(
    for problem: MicrophoneCheck.Problem, in check: MicrophoneCheck? = nil
  ) -> String {
    switch problem {
    case .digitalSilence: "Unmute the microphone, or choose another one: see 'walkthrough devices'."
    case .constant: "Plug it in anew, or choose another one: see 'walkthrough devices'."
    case .noSpeech: "Speak when asked to; if you did, choose another: see 'walkthrough devices'."
    case .faint: "Unmute it, raise its gain, or choose another: see 'walkthrough devices'."
    case .soft: "Move closer to the microphone" + raise(check) + "."
    case .loud, .highPeak, .clipped: "Turn the input gain down" + lower(check) + "."
    case .clippedThroughout: "Turn the input gain far down, in alsamixer for example."
    case .noisyRoom: "Close windows, switch fans off, or move closer to the microphone."
    case .lowSignalToNoise:
      (check?.noiseFloor?.value ?? 0) > MicrophoneCheck.idealNoise
        ? cure(for: .noisyRoom) : cure(for: .soft, in: check)
    case .hum: "Keep the cable away from mains and chargers, or use another USB port."
    case .offset: "Use another input: the offset comes from the sound card."
    }
  }

  /// How much is missing to the middle of the ideal.
  private static func raise(_ check: MicrophoneCheck?) -> String {
    guard let level = check?.speechLevel?.value else { return "" }
    let missing = Int((idealSpeech - level).rounded())
    return missing > 0 ? ", or raise the input gain by about \(missing) dB" : ""
  }

  /// How much is too much: until the peaks and the level are as they should be.
  private static func lower(_ check: MicrophoneCheck?) -> String {
    guard let check else { return "" }
    // Clipped peaks were higher than they look.
    let margin = check.clippedShare > 0 ? 6.0 : 1.0
    let byPeak = check.peak.value - MicrophoneCheck.highestPeak + margin
    let byLevel = check.speechLevel.map { $0.value - idealSpeech } ?? 0
    let isLoud = byLevel > MicrophoneCheck.acceptableSpeech.upperBound - idealSpeech
    let most = Int(max(byPeak, isLoud ? byLevel : 0).rounded(.up))
    return most > 0 ? " by about \(most) dB" : ""
  }

  private static var idealSpeech: Double {
    (MicrophoneCheck.idealSpeech.lowerBound + MicrophoneCheck.idealSpeech.upperBound) / 2
  }

  // MARK: Lines

  private func lines() -> [String] {
    let table = TextTable(
      [
        .left("Microphone", 16), .right("Value", 13), .left("Verdict", 11, before: 2),
        .left("Wanted", 37, priority: 1),
      ], style: style)
    var lines = [style.paint(style.cut(device, to: style.columns), .bold), table.heading]
    var said: Set<String> = []
    for finding in check.findings {
      lines.append(line(finding, in: table))
      guard let problem = finding.problem,
        check.refusal == nil || check.refusal == problem
      else { continue }
      let cure = Self.cure(for: problem, in: check)
      // Too loud, peaks too high and clipping share one cure.
      if said.insert(cure).inserted { lines += style.wrapped(cure, start: "  → ") }
    }
    let problem = check.refusal.map(Self.description)
    lines += style.wrapped(
      problem.map { "This microphone cannot be used: \($0)." }
        ?? "This microphone can be used.")
    return lines
  }

  private func line(_ finding: MicrophoneCheck.Finding, in table: TextTable) -> String {
    let colour: TextStyle.Colour =
      switch finding.verdict {
      case .good: .green
      case .attention: .yellow
      case .bad: .red
      case nil: .dim
      }
    return table.row(
      [
        name(finding.quantity), finding.verdict == nil ? "–" : value(finding),
        finding.verdict?.rawValue ?? "unknown", wanted(finding.quantity),
      ], colours: [nil, nil, colour])
  }

  private func name(_ quantity: MicrophoneCheck.Quantity) -> String {
    switch quantity {
    case .device: "Hears speech"
    case .noiseFloor: "Noise floor"
    case .speechLevel: "Speech level"
    case .signalToNoise: "Speech to noise"
    case .peak: "Peak"
    case .clipping: "Clipping"
    case .hum: check.hum.map { "Hum, \($0.hertz) Hz" } ?? "Hum"
    case .offset: "DC offset"
    }
  }

  private func value(_ finding: MicrophoneCheck.Finding) -> String {
    switch finding.quantity {
    case .device:
      switch finding.problem {
      case nil: check.speechLevel == nil ? "sound" : "yes"
      case .digitalSilence: "silence"
      case .constant: "constant"
      default: "no"
      }
    case .noiseFloor: check.noiseFloor.map(Format.level) ?? "–"
    case .speechLevel: check.speechLevel.map(Format.level) ?? "–"
    case .signalToNoise: check.signalToNoise.map { "\(Format.decimal($0, digits: 1)) dB" } ?? "–"
    case .peak: Format.level(check.peak)
    case .clipping: Self.smallPercent(check.clippedShare)
    case .hum: check.hum.map { "\(Format.decimal($0.excessDecibels, digits: 1)) dB" } ?? "–"
    case .offset: Self.smallPercent(abs(check.offset))
    }
  }

  /// A share that may be small and must not look like nothing.
  private static func smallPercent(_ share: Double) -> String {
    if share == 0 { return "0 %" }
    return share < 0.0001 ? "< 0.01 %" : "\(Format.decimal(share * 100, digits: 2)) %"
  }

  /// What a good value is, with the ideal where there is one.
  private func wanted(_ quantity: MicrophoneCheck.Quantity) -> String {
    func whole(_ value: Double) -> String { Format.decimal(value, digits: 0) }
    func band(_ range: ClosedRange<Double>) -> String {
      "\(whole(range.lowerBound)) to \(whole(range.upperBound))"
    }
    switch quantity {
    case .device: return "one sentence after the room tone"
    case .noiseFloor: return "≤ \(whole(MicrophoneCheck.idealNoise)), or far below speech"
    case .speechLevel:
      return "\(band(MicrophoneCheck.acceptableSpeech)), "
        + "ideal \(band(MicrophoneCheck.idealSpeech))"
    case .signalToNoise: return "≥ \(whole(MicrophoneCheck.acceptableSignalToNoise)) dB"
    case .peak: return "≤ \(whole(MicrophoneCheck.highestPeak)) dBFS"
    case .clipping: return "none"
    case .hum: return "< \(whole(MainsHum.leastExcessDecibels)) dB over its surroundings"
    case .offset: return "≤ \(whole(MicrophoneCheck.mostOffset * 100)) % of full scale"
    }
  }
}

/// The check of a microphone as JSON: what `check` prints for programs.
///
/// Keys are sorted. Levels are dBFS and distances dB, both rounded to 0.01; shares
/// are of 1. What could not be measured is left out. Schema 1.
public enum MicrophoneDocument {
  /// The number of this layout.
  public static let schema = 1

  /// Renders a check as JSON text ending in a newline.
  /// - Throws: nothing that a finite check can cause.
  public static func json(_ check: MicrophoneCheck, device: String) throws -> [UInt8] {
    let document = Document(
      device: device, isUsable: check.refusal == nil,
      noiseFloorDBFS: hundredths(check.noiseFloor?.value),
      speechDBFS: hundredths(check.speechLevel?.value),
      signalToNoiseDB: hundredths(check.signalToNoise),
      peakDBFS: hundredths(check.peak.value), clippedShare: check.clippedShare,
      hum: check.hum.map {
        Hum(
          hertz: $0.hertz, excessDB: hundredths($0.excessDecibels),
          levelDBFS: hundredths($0.level.value))
      }, offset: check.offset, speechSeconds: check.speechSeconds,
      findings: check.findings.map { finding in
        Entry(
          quantity: finding.quantity.rawValue, verdict: finding.verdict?.rawValue,
          problem: finding.problem?.rawValue,
          cure: finding.problem.map { MicrophoneReport.cure(for: $0, in: check) })
      })
    return try JSONText.page(document)
  }

  private struct Document: Encodable {
    let schema = MicrophoneDocument.schema
    let device: String
    let isUsable: Bool
    let noiseFloorDBFS: Double?
    let speechDBFS: Double?
    let signalToNoiseDB: Double?
    let peakDBFS: Double?
    let clippedShare: Double
    let hum: Hum?
    let offset: Double
    let speechSeconds: Double
    let findings: [Entry]
  }

  private struct Hum: Encodable {
    let hertz: Int
    let excessDB: Double?
    let levelDBFS: Double?
  }

  private struct Entry: Encodable {
    let quantity: String
    let verdict: String?
    let problem: String?
    let cure: String?
  }

  private static func hundredths(_ value: Double?) -> Double? {
    value.map { ($0 * 100).rounded() / 100 }
  }
}
