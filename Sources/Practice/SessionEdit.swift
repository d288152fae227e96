public import Foundation
public import InterviewGuide
public import SessionArchive
public import SessionModel

/// What of a session's description a person corrects; what is not named stays as it is.
public struct SessionEdit: Sendable {
  /// A question's id, its title, or the user's own words.
  public var question: String?
  /// The plan, or a level for that of its programme.
  public var planID: String?
  /// The way to practise.
  public var modeID: String?
  /// The level whose plan it is.
  public var level: Level?
  /// The phase of a drill.
  public var phaseID: String?
  /// What the plan's times are multiplied with.
  public var scale: Double?
  /// Where the phases begin.
  public var phases: GivenPhases?
  /// When it began.
  public var start: SessionDate?

  /// Corrects nothing yet.
  public init() {}

  /// A correction that contradicts the session.
  public struct Trouble: Error, CustomStringConvertible {
    /// What is missing.
    public enum Kind: Sendable {
      /// The plan that the session's was made from is not known any more.
      case planUnknown
      /// Phases that were visited are not in the new plan.
      case phasesMissing
      /// There is no plan to place phases in.
      case noPlan
    }
    /// What is missing.
    public let kind: Kind
    /// One line.
    public let description: String
  }

  /// The session's description with the corrections.
  /// - Parameters:
  ///   - session: as it is described.
  ///   - own: the person's own content.
  ///   - now: the moment that counts as now.
  /// - Throws: ``Trouble``, ``SoundImport/DateTrouble``, what an ``Exercise`` throws, or what
  ///   placing phases throws.
  public func applied(to session: Session, own: OwnContent, now: Date) throws -> Session {
    var edited = session
    if let start {
      guard start.isPlausible(now: now) else {
        throw SoundImport.DateTrouble(
          description: "\(session.id): cannot have begun \(start.text)")
      }
      edited.start = start.iso
    }
    if let question {
      let known = try Guide.allQuestions().first { $0.isMeant(by: question) }
      let isSaid = question.contains { !$0.isWhitespace }
      edited.question = known?.title ?? (isSaid ? question : "")
      edited.questionID = known?.id
    }
    if planID != nil || modeID != nil || level != nil || scale != nil || phaseID != nil {
      let exercise = try exercise(for: session, own: own)
      edited.mode = exercise.mode.id
      edited.plan = exercise.plan
    }
    edited.timeline.visits = try visits(edited, before: session)
    guard edited.plan == session.plan || !edited.timeline.visits.isEmpty else {
      throw Trouble(kind: .phasesMissing, description: "\(session.id): has no phases yet")
    }
    return edited
  }

  private func exercise(for session: Session, own: OwnContent) throws -> Exercise {
    let base = try planID ?? (level == nil ? basePlanID(of: session) : nil)
    let exercise = try Exercise(
      modeID: modeID ?? session.mode ?? Mode.defaultID, question: "", planID: base, level: level,
      followed: nil, phaseID: phaseID ?? (modeID == nil ? drilledPhase(session) : nil),
      scale: scale ?? session.plan?.scale ?? 1, own: own)
    guard exercise.plan != nil else { throw Mode.Misuse.severalRounds(mode: exercise.mode.id) }
    return exercise
  }

  /// The plan that the session's was made from: a mode's own name for it begins with that.
  private func basePlanID(of session: Session) throws -> String? {
    guard let id = session.plan?.id else { return nil }
    let known = try Guide.plans().map(\.id).filter { id == $0 || id.hasPrefix($0 + "-") }
    guard let base = known.max(by: { $0.utf8.count < $1.utf8.count }) else {
      throw Trouble(
        kind: .planUnknown, description: "\(session.id): its plan '\(id)' is not known any more")
    }
    return base
  }

  /// The phase of a session that drilled one.
  private func drilledPhase(_ session: Session) throws -> String? {
    guard let mode = session.mode, try Mode.mode(id: mode).shape == .phase else { return nil }
    return session.plan?.phases.first?.id
  }

  /// The visits where they are said, else those that there were, by the ids of their phases.
  private func visits(_ edited: Session, before: Session) throws -> [PhaseVisit] {
    let old = before.timeline.visits
    guard let plan = edited.plan else {
      guard phases == nil else {
        throw Trouble(kind: .noPlan, description: "\(before.id): has no plan to place phases in")
      }
      return old
    }
    if let phases {
      return try phases.timeline(
        plan: plan, sampleRate: edited.sampleRate, frames: edited.timeline.frames
      ).visits
    }
    guard let former = before.plan, former.phases.map(\.id) != plan.phases.map(\.id) else {
      return old
    }
    let ids = plan.allPhases.map(\.id)
    return try old.map { visit in
      let phase = former.phase(visit.phaseIndex)
      guard let index = ids.firstIndex(of: phase.id) else {
        throw Trouble(
          kind: .phasesMissing,
          description: "\(before.id): plan \(plan.id) has no phase '\(phase.id)'")
      }
      return PhaseVisit(phaseIndex: index, range: visit.range)
    }
  }
}
