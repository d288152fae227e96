import Reports
import SessionModel
import SpeechAnalysis

/// Where a phase stands against its minutes; the texts add up with the time shown.
enum PhaseStanding: Hashable {
  /// The least is not reached: the time to it.
  case under(String)
  /// In the band: the time to the most.
  case within(String)
  /// In the last fifth of the band: the time to the most.
  case nearMost(String)
  /// Past the most: by how much.
  case over(String)

  init(_ budget: TimeBudget, seconds: Double) {
    let (least, most) = (budget.minimumSeconds, budget.maximumSeconds)
    switch budget.verdict(seconds: seconds) {
    case .under: self = .under(Format.clock(from: seconds, to: least))
    case .over: self = .over(Format.clock(from: most, to: seconds))
    case .within, .notVisited:
      let left = Format.clock(from: seconds, to: most)
      self = most - seconds <= (most - least) / 5 ? .nearMost(left) : .within(left)
    }
  }

  /// The standing in words, which say everything that the colour does.
  var words: String {
    switch self {
    case .under(let left): "under, \(left) to min"
    case .within(let left): "within, \(left) to max"
    case .nearMost(let left): "near max, \(left) left"
    case .over(let past): "over by \(past)"
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
