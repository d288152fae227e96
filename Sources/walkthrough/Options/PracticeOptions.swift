import ArgumentParser
import InterviewGuide
import LinuxSystem
import Practice
import Reports
import SessionArchive
import SessionModel

/// Which plan, and how much of its time.
struct PlanOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The plan: phases with their minutes.",
      discussion: """
        Default: that of the level: of the question, else of the programme that is followed, \
        else of the settings, else \(PlanLibrary.defaultID).
        """))
  var plan: String?

  @Option(help: "Multiplies all of the plan's times, such as 0.05 for a drill of three minutes.")
  var scale = 1.0

  func validate() throws {
    try Self.validate(scale: scale)
    try validating { _ = try base() }
  }

  /// Below a thousandth, minutes become nothing that can be timed.
  static func validate(scale: Double) throws {
    guard 0.001...100 ~= scale else {
      throw ValidationError("--scale should be 0.001 to 100, instead of \(scale)")
    }
  }

  /// The plan as it is written.
  func base() throws -> Plan { try Console.current.own.plan(id: plan, level: nil) }

  func load() throws -> Plan { try base().scaled(by: scale) }
}

/// What to practise: a mode, a question, a plan.
struct PracticeOptions: ParsableArguments {
  @Option(
    help: "The way to practise, which makes its own plan; 'walkthrough plans' lists them.")
  var mode = Mode.defaultID

  @Option(help: "The phase for --mode drill.")
  var phase: String?

  @Option(help: "What is practised: a question's id, its title, or your own words.")
  var question = ""

  @Option(
    help: ArgumentHelp(
      "The level whose plan it is: \(Level.listed).",
      discussion: """
        Default: that of the question, else of the programme that is followed, else of the \
        settings.
        """))
  var level: Level?

  @OptionGroup var plan: PlanOptions

  func validate() throws { try validating { _ = try resolved(following: nil) } }

  /// Puts mode, question and plan together.
  /// - Parameter archive: whose programme is followed; nil for none.
  func resolved(following archive: Archive?) throws -> Exercise {
    // Without a programme that can be read, there is none; commands about it say why.
    let followed = archive.flatMap { try? Desk.followedLevel(of: $0) }
    return try Exercise(
      modeID: mode, question: question, planID: plan.plan, level: level, followed: followed,
      usual: Console.current.settings.level, phaseID: phase, scale: plan.scale,
      own: Console.current.own)
  }
}

extension Exercise {
  /// Says what is to be talked about: a screen that is moving has room for the title only.
  func sayQuestion() {
    guard !question.isEmpty else { return }
    let style = TextStyle.errors
    say(page: QuestionPage.asked(question, ask: ask, style: style))
  }
}

/// Turns what a person mistyped into exit code 64; a file's trouble waits for `run`.
private func validating(_ work: () throws -> Void) throws {
  do { try work() } catch let error as PlanLibrary.UnknownPlan {
    throw ValidationError(error.description)
  } catch let error as Mode.Unknown {
    throw ValidationError(error.description)
  } catch let error as Mode.Misuse {
    throw ValidationError(Exit.words(error))
  } catch is OwnContent.Trouble {}
}
