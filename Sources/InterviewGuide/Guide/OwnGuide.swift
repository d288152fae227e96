import SessionModel

/// A person's own content, as far as it can be used.
public struct OwnGuide: Sendable {
  /// The texts of the files that can be used, for ``Guide/own``.
  public let files: [Guide.File: String]
  /// Why the others cannot: each is left out as a whole.
  public let errors: [Guide.File: ContentError]

  /// Reads files and looks up what they refer to.
  public init(_ texts: [Guide.File: String]) {
    var files: [Guide.File: String] = [:]
    var errors: [Guide.File: ContentError] = [:]
    for file in Guide.File.allCases {
      guard let text = texts[file] else { continue }
      files[file] = text
      if let error = Self.error(in: files, Self.read(file)) {
        errors[file] = error
        files[file] = nil
      }
    }
    // What refers to a file that was left out goes as well.
    while let (file, error) = files.keys.lazy.compactMap({ [files] file in
      Self.error(in: files, Self.check(file, files[file] ?? "")).map { (file, $0) }
    }).first {
      errors[file] = error
      files[file] = nil
    }
    self.files = files
    self.errors = errors
  }

  private static func error(
    in files: [Guide.File: String], _ work: () throws -> Void
  ) -> ContentError? {
    Guide.$own.withValue(files) {
      do { try work() } catch {
        return error as? ContentError ?? ContentError(line: 1, message: "\(error)")
      }
      return nil
    }
  }

  private static func read(_ file: Guide.File) -> () throws -> Void {
    switch file {
    case .plans: { _ = try Guide.plans() }
    case .questions: { _ = try Guide.allQuestions() }
    case .programmes: { _ = try Guide.programmes() }
    case .modes: { _ = try Guide.modes() }
    case .rubrics: { _ = try Guide.rubrics() }
    case .probes: { _ = try Guide.probes() }
    case .interviews: { _ = try Guide.interviews() }
    case .topics: { _ = try Guide.topicLadders() }
    case .evidence: { _ = try Guide.evidence() }
    case .mustCover: { _ = try Guide.pointPhrases() }
    case .recognizers: { _ = try Guide.recognizers() }
    }
  }

  /// Looks up what the entries of a file refer to.
  private static func check(_ file: Guide.File, _ text: String) -> () throws -> Void {
    {
      let known = try References(text)
      switch file {
      case .plans, .recognizers: break
      // Which questions there are is looked up where they are read.
      case .mustCover: _ = try Guide.pointPhrases()
      case .evidence: try known.check(levels: Guide.evidence().compactMap(\.level))
      case .questions: try known.check(levels: Guide.allQuestions().compactMap(\.level))
      case .rubrics:
        let rubrics = try Guide.rubrics()
        try known.check(levels: rubrics.map(\.level))
        try known.check(evidence: rubrics.flatMap(\.signals).flatMap(\.evidence))
      case .probes: try known.check(levels: Guide.probes().compactMap(\.level))
      case .interviews:
        let interviews = try Guide.interviews()
        try known.check(levels: interviews.map(\.level))
        try known.check(modes: interviews.flatMap(\.stages).flatMap(\.modes))
      case .topics: try known.check(levels: Guide.topicLadders().map(\.level))
      case .modes:
        let modes = try Guide.modes()
        try known.check(levels: modes.compactMap(\.onsite))
        try known.check(modes: modes.compactMap(\.aloneID) + modes.flatMap(\.roundIDs))
        try known.check(rounds: modes)
      case .programmes:
        let programmes = try Guide.programmes()
        try known.check(levelsOf: programmes)
        for programme in programmes { try known.check(programme) }
      }
    }
  }
}

/// What content may refer to, and where a file does.
private struct References {
  let text: String
  let levels: [Level]
  let modes: Set<String>
  /// Modes that take one phase, and those of several rounds.
  let drills: Set<String>
  let loops: Set<String>

  init(_ text: String) throws {
    self.text = text
    levels = try Guide.levels()
    let all = try Guide.modes()
    modes = Set(all.map(\.id))
    drills = Set(all.filter(\.needsPhase).map(\.id))
    loops = Set(all.filter { !$0.roundIDs.isEmpty }.map(\.id))
  }

  func check(levels used: [Level]) throws {
    guard let unknown = used.first(where: { !levels.contains($0) }) else { return }
    throw error(
      unknown.rawValue,
      "there is no level '\(unknown.rawValue)'; there are \(levels.map(\.rawValue).listed), and "
        + "a programme in programmes.yaml makes another one")
  }

  func check(modes used: [String]) throws {
    guard let unknown = used.first(where: { !modes.contains($0) }) else { return }
    throw error(
      unknown,
      "no mode is called '\(unknown)'; choose one of: \(modes.sorted().joined(separator: ", "))")
  }

  func check(evidence used: [String]) throws {
    let all = Set(try Guide.evidence().map(\.id))
    guard let unknown = used.first(where: { !all.contains($0) }) else { return }
    throw error(
      unknown,
      "no category of evidence is called '\(unknown)'; choose one of: "
        + all.sorted().joined(separator: ", "))
  }

  /// Rounds are single sessions, and an interview day belongs to one mode.
  func check(rounds all: [Mode]) throws {
    for mode in all {
      if let wrong = mode.roundIDs.first(where: { drills.contains($0) || loops.contains($0) }) {
        throw error(
          mode.id,
          "mode '\(wrong)' cannot be a round of '\(mode.id)': it needs a phase, or has rounds")
      }
    }
    for (index, mode) in all.enumerated() {
      guard let level = mode.onsite, let first = all[..<index].first(where: { $0.onsite == level })
      else { continue }
      throw error(
        mode.id,
        "the interview day of '\(level.rawValue)' is mode '\(first.id)'; leave onsite out here")
    }
  }

  /// A level has one programme.
  func check(levelsOf programmes: [Programme]) throws {
    for (index, programme) in programmes.enumerated() {
      let level = programme.level
      guard let first = programmes[..<index].first(where: { $0.level == level }) else { continue }
      throw error(
        programme.id,
        "level '\(level.rawValue)' has the programme '\(first.id)'; give this one another level")
    }
  }

  func check(_ programme: Programme) throws {
    let plans = try Guide.plans()
    guard let plan = plans.first(where: { $0.id == programme.planID }) else {
      throw error(
        programme.planID,
        "no plan is called '\(programme.planID)'; choose one of: "
          + plans.map(\.id).joined(separator: ", "))
    }
    for stage in programme.stages {
      try check(modes: [stage.eveningModeID])
      if drills.contains(stage.eveningModeID), stage.eveningPhaseID == nil {
        throw error(
          stage.id, "the evening of '\(stage.id)' takes one phase; add a line 'phase: …' to it")
      }
      if let phase = stage.eveningPhaseID, !plan.phases.contains(where: { $0.id == phase }) {
        throw error(phase, "plan \(plan.id) has no phase '\(phase)'")
      }
    }
    let stories = Set(try Guide.allQuestions().filter { $0.kind == .story }.map(\.id))
    let ids = programme.targets.map(\.id)
    if let twice = ids.first(where: { id in ids.count { $0 == id } > 1 }) {
      throw error(twice, "two targets of '\(programme.id)' are called '\(twice)'; rename one")
    }
    for target in programme.targets {
      switch target.count {
      case .sessions(let filter, _):
        try check(modes: filter.modeIDs)
        if let mode = filter.modeIDs.first, drills.contains(mode) {
          throw error(
            target.id,
            "mode '\(mode)' takes one phase, which a target cannot name; put another mode first")
        }
      case .stories(let ids):
        guard let unknown = ids.first(where: { !stories.contains($0) }) else { continue }
        throw error(unknown, "no story is called '\(unknown)'")
      case .loops, .ticks: continue
      }
    }
  }

  /// An error on the first line that has a word.
  private func error(_ word: String, _ message: String) -> ContentError {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    let index = lines.firstIndex { line in
      line.split { !$0.isLetter && !$0.isNumber && $0 != "-" }.contains { $0 == word }
    }
    return ContentError(line: (index ?? 0) + 1, message: message)
  }
}

extension [String] {
  /// As people list them: `a, b and c`.
  fileprivate var listed: String {
    count > 1 ? dropLast().joined(separator: ", ") + " and \(self[count - 1])" : first ?? ""
  }
}
