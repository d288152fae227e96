import Foundation
import TestSupport

/// Nine weeks of practice on the built tool: three evenings a week, mistakes, and what mends them.
///
/// All of it is recorded through ALSA from a device that is faster than time, dated by `edit`.
/// Plans are of two minutes, so that a session of a minute counts.
struct NineWeeks {
  /// An evening's recording, and what it has to come to.
  struct Take {
    let date: String
    var mode = "evening"
    var question = "canals"
    var seconds = 80.0
    /// Where the second phase and those after it begin.
    var phasesAt = "18,48,66"
    var options = ["--plan", "brief"]
    var isSilent = false
    /// What is corrected afterwards, an `edit` each.
    var edits: [[String]] = []
    /// The verdict as `list` shows it, and what was missed, as a person would say it.
    let comesTo: String
    var because = ""

    /// Stands for the file with labels.
    static let labels = "labels.txt"
  }

  private(set) var tool: Tool
  /// What each session has to come to, by its id.
  private(set) var expected: [String: Take] = [:]
  private let voice: [Int16]

  static let firstDay = "2026-09-08"
  static let lastDay = "2026-11-08"
  static let interview = "2026-11-12"
  static let ticked = ["papers", "train"]
  static let ownQuestions = ["canals", "parcels", "meters", "tickets", "the-outage"]

  init() throws {
    tool = try Tool()
    // Three seconds of a voice, then two of the room.
    voice = Synthesis.pcm16(Synthesis.voice([0...3], seconds: 5, rate: 48_000))
    let folder = tool.folder.path + "/config/walkthrough"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    for (name, text) in Self.content {
      try text.write(toFile: "\(folder)/\(name).yaml", atomically: true, encoding: .utf8)
    }
    try done(["programme", "start", "--level", "nine", "--from", Self.firstDay])
    try done(["programme", "move", "--interview", Self.interview, "--on", Self.firstDay])
    for take in Self.takes { try record(take) }
    try record(Self.rounds)
    try importMemo()
    try reviewed()
    try deleted()
    for tick in Self.ticked { try done(["programme", "done", tick, "--on", "2026-10-02"]) }
  }

  /// Runs a command that has to succeed.
  @discardableResult
  func done(_ arguments: [String]) throws -> String {
    let result = try tool.run(arguments)
    guard result.status == 0 else {
      throw Trouble(text: "\(arguments.joined(separator: " ")): \(result.err)")
    }
    return result.out
  }

  struct Trouble: Error { let text: String }

  /// The id of the session that began at a time, by `session.json`.
  func id(_ date: String) throws -> String {
    for folder in tool.sessions {
      let start = try tool.json(folder + "/session.json")["start"] as? String
      if start?.hasPrefix(date) == true { return (folder as NSString).lastPathComponent }
    }
    throw Trouble(text: "nothing began at \(date)")
  }

  // MARK: Recording

  private func sound(_ take: Take) -> [Int16] {
    let frames = Int(take.seconds * 48_000) + 48_000
    if take.isSilent { return [Int16](repeating: 0, count: frames) }
    // Each evening has its own pace.
    let run = 96_000 + 4800 * (expected.count % 8)
    let pause = 19_200 + 2400 * (expected.count * 7 % 11)
    return (0..<frames).map { frame in
      let place = frame % (run + pause)
      return voice[place < run ? place : 144_000 + place - run]
    }
  }

  /// Records, and returns the ids that are new.
  private mutating func recorded(_ take: Take, _ arguments: [String]) throws -> [String] {
    try tool.useSampleDevice(sound(take))
    let before = Set(tool.sessions)
    try done(
      ["record", "--device", "mic", "--no-check", "--duration", "\(take.seconds)"] + arguments)
    return tool.sessions.filter { !before.contains($0) }.map { ($0 as NSString).lastPathComponent }
  }

  /// Records under a number at first: ids that begin alike would leave a list no room for numbers.
  private mutating func record(_ take: Take) throws {
    let new = try recorded(
      take,
      ["--mode", take.mode, "--question", "\(expected.count)"] + take.options
        + (take.phasesAt.isEmpty ? [] : ["--phases-at", take.phasesAt]))
    guard let id = new.first, new.count == 1 else { throw Trouble(text: "not one: \(new)") }
    try done(["edit", id, "--date", take.date, "--question", take.question])
    let labels = try tool.folder.write("labels.txt", "0:00 ask\n0:20 sketch\n0:50 costs\n")
    for edit in take.edits {
      try done(["edit", id] + edit.map { $0 == Take.labels ? labels : $0 })
    }
    expected[id] = take
  }

  /// A day of three rounds: their phases are placed afterwards.
  private mutating func record(_ rounds: [Take]) throws {
    let new = try recorded(rounds[0], ["--loop", "nine-onsite", "--seed", "3"])
    let round: (String) throws -> Int = { [tool] id in
      let session = try tool.json("\(tool.archive)/\(id)/session.json")
      return (session["loop"] as? [String: Any])?["round"] as? Int ?? 0
    }
    let ordered = try new.map { (try round($0), $0) }.sorted { $0.0 < $1.0 }.map(\.1)
    guard ordered.count == rounds.count else { throw Trouble(text: "rounds: \(new)") }
    for (id, take) in zip(ordered, rounds) {
      try done(
        ["edit", id, "--date", take.date, "--question", take.question, "--phases-at"]
          + [take.phasesAt])
      expected[id] = take
    }
  }

  /// A recording of another program, which says nothing of phases.
  private mutating func importMemo() throws {
    let take = Take(
      date: "2026-10-19T19:00", mode: "full", question: "A memo on the way home", seconds: 40,
      comesTo: "–")
    let samples = sound(take)
    let file = try tool.folder.write("memo.wav", Synthesis.wav(samples, rate: 48_000))
    let id = try done(["import", file, "--date", take.date, "--question", take.question])
    expected[id.trimmingCharacters(in: .newlines)] = take
  }

  // MARK: Afterwards

  private func reviewed() throws {
    for (date, lines) in [
      ("2026-09-21T19:00", ["3", "2", "3", "name a number first"]),
      ("2026-10-21T19:00", ["4", "3", "q"]),
    ] {
      let running = try tool.start(["review", "--no-sound", try id(date)])
      for line in lines { running.send(line) }
      let result = try running.wait()
      guard result.status == 0 else { throw Trouble(text: "review: \(result.err)") }
    }
  }

  /// Deletes two sessions, of which one comes back.
  private mutating func deleted() throws {
    let list = try done(["list", "--format", "json"])
    let missed = try id("2026-11-04T19:00")
    try done(["delete", missed])
    try done(["delete", "--undo"])
    guard try done(["list", "--format", "json"]) == list else {
      throw Trouble(text: "what was deleted did not come back as it was")
    }
    let unwanted = try id("2026-11-06T18:30")
    try done(["delete", unwanted])
    expected[unwanted] = nil
  }
}
