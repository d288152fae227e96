import ArgumentParser
import AudioCore
import InterviewGuide
import Practice
import SessionArchive
import SessionModel

/// `walkthrough record`.
struct RecordCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "record",
    abstract: "Record a walkthrough against a plan, then show its report.",
    discussion: """
      Keys: Enter or Space next phase, b back, 1 to 9 a phase by its number, 0 the open \
      remainder, m marks (or one letter for each mark of the plan), u undo the last mark, \
      p a probe begins, ends, is answered, Tab a partner speaks and is done, h hold and resume, \
      q finish, D discard, ? all keys. Without a terminal the same comes as lines on stdin: \
      next, back, phase ID, mark ID, undo, probe, probe over, probe answered, partner speaks, \
      partner done, hold, resume, finish, discard yes. Ctrl-C, TERM and HUP finish cleanly.
      """)

  @OptionGroup var device: DeviceOption

  @OptionGroup var practice: PracticeOptions

  @Option(
    help: ArgumentHelp(
      "End by itself after this long, such as 45:00.", valueName: "time"))
  var duration: TimeArgument?

  @Option(
    help: ArgumentHelp(
      "Where the second phase, the third and so on begin by themselves, such as 5:00,9:30.",
      valueName: "times"))
  var phasesAt: TimesArgument?

  @Option(
    help: ArgumentHelp(
      "How long a device that went away is tried again while the clock goes on; default 1:00.",
      valueName: "time"))
  var reopenFor: TimeArgument?

  @Option(
    help: ArgumentHelp(
      "Several sessions back to back, with the plan of that level: l6-onsite is --mode loop, "
        + "l4-onsite is --mode day.", valueName: "name"))
  var loop: OnsiteLoop?

  @Option(help: ArgumentHelp("The rest between two rounds of a loop.", valueName: "time"))
  var rest: TimeArgument?

  @Flag(help: "Say nothing when the first three seconds are dead or clipped.")
  var noCheck = false

  @Flag(help: "Practise alone: ask probes at moments that cannot be foreseen.")
  var probes = false

  @Flag(help: "Speak the probes too, through a speech synthesizer; use headphones.")
  var speak = false

  @Option(
    help: ArgumentHelp("Decides which probes come when; default: by chance.", valueName: "number"))
  var seed: UInt64?

  @Flag(help: "No screen: a line of text for each event, as a screen reader likes it.")
  var plain = false

  @Flag(
    inversion: .prefixedNo,
    help: "Show no times while recording; --mode mock does so unless --no-blind is given.")
  var blind: Bool?

  @Flag(
    inversion: .prefixedNo,
    help: "Make a transcript after the report; --no-transcribe where the settings say so.")
  var transcribe: Bool?

  @OptionGroup var archive: ArchiveOption
  @OptionGroup var rules: RuleOptions
  @OptionGroup var format: FormatOption

  func validate() throws {
    if let duration, duration.seconds < 0.1 {
      throw ValidationError("--duration should be 0.1 s or more")
    }
    try phasesAt?.validate(option: "--phases-at")
    if rest != nil, loop == nil, (try? chosen())?.plan != nil {
      throw ValidationError("--rest goes with --loop")
    }
    if speak, !asksProbes {
      throw ValidationError("--speak goes with --probes, or with --mode \(ProbeDrill.modeID)")
    }
    guard let phasesAt, let practice = try? chosen() else { return }
    guard let plan = practice.plan else {
      throw ValidationError("--phases-at does not go with several rounds")
    }
    guard phasesAt.seconds.count <= plan.phases.count else {
      throw ValidationError(
        "--phases-at has \(phasesAt.seconds.count) times; plan \(plan.id) has "
          + "\(plan.phases.count) phases, so at most that many changes")
    }
    if let duration, let last = phasesAt.seconds.last, last > duration.seconds {
      throw ValidationError("--phases-at goes past the end that --duration sets")
    }
  }

  func run() throws { try record(saysQuestion: true) }

  /// Whether the tool asks probes: where they are spoken, in the drill of them as well, in which
  /// a friend asks otherwise.
  private var asksProbes: Bool { probes || speak && practice.mode == ProbeDrill.modeID }

  /// Records.
  /// - Parameter saysQuestion: whether the question was not shown just before.
  func record(saysQuestion: Bool) throws {
    if speak {
      do { _ = try Speaker() } catch { throw ValidationError("\(error)") }
    }
    try Exit.reporting {
      let practice = try chosen()
      // Who asks for a transcript knows before an hour's work that none can be made.
      let recognizer = transcribe == true ? try Console.current.recognizer() : nil
      guard let plan = practice.plan else {
        return try LoopRunner(command: self, exercise: practice, recognizer: recognizer).run()
      }
      if saysQuestion { practice.sayQuestion() }
      let archive = try archive.opened()
      let result = try runner(practice, plan: plan, archive: archive).run()
      try SessionRunner.report(result, format: format.format)
      if transcribes, result.analysis != nil {
        TranscribeRunner.afterRecording([result.folder], in: archive, with: recognizer)
      }
      if format.format == .text { try ReviewOffer(result, isPlain: plain)?.make() }
    }
  }

  /// Whether sessions are transcribed when they are over.
  var transcribes: Bool { transcribe ?? Console.current.settings.transcribes }

  private func chosen() throws -> Exercise {
    var practice = practice
    if let loop {
      practice.mode = loop.modeID
      practice.plan.plan =
        try practice.plan.plan ?? Guide.planID(of: practice.level ?? loop.level)
    }
    return try practice.resolved(following: try archive.located())
  }

  /// One session with these options.
  func runner(_ practice: Exercise, plan: Plan, archive: Archive) throws -> SessionRunner {
    let rate = SampleRate.recording
    var recording = SessionRecording(
      device: device.name, plan: plan, question: practice.question, archive: archive,
      toolVersion: WalkthroughCommand.version)
    recording.questionID = practice.questionID
    recording.mode = practice.mode.id
    recording.durationFrames = duration.map { rate.frames(seconds: $0.seconds) }
    recording.phaseStartFrames = (phasesAt?.seconds ?? []).map { rate.frames(seconds: $0) }
    recording.parameters = rules.parameters
    recording.reopenSeconds = reopenFor?.seconds ?? 60
    recording.now = Console.current.now
    return SessionRunner(
      recording: recording,
      live: LiveOptions(
        isPlain: plain, isBlind: blind ?? practice.mode.hidesTimes, looksAtDevice: !noCheck,
        drill: asksProbes ? try drill(practice, plan: plan) : nil, isSpoken: speak))
  }

  private func drill(_ practice: Exercise, plan: Plan) throws -> ProbeDrill {
    let level = try Guide.level(ofPlan: practice.base.id)
    return ProbeDrill(
      try Guide.probes(), plan: plan, level: level, questionID: practice.questionID,
      seed: seed ?? .random(in: 0 ... .max))
  }
}

/// The spoken rounds of a level's interview day, back to back: `l6-onsite`.
struct OnsiteLoop: ExpressibleByArgument {
  let level: Level
  let modeID: String

  init?(argument: String) {
    guard let found = Self.all.first(where: { $0.name == argument }) else { return nil }
    self = found
  }

  private init(level: Level, modeID: String) {
    self.level = level
    self.modeID = modeID
  }

  private var name: String { level.rawValue + "-onsite" }

  private static var all: [OnsiteLoop] {
    ((try? Guide.modes()) ?? []).compactMap { mode in
      mode.onsite.map { OnsiteLoop(level: $0, modeID: mode.id) }
    }.sorted { $0.level.rawValue < $1.level.rawValue }
  }

  static var allValueStrings: [String] { all.map(\.name) }
}
