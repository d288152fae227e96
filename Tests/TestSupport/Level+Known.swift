import InterviewGuide

/// The levels that come with the program.
extension Level {
  /// Mid-level.
  public static let l4 = Level(rawValue: "l4")
  /// Staff.
  public static let l6 = Level(rawValue: "l6")
}
