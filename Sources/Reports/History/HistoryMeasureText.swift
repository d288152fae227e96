import PracticeHistory
import PracticePlan
import SpeechAnalysis

extension HistoryMeasure {
  /// What it is called in tables, at most 24 characters.
  var name: String {
    switch self {
    case .duration: "Time"
    case .talkShare: "Talk share"
    case .pausesPerMinute: "Pauses per talk minute"
    case .pauseMedian: "Median pause"
    case .pauseP90: "P90 pause"
    case .longPausesPerMinute: "Over 1 s per talk minute"
    case .runMedian: "Median run"
    case .articulationRate: "Articulation rate"
    case .speechRate: "Speech rate"
    case .pitchSpread: "Pitch spread"
    case .speechLevel: "Speech level"
    case .phasesWithin: "Phases within budget"
    }
  }

  /// What it is: as `explain` says it, where one session's measure is explained there.
  var definition: String {
    func explained(_ id: String) -> String { Measure.named(id)?.definition ?? "" }
    return switch self {
    case .duration: "The length of the session, or of all visits of a phase together."
    case .talkShare: explained("talk-share")
    case .pausesPerMinute: explained("pauses-per-minute")
    case .pauseMedian: explained("pause-median")
    case .pauseP90: explained("pause-p90")
    case .longPausesPerMinute: "Silences of more than one second, per minute of talk time."
    case .runMedian: "Half of the stretches of speech between two pauses are longer."
    case .articulationRate: explained("articulation-rate")
    case .speechRate: explained("speech-rate")
    case .pitchSpread: explained("pitch-spread")
    case .speechLevel: explained("speech-level")
    case .phasesWithin: "The plan's phases whose time lies from their least to their most."
    }
  }

  /// A value with its unit.
  func text(_ value: Double) -> String {
    switch self {
    case .duration: Format.clock(value)
    case .talkShare, .phasesWithin: Format.percent(value)
    case .pausesPerMinute, .longPausesPerMinute: Format.decimal(value, digits: 1)
    case .articulationRate, .speechRate: "\(Format.decimal(value, digits: 2)) per s"
    case .pitchSpread: "\(Format.decimal(value, digits: 1)) st"
    case .pauseMedian, .pauseP90, .runMedian: Format.seconds(value)
    case .speechLevel: "\(Format.decimal(value, digits: 1)) dBFS"
    }
  }

  /// A value as its text shows it: what is said about two of them has to fit what is read.
  func shown(_ value: Double) -> Double {
    switch self {
    case .duration: Format.wholeSeconds(value)
    case .talkShare, .phasesWithin, .articulationRate, .speechRate: value.rounded(digits: 2)
    case .pauseMedian, .pauseP90, .runMedian: value.rounded(digits: value < 9.995 ? 2 : 1)
    case .pausesPerMinute, .longPausesPerMinute, .pitchSpread, .speechLevel:
      value.rounded(digits: 1)
    }
  }

  /// A difference or a change with its sign and unit, in no more digits than the values
  /// have; `±0` when nothing of it is left.
  func differenceText(_ value: Double) -> String {
    let (size, unit): (String, String) =
      switch self {
      case .duration:
        abs(value) >= 59.5
          ? (Format.clock(abs(value).rounded()), "") : (Format.decimal(abs(value), digits: 0), " s")
      case .talkShare, .phasesWithin: (Format.decimal(abs(value) * 100, digits: 0), " points")
      case .pausesPerMinute, .longPausesPerMinute: (Format.decimal(abs(value), digits: 1), "")
      case .pauseMedian, .pauseP90, .runMedian: (Format.decimal(abs(value), digits: 2), " s")
      case .articulationRate, .speechRate: (Format.decimal(abs(value), digits: 2), " per s")
      case .pitchSpread: (Format.decimal(abs(value), digits: 1), " st")
      case .speechLevel: (Format.decimal(abs(value), digits: 1), " dB")
      }
    let isNothing = size.allSatisfy { "0.:".contains($0) }
    let word = size == "1" && unit == " points" ? " point" : unit
    return isNothing ? "±0" : (value < 0 ? "−" : "+") + size + word
  }
}

extension PhaseSummary {
  /// `within`, or by how much it was under or over; empty for the open remainder.
  var verdictText: String {
    let seconds = durationSeconds ?? 0
    let (least, most) = (budget.minimumSeconds, budget.maximumSeconds)
    return switch verdict {
    case .within: "within"
    case .under: "under by \(Format.difference(least - seconds, onClock: (seconds, least)))"
    case .over: "over by \(Format.difference(seconds - most, onClock: (most, seconds)))"
    case .notVisited: "not visited"
    case nil: ""
    }
  }
}
