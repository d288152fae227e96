/// A programme that somebody follows: the content of `programme.json`.
///
/// Holds only what a person decided. What was practised is counted from the
/// sessions themselves, each time anew.
public struct ProgrammeState: Hashable, Sendable, Codable {
  /// The schema that this program writes.
  public static let currentSchema = 1

  /// A change of the interview's day.
  public struct Move: Hashable, Sendable, Codable {
    /// When it was made.
    public let on: Day
    /// The interview's new day.
    public let interview: Day

    /// Creates a change.
    public init(on: Day, interview: Day) {
      self.on = on
      self.interview = interview
    }
  }

  /// The number of this layout.
  public var schema = ProgrammeState.currentSchema
  /// The id of the programme.
  public let programme: String
  /// How many weeks were asked for.
  public let weeks: Int
  /// The first day.
  public let from: Day
  /// The interview's day when the programme was started; nil when not known.
  public let interview: Day?
  /// Later changes of the interview's day, in order.
  public var moves: [Move] = []
  /// What was ticked, and when, by the tick's id.
  public var done: [String: Day] = [:]

  /// Starts a programme.
  public init(programme: String, weeks: Int, from: Day, interview: Day?) {
    self.programme = programme
    self.weeks = weeks
    self.from = from
    self.interview = interview
  }

  /// The interview's day as it is known now.
  public var latestInterview: Day? { moves.last?.interview ?? interview }
}
