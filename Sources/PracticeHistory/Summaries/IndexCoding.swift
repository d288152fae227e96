import InterviewGuide
import LinuxSystem
import SessionModel

/// Appends whole numbers in as few bytes as they need, others in eight, and texts by their
/// place in a table.
struct IndexWriter {
  private(set) var bytes: [UInt8] = []
  private(set) var texts: [String] = []
  private var places: [String: Int] = [:]

  mutating func put(_ value: Int) {
    // Seven bits a byte, the lowest first; the sign is the lowest of all.
    var rest = UInt64(bitPattern: Int64(value << 1 ^ value >> 63))
    while rest >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(truncatingIfNeeded: rest))
  }

  mutating func putFixed(_ value: UInt64) {
    for shift in 0..<8 { bytes.append(UInt8(truncatingIfNeeded: value >> UInt64(8 * shift))) }
  }

  mutating func put(_ value: Double) { putFixed(value.bitPattern) }

  mutating func put(_ value: Bool) { bytes.append(value ? 1 : 0) }

  mutating func put(_ text: String) {
    if let place = places[text] { return put(place) }
    places[text] = texts.count
    put(texts.count)
    texts.append(text)
  }

  mutating func putBytes(_ content: [UInt8]) {
    put(content.count)
    bytes += content
  }

  mutating func put<Value>(_ value: Value?, with put: (inout IndexWriter, Value) -> Void) {
    self.put(value != nil)
    if let value { put(&self, value) }
  }

  mutating func put(_ value: Double?) { put(value) { $0.put($1) } }

  mutating func put<Value>(_ values: [Value], with put: (inout IndexWriter, Value) -> Void) {
    self.put(values.count)
    for value in values { put(&self, value) }
  }
}

/// Reads what ``IndexWriter`` wrote; nothing in a damaged file can make it trap.
struct IndexReader {
  struct Damaged: Error {}

  private let content: [UInt8]
  private(set) var place: Int
  var texts: [String] = []

  init(_ content: [UInt8], at place: Int) {
    self.content = content
    self.place = place
  }

  mutating func int() throws(Damaged) -> Int {
    var bits: UInt64 = 0
    var shift: UInt64 = 0
    while place < content.count, shift < 64 {
      let byte = content[place]
      place += 1
      bits |= UInt64(byte & 0x7F) << shift
      if byte < 0x80 {
        return Int(Int64(bitPattern: bits >> 1) ^ -Int64(bitPattern: bits & 1))
      }
      shift += 7
    }
    throw Damaged()
  }

  mutating func fixed() throws(Damaged) -> UInt64 {
    guard content.count - place >= 8 else { throw Damaged() }
    var bits: UInt64 = 0
    for index in 0..<8 { bits |= UInt64(content[place + index]) << UInt64(8 * index) }
    place += 8
    return bits
  }

  mutating func double() throws(Damaged) -> Double { Double(bitPattern: try fixed()) }

  mutating func bool() throws(Damaged) -> Bool {
    guard place < content.count else { throw Damaged() }
    defer { place += 1 }
    return content[place] != 0
  }

  mutating func text() throws(Damaged) -> String {
    let index = try int()
    guard texts.indices.contains(index) else { throw Damaged() }
    return texts[index]
  }

  mutating func bytes() throws(Damaged) -> String {
    let count = try int()
    guard 0...(content.count - place) ~= count else { throw Damaged() }
    defer { place += count }
    return String(decoding: content[place..<(place + count)], as: UTF8.self)
  }

  mutating func optional<Value>(
    _ read: (inout IndexReader) throws(Damaged) -> Value
  ) throws(Damaged) -> Value? {
    try bool() ? try read(&self) : nil
  }

  mutating func optionalDouble() throws(Damaged) -> Double? { try bool() ? try double() : nil }

  mutating func array<Value>(
    _ read: (inout IndexReader) throws(Damaged) -> Value
  ) throws(Damaged) -> [Value] {
    let count = try int()
    guard 0...content.count ~= count else { throw Damaged() }
    var values: [Value] = []
    for _ in 0..<count { values.append(try read(&self)) }
    return values
  }
}

// MARK: Summaries

extension IndexWriter {
  mutating func put(_ stamp: FileStamp) {
    put(stamp.bytes)
    put(stamp.modifiedNanoseconds)
  }

  mutating func put(_ summary: SessionSummary) {
    put(summary.id)
    put(summary.start)
    put(summary.plan) { writer, plan in
      writer.put(plan.id)
      writer.put(plan.name)
      writer.put(plan.scale)
      writer.put(plan.totalSeconds)
      writer.put(plan.leastSeconds)
    }
    put(summary.question)
    put(summary.questionID) { $0.put($1) }
    put(summary.mode) { $0.put($1) }
    put(summary.loop) { writer, loop in
      writer.put(loop.id)
      writer.put(loop.round)
      writer.put(loop.rounds)
    }
    put(summary.end)
    put(summary.durationSeconds)
    put(summary.isForgotten)
    put(summary.importedFingerprint) { $0.put($1) }
    put(summary.phases) { $0.put($1) }
    put(summary.numbers) { $0.put($1) }
    put(summary.review) { $0.put($1) }
  }

  private mutating func put(_ review: ReviewAnswers) {
    put(review.ratings) { writer, rating in
      writer.put(rating.id)
      writer.put(rating.level)
    }
    put(review.mistakes) { writer, mistake in
      writer.put(mistake.id)
      writer.put(mistake.isYes)
    }
    put(review.coveredPoints)
    put(review.askedPoints)
    put(review.isListenedBack)
    put(review.resolution) { $0.put($1) }
  }

  private mutating func put(_ phase: PhaseSummary) {
    put(phase.id)
    put(phase.name)
    put(phase.budget.minimumSeconds)
    put(phase.budget.maximumSeconds)
    put(phase.durationSeconds)
    put(phase.clockSeconds)
    put(phase.verdict.flatMap { Verdict.allCases.firstIndex(of: $0) }) { $0.put($1) }
    put(phase.values) { $0.put($1) }
  }

  private mutating func put(_ values: FieldValues) { put(values.numbers) { $0.put($1) } }

  private mutating func put(_ numbers: MeasuredNumbers) {
    put(numbers.analyzerVersion)
    put(numbers.pauseThresholdSeconds)
    put(numbers.isCurrent)
    put(numbers.values)
    put(numbers.words) { writer, words in
      writer.put(words.recognizer)
      writer.put(words.isCurrent)
    }
  }
}

extension IndexReader {
  mutating func stamp() throws(Damaged) -> FileStamp {
    FileStamp(bytes: try int(), modifiedNanoseconds: try int())
  }

  mutating func summary() throws(Damaged) -> SessionSummary {
    SessionSummary(
      id: try text(), start: try text(),
      plan: try optional { reader throws(Damaged) in
        PlanSummary(
          id: try reader.text(), name: try reader.text(), scale: try reader.double(),
          totalSeconds: try reader.double(), leastSeconds: try reader.double())
      }, question: try text(),
      questionID: try optional { reader throws(Damaged) in try reader.text() },
      mode: try optional { reader throws(Damaged) in try reader.text() },
      loop: try optional { reader throws(Damaged) in
        LoopPlace(id: try reader.text(), round: try reader.int(), rounds: try reader.int())
      }, end: try text(),
      durationSeconds: try double(),
      isForgotten: try bool(),
      importedFingerprint: try optional { reader throws(Damaged) in try reader.text() },
      phases: try array { reader throws(Damaged) in try reader.phase() },
      numbers: try optional { reader throws(Damaged) in try reader.numbers() },
      review: try optional { reader throws(Damaged) in try reader.review() })
  }

  private mutating func review() throws(Damaged) -> ReviewAnswers {
    ReviewAnswers(
      ratings: try array { reader throws(Damaged) in
        let id = try reader.text()
        let level = try reader.int()
        guard 1...4 ~= level else { throw Damaged() }
        return ReviewAnswers.Rating(id: id, level: level)
      },
      mistakes: try array { reader throws(Damaged) in
        ReviewAnswers.Tick(id: try reader.text(), isYes: try reader.bool())
      }, coveredPoints: try int(), askedPoints: try int(),
      isListenedBack: try bool(),
      resolution: try optional { reader throws(Damaged) in try reader.text() })
  }

  private mutating func phase() throws(Damaged) -> PhaseSummary {
    let id = try text()
    let name = try text()
    let (least, most) = (try double(), try double())
    guard 0 <= least, least <= most else { throw Damaged() }
    let duration = try optionalDouble()
    let clock = try optionalDouble()
    let verdict = try optional { reader throws(Damaged) -> Verdict in
      let index = try reader.int()
      guard Verdict.allCases.indices.contains(index) else { throw Damaged() }
      return Verdict.allCases[index]
    }
    return PhaseSummary(
      id: id, name: name, budget: TimeBudget(minimumSeconds: least, maximumSeconds: most),
      durationSeconds: duration, clockSeconds: clock, verdict: verdict,
      values: try optional { reader throws(Damaged) in try reader.values() })
  }

  private mutating func values() throws(Damaged) -> FieldValues {
    let numbers = try array { reader throws(Damaged) in try reader.optionalDouble() }
    guard numbers.count == FieldValues.fields.count else { throw Damaged() }
    return FieldValues(numbers: numbers)
  }

  private mutating func numbers() throws(Damaged) -> MeasuredNumbers {
    MeasuredNumbers(
      analyzerVersion: try int(), pauseThresholdSeconds: try double(), isCurrent: try bool(),
      values: try values(),
      words: try optional { reader throws(Damaged) in
        WordSource(recognizer: try reader.text(), isCurrent: try reader.bool())
      })
  }
}
