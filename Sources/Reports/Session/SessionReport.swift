import AudioCore
public import InterviewGuide
import SessionModel
public import SpeechAnalysis
public import SystemPackage

/// What is said of one session: which facts, in which order, in which words.
///
/// ``SessionText`` and ``SessionPage`` draw it; they decide where things stand, not what they
/// say. Nothing in it knows columns or markup.
public struct SessionReport: Sendable {
  /// What a report is made of.
  public struct Content: Sendable {
    /// What was measured.
    public var analysis: SessionAnalysis
    /// The session's id, or the file's name.
    public var id: String
    /// What was practised, in the user's words; empty when not said.
    public var question = ""
    /// When it began: ISO 8601 with the offset from UTC; empty when not known.
    public var start = ""
    /// What it was recorded with; empty when not known.
    public var device = ""
    /// The id of its mode; empty when there was none.
    public var mode = ""
    /// Whether it counts, and whether it passed; nil for a sound that is no session.
    public var standing: SessionStanding?
    /// What probes ask, by their ids.
    public var probes: [String: String] = [:]
    /// The outline of its sound; nil when the sound is gone.
    public var outline: SoundOutline?
    /// The sound file's path as seen from the page's folder; nil when it is gone.
    public var soundPath: FilePath?
    /// What is usual for this person; nil when too little is known.
    public var usual: Usual?
    /// What the speaker answered when listening back, in the order given.
    public var review: [ReviewAnswer] = []
    /// What was said; nil when nobody wrote it down, or the report is to be without it.
    public var words: SpokenWords?

    /// Begins the content with what every report has.
    public init(analysis: SessionAnalysis, id: String, question: String = "") {
      self.analysis = analysis
      self.id = id
      self.question = question
    }
  }

  /// The middle half of a person's own sessions.
  public struct Usual: Hashable, Sendable {
    /// The quartiles of the sessions' median pauses, in seconds.
    public let medianPauseSeconds: ClosedRange<Double>
    /// How many sessions they come from.
    public let sessions: Int

    /// Creates a description.
    public init(medianPauseSeconds: ClosedRange<Double>, sessions: Int) {
      self.medianPauseSeconds = medianPauseSeconds
      self.sessions = sessions
    }
  }

  /// What the speaker answered to a question when listening back.
  public struct ReviewAnswer: Hashable, Sendable {
    /// The question as it was worded.
    public let ask: String
    /// The answer as words.
    public let answer: String
    /// The moment that it belongs to; nil for the session as a whole.
    public let frame: Int?

    /// Creates an answer.
    public init(ask: String, answer: String, frame: Int? = nil) {
      self.ask = ask
      self.answer = answer
      self.frame = frame
    }
  }

  /// A phase against its budget, or the whole session; what is not known is empty.
  struct PhaseRow: Sendable {
    let name: String
    /// What it should take; nil for the whole session.
    let budget: TimeBudget?
    /// The budget in words.
    let planned: String
    let time: String
    let seconds: Double
    let verdict: Verdict?
    let verdictText: String
    let talk: String
    let rate: String
    let pauses: String
    let median: String
    /// Where it begins; nil when it was not visited.
    let start: Int?
  }

  /// One of the longest pauses.
  struct LongPause: Sendable {
    let start: Int
    let length: String
    let time: String
  }

  let content: Content
  /// The plan's name, with its scale; nil without a plan.
  let planName: String?
  /// The phases in order, then the open remainder; empty without a plan.
  let phases: [PhaseRow]
  /// The session as a whole, below the phases.
  let whole: PhaseRow
  /// The longest pauses, longest first.
  let longestPauses: [LongPause]
  /// The middle half of the pauses; nil when there are too few.
  let quartiles: String?
  /// Everything that happened at a moment, in the session's order.
  let moments: [Moment]
  /// What was said; nil when the report is without it.
  let words: WordsReport?

  var analysis: SessionAnalysis { content.analysis }
  var rate: SampleRate { analysis.sampleRate }
  var durationSeconds: Double { seconds(analysis.timeline.frames) }

  func seconds(_ frames: Int) -> Double { rate.seconds(frames: frames) }

  /// Decides what is said.
  public init(_ content: Content) {
    self.content = content
    let analysis = content.analysis
    let rate = analysis.sampleRate
    let plan = analysis.plan
    func clock(_ frames: Int) -> String { Format.clock(rate.seconds(frames: frames)) }
    func perSecond(_ speech: SpeechRate) -> String {
      speech.articulationRatePerSecond.map { Format.decimal($0, digits: 1) } ?? ""
    }
    planName = plan.map { Format.scaled($0.name, by: $0.scale) }
    phases = analysis.phases.map { pacing in
      let budget = pacing.phase.budget
      return PhaseRow(
        name: pacing.phase.name, budget: budget, planned: Format.band(budget),
        time: pacing.clockText(at: rate),
        seconds: rate.seconds(frames: pacing.frames), verdict: pacing.verdict,
        verdictText: pacing.verdictText(at: rate),
        talk: pacing.phonationRatio.map(Format.percent) ?? "", rate: perSecond(pacing.rate),
        pauses: pacing.visits.isEmpty ? "" : "\(pacing.pauses.count)",
        median: pacing.pauses.medianSeconds.map(Format.seconds) ?? "",
        start: pacing.visits.first?.start)
    }
    whole = PhaseRow(
      name: "Whole session", budget: nil, planned: Format.clock(plan?.totalSeconds ?? 0),
      time: clock(analysis.timeline.frames),
      seconds: rate.seconds(frames: analysis.timeline.frames), verdict: nil, verdictText: "",
      talk: analysis.phonationRatio.map(Format.percent) ?? "", rate: perSecond(analysis.rate),
      pauses: "\(analysis.pauses.count)",
      median: analysis.pauses.medianSeconds.map(Format.seconds) ?? "", start: 0)
    longestPauses = analysis.longestPauses(10).map { pause in
      LongPause(
        start: pause.range.start,
        length: Format.seconds(rate.seconds(frames: pause.silentFrames)),
        time: clock(pause.range.start))
    }
    quartiles = analysis.pauses.quartilesSeconds.map {
      "\(Format.decimal($0.lower, digits: 2))–\(Format.seconds($0.upper))"
    }
    words = content.words.map { WordsReport($0, analysis: analysis) }
    moments = Self.moments(content, words)
  }

  /// What the measures say on one line; empty when they have nothing to say.
  func sentence(_ line: Phrase.Line) -> [String] {
    var parts = Measure.all.flatMap { measure in
      measure.phrases.filter { $0.line == line }.map { (phrase: $0, measure: measure) }
    }.sorted { $0.phrase.place < $1.phrase.place }
      .compactMap { $0.phrase.text($0.measure, analysis) }
    if let first = parts.first { parts[0] = first.prefix(1).uppercased() + first.dropFirst() }
    return parts
  }

  /// What the measures show at a place, in its order; the term is the measure's id.
  func figures(
    _ place: Figure.Place
  ) -> [(name: String, content: Figure.Content, term: String)] {
    Measure.all.flatMap { measure in
      measure.figures.filter { $0.place == place }.map { (figure: $0, measure: measure) }
    }.sorted { $0.figure.order < $1.figure.order }.compactMap { figure, measure in
      figure.content(measure, analysis).map { ($0.name ?? figure.name, $0, measure.id) }
    }
  }

  /// Whether it counts, and whether it passed; nil when there is nothing to say.
  var verdict: String? {
    content.standing.flatMap { StandingWords($0).sentence(mode: content.mode) }
  }

  /// The name of the phase that a frame lies in; empty without one.
  func phaseName(at frame: Int) -> String {
    guard let plan = analysis.plan,
      let visit = analysis.timeline.visits.last(where: { $0.range.start <= frame })
    else { return "" }
    return plan.phase(visit.phaseIndex).name
  }
}
