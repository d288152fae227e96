import AudioCore
import Foundation
import SessionModel

/// The keys of `transcript.json`:
///
/// | key | what |
/// |---|---|
/// | `schema` | 1 |
/// | `sampleRate`, `frames` | of the session |
/// | `recognizer` | `name`, `model`, `language`, `command`, `importedFrom` |
/// | `sound`, `analyzer`, `aligner`, `shiftFrames` | what the places rest on |
/// | `words` | `[start, end, "text"]` for each word with a place, in frames |
/// | `recognized` | `[index, start, end]` for each of these: its index in the recogniser's order and its times as they were given, in seconds or null; with the cue's number where times are a cue's |
/// | `dropped` | `[index, start, end, "text", "reason"]` for each word without a place, likewise |
extension Transcript: Codable {
  private enum Key: String, CodingKey {
    case schema, sampleRate, frames, recognizer, sound, analyzer, aligner, shiftFrames, words
    case recognized, dropped
  }

  /// The longest list of words that is read.
  public static let mostWords = 200_000

  /// The transcript as JSON text of one line ending in a newline.
  /// - Throws: nothing that finite times can cause.
  public func json() throws -> [UInt8] { try JSONText.line(self) + [0x0A] }

  /// Reads a transcript.
  /// - Throws: ``TranscriptError`` when it is damaged or too new.
  public init(_ json: [UInt8]) throws(TranscriptError) {
    do { self = try JSONDecoder().decode(Self.self, from: Data(json)) } catch {
      throw error as? TranscriptError ?? TranscriptError("cannot be understood")
    }
  }

  /// Writes the keys above.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(Self.currentSchema, forKey: .schema)
    try container.encode(sampleRate, forKey: .sampleRate)
    try container.encode(frames, forKey: .frames)
    try container.encode(recognizer, forKey: .recognizer)
    try container.encode(sound, forKey: .sound)
    try container.encode(analyzer, forKey: .analyzer)
    try container.encode(aligner, forKey: .aligner)
    try container.encode(shiftFrames, forKey: .shiftFrames)
    var placed = container.nestedUnkeyedContainer(forKey: .words)
    for word in words {
      var row = placed.nestedUnkeyedContainer()
      try row.encode(word.range.start)
      try row.encode(word.range.end)
      try row.encode(word.text)
    }
    var lost = container.nestedUnkeyedContainer(forKey: .dropped)
    var indices = [Int](repeating: 0, count: words.count)
    for (index, (word, place)) in zip(recognized, places).enumerated() {
      switch place {
      case .word(let placed): indices[placed] = index
      case .dropped(let reason):
        var row = lost.nestedUnkeyedContainer()
        try Given(index, word).encode(to: &row, behind: [word.text, reason.rawValue])
      }
    }
    var given = container.nestedUnkeyedContainer(forKey: .recognized)
    for index in indices {
      var row = given.nestedUnkeyedContainer()
      try Given(index, recognized[index]).encode(to: &row, behind: [])
    }
  }

  /// Reads the keys above, and refuses places that cannot be.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    let schema = try container.decode(Int.self, forKey: .schema)
    guard schema <= Self.currentSchema else {
      throw TranscriptError("was written by a newer walkthrough (schema \(schema))", isNewer: true)
    }
    sampleRate = try container.decode(SampleRate.self, forKey: .sampleRate)
    frames = try FrameRange.position(in: container, forKey: .frames)
    recognizer = try container.decode(RecognizerIdentity.self, forKey: .recognizer)
    sound = try container.decode(String.self, forKey: .sound)
    analyzer = try container.decode(Int.self, forKey: .analyzer)
    aligner = try container.decode(Int.self, forKey: .aligner)
    shiftFrames = try container.decode(
      Int.self, forKey: .shiftFrames,
      in: -FrameRange.largestPosition...FrameRange.largestPosition)
    var rows = try container.nestedUnkeyedContainer(forKey: .words)
    var words: [PlacedWord] = []
    while !rows.isAtEnd {
      var row = try rows.nestedUnkeyedContainer()
      let (start, end) = (try row.decode(Int.self), try row.decode(Int.self))
      guard (words.last?.range.end ?? 0)...frames ~= start, start...frames ~= end,
        words.count < Self.mostWords
      else { throw TranscriptError("has a word at frames \(start) to \(end), which cannot be") }
      words.append(
        PlacedWord(try row.decode(String.self), FrameRange(start: start, end: end)))
    }
    var given = try container.nestedUnkeyedContainer(forKey: .recognized)
    var lost = try container.nestedUnkeyedContainer(forKey: .dropped)
    let (kept, gone) = (given.count ?? 0, lost.count ?? 0)
    guard kept == words.count, kept + gone <= Self.mostWords else {
      throw TranscriptError("has \(words.count) words and the times of \(kept)")
    }
    var found = [(word: RecognizedWord, place: Place)?](repeating: nil, count: kept + gone)
    func take(_ given: Given, _ text: String, _ place: Place) throws {
      guard found.indices ~= given.index, found[given.index] == nil else {
        throw TranscriptError("has a recognised word at \(given.index), which cannot be")
      }
      found[given.index] = (
        RecognizedWord(
          text, startSeconds: given.startSeconds, endSeconds: given.endSeconds, cue: given.cue),
        place
      )
    }
    for (place, word) in words.enumerated() {
      var row = try given.nestedUnkeyedContainer()
      let given = try Given(from: &row, texts: 0)
      try take(given, word.text, .word(place))
    }
    while !lost.isAtEnd {
      var row = try lost.nestedUnkeyedContainer()
      let given = try Given(from: &row, texts: 2)
      let reason = Reason(rawValue: given.texts[1]) ?? .notInSpeech
      try take(given, given.texts[0], .dropped(reason))
    }
    self.words = words
    recognized = found.compactMap { $0?.word }
    places = found.compactMap { $0?.place }
  }

  /// A recognised word as a row: index, start, end, texts, and the cue where there is one.
  private struct Given {
    let index: Int
    let startSeconds: Double?
    let endSeconds: Double?
    let cue: Int?
    var texts: [String] = []

    init(_ index: Int, _ word: RecognizedWord) {
      self.index = index
      startSeconds = word.startSeconds
      endSeconds = word.endSeconds
      cue = word.cue
    }

    init(from row: inout any UnkeyedDecodingContainer, texts count: Int) throws {
      index = try row.decode(Int.self)
      startSeconds = try row.decodeIfPresent(Double.self)
      endSeconds = try row.decodeIfPresent(Double.self)
      for _ in 0..<count { texts.append(try row.decode(String.self)) }
      cue = row.isAtEnd ? nil : try row.decode(Int.self)
    }

    func encode(
      to row: inout any UnkeyedEncodingContainer, behind texts: [String]
    ) throws {
      try row.encode(index)
      try row.encode(startSeconds)
      try row.encode(endSeconds)
      for text in texts { try row.encode(text) }
      if let cue { try row.encode(cue) }
    }
  }
}
