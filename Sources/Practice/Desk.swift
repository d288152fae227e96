public import InterviewGuide
import PracticeHistory
public import SessionArchive
public import SessionModel
import SystemPackage

/// Everything that decides what to practise: content, history, and the programme.
public struct Desk {
  /// Whose sessions count.
  public let archive: Archive
  /// The day that counts as today.
  public let today: Day
  /// What there is to practise.
  public let material: Tonight.Material
  /// What was practised, oldest first.
  public let history: [PractisedSession]
  /// The programme that is followed, if any.
  public let programme: (Programme, ProgrammeState)?

  /// Why the programme that is followed cannot be counted; nil when it can, or none is.
  public let lacking: NoProgramme?

  /// Which question comes next.
  public var rotation: QuestionRotation { QuestionRotation(history: history, today: today) }

  /// Reads an archive and the content.
  public init(_ archive: Archive, today: Day) throws {
    self.archive = archive
    self.today = today
    material = try Tonight.Material.all()
    history = try archive.practised(modes: material.modes)
    let followed = try Self.followed(in: archive)
    programme = followed.programme
    if case .unknown(let error) = followed { lacking = error } else { lacking = nil }
  }

  /// What an archive follows.
  private enum Followed {
    case nothing
    case programme(Programme, ProgrammeState)
    /// One that there is no more: what was a person's own can be gone.
    case unknown(NoProgramme)

    var programme: (Programme, ProgrammeState)? {
      if case .programme(let programme, let state) = self { (programme, state) } else { nil }
    }
  }

  private static func followed(in archive: Archive) throws -> Followed {
    let file = ProgrammeFile(archive)
    guard let state = try file.read() else { return .nothing }
    guard let programme = try Guide.programmes().first(where: { $0.id == state.programme }) else {
      return .unknown(NoProgramme(unknown: state.programme, path: file.path))
    }
    return .programme(programme, state)
  }

  /// The level of the programme that an archive follows; nil when none is followed.
  public static func followedLevel(of archive: Archive) throws -> Level? {
    try followed(in: archive).programme?.0.level
  }

  /// How far the programme of an archive is; nil when none is followed.
  public static func progress(of archive: Archive) throws -> ProgrammeProgress? {
    guard let followed = try followed(in: archive).programme else { return nil }
    let material = try Tonight.Material.all()
    return progress(of: followed, try archive.practised(modes: material.modes), material)
  }

  /// The programme's progress.
  /// - Throws: ``NoProgramme`` when none is followed.
  public func progress() throws -> ProgrammeProgress {
    guard let programme else { throw lacking ?? NoProgramme() }
    return Self.progress(of: programme, history, material)
  }

  private static func progress(
    of followed: (programme: Programme, state: ProgrammeState), _ history: [PractisedSession],
    _ material: Tonight.Material
  ) -> ProgrammeProgress {
    ProgrammeProgress(
      followed.programme, state: followed.state, history: history, ownKeys: material.ownKeys)
  }

  /// What tonight's practice is: what the programme lacks most, else what a level needs.
  /// - Parameters:
  ///   - level: the level that was named; nil for that of the programme, else the usual one.
  ///   - usual: the level for who named none and follows no programme.
  ///   - seed: decides among equal questions; nil for the day.
  ///   - unwanted: ids of questions that are not wanted tonight.
  public func tonight(
    level: Level?, usual: Level, seed: UInt64?, without unwanted: Set<String> = []
  ) throws -> Tonight {
    let material = material.without(unwanted)
    if let followed = programme?.0.level, level ?? followed == followed,
      let tonight = Tonight(
        try progress(), material: material, rotation: rotation, seed: seed)
    {
      return tonight
    }
    let level = level ?? programme?.0.level ?? usual
    return Tonight(
      level: level, isFollowing: programme != nil,
      planID: try Guide.planID(of: level) ?? PlanLibrary.defaultID,
      material: material, rotation: rotation, seed: seed)
  }
}

/// No programme is followed, or one that there is no more.
public struct NoProgramme: Error, CustomStringConvertible {
  /// The programme that is followed and cannot be found; nil when none is followed.
  public let unknownID: String?
  /// One line.
  public let description: String

  init() {
    unknownID = nil
    description = "no programme is followed yet"
  }

  init(unknown id: String, path: FilePath) {
    unknownID = id
    description =
      "\(path): follows '\(id)', which no programmes.yaml that can be used has; put it back, use a "
      + "newer walkthrough if it is of one, or end it with: walkthrough programme stop"
  }
}
