import SessionModel

/// What a measure is counted in: how its values and differences read, and its axis.
public struct Unit: Hashable, Sendable {
  private enum Form { case clock, length, percent, decimal }

  private let form: Form
  /// The unit as `explain` names it; empty for a number of things.
  public let label: String
  /// What stands behind a value, with its space.
  private var suffix = ""
  /// What stands behind a difference, with its space.
  private var differenceSuffix = ""
  /// What stands behind a value on an axis, with its space.
  private var axisSuffix = ""
  /// Decimals of a value, where it is a plain number.
  private var digits = 0
  /// The smallest difference that is worth a word, beyond what rounding hides.
  private var leastHeard = 0.0
  /// The values that can be at all.
  public private(set) var possible = 0...1e9

  private init(_ form: Form, label: String) {
    self.form = form
    self.label = label
  }

  private init(
    label: String, digits: Int, suffix: String = "", difference: String? = nil, axis: String = "",
    leastHeard: Double = 0, possible: ClosedRange<Double> = 0...1e9
  ) {
    self.init(.decimal, label: label)
    self.digits = digits
    self.suffix = suffix
    differenceSuffix = difference ?? suffix
    axisSuffix = axis
    self.leastHeard = leastHeard
    self.possible = possible
  }

  /// Seconds as a clock shows them: `4:07`.
  public static let clock = Unit(.clock, label: "s")
  /// Seconds of a short length: `0.62 s`.
  public static let seconds = Unit(.length, label: "s")
  /// A share of 1 in percent; differences are points.
  public static let share = {
    var unit = Unit(.percent, label: "share, 0 to 1")
    unit.possible = 0...1
    return unit
  }()
  /// A number of things.
  public static let count = Unit(label: "", digits: 0)
  /// Things per minute.
  public static let perMinute = Unit(label: "per min", digits: 1)
  /// Words per minute.
  public static let wordsPerMinute = Unit(
    label: "words per min", digits: 0, suffix: " per min", possible: 0...10_000)
  /// A number of words.
  public static let words = Unit(label: "words", digits: 0, suffix: " words")
  /// Syllables per second.
  public static let syllablesPerSecond = Unit(
    label: "syllables per second", digits: 2, suffix: " per s")
  /// Semitones, twelve in an octave.
  public static let semitones = Unit(label: "semitones", digits: 1, suffix: " st")
  /// A ratio that is no share of anything.
  public static let quotient = Unit(label: "share", digits: 2)
  /// A frequency.
  public static let hertz = Unit(label: "Hz", digits: 0, suffix: " Hz")
  /// A level; a difference of two is in decibels.
  public static let dBFS = Unit(
    label: "dBFS", digits: 1, suffix: " dBFS", difference: " dB", axis: " dB",
    leastHeard: 1, possible: -1000...1000)
  /// A ratio of powers.
  public static let decibels = Unit(
    label: "dB", digits: 1, suffix: " dB", axis: " dB", leastHeard: 1, possible: -1000...1000)
  /// A share of full scale, from −1 to 1.
  public static let fullScale = Unit(
    label: "share of full scale", digits: 3, possible: -1...1)

  /// Whether steps on an axis are those of a clock.
  public var isClock: Bool { form == .clock }

  /// A value with its unit.
  public func text(_ value: Double) -> String {
    switch form {
    case .clock: Format.clock(value)
    case .length: Format.seconds(value)
    case .percent: Format.percent(value)
    case .decimal: Format.decimal(value, digits: digits) + suffix
    }
  }

  /// A value as its text shows it: what is said about two of them has to fit what is read.
  public func shown(_ value: Double) -> Double {
    switch form {
    case .clock: Format.wholeSeconds(value)
    case .length: value.rounded(digits: value < 9.995 ? 2 : 1)
    case .percent: value.rounded(digits: 2)
    case .decimal: value.rounded(digits: digits)
    }
  }

  /// The smallest difference between two values that is worth a word: one step of what is shown,
  /// and for levels one decibel, about the least that is heard.
  /// - SeeAlso: Zwicker and Fastl, *Psychoacoustics* (1999), section 7.1.
  public var leastDifference: Double {
    let step: Double =
      switch form {
      case .clock: 1
      case .length, .percent: 0.01
      case .decimal: 1 / (0..<digits).reduce(1) { power, _ in power * 10 }
      }
    return max(step, leastHeard)
  }

  /// A difference or a change with its sign and unit, in no more digits than the values
  /// have; `±0` when nothing of it is left.
  public func differenceText(_ difference: Double) -> String {
    let value = abs(difference)
    let (size, unit): (String, String) =
      switch form {
      case .clock:
        value >= 59.5
          ? (Format.clock(value.rounded()), "") : (Format.decimal(value, digits: 0), " s")
      case .length: (Format.decimal(value, digits: 2), " s")
      case .percent: (Format.decimal(value * 100, digits: 0), " points")
      case .decimal: (Format.decimal(value, digits: digits), differenceSuffix)
      }
    let isNothing = size.allSatisfy { "0.:".contains($0) }
    let word = size == "1" && unit == " points" ? " point" : unit
    return isNothing ? "±0" : (difference < 0 ? "−" : "+") + size + word
  }

  /// A round value on an axis.
  /// - Parameters:
  ///   - value: the value.
  ///   - step: from one such value to the next.
  public func axisText(_ value: Double, step: Double) -> String {
    switch form {
    case .clock: Format.clock(value)
    case .length: "\(Format.decimal(value, digits: step < 0.0099 ? 3 : step < 0.099 ? 2 : 1)) s"
    case .percent: "\(Format.decimal(value * 100, digits: step < 0.0099 ? 1 : 0)) %"
    case .decimal:
      Format.decimal(value, digits: step < 0.099 ? 2 : step < 0.99 ? 1 : 0) + axisSuffix
    }
  }
}
