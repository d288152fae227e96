import InterviewGuide

/// The levels that come with the program.
extension Level {
  public static let l4 = Level(rawValue: "l4")
  public static let l6 = Level(rawValue: "l6")
}
