import Foundation

/// What the files of a session say, worked out without the code under test.
struct PractisedTruth {
  struct Phase {
    let name: String
    let least: Double
    let most: Double
    /// Nil where it was not visited.
    let seconds: Double?

    var verdict: String {
      guard let seconds else { return "notVisited" }
      return seconds < least ? "under" : seconds > most ? "over" : "within"
    }
  }

  struct Kind: Hashable {
    let plan: String?
    let mode: String?
    let scale: Double
  }

  let id: String
  let start: String
  let question: String
  let questionKey: String
  let kind: Kind
  let planSeconds: Double?
  let phases: [Phase]
  let seconds: Double
  let talk: Double
  /// The silences of a quarter of a second and more, sorted.
  let pauses: [Double]
  let loop: String?
  let round: Int
  /// From 1 to 4, in the order of the questions.
  let ratings: [(id: String, level: Int)]

  init(folder: String, tool: Tool) throws {
    let session = try tool.json(folder + "/session.json")
    id = session["id"] as? String ?? ""
    start = session["start"] as? String ?? ""
    question = session["question"] as? String ?? ""
    questionKey = session["questionID"] as? String ?? question.lowercased()
    let rate = session["sampleRate"] as? Double ?? 0
    let timeline = session["timeline"] as? [String: Any] ?? [:]
    seconds = (timeline["frames"] as? Double ?? 0) / rate
    let plan = session["plan"] as? [String: Any]
    kind = Kind(
      plan: plan?["id"] as? String, mode: session["mode"] as? String,
      scale: plan?["scale"] as? Double ?? 1)
    planSeconds = plan?["totalSeconds"] as? Double
    var visited: [Int: Double] = [:]
    for visit in timeline["visits"] as? [[String: Any]] ?? [] {
      let range = visit["range"] as? [String: Double] ?? [:]
      let length = ((range["end"] ?? 0) - (range["start"] ?? 0)) / rate
      visited[visit["phaseIndex"] as? Int ?? -1, default: 0] += length
    }
    phases = (plan?["phases"] as? [[String: Any]] ?? []).enumerated().map { index, phase in
      let budget = phase["budget"] as? [String: Double] ?? [:]
      return Phase(
        name: phase["name"] as? String ?? "", least: budget["minimumSeconds"] ?? 0,
        most: budget["maximumSeconds"] ?? 0, seconds: visited[index])
    }
    let analysis = try tool.json(folder + "/analysis.json")
    let speech = (analysis["speechSegments"] as? [[String: Double]] ?? []).map {
      ($0["start"] ?? 0, $0["end"] ?? 0)
    }
    talk = speech.reduce(0) { $0 + $1.1 - $1.0 }
    pauses = zip(speech, speech.dropFirst()).map { $1.0 - $0.1 }.filter { $0 > 0.2499 }.sorted()
    let loop = session["loop"] as? [String: Any]
    self.loop = loop?["id"] as? String
    round = loop?["round"] as? Int ?? 0
    let review = (try? tool.json(folder + "/review.json")) ?? [:]
    ratings = (review["answers"] as? [[String: Any]] ?? []).compactMap { answer in
      guard let id = answer["id"] as? String, let level = answer["level"] as? Int else {
        return nil
      }
      return (id, level)
    }
  }

  var day: String { String(start.prefix(10)) }
  /// As tables show when it began.
  var moment: String { day + " " + start.dropFirst(11).prefix(5) }
  var within: Int { phases.count { $0.verdict == "within" } }
  var talkShare: Double { talk / seconds }
  var pauseMedian: Double? { quantile(0.5, pauses) }
  var pauseP90: Double? { quantile(0.9, pauses) }

  // MARK: The verdict

  /// Why it does not count; nil when it does.
  var exclusion: String? {
    let least = (phases.reduce(0) { $0 + $1.least } / kind.scale * 500).rounded() / 1000
    if seconds < least {
      return "shorter than \(clock(least)), half of the least that its plan asks for"
    }
    return talk < 10 ? "less than 10 s of talk" : nil
  }

  var counts: Bool { exclusion == nil }

  /// What its mode asks for: the least, the most, whether the most is too much, and of which
  /// phases.
  private static let rules: [String: (Double?, Double?, Bool, [String]?)] = [
    "evening": (nil, 96, false, nil), "drill": (nil, nil, false, nil),
    "full": (nil, 3600, false, nil),
    "race": (nil, 60, true, []), "chat": (60, 90, false, ["Sketch"]),
    "story": (nil, 360, false, []),
  ]

  /// What was missed, in the words of every surface; nil without a mode to pass.
  var misses: [String]? {
    guard !phases.isEmpty, let rule = Self.rules[kind.mode ?? ""] else { return nil }
    var words: [String] = []
    if let least = rule.0, seconds < least * kind.scale {
      words.append("shorter than \(clock(least * kind.scale))")
    }
    if let most = rule.1.map({ $0 * kind.scale }), seconds > most || rule.2 && seconds == most {
      words.append("not within \(clock(most))")
    }
    func named(_ start: String, _ verdict: String, _ names: [String]?) {
      let found = phases.filter { $0.verdict == verdict && names?.contains($0.name) != false }
      guard !found.isEmpty else { return }
      words.append("\(start) \(found.map(\.name).joined(separator: ", "))")
    }
    named("without", "notVisited", nil)
    if rule.3 == nil { named("too short:", "under", nil) }
    named("too long:", "over", rule.3)
    return words
  }

  var passed: Bool { misses?.isEmpty == true }

  /// As JSON and CSV say it.
  var verdict: String {
    guard counts else { return "doesNotCount" }
    return misses.map { $0.isEmpty ? "passed" : "missed" } ?? "counts"
  }

  var reasons: [String] { exclusion.map { [$0] } ?? misses ?? [] }

  /// As `list` says it.
  var cell: String {
    if let exclusion { return exclusion.hasPrefix("shorter") ? "short" : "no talk" }
    return misses.map { $0.isEmpty ? "pass" : "missed" } ?? "–"
  }

  /// As the report and its page say it; nil where they say nothing.
  var sentence: String? {
    if let exclusion { return "Does not count: \(exclusion)" }
    return misses.map {
      (["Mode \(kind.mode ?? ""): \($0.isEmpty ? "pass" : "missed")", clock(seconds)] + $0)
        .joined(separator: " · ")
    }
  }
}

// MARK: Numbers as people read them

/// The value below which a share of sorted values lies, between its neighbours.
func quantile(_ share: Double, _ sorted: [Double]) -> Double? {
  guard let last = sorted.indices.last else { return nil }
  let place = share * Double(last)
  let low = Int(place)
  let high = min(low + 1, last)
  return sorted[low] + (sorted[high] - sorted[low]) * (place - Double(low))
}

func clock(_ seconds: Double) -> String {
  let whole = Int(seconds + 1e-9)
  return "\(whole / 60):" + (whole % 60 < 10 ? "0" : "") + "\(whole % 60)"
}

/// As files keep it: sums of times are not quite what they are on paper.
func kept(_ number: Double) -> Double { (number * 1e6).rounded() / 1e6 }

func percent(_ share: Double) -> String { "\(Int((kept(share) * 100).rounded())) %" }

func length(_ seconds: Double) -> String {
  String(format: "%.2f s", (kept(seconds) * 100).rounded() / 100)
}
