import Foundation
import TestSupport
import Testing

/// Nine weeks of practice, and every number of them on every surface.
@Suite struct NineWeeksTests {
  @Test(.timeLimit(.minutes(5)))
  func `nine weeks of practice are told with the same numbers everywhere`() throws {
    let weeks = try NineWeeks()
    var truth = try Self.truth(weeks)
    #expect(truth.count == weeks.expected.count && truth.count == 28)
    for session in truth {
      let take = try #require(weeks.expected[session.id], "\(session.id)")
      #expect(session.start.hasPrefix(take.date))
      #expect(session.cell == take.comesTo, "\(take.date)")
      #expect(session.reasons.joined(separator: "; ") == take.because, "\(take.date)")
    }
    try lists(weeks, truth)
    for session in truth { try report(weeks, session) }
    try programme(weeks, truth)
    try NineWeeksTrend(weeks: weeks, truth: truth).check()

    // Its sound goes, its numbers stay.
    let first = try weeks.id("2026-09-07T19:00")
    let surfaces = [
      ["programme", "--on", NineWeeks.lastDay], ["trend"], ["trend", "--format", "json"],
    ]
    let before = try surfaces.map { try weeks.done($0) }
    try weeks.done(["forget", first, "--yes"])
    #expect(try surfaces.map { try weeks.done($0) } == before)
    truth = try Self.truth(weeks)
    try lists(weeks, truth, forgotten: first)
    try report(weeks, try #require(truth.first))
    try NineWeeksTrend(weeks: weeks, truth: truth).check()
  }

  private static func truth(_ weeks: NineWeeks) throws -> [PractisedTruth] {
    try weeks.tool.sessions.map { try PractisedTruth(folder: $0, tool: weeks.tool) }
      .sorted { $0.start < $1.start }
  }

  // MARK: list and export

  private func lists(
    _ weeks: NineWeeks, _ truth: [PractisedTruth], forgotten: String? = nil
  ) throws {
    let json = try weeks.rows(["list"], "sessions")
    let csv = try weeks.csv(["export", "--all"])
    let listed = try weeks.csv(["list"])
    let text = try weeks.wide(["list"]).split(separator: "\n")
    #expect(json.count == truth.count && listed.count == truth.count)
    #expect(text.count == truth.count + 1, "\(text)")
    #expect(text[0].contains("Pause"), "\(text)")
    for (index, session) in truth.reversed().enumerated() {
      let comment = Comment(rawValue: session.id)
      let row = json[index]
      #expect(row["id"] as? String == session.id, comment)
      #expect(row["start"] as? String == session.start, comment)
      #expect(row["question"] as? String == session.question, comment)
      #expect(row["mode"] as? String == session.kind.mode, comment)
      let plan = row["plan"] as? [String: Any]
      #expect(plan?["id"] as? String == session.kind.plan, comment)
      #expect(plan?["scale"] as? Double ?? 1 == session.kind.scale, comment)
      #expect(row["durationSeconds"] as? Double == session.seconds, comment)
      #expect(row["verdict"] as? String == session.verdict, comment)
      #expect(row["verdictReasons"] as? [String] ?? [] == session.reasons, comment)
      #expect(row["phasesWithin"] as? Int ?? 0 == session.within, comment)
      let phases = row["phases"] as? [[String: Any]] ?? []
      #expect(
        phases.dropLast().compactMap { $0["verdict"] as? String } == session.phases.map(\.verdict),
        comment)
      #expect(isNear((row["talk"] as? [String: Double])?["talkSeconds"], session.talk), comment)
      #expect(
        isNear((row["talk"] as? [String: Double])?["phonationRatio"], session.talkShare), comment)
      let pauses = row["pauses"] as? [String: Any]
      #expect(isNear(pauses?["medianSeconds"] as? Double, session.pauseMedian), comment)
      #expect((row["audioForgotten"] as? Bool == true) == (session.id == forgotten), comment)

      for table in [listed, csv] {
        let cells = try #require(
          table.first { $0["row"] == "session" && $0["session"] == session.id }, comment)
        #expect(cells["start"] == session.start && cells["question"] == session.question, comment)
        #expect(cells["plan"] == session.kind.plan ?? "", comment)
        #expect(cells["mode"] == session.kind.mode ?? "", comment)
        #expect(cells["verdict"] == session.verdict, comment)
        #expect(cells["verdictReasons"] == session.reasons.joined(separator: "; "), comment)
        #expect(Double(cells["durationSeconds"] ?? "") == session.seconds, comment)
        #expect(isNear(Double(cells["talkSeconds"] ?? ""), session.talk), comment)
        #expect(isNear(Double(cells["phonationRatio"] ?? ""), session.talkShare), comment)
        #expect(isNear(Double(cells["pauseMedianSeconds"] ?? ""), session.pauseMedian), comment)
      }
      let ofPhases = csv.filter {
        $0["row"] == "phase" && $0["session"] == session.id && $0["phase"] != "open"
      }
      #expect(ofPhases.map { $0["verdict"] } == session.phases.map(\.verdict), comment)
      #expect(
        ofPhases.map { Double($0["durationSeconds"] ?? "") } == session.phases.map(\.seconds),
        comment)

      let cells = NineWeeks.cells(
        text[index + 1], under: text[0], words: ["Session", "Plan", "Verdict", "Question"],
        numbers: ["Time", "Within", "Talk", "Pause"])
      #expect(session.id.hasPrefix(cells["Session"] ?? "?"), comment)
      #expect(isShown(planText(session.kind), cells["Plan"]), comment)
      #expect(cells["Time"] == clock(session.seconds), comment)
      #expect(cells["Verdict"] == session.cell, comment)
      #expect(
        cells["Within"]
          == (session.phases.isEmpty ? "–" : "\(session.within)/\(session.phases.count)"),
        comment)
      #expect(cells["Talk"] == percent(session.talkShare), comment)
      #expect(cells["Pause"] == session.pauseMedian.map(length) ?? "–", comment)
      let sound = session.id == forgotten ? " (no sound)" : ""
      // A corrected date is not that of the id.
      let day = String(session.start.prefix(10))
      let began = session.id.hasPrefix(day) ? "" : "(\(day)) "
      let about = (began + session.question).trimmingCharacters(in: .whitespaces)
      #expect(isShown(about + sound, cells["Question"]), comment)
    }
  }

  // MARK: report

  private func report(_ weeks: NineWeeks, _ session: PractisedTruth) throws {
    let comment = Comment(rawValue: session.id)
    let text = try weeks.done(["report", session.id])
    let words = text.split(separator: "\n").joined(separator: " ").replacing(#/ +/#, with: " ")
    if let sentence = session.sentence {
      #expect(words.hasSuffix(sentence), comment)
    } else {
      #expect(!words.contains("Mode ") && !words.contains("Does not count"), comment)
    }
    for phase in session.phases {
      #expect(
        words.contains("\(phase.name) \(phase.seconds.map(clock) ?? "–") \(clock(phase.least))–"),
        comment)
    }
    if session.talk > 0 {
      #expect(
        words.contains("Talk time \(clock(session.talk)) · \(percent(session.talkShare)) of the"),
        comment)
    } else {
      #expect(words.contains("No speech was found."), comment)
    }
    if let median = session.pauseMedian {
      #expect(words.contains(": \(session.pauses.count) · "), comment)
      #expect(words.contains("median \(length(median)) · P90"), comment)
    }

    let json = try weeks.object(["report", session.id])
    let judged = (json["phases"] as? [[String: Any]] ?? []).filter { $0["id"] as? String != "open" }
    #expect(judged.map { $0["verdict"] as? String } == session.phases.map(\.verdict), comment)
    #expect(
      judged.map { $0["durationSeconds"] as? Double ?? 0 }
        == session.phases.map { $0.seconds ?? 0 },
      comment)
    #expect(
      isNear((json["talk"] as? [String: Double])?["phonationRatio"], session.talkShare), comment)
    let document = try weeks.object(["export", session.id])
    #expect(document["analysis"] as? NSDictionary == json as NSDictionary, comment)
    #expect(document["verdict"] as? String == session.verdict, comment)
    #expect(document["verdictReasons"] as? [String] == session.reasons, comment)

    let path = try weeks.done(["report", session.id, "--html"])
    let page = try String(
      contentsOfFile: path.trimmingCharacters(in: .newlines), encoding: .utf8)
    let outcome = page.firstMatch(of: #/<p class="about outcome">(.*?)<\/p>/#)
    #expect(outcome.map { NineWeeks.text(String($0.1)) } == session.sentence, comment)
    let figures = NineWeeks.figures(page)
    #expect(figures["Session"]?[0] == clock(session.seconds), comment)
    #expect(figures["Talk time"]?[0] ?? "0:00" == clock(session.talk), comment)
    #expect(figures["Median pause"]?[0] == session.pauseMedian.map(length), comment)
    let rows = NineWeeks.rows(page, from: "<table class=\"phases\">", to: "</tbody>")
    for (phase, row) in zip(session.phases, rows.dropFirst()) {
      #expect(row[0] == phase.name && row[1] == phase.seconds.map(clock) ?? "–", comment)
      #expect(
        row[4].hasPrefix(phase.verdict == "notVisited" ? "not visited" : phase.verdict), comment)
    }
    #expect(session.phases.isEmpty ? rows.isEmpty : rows.count == session.phases.count + 2, comment)
  }

  // MARK: programme

  private func programme(_ weeks: NineWeeks, _ truth: [PractisedTruth]) throws {
    let since = truth.filter { $0.day >= NineWeeks.firstDay }
    let counted = since.filter(\.counts)
    func of(_ modes: String...) -> [PractisedTruth] {
      counted.filter { modes.contains($0.kind.mode ?? "") && !$0.phases.isEmpty }
    }
    func questions(_ sessions: [PractisedTruth]) -> Int { Set(sessions.map(\.questionKey)).count }
    let loops = Dictionary(grouping: counted.filter { $0.loop != nil }) { $0.loop }
    let targets: [(id: String, text: String, done: Int, amount: Int)] = [
      ("evenings", "evenings, each question once", questions(of("evening")), 3),
      ("passed", "evenings passed", of("evening").count { $0.passed }, 12),
      ("listened", "evenings listened back to", of("evening").count { !$0.ratings.isEmpty }, 3),
      ("reading", "", 1, 2),
      ("races", "races won", of("race").count { $0.passed }, 3),
      (
        "complete", "with every phase",
        of("evening", "chat").count { !$0.phases.contains { $0.seconds == nil } }, 20
      ),
      (
        "own", "questions of your own",
        questions(
          of("evening", "race", "chat").filter {
            NineWeeks.ownQuestions.contains($0.questionKey)
          }), 4
      ),
      ("days", "days of three rounds", loops.count { Set($0.value.map(\.round)).count == 3 }, 2),
      ("travel", "", 1, 1),
      ("stories", "stories told", Set(of("story").map(\.questionKey)).count, 1),
    ]
    let json = try weeks.object(["programme", "--on", NineWeeks.lastDay])
    #expect(json["sessions"] as? Int == counted.count)
    #expect(json["uncounted"] as? Int == since.count - counted.count)
    #expect(json["week"] as? Int == 9 && json["interview"] as? String == NineWeeks.interview)
    let stages = json["stages"] as? [[String: Any]] ?? []
    let found =
      stages.flatMap { $0["targets"] as? [[String: Any]] ?? [] }
      + (json["parallel"] as? [[String: Any]] ?? [])
    #expect(found.map { $0["id"] as? String } == targets.map(\.id))
    #expect(found.map { $0["done"] as? Int } == targets.map(\.done))
    #expect(found.map { $0["amount"] as? Int } == targets.map(\.amount))

    let head =
      "\(counted.count) sessions so far, and \(since.count - counted.count) that do not count"
    for (arguments, isWhole) in [(["--all"], true), ([], false)] {
      let text = try weeks.done(["programme", "--on", NineWeeks.lastDay] + arguments)
      #expect(text.hasPrefix("Nine weeks · week 9 of 9\n"), "\(text)")
      #expect(text.replacing("\n", with: " ").contains(head), "\(text)")
      #expect(text.contains("interview Thu 2026-11-12, in 4 days"), "\(text)")
      let lines = Set(text.split(separator: "\n").map { String($0.replacing(#/ +/#, with: " ")) })
      for target in targets where !target.text.isEmpty {
        let line = " \(target.done) of \(target.amount) \(target.text)"
        let isShown = isWhole || target.done < target.amount || target.id == "days"
        #expect(lines.contains(line) == isShown || target.id == "stories", "\(line)\n\(text)")
      }
      for tick in ["papers", "numbers", "train"] {
        let isTicked = NineWeeks.ticked.contains(tick)
        let isShown = lines.contains { $0.hasPrefix(" [\(isTicked ? "x" : " ")] \(tick)") }
        #expect(isShown || (!isWhole && isTicked), "\(tick)\n\(text)")
      }
    }
    // When each question had its turn last.
    for question in try weeks.rows(["questions", "list"], "questions") {
      guard let id = question["id"] as? String, NineWeeks.ownQuestions.contains(id) else {
        continue
      }
      let last = truth.last { $0.counts && $0.questionKey == id }?.day
      #expect(question["lastPractised"] as? String == last, "\(id)")
    }
  }

  private func planText(_ kind: PractisedTruth.Kind) -> String {
    guard let plan = kind.plan else { return "–" }
    return kind.scale == 1 ? plan : "\(plan) ×" + String(format: "%.2f", kind.scale)
  }
}

/// Whether a cell shows a text, or as much of it as there is room for.
private func isShown(_ text: String, _ cell: String?) -> Bool {
  guard let cell, cell.hasSuffix("…") else { return text == cell }
  return text.hasPrefix(cell.dropLast().trimmingCharacters(in: .whitespaces))
}

/// Whether a number is that, as far as files keep it; nothing is near nothing and zero.
func isNear(_ found: Double?, _ truth: Double?) -> Bool {
  guard let found, let truth else { return found ?? 0 == truth ?? 0 }
  return abs(found - truth) < 2e-6
}
