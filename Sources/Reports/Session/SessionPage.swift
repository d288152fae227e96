import AudioCore
import Foundation
import LinuxSystem
import SessionModel
import SpeechAnalysis
import SystemPackage
import Words

/// The report of one session as a page to look at and to listen with.
public struct SessionPage {
  let report: SessionReport

  /// Draws a report: one HTML file that needs nothing but the sound beside it.
  /// - Returns: the same bytes for the same report.
  /// - Throws: nothing that a whole program can cause.
  public static func bytes(_ report: SessionReport) throws -> [UInt8] {
    try SessionPage(report: report).page().bytes()
  }

  var content: SessionReport.Content { report.content }
  var analysis: SessionAnalysis { report.analysis }

  private func page() throws -> Page {
    let timeline = TimelineDrawing(report)
    let values = Values(
      title: title, about: about, verdict: report.verdict,
      timeline: try PageTemplate(PackageResources.timeline_mustache).render(timeline.values),
      lanes: try PageTemplate(PackageResources.lanes_mustache).render(timeline.values),
      legend: timeline.legend,
      words: try report.words.map {
        try PageTemplate(PackageResources.words_mustache).render(wordsSection($0))
      }, seconds: Drawing.number(report.durationSeconds, digits: 0),
      sound: content.soundPath.map(Self.relativeURL), figures: figures,
      phases: analysis.phases.isEmpty ? nil : PhaseTable(rows: phaseRows, whole: report.whole),
      pauses: pauseValues, moments: PageList(report.moments.map(momentValues)),
      review: PageList(content.review.filter { $0.frame == nil }),
      voice: rows(.voice).isEmpty ? nil : PageRows(rows: rows(.voice)),
      level: PageRows(rows: rows(.level)),
      facts: facts)
    // What is found at once has nothing to be moved.
    let hasWords = report.words.map { !$0.transcript.words.isEmpty } ?? false
    return Page(
      title: "\(title) – Walkthrough",
      body: try PageTemplate(PackageResources.session_mustache).render(values),
      style: PackageResources.session_css + (report.words == nil ? [] : PackageResources.words_css),
      script: PackageResources.session_js + (hasWords ? PackageResources.words_js : []),
      data: try Page.json(timeline.data), playsSound: content.soundPath != nil)
  }

  // MARK: Heading

  private var title: String {
    content.question.isEmpty ? analysis.plan?.name ?? content.id : content.question
  }

  private var about: String {
    [Self.date(content.start), report.planName].compactMap { $0 }.joined(separator: " · ")
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
    let total = analysis.plan.map { "of \(Format.clock($0.totalSeconds)) planned" } ?? "recorded"
    return [TopFigure(name: "Session", value: report.whole.time, part: total, term: "")]
      + report.figures(.top).map { shown in
        TopFigure(
          name: shown.name, value: shown.content.value, part: shown.content.note, term: shown.term)
      }
  }

  // MARK: Phases

  private var phaseRows: [PhaseRow] {
    let longest = report.phases.map { max($0.seconds, $0.budget?.maximumSeconds ?? 0) }.max() ?? 0
    let axis = Axis(range: 0...max(longest, 1))
    return report.phases.map { phase in
      let (least, most) = (phase.budget?.minimumSeconds ?? 0, phase.budget?.maximumSeconds ?? 0)
      return PhaseRow(
        phase: phase, verdict: phase.verdict?.rawValue ?? "",
        bandX: Drawing.percent(axis.share(least)),
        bandWidth: Drawing.percent(axis.share(most) - axis.share(least)),
        width: Drawing.percent(axis.share(phase.seconds)), at: phase.start.map(at))
    }
  }

  /// A position as a link and the script write it: seconds to the millisecond.
  func at(_ frame: Int) -> String { Drawing.number(report.seconds(frame), digits: 3) }

  private func momentValues(_ moment: SessionReport.Moment) -> MomentRow {
    let isAnswer = moment.kind == .probe && moment.notes.count > 1
    return MomentRow(
      kind: moment.kind.rawValue, word: moment.word, at: at(moment.range.start),
      time: moment.time(report), title: moment.title,
      note: (isAnswer ? "answered " : "") + moment.notes.joined(separator: " "),
      opening: moment.opening.forTerminal)
  }

  // MARK: Voice, level and facts

  private func rows(_ place: Figure.Place) -> [[String: String]] {
    report.figures(place).map { ["name": $0.name, "value": $0.content.value, "term": $0.term] }
  }

  private var facts: [[String: String]] {
    var facts: [(String, String)] = [("Session", content.id)]
    if !content.start.isEmpty { facts.append(("Started", content.start)) }
    if !content.device.isEmpty { facts.append(("Device", content.device)) }
    if let plan = analysis.plan { facts.append(("Plan", plan.id)) }
    facts.append(
      (
        "Sound",
        "\(analysis.timeline.frames) frames at \(report.rate.hertz) Hz"
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
  static func relativeURL(_ path: FilePath) -> String {
    var url = path.bytes.map { byte -> String in
      let scalar = Unicode.Scalar(byte)
      if byte < 0x80,
        scalar.properties.isAlphabetic || "0123456789-._~/".unicodeScalars.contains(scalar)
      {
        return String(scalar)
      }
      return "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
    }.joined()
    if path.isAbsolute { url = "file://" + url }
    return url
  }
}
