import PracticePlan
import Reports

/// Where a phase stands against its minutes.
enum PhaseStanding: Hashable {
  /// The least is not reached: seconds to it.
  case under(Double)
  /// In the band: seconds to the most.
  case within(Double)
  /// In the last fifth of the band: seconds to the most.
  case nearMost(Double)
  /// Past the most: by how many seconds.
  case over(Double)

  init(_ budget: TimeBudget, seconds: Double) {
    let left = budget.maximumSeconds - seconds
    switch budget.verdict(seconds: seconds) {
    case .under: self = .under(budget.minimumSeconds - seconds)
    case .over: self = .over(-left)
    case .within, .notVisited:
      let isNear = left <= (budget.maximumSeconds - budget.minimumSeconds) / 5
      self = isNear ? .nearMost(left) : .within(left)
    }
  }

  /// The standing in words, which say everything that the colour does.
  var words: String {
    switch self {
    case .under(let left): "under, \(Format.clock(left)) to min"
    case .within(let left): "within, \(Format.clock(left)) to max"
    case .nearMost(let left): "near max, \(Format.clock(left)) left"
    case .over(let seconds): "over by \(Format.clock(seconds))"
    }
  }

  /// One word.
  var word: String {
    switch self {
    case .under: "under"
    case .within, .nearMost: "within"
    case .over: "over"
    }
  }

  /// The colour that goes with the words.
  var colour: TextStyle.Colour? {
    switch self {
    case .under: nil
    case .within: .green
    case .nearMost: .yellow
    case .over: .red
    }
  }
}
