import AudioCore
import Practice
import Recording
import Reports
import SessionModel
import SpeechAnalysis

/// A running recording on one line, for windows of a few rows: phase, time left, total, level.
enum StatusLine {
  /// Renders a status as one line of at most `style.columns` − 1 characters.
  /// - Parameters:
  ///   - status: a glance at the recording.
  ///   - peak: the largest sample of the last moments.
  ///   - room: what the disk takes; shown when it is little.
  ///   - plan: what it follows.
  ///   - sampleRate: frames per second of the session's clock.
  ///   - style: what the terminal can show.
  ///   - isBlind: whether times are left out.
  static func text(
    _ status: RecorderStatus, peak: Decibels, room: DiskRoom?, plan: Plan, sampleRate: SampleRate,
    style: TextStyle, isBlind: Bool = false
  ) -> String {
    let total = sampleRate.seconds(frames: status.frames)
    let inPhase = sampleRate.seconds(frames: status.phaseFrames)
    let isNarrow = style.columns < 72
    let phase = status.phaseIndex < plan.phases.count ? plan.phases[status.phaseIndex] : nil
    let name = phase.map { "\(status.phaseIndex + 1)/\(plan.phases.count) \($0.name)" } ?? "Open"
    let (left, colour) = timeLeft(inPhase, phase: phase, plan: plan, total: total)
    let clock = "\(Format.clock(total)) of \(Format.clock(plan.totalSeconds))"
    let level = "\(Format.decimal(peak.value, digits: 0)) dBFS"
    // In the order of what matters: what goes wrong, then time, then the rest.
    var parts: [(text: String, colour: TextStyle.Colour?)] = []
    if let seconds = status.secondsToReopen {
      parts.append(("NO DEVICE, trying for \(seconds) s", .red))
    }
    if let alarm = KeepingText.alarm(status.sink) { parts.append((alarm, .red)) }
    parts.append(status.isHeld ? ("HELD", .yellow) : ("REC", .red))
    parts.append((style.cut(name, to: isNarrow ? 14 : 32), nil))
    if !isBlind { parts.append((left, colour)) }
    if peak.value > -0.1 { parts.append(("CLIPPED", .red)) }
    if status.gapCount > 0 { parts.append(("\(status.gapCount) lost", .red)) }
    if let room, room.seconds < DiskRoom.scarceSeconds {
      parts.append(("disk \(room.text)", .red))
    }
    if !isBlind { parts.append((isNarrow ? Format.clock(total) : clock, nil)) }
    parts.append((level, nil))
    if status.markCount > 0 {
      parts.append((status.markCount == 1 ? "1 mark" : "\(status.markCount) marks", nil))
    }
    // What does not fit is left out from the right; colours take no room.
    var line = ""
    var width = 0
    for part in parts {
      let separator = line.isEmpty ? "" : "  "
      guard width + separator.count + part.text.columns < style.columns else { break }
      line += separator + (part.colour.map { style.paint(part.text, $0) } ?? part.text)
      width += separator.count + part.text.columns
    }
    return style.plain(line)
  }

  /// What is left until the least, then until the most, then how far past it.
  private static func timeLeft(
    _ seconds: Double, phase: Phase?, plan: Plan, total: Double
  ) -> (text: String, colour: TextStyle.Colour?) {
    guard let budget = phase?.budget else {
      return total <= plan.totalSeconds
        ? ("\(Format.clock(from: total, to: plan.totalSeconds)) left", nil)
        : ("over by \(Format.clock(from: plan.totalSeconds, to: total))", .red)
    }
    switch budget.verdict(seconds: seconds) {
    case .under: return ("\(Format.clock(from: seconds, to: budget.minimumSeconds)) to min", nil)
    case .over: return ("over by \(Format.clock(from: budget.maximumSeconds, to: seconds))", .red)
    case .within, .notVisited:
      return ("\(Format.clock(from: seconds, to: budget.maximumSeconds)) to max", .green)
    }
  }
}
