import AudioCore
import Foundation
import PracticePlan
public import SpeechAnalysis

/// The report of one session as a page to look at and to listen with.
public struct SessionPage {
  /// What a page is made of.
  public struct Content: Sendable {
    /// What was measured.
    public var analysis: SessionAnalysis
    /// The session's id.
    public var id: String
    /// What was practised, in the user's words; empty when not said.
    public var question = ""
    /// When it began: ISO 8601 with the offset from UTC; empty when not known.
    public var start = ""
    /// What it was recorded with; empty when not known.
    public var device = ""
    /// The outline of its sound; nil when the sound is gone.
    public var outline: SoundOutline?
    /// The sound file's path as seen from the page's folder; nil when it is gone.
    public var soundPath: String?
    /// What is usual for this person; nil when too little is known.
    public var usual: Usual?
    /// What the speaker answered when listening back, in the order given.
    public var review: [ReviewAnswer] = []

    /// Begins the content with what every page has.
    public init(analysis: SessionAnalysis, id: String) {
      self.analysis = analysis
      self.id = id
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

  let content: Content
  let moments: [ListedMoment]

  init(_ content: Content) throws {
    self.content = content
    moments = try Self.moments(content)
  }

  var analysis: SessionAnalysis { content.analysis }
  var rate: SampleRate { analysis.sampleRate }
  var durationSeconds: Double { seconds(analysis.timeline.frames) }

  /// Makes the page: one HTML file that needs nothing but the sound beside it.
  /// - Returns: the same bytes for the same content.
  /// - Throws: nothing that a whole program can cause.
  public static func bytes(_ content: Content) throws -> [UInt8] {
    try SessionPage(content).page().bytes()
  }

  func seconds(_ frames: Int) -> Double { rate.seconds(frames: frames) }

  private func page() throws -> Page {
    let timeline = TimelineDrawing(self)
    let values = Values(
      title: title, about: about,
      timeline: try PageTemplate(PackageResources.timeline_mustache).render(timeline.values),
      lanes: try PageTemplate(PackageResources.lanes_mustache).render(timeline.values),
      legend: timeline.legend, seconds: Drawing.number(durationSeconds, digits: 0),
      sound: content.soundPath.map(Self.relativeURL), figures: figures,
      phases: analysis.phases.isEmpty ? nil : PhaseTable(rows: phaseRows, whole: wholeRow),
      pauses: pauseValues, moments: PageList(moments.map(momentValues)),
      review: PageList(content.review.filter { $0.frame == nil }),
      voice: rows(.voice).isEmpty ? nil : PageRows(rows: rows(.voice)),
      level: PageRows(rows: rows(.level)),
      facts: facts)
    return Page(
      title: "\(title) – Walkthrough",
      body: try PageTemplate(PackageResources.session_mustache).render(values),
      style: PackageResources.session_css, script: PackageResources.session_js,
      data: try Page.json(timeline.data), playsSound: content.soundPath != nil)
  }

  // MARK: Heading

  private var title: String {
    content.question.isEmpty ? analysis.plan?.name ?? content.id : content.question
  }

  private var about: String {
    var about: [String] = []
    if let date = Self.date(content.start) { about.append(date) }
    if let plan = analysis.plan {
      about.append(
        plan.scale == 1 ? plan.name : "\(plan.name) ×\(Format.decimal(plan.scale, digits: 2))")
    }
    return about.joined(separator: " · ")
  }

  /// The date and time of day of an ISO 8601 text, where it was recorded.
  static func date(_ text: String) -> String? {
    let months = [
      "January", "February", "March", "April", "May", "June", "July", "August", "September",
      "October", "November", "December",
    ]
    let parts = text.prefix(16).split { !$0.isASCII || !$0.isNumber }.map { Int($0) ?? 0 }
    guard parts.count == 5, 1...12 ~= parts[1] else { return nil }
    let minutes = (parts[4] < 10 ? "0" : "") + "\(parts[4])"
    return "\(parts[2]) \(months[parts[1] - 1]) \(parts[0]), \(parts[3]):\(minutes)"
  }

  /// The numbers on top; each with the definition that its name leads to.
  private var figures: [TopFigure] {
    func figure(_ name: String, _ value: String, _ part: String, term: String) -> TopFigure {
      TopFigure(name: name, value: value, part: part, term: term)
    }
    var figures: [TopFigure] = []
    let total = analysis.plan.map { "of \(Format.clock($0.totalSeconds)) planned" } ?? "recorded"
    figures.append(figure("Session", Format.clock(durationSeconds), total, term: ""))
    return figures
      + shown(.top).map { shown in
        figure(shown.name, shown.content.value, shown.content.note, term: shown.term)
      }
  }

  /// What the measures show at a place, in its order.
  private func shown(
    _ place: Figure.Place
  ) -> [(name: String, content: Figure.Content, term: String)] {
    Measure.all.flatMap { measure in
      measure.figures.filter { $0.place == place }.map { (figure: $0, term: measure.id) }
    }.sorted { $0.figure.order < $1.figure.order }.compactMap { figure, term in
      figure.content(analysis).map { ($0.name ?? figure.name, $0, term) }
    }
  }

  // MARK: Phases

  private var phaseRows: [PhaseRow] {
    guard let plan = analysis.plan else { return [] }
    let longest =
      analysis.phases.map {
        max(seconds($0.frames), ($0.phase?.budget ?? plan.openRemainder).maximumSeconds)
      }.max() ?? 0
    let axis = Axis(range: 0...max(longest, 1))
    return analysis.phases.map { pacing in
      let budget = pacing.phase?.budget ?? plan.openRemainder
      return PhaseRow(
        name: pacing.phase?.name ?? "Open remainder", time: pacing.clockText(at: rate),
        budget: Format.band(budget), verdict: pacing.verdict?.rawValue ?? "",
        words: pacing.verdictText(at: rate), talk: pacing.talkShare.map(Format.percent) ?? "",
        rate: pacing.rate.articulationRatePerSecond.map { Format.decimal($0, digits: 1) } ?? "",
        pauses: pacing.visits.isEmpty ? "" : "\(pacing.pauses.count)",
        median: pacing.pauses.medianSeconds.map(Format.seconds) ?? "",
        bandX: Drawing.percent(axis.share(budget.minimumSeconds)),
        bandWidth: Drawing.percent(
          axis.share(budget.maximumSeconds) - axis.share(budget.minimumSeconds)),
        width: Drawing.percent(axis.share(seconds(pacing.frames))),
        at: pacing.visits.first.map { at($0.start) })
    }
  }

  private var wholeRow: WholeRow {
    WholeRow(
      time: Format.clock(durationSeconds),
      budget: Format.clock(analysis.plan?.totalSeconds ?? 0),
      talk: analysis.phonationRatio.map(Format.percent) ?? "",
      rate: analysis.rate.articulationRatePerSecond.map { Format.decimal($0, digits: 1) } ?? "",
      pauses: "\(analysis.pauses.count)",
      median: analysis.pauses.medianSeconds.map(Format.seconds) ?? "")
  }

  /// A position as a link and the script write it: seconds to the millisecond.
  func at(_ frame: Int) -> String { Drawing.number(seconds(frame), digits: 3) }

  /// The name of the phase that a frame lies in; empty without one.
  func phaseName(at frame: Int) -> String {
    guard let plan = analysis.plan,
      let visit = analysis.timeline.visits.last(where: { $0.range.start <= frame })
    else { return "" }
    return plan.phases.indices.contains(visit.phaseIndex)
      ? plan.phases[visit.phaseIndex].name : "Open remainder"
  }

  // MARK: Voice, level and facts

  private func rows(_ place: Figure.Place) -> [[String: String]] {
    shown(place).map { ["name": $0.name, "value": $0.content.value, "term": $0.term] }
  }

  private var facts: [[String: String]] {
    var facts: [(String, String)] = [("Session", content.id)]
    if !content.start.isEmpty { facts.append(("Started", content.start)) }
    if !content.device.isEmpty { facts.append(("Device", content.device)) }
    if let plan = analysis.plan { facts.append(("Plan", plan.id)) }
    facts.append(
      (
        "Sound",
        "\(analysis.timeline.frames) frames at \(rate.hertz) Hz"
          + (analysis.channels > 1 ? ", \(analysis.channels) channels" : "")
      ))
    let threshold = analysis.parameters.pauseThresholdSeconds
    facts.append(("Pauses", "silences of \(Format.setting(threshold)) s or more"))
    facts.append(("Analyzer", "\(analysis.analyzer.name) \(analysis.analyzer.version)"))
    return facts.map { ["name": $0.0, "value": $0.1] }
  }

  /// A path as a relative URL: all but letters, digits, `-._~` and `/` is encoded.
  ///
  /// - SeeAlso: RFC 3986, sections 2.3 and 4.2.
  static func relativeURL(_ path: String) -> String {
    var url = path.utf8.map { byte -> String in
      let scalar = Unicode.Scalar(byte)
      if byte < 0x80,
        scalar.properties.isAlphabetic || "0123456789-._~/".unicodeScalars.contains(scalar)
      {
        return String(scalar)
      }
      return "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
    }.joined()
    // A name such as //host would lead elsewhere.
    if url.hasPrefix("/") { url = "file://" + url }
    return url
  }
}
