public import InterviewGuide
import PracticeHistory
public import SessionArchive
public import SessionModel

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

  /// Which question comes next.
  public var rotation: QuestionRotation { QuestionRotation(history: history, today: today) }

  /// Reads an archive and the content.
  public init(_ archive: Archive, today: Day) throws {
    self.archive = archive
    self.today = today
    material = try Tonight.Material.all()
    history = try archive.practised(modes: material.modes)
    programme = try Self.programme(of: archive)
  }

  /// The programme that is followed in an archive, if any.
  private static func programme(of archive: Archive) throws -> (Programme, ProgrammeState)? {
    let file = ProgrammeFile(archive)
    guard let state = try file.read() else { return nil }
    guard let programme = try Guide.programmes().first(where: { $0.id == state.programme }) else {
      throw ArchiveError(
        .newer,
        "\(file.path): follows '\(state.programme)', which this program does not know; "
          + "use a newer walkthrough")
    }
    return (programme, state)
  }

  /// The level of the programme that an archive follows; nil when none is followed.
  public static func followedLevel(of archive: Archive) throws -> Level? {
    try programme(of: archive)?.0.level
  }

  /// How far the programme of an archive is; nil when none is followed.
  public static func progress(of archive: Archive) throws -> ProgrammeProgress? {
    guard let followed = try programme(of: archive) else { return nil }
    let material = try Tonight.Material.all()
    return progress(of: followed, try archive.practised(modes: material.modes), material)
  }

  /// The programme's progress.
  /// - Throws: ``NoProgramme`` when none is followed.
  public func progress() throws -> ProgrammeProgress {
    guard let programme else {
      throw NoProgramme()
    }
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
  ///   - seed: decides among equal questions; nil for the day.
  public func tonight(level: Level?, seed: UInt64?) throws -> Tonight {
    if let followed = programme?.0.level, level ?? followed == followed,
      let tonight = Tonight(
        try progress(), material: material, rotation: rotation, seed: seed)
    {
      return tonight
    }
    let level = try level ?? programme?.0.level ?? Guide.usualLevel()
    return Tonight(
      level: level, isFollowing: programme != nil,
      planID: try Guide.planID(of: level) ?? PlanLibrary.defaultID,
      material: material, rotation: rotation, seed: seed)
  }
}

/// No programme is followed yet.
public struct NoProgramme: Error, CustomStringConvertible {
  /// One line.
  public let description = "no programme is followed yet"
}
