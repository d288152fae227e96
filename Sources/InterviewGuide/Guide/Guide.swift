public import SessionModel

/// The interview guide: what to practise, and what to listen for.
///
/// What comes with the program, with a person's own content behind it. Each function reads one
/// file anew; keep what it returns. They throw ``ContentError`` when a file is damaged, which
/// tests rule out for those of the program, and ``own`` for those of a person.
public enum Guide {
  /// What a person may write, named as the built-in files are.
  public enum File: String, Sendable, CaseIterable {
    case plans, questions, programmes, modes, rubrics, probes, interviews, topics, evidence
    case recognizers
    case mustCover = "must-cover"

    /// The file's name, such as `plans.yaml`.
    public var name: String { rawValue + ".yaml" }
  }

  /// The texts of a person's own files, for the commands of a task.
  ///
  /// Only what ``OwnGuide`` found usable.
  @TaskLocal public static var own: [File: String] = [:]

  /// All plans, the person's own last.
  public static func plans() throws -> [Plan] {
    try all(.plans, PackageResources.plans_yaml, PlanLibrary.read)
  }

  /// All design questions that come with the program.
  public static func questions() throws -> [Question] {
    try Question.read(text(PackageResources.questions_yaml), taken: [])
  }

  /// All stories to tell that come with the program.
  public static func stories() throws -> [Question] {
    try Question.read(text(PackageResources.stories_yaml), taken: [])
  }

  /// All questions and stories, the person's own last.
  public static func allQuestions() throws -> [Question] {
    let builtIn = try questions() + stories()
    return try builtIn
      + Question.read(own[.questions] ?? "", taken: Set(builtIn.map(\.id)), isOwn: true)
  }

  /// The ways to practise.
  public static func modes() throws -> [Mode] {
    try all(.modes, PackageResources.modes_yaml, Mode.read)
  }

  /// The follow-up questions; see ``ProbeDeck`` for drawing them.
  public static func probes() throws -> [Probe] {
    try all(.probes, PackageResources.probes_yaml, Probe.read)
  }

  /// What interviewers listen for, one rubric for each level.
  public static func rubrics() throws -> [Rubric] {
    try all(.rubrics, PackageResources.rubrics_yaml, Rubric.read)
  }

  /// What to ask oneself while listening back: clarity, flow, followable without a picture.
  public static func listenBackQuestions() throws -> [ListenBackQuestion] {
    try ListenBackQuestion.read(text(PackageResources.listen_back_yaml))
  }

  /// The ways through the interviews, one for each level.
  public static func interviews() throws -> [Interviews] {
    try all(.interviews, PackageResources.interviews_yaml, Interviews.read)
  }

  /// What to know, from the ground up.
  public static func topicLadders() throws -> [TopicLadder] {
    try all(.topics, PackageResources.topics_yaml, TopicLadder.read)
  }

  /// The weekly programmes, one for each level.
  public static func programmes() throws -> [Programme] {
    try all(.programmes, PackageResources.programmes_yaml, Programme.read)
  }

  /// What may be worth hearing again, the person's own last.
  public static func evidence() throws -> [EvidenceCategory] {
    try all(.evidence, PackageResources.evidence_yaml, EvidenceCategory.read)
  }

  /// The phrases of each question's points, in the points' order, by the question's id.
  ///
  /// A person's own phrases for a built-in question stand behind the built-in ones.
  public static func pointPhrases() throws -> [String: [PointPhrases]] {
    let points = Dictionary(
      try allQuestions().map { ($0.id, $0.points.count) }, uniquingKeysWith: { first, _ in first })
    let builtIn = try PointPhrases.read(text(PackageResources.must_cover_yaml), points: points)
    guard let own = own[.mustCover] else { return builtIn }
    return try builtIn.merging(PointPhrases.read(own, points: points)) { one, other in
      zip(one, other).map { PointPhrases(sure: $0.sure + $1.sure, any: $0.any + $1.any) }
    }
  }

  /// The speech recognisers that are known, in the order in which they are looked for; the
  /// person's own first.
  public static func recognizers() throws -> [RecognizerProgram] {
    let all = try all(.recognizers, PackageResources.recognizers_yaml, RecognizerProgram.read)
    return all.filter(\.isOwn) + all.filter { !$0.isOwn }
  }

  // MARK: Levels

  /// All levels: those of the programmes, in order.
  public static func levels() throws -> [Level] {
    try programmes().reduce(into: []) { levels, programme in
      if !levels.contains(programme.level) { levels.append(programme.level) }
    }
  }

  /// The level for who named none and follows no programme: the first.
  public static func usualLevel() throws -> Level {
    try levels().first ?? Level(rawValue: "")
  }

  /// The plan of a level's programme; nil when there is none.
  public static func planID(of level: Level) throws -> String? {
    try programmes().first { $0.level == level }?.planID
  }

  /// The level whose programme practises a plan; nil for a plan that none does.
  public static func level(ofPlan id: String) throws -> Level? {
    try programmes().first { $0.planID == id }?.level
  }

  // MARK: Reading

  private static func all<Value: Identifiable>(
    _ file: File, _ bytes: [UInt8], _ read: (String, Set<String>) throws -> [Value]
  ) throws -> [Value] where Value.ID == String {
    let builtIn = try read(text(bytes), [])
    guard let own = own[file] else { return builtIn }
    return try builtIn + read(own, Set(builtIn.map(\.id)))
  }

  private static func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }
}
