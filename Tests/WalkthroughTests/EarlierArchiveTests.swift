import Foundation
import TestSupport
import Testing

/// An archive that an earlier version wrote, of records of schema 1, and what that version said
/// of it: see the fixture's README.
@Suite struct EarlierArchiveTests {
  private static let fixture =
    Tool.package + "/Tests/WalkthroughTests/Fixtures/archive-schema-1"

  /// What schema 1 called otherwise; all other names are the same.
  ///
  /// `[]` is any place in a list.
  private static let renamed = [
    // Records: report and analyze.
    "pauses.perTalkMinute": "pauses.pausesPerTalkMinute",
    "phases[].talkSeconds": "phases[].talk.talkSeconds",
    "phases[].talkShare": "phases[].talk.phonationRatio",
    "phases[].pauses.thresholdSeconds": "pauses.thresholdSeconds",
    "rate.nuclei": "rate.syllableSeconds", "rate.nuclei[]": "rate.syllableSeconds[]",
    "rate.nucleusHops": "rate.syllableSeconds", "rate.nucleusHops[]": "rate.syllableSeconds[]",
    // Sessions of the history: list and compare.
    "sessions[].talk.talkShare": "sessions[].talk.phonationRatio",
    "sessions[].pauses.perTalkMinute": "sessions[].pauses.pausesPerTalkMinute",
    "sessions[].pauses.thresholdSeconds": "sessions[].pauseThresholdSeconds",
    "sessions[].phases[].talk.talkShare": "sessions[].phases[].talk.phonationRatio",
    "sessions[].phases[].pauses.perTalkMinute": "sessions[].phases[].pauses.pausesPerTalkMinute",
    // The same as columns.
    "rows[].talkShare": "rows[].phonationRatio",
  ]

  /// A tool with a copy of the archive.
  private func tool() throws -> Tool {
    let tool = try Tool()
    try FileManager.default.copyItem(
      atPath: Self.fixture + "/archive", toPath: tool.archive)
    return tool
  }

  private static func text(_ path: String) throws -> String {
    try String(contentsOfFile: "\(fixture)/\(path)", encoding: .utf8)
  }

  private func output(_ tool: Tool, _ arguments: [String]) throws -> String {
    let result = try tool.run(arguments)
    // That numbers are of older rules is said wherever they are left out.
    let others = result.err.split(separator: "\n").filter { !$0.contains("by older rules") }
    #expect(result.status == 0 && others.isEmpty, "\(arguments) \(result.err)")
    return result.out
  }

  // MARK: Comparing

  /// Something that is said, whatever the layout of the document.
  private enum Value: Equatable, CustomStringConvertible {
    case number(Double)
    case words(String)

    var description: String {
      switch self {
      case .number(let number): "\(number)"
      case .words(let words): words
      }
    }

    /// Numbers agree to the last of six decimals: some were rounded once, some twice.
    func agrees(with other: Value?) -> Bool {
      if case .number(let one) = self, case .number(let two) = other {
        return abs(one - two) < 1.01e-6 * max(1, abs(one))
      }
      // Two ways to write the same moment.
      if case .words(let one) = self, case .words(let two) = other, one.hasSuffix("Z") {
        return one.dropLast() + "+00:00" == two
      }
      return self == other
    }
  }

  /// All values of a JSON document by their paths, such as `phases[scope].pauses.count`.
  private func values(json: String) throws -> [String: Value] {
    var values: [String: Value] = [:]
    func add(_ value: Any, _ path: String) {
      switch value {
      case let object as [String: Any]:
        for (key, value) in object { add(value, path.isEmpty ? key : "\(path).\(key)") }
      case let list as [Any]:
        // By name where there are names: what is new may come between.
        let objects = list.compactMap { $0 as? [String: Any] }
        let names = objects.compactMap { ($0["id"] ?? $0["measure"]) as? String }
        let isNamed = Set(names).count == list.count
        if !isNamed { values[path] = .number(Double(list.count)) }
        for (index, value) in list.enumerated() {
          add(value, "\(path)[\(isNamed ? names[index] : "\(index)")]")
        }
      case let number as Double: values[path] = .number(number)
      default: values[path] = .words("\(value)")
      }
    }
    add(try JSONSerialization.jsonObject(with: Data(json.utf8)), "")
    // The schema is another. Nuclei of syllables stood as steps of 10 ms from one to the next.
    values["schema"] = nil
    if case .words(let text) = values["rate.nucleusHops"] {
      let steps = text.split(separator: " ").compactMap { Int($0) }
      values["rate.nucleusHops"] = .number(Double(steps.count))
      var hop = 0
      for (index, step) in steps.enumerated() {
        hop += step
        values["rate.nucleusHops[\(index)]"] = .number(Double(2 * hop + 1) / 200)
      }
    }
    return values
  }

  /// All fields of a table by row and column.
  private func values(csv: String) -> [String: Value] {
    let rows = csv.split(whereSeparator: \.isNewline).map {
      $0.split(separator: ",", omittingEmptySubsequences: false)
    }
    var values = ["rows": Value.number(Double(rows.count))]
    for row in rows.dropFirst() {
      let cells = Array(zip(rows[0], row))
      let name = cells.filter { ["session", "phase"].contains($0.0) }.map(\.1)
        .joined(separator: " ")
      // An empty cell said nothing.
      for (column, field) in cells where !field.isEmpty {
        values["rows[\(name)].\(column)"] =
          Double(field).map { .number($0) } ?? .words(String(field))
      }
    }
    return values
  }

  /// The first word of a former text that has no place in today's; nil when all are there, in
  /// their order.
  private func missing(in text: String, of former: String) -> Substring? {
    var words = text.split(whereSeparator: \.isWhitespace)[...]
    // Verdicts are others since: what does not count is said to be nothing else.
    let numbers = former.prefix(
      upTo: former.firstRange(of: "\nMode ")?.lowerBound ?? former.endIndex)
    for word in numbers.split(whereSeparator: \.isWhitespace) {
      guard let place = words.firstIndex(of: word) else { return word }
      words = words[(place + 1)...]
    }
    return nil
  }

  /// Sessions whose sound is there: they are measured anew by each later analyzer, so that only
  /// the names of their numbers stay.
  private static let measuredAnew = ["2026-10-26", "2026-10-27"]
  /// What is said of them alone, or of them beside others without their names.
  private static let ofMeasuredAnew = [
    "compare.json", "report-6.txt", "report-7.txt", "report-long-pauses.json",
    "report-long-pauses.txt", "analyze-contours.json",
  ]

  /// A path without the places in its lists.
  private func general(_ path: String) -> String {
    path.replacing(/\[[^\]]*\]/, with: "[]")
  }

  /// What a path is called today.
  private func name(_ former: String) -> String {
    let places = former.matches(of: /\[[^\]]*\]/).map(\.output)
    guard let today = Self.renamed[general(former)] else { return former }
    var rest = places[...]
    return today.replacing(/\[\]/) { _ in rest.popFirst() ?? "" }
  }

  /// Expects each value that was said before; there may be others besides.
  /// - Parameter onlyNames: whether the numbers were measured anew.
  private func expect(
    _ today: [String: Value], toHold former: [String: Value], in what: String, onlyNames: Bool
  ) {
    #expect(!former.isEmpty)
    let names = Set(today.keys.map(general))
    let lost = former.filter { key, value in
      guard
        !key.hasSuffix(".usualDifference") && !key.contains(".isBeyondUsual")
          && key != "historyCount"
      else { return false }
      return onlyNames || Self.measuredAnew.contains { key.contains("[\($0)") }
        ? !names.contains(general(name(key))) : !value.agrees(with: today[name(key)])
    }.map {
      "\($0.key) was \($0.value), is \(today[name($0.key)]?.description ?? "missing")"
    }
    #expect(lost.isEmpty, "\(what): \(lost.sorted().prefix(5).joined(separator: "; "))")
  }

  private func expect(
    _ today: String, toSay former: String, in what: String, onlyNames: Bool = false
  ) throws {
    switch what.split(separator: ".").last {
    case "json":
      expect(
        try values(json: today), toHold: try values(json: former), in: what,
        onlyNames: onlyNames)
    case "csv":
      expect(values(csv: today), toHold: values(csv: former), in: what, onlyNames: onlyNames)
    default:
      if onlyNames { return }
      let word = missing(in: today, of: former)
      #expect(word == nil, "\(what) has no '\(word ?? "")' where it was:\n\(today)")
    }
  }

  // MARK: Tests

  /// What says something else since: trends follow only what counts, which is none of these; the
  /// list has verdicts where it had talk; phases compared have the times of their reports.
  private static let others = [
    "trend.txt", "trend.json", "trend-flags.txt", "list.txt", "list-by-talk.txt",
    "compare.txt", "compare-several.txt",
  ]

  private static let commands =
    (try? text("commands"))?.split(separator: "\n").map {
      $0.split(separator: " ").map(String.init)
    }
    ?? []

  @Test func `what each command says of an archive of schema 1 is what it said`() throws {
    let tool = try tool()
    #expect(Self.commands.count > 20)
    for line in Self.commands {
      let arguments = line.dropFirst().map {
        $0.hasPrefix("archive/") ? tool.archive + $0.dropFirst("archive".count) : $0
      }
      let said = try output(tool, arguments)
      if Self.others.contains(line[0]) { continue }
      try expect(
        said, toSay: Self.text("outputs/" + line[0]), in: line[0],
        onlyNames: Self.ofMeasuredAnew.contains(line[0]))
    }
    // Numbers whose sound is gone exist nowhere else.
    for session in tool.sessions
    where !FileManager.default.fileExists(atPath: session + "/audio.wav") {
      let path = "archive/\(URL(fileURLWithPath: session).lastPathComponent)/analysis.json"
      #expect(
        try String(contentsOfFile: session + "/analysis.json", encoding: .utf8)
          == Self.text(path))
    }
  }

  @Test func `reports of sessions with and without sound have the numbers that were kept`() throws {
    let tool = try tool()
    #expect(tool.sessions.count == 8)
    var measured = 0
    for session in tool.sessions {
      let former = try String(contentsOfFile: session + "/analysis.json", encoding: .utf8)
      #expect(former.contains("\"schema\" : 1"))
      let report = ["report", session, "--format", "json"]
      let kept = try output(tool, report)
      #expect(kept.contains("\"schema\" : 2"))
      let sound = session + "/audio.wav"
      let hasSound = FileManager.default.fileExists(atPath: sound)
      try expect(kept, toSay: former, in: session + ".json", onlyNames: hasSound)
      guard hasSound else { continue }
      try expect(
        output(tool, ["analyze", sound, "--format", "json"]), toSay: former, in: sound + ".json",
        onlyNames: true)
      try FileManager.default.removeItem(atPath: session + "/analysis.json")
      #expect(try output(tool, report) == kept)
      measured += 1
    }
    #expect(measured == 2)
  }

  @Test func `a history whose sounds are measured anew has the numbers that it had`() throws {
    let tool = try tool()
    for session in tool.sessions
    where FileManager.default.fileExists(atPath: session + "/audio.wav") {
      try FileManager.default.removeItem(atPath: session + "/analysis.json")
    }
    // The trend measures and keeps; the list reads what was kept.
    _ = try output(tool, ["trend"])
    for name in ["list.json", "export.csv", "compare.json"] {
      let line = try #require(Self.commands.first { $0[0] == name })
      try expect(
        output(tool, Array(line.dropFirst())), toSay: Self.text("outputs/" + name), in: name,
        onlyNames: Self.ofMeasuredAnew.contains(name))
    }
  }
}
