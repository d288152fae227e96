public import SessionModel

/// Which question to practise next: what was never practised, then what is longest ago.
///
/// Even spacing is enough: Latimier, Peyre and Ramus (2021, *Educational Psychology
/// Review* 33) find no gain of expanding intervals over equal ones.
public struct QuestionRotation: Sendable {
  /// Why a question was picked.
  public enum Reason: Hashable, Sendable {
    /// It was never practised.
    case new
    /// It was never practised, only tried: how often, and for how long the longest time.
    case tried(times: Int, seconds: Double)
    /// It was practised so many days ago, and passed.
    case longAgo(days: Int)
    /// It was practised so many days ago and missed its mode, which doubles the days.
    case weak(days: Int)
  }

  /// A question and why it is its turn.
  public struct Pick: Hashable, Sendable {
    /// The question.
    public let question: Question
    /// Why it.
    public let reason: Reason
  }

  /// What was practised when, any order.
  public let history: [PractisedSession]
  /// The day that counts as today.
  public let today: Day
  /// Sessions that are too short to count.
  private let tries: [PractisedSession]

  /// Creates a rotation.
  public init(history: [PractisedSession], today: Day) {
    let past = history.filter { $0.day <= today }
    self.history = past.filter(\.counts)
    tries = past.filter { $0.seconds > 0 && $0.modeID != nil && !$0.counts }
    self.today = today
  }

  /// The last session about a question; nil when there was none.
  public func latest(_ question: Question) -> PractisedSession? {
    history.filter { $0.isAbout(question) }.max { ($0.day, $0.id) < ($1.day, $1.id) }
  }

  /// Why a question's turn would come.
  public func reason(_ question: Question) -> Reason {
    guard let latest = latest(question) else {
      let tries = tries.filter { $0.isAbout(question) }
      return tries.map(\.seconds).max().map { .tried(times: tries.count, seconds: $0) } ?? .new
    }
    let days = today.days(since: latest.day)
    return latest.isPassed ? .longAgo(days: days) : .weak(days: days)
  }

  /// Picks the next question.
  /// - Parameters:
  ///   - questions: those to choose from.
  ///   - seed: decides among equals; nil takes the day, so that an evening keeps its answer.
  /// - Returns: nil when there is none to choose from.
  public func next(of questions: [Question], seed: UInt64? = nil) -> Pick? {
    let picks = questions.map { Pick(question: $0, reason: reason($0)) }
    guard let most = picks.map({ weight($0.reason) }).max() else { return nil }
    var generator = RepeatableGenerator(
      seed: seed ?? UInt64(bitPattern: Int64(today.number)))
    return picks.filter { weight($0.reason) == most }.randomElement(using: &generator)
  }

  private func weight(_ reason: Reason) -> Int {
    switch reason {
    case .new, .tried: .max
    case .longAgo(let days): days
    case .weak(let days): 2 * days + 1
    }
  }
}

extension PractisedSession {
  /// Whether it was about a question, by its id or its title.
  public func isAbout(_ question: Question) -> Bool {
    questionKey == question.id || questionKey == question.title.lowercased()
  }
}
