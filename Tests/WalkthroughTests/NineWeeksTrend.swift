import Foundation
import Testing

/// The trend of nine weeks as text, JSON and page, against what the sessions' files say.
struct NineWeeksTrend {
  let weeks: NineWeeks
  let truth: [PractisedTruth]

  /// One week in words, as tables show it.
  private struct Week: Equatable {
    let monday: String
    let sessions: Int
    let time: String
    let within: String
    let talk: String
    let pause: String
  }

  func check() throws {
    let counted = truth.filter(\.counts)
    let kinds = Self.kinds(counted)
    let kind = try #require(kinds.first?.kind)
    let alike = counted.filter { $0.kind == kind }
    let text = try weeks.done(["trend"])
    let json = try weeks.object(["trend"])
    try weeks.done(["trend", "--html"])
    let page = try String(contentsOfFile: weeks.tool.archive + "/trend.html", encoding: .utf8)
    let figures = NineWeeks.figures(page)

    // How much, and what is left out.
    let seconds = counted.reduce(0) { $0 + $1.seconds }
    let sentence =
      "\(counted.count) sessions in 9 weeks, \(Int((seconds / 60).rounded())) min in all, "
      + "2026-09-07 to 2026-11-08"
    #expect(text.hasPrefix(sentence + "\n"), "\(text)")
    #expect(page.contains("<p class=\"about\">\(sentence)</p>"))
    #expect(json["sessionCount"] as? Int == counted.count)
    #expect(json["uncountedCount"] as? Int == truth.count - counted.count)
    let left = "\(truth.count - counted.count) do not count and are left out: "
    #expect(text.contains(left) && page.contains(left), "\(text)")
    #expect(figures["Sessions"] == ["\(counted.count)", "in 8 of 9 weeks"])
    #expect(figures["Time practised"]?[0] == "\(Int((seconds / 60).rounded())) min")
    #expect(
      figures["Time practised"]?[1] == clock(seconds / Double(counted.count)) + " a session")

    // Like with like.
    let found = (json["kinds"] as? [[String: Any]] ?? []).map { row in
      (
        kind: PractisedTruth.Kind(
          plan: row["plan"] as? String, mode: row["mode"] as? String,
          scale: row["scale"] as? Double ?? 0), count: row["sessionCount"] as? Int
      )
    }
    #expect(found.map(\.kind) == kinds.map(\.kind) && found.map(\.count) == kinds.map(\.count))
    let drawn = "brief in mode evening, \(alike.count) of \(counted.count)."
    #expect(text.replacing("\n", with: " ").contains(drawn) && page.contains(drawn), "\(text)")

    try byWeek(counted, kind, text: text, json: json, page: page)

    // Medians, and the line through them.
    let within = alike.reduce(0) { $0 + $1.within }
    let phases = alike.reduce(0) { $0 + $1.phases.count }
    #expect(
      figures["Phases within budget"]
        == [percent(Double(within) / Double(phases)), "\(within) of \(phases)"])
    let lines = text.split(separator: "\n")
    for (name, label, values, show) in [
      ("talkShare", "Talk share", alike.map { ($0, $0.talkShare) }, percent),
      (
        "pauseMedian", "Median pause", alike.compactMap { s in s.pauseMedian.map { (s, $0) } },
        length
      ),
    ] as [(String, String, [(PractisedTruth, Double)], (Double) -> String)] {
      let sorted = values.map(\.1).sorted()
      let row = (json["measures"] as? [[String: Any]] ?? []).first {
        $0["measure"] as? String == name
      }
      #expect(row?["count"] as? Int == sorted.count)
      #expect(isNear(row?["median"] as? Double, quantile(0.5, sorted)))
      #expect(isNear(row?["lowerQuartile"] as? Double, quantile(0.25, sorted)))
      #expect(isNear(row?["upperQuartile"] as? Double, quantile(0.75, sorted)))
      #expect(isNear(row?["slopePerWeek"] as? Double, slope(values)), "\(name)")
      let shown = show(quantile(0.5, sorted) ?? 0)
      #expect(figures[label] == [shown, "median of \(sorted.count)"])
      let usual =
        [0.5, 0.25, 0.75].map { show(quantile($0, sorted) ?? 0).prefix { $0 != " " } }
      let words = "\(usual[0]), \(usual[1]) to \(show(quantile(0.75, sorted) ?? 0))"
      #expect(lines.contains { $0.hasPrefix(label) && $0.contains(words) }, "\(words)\n\(text)")
      #expect(
        page.contains("<span class=\"name\">\(label)</span><span class=\"usual\">\(words)</span>"))
    }
    try again(counted, text: text, json: json, page: page)
    try listeningBack(counted, text: text, json: json, page: page)
    try programme(text: text, page: page)

    // Each session that counts, the newest first.
    let rows = NineWeeks.rows(page, from: "id=\"sessions-title\"", to: "</table>").dropFirst()
    #expect(rows.map { $0[0] } == counted.reversed().map(\.moment))
    for (row, session) in zip(rows, counted.reversed()) {
      #expect(row[1] == session.question && row[3] == clock(session.seconds))
      #expect(
        row[4] == (session.phases.isEmpty ? "–" : "\(session.within) of \(session.phases.count)"))
      #expect(row[5] == percent(session.talkShare))
      #expect(row[6] == session.pauseMedian.map(length))
    }
  }

  private func byWeek(
    _ counted: [PractisedTruth], _ kind: PractisedTruth.Kind, text: String, json: [String: Any],
    page: String
  ) throws {
    var expected: [Week] = []
    let rows = json["weeks"] as? [[String: Any]] ?? []
    for index in 0..<9 {
      let own = counted.filter { (Self.day($0.day) - Self.day("2026-09-07")) / 7 == index }
      let alike = own.filter { $0.kind == kind }
      let seconds = own.reduce(0) { $0 + $1.seconds }
      let talk = quantile(0.5, alike.map(\.talkShare).sorted())
      let pause = quantile(0.5, alike.compactMap(\.pauseMedian).sorted())
      let phases = alike.flatMap(\.phases)
      let row = rows.indices.contains(index) ? rows[index] : [:]
      #expect(row["sessionCount"] as? Int == own.count)
      #expect(row["durationSeconds"] as? Double == seconds)
      for verdict in ["within", "under", "over", "notVisited"] {
        #expect(row[verdict] as? Int == phases.count { $0.verdict == verdict }, "\(index)")
      }
      let medians = row["medians"] as? [String: Double]
      #expect(isNear(medians?["talkShare"], talk) && isNear(medians?["pauseMedian"], pause))
      expected.append(
        Week(
          monday: row["monday"] as? String ?? "", sessions: own.count,
          time: own.isEmpty ? "" : clock(seconds),
          within: phases.isEmpty
            ? "" : "\(phases.count { $0.verdict == "within" })/\(phases.count)",
          talk: talk.map(percent) ?? "", pause: pause.map(length) ?? ""))
    }
    #expect(rows.count == 9 && expected.contains { $0.sessions == 0 })
    #expect(expected.first?.monday == "2026-09-07" && expected.last?.monday == "2026-11-02")
    let lines = text.split(separator: "\n")
    let head = try #require(lines.firstIndex { $0.hasPrefix("Week of") })
    let shown = lines[(head + 1)...].prefix(9).map { line in
      let cells = NineWeeks.cells(
        line, under: lines[head], words: ["Week of"],
        numbers: ["Sessions", "Time", "Within", "Talk", "Pause", "P90"])
      return Week(
        monday: cells["Week of"] ?? "", sessions: Int(cells["Sessions"] ?? "") ?? 0,
        time: cells["Time"] ?? "", within: cells["Within"] ?? "", talk: cells["Talk"] ?? "",
        pause: cells["Pause"] ?? "")
    }
    #expect(shown == expected, "\(text)")
    let table = NineWeeks.rows(page, from: "id=\"discipline-title\"", to: "</table>").dropFirst()
    let drawn = table.map { row in
      let numbers = row[3...6].compactMap { Int($0) }
      return Week(
        monday: row[0], sessions: Int(row[1]) ?? 0, time: row[2],
        within: numbers.isEmpty ? "" : "\(numbers[0])/\(numbers.reduce(0, +))", talk: row[7],
        pause: row[8])
    }
    #expect(drawn == expected)
  }

  /// The same question practised again, like for like.
  private func again(
    _ counted: [PractisedTruth], text: String, json: [String: Any], page: String
  ) throws {
    struct Key: Hashable {
      let question: String
      let kind: PractisedTruth.Kind
    }
    let groups = Dictionary(grouping: counted) { Key(question: $0.questionKey, kind: $0.kind) }
      .values.filter { $0.count > 1 }.sorted { ($0.last?.start ?? "") > ($1.last?.start ?? "") }
    let found = (json["questions"] as? [[String: Any]] ?? []).map {
      $0["sessions"] as? [String] ?? []
    }
    #expect(found == groups.map { $0.map(\.id) })
    for (index, group) in groups.enumerated() {
      let rows = NineWeeks.rows(page, from: "id=\"question-\(index)\"", to: "</table>").dropFirst()
      #expect(rows.map { $0[0] } == group.map(\.moment))
      #expect(rows.map { $0[1] } == group.map { clock($0.seconds) })
      #expect(rows.map { $0[4] } == group.map { $0.pauseMedian.map(length) ?? "–" })
      guard index < 5 else { continue }
      for session in group {
        let line = text.split(separator: "\n").first { $0.hasPrefix("  \(session.moment) ") }
        let words = line?.replacing(#/ +/#, with: " ") ?? ""
        #expect(
          words.hasPrefix(
            " \(session.moment) \(clock(session.seconds)) \(session.within)/\(session.phases.count) "
              + "\(percent(session.talkShare)) \(session.pauseMedian.map(length) ?? "–")"),
          "\(text)")
      }
    }
  }

  private func listeningBack(
    _ counted: [PractisedTruth], text: String, json: [String: Any], page: String
  ) throws {
    var levels: [String: [Int]] = [:]
    for session in counted {
      for rating in session.ratings { levels[rating.id, default: []].append(rating.level) }
    }
    let reviews = json["reviews"] as? [String: Any]
    #expect(reviews?["sessionCount"] as? Int == 2 && levels.count >= 2)
    let ratings = reviews?["ratings"] as? [[String: Any]] ?? []
    #expect(ratings.count == levels.count)
    for rating in ratings {
      #expect(rating["levels"] as? [Int] == levels[rating["id"] as? String ?? ""])
    }
    #expect(text.contains(#/Clarity +2 +3\.5 +3 4\n/#), "\(text)")
    let rows = NineWeeks.rows(page, from: "id=\"reviews-title\"", to: "</table>").dropFirst()
    let resolution = "Meant last, 2026-09-21: next time I will name a number first"
    #expect(text.contains(resolution) && page.contains(resolution), "\(text)")
    #expect(rows.contains(["Clarity", "2", "3.5", "3 4"]) && rows.count == levels.count)
  }

  /// The programme as `programme` has it.
  private func programme(text: String, page: String) throws {
    let json = try weeks.object(["programme"])
    let stages = json["stages"] as? [[String: Any]] ?? []
    let targets =
      stages.flatMap { $0["targets"] as? [[String: Any]] ?? [] }
      + (json["parallel"] as? [[String: Any]] ?? [])
    let done = targets.map { "\($0["done"] as? Int ?? -1) of \($0["amount"] as? Int ?? -1)" }
    let rows = NineWeeks.rows(page, from: "id=\"programme-title\"", to: "</table>").dropFirst()
    #expect(rows.map { $0[2] } == done)
    let lines = text.split(separator: "\n").drop { $0 != "The programme" }
    let shown = lines.compactMap { $0.firstMatch(of: #/^  (\d+ of \d+) /#).map { String($0.1) } }
    #expect(shown == done, "\(text)")
    let about = "\(json["sessions"] as? Int ?? -1) sessions so far"
    #expect(lines.dropFirst().first?.contains(about) == true && page.contains(about))
  }

  // MARK: Counting

  /// The commonest first, among equals that of the latest session.
  private static func kinds(
    _ sessions: [PractisedTruth]
  ) -> [(kind: PractisedTruth.Kind, count: Int)] {
    Dictionary(grouping: sessions, by: \.kind).sorted {
      ($0.value.count, $0.value.last?.start ?? "") > ($1.value.count, $1.value.last?.start ?? "")
    }.map { ($0.key, $0.value.count) }
  }

  /// The median of the slopes between all pairs of days that differ, per week.
  private func slope(_ values: [(PractisedTruth, Double)]) -> Double? {
    var slopes: [Double] = []
    for (index, first) in values.enumerated() {
      for second in values[(index + 1)...] {
        let days = Self.day(second.0.day) - Self.day(first.0.day)
        if days != 0 { slopes.append((second.1 - first.1) / Double(days) * 7) }
      }
    }
    return quantile(0.5, slopes.sorted())
  }

  private static func day(_ text: String) -> Int {
    let formatter = ISO8601DateFormatter()
    formatter.formatOptions = [.withFullDate]
    return Int((formatter.date(from: text)?.timeIntervalSince1970 ?? 0) / 86_400)
  }
}
