/// The interview guide that comes with the program: what to practise, and what to listen for.
///
/// Each function reads one embedded file anew; keep what it returns. They throw
/// ``ContentError`` when the embedded file is damaged, which tests rule out.
public enum Guide {
  /// All design questions: nine of L4, then ten of L6.
  public static func questions() throws -> [Question] {
    try Question.read(text(PackageResources.questions_l4_yaml), level: .l4)
      + Question.read(text(PackageResources.questions_l6_yaml), level: .l6)
  }

  /// All stories to tell: three of L4, then four of influence and three for executives.
  public static func stories() throws -> [Question] {
    try Question.read(text(PackageResources.stories_yaml), level: nil)
  }

  /// Reads a person's own questions and stories.
  ///
  /// The format is in this module's documentation under *Your own questions*.
  /// - Throws: ``ContentError`` for the first line that cannot be used.
  public static func readOwnQuestions(_ text: String) throws -> [Question] {
    let taken = Set((try questions() + stories()).map(\.id))
    return try Question.read(text, level: nil, isOwn: true, taken: taken)
  }

  /// The ways to practise.
  public static func modes() throws -> [Mode] {
    try Mode.read(text(PackageResources.modes_yaml))
  }

  /// The follow-up questions; see ``ProbeDeck`` for drawing them.
  public static func probes() throws -> [Probe] {
    try Probe.read(text(PackageResources.probes_yaml))
  }

  /// What interviewers listen for, one rubric for each level.
  public static func rubrics() throws -> [Rubric] {
    try Rubric.read(text(PackageResources.rubrics_yaml))
  }

  /// What to ask oneself while listening back: clarity, flow, followable without a picture.
  public static func listenBackQuestions() throws -> [ListenBackQuestion] {
    try ListenBackQuestion.read(text(PackageResources.listen_back_yaml))
  }

  /// The ways through the interviews, one for each level.
  public static func interviewLoops() throws -> [InterviewLoop] {
    try InterviewLoop.read(text(PackageResources.loops_yaml))
  }

  /// What to know, from the ground up.
  public static func topicLadders() throws -> [TopicLadder] {
    try TopicLadder.read(text(PackageResources.topics_yaml))
  }

  /// The weekly programmes, one for each level.
  public static func programmes() throws -> [Programme] {
    try Programme.read(text(PackageResources.programmes_yaml))
  }

  /// The plan of a level's programme; nil when there is none.
  public static func planID(of level: Level) throws -> String? {
    try programmes().first { $0.level == level }?.planID
  }

  /// The level whose programme practises a plan; the highest for a plan that none does.
  public static func level(ofPlan id: String) throws -> Level {
    try programmes().first { $0.planID == id }?.level ?? .l6
  }

  private static func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }
}
