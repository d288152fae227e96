import AudioCore
import InterviewGuide
import SessionModel
public import SpeechAnalysis
import Words

/// What is said of a session's words: the transcript by phase, and the places worth hearing.
///
/// ``WordsText``, ``WordsDocument`` and the session's page draw it. A place is found by its
/// words and judged by nobody.
public struct WordsReport: Sendable {
  /// Words or a pause, in the order of the talk.
  enum Piece: Hashable, Sendable {
    /// Indices of the transcript's words.
    case words(Range<Int>)
    /// A pause of a second or more, in seconds.
    case pause(Double)
  }

  /// A run of sentences without a long pause between them.
  struct Paragraph: Hashable, Sendable {
    /// Indices of the transcript's words, at least one.
    let words: Range<Int>
    let pieces: [Piece]
  }

  /// What was said in one visit of a phase.
  struct Part: Hashable, Sendable {
    /// The phase's name with its number; empty without a plan.
    let name: String
    /// Where the visit begins; of a session without a plan, 0.
    let start: Int
    let paragraphs: [Paragraph]
  }

  /// A place to listen to.
  struct Place: Hashable, Sendable {
    /// Indices of the transcript's words.
    let words: Range<Int>
    /// The first frame of the first word.
    let frame: Int
    /// The sentence up to the words, or the end of it.
    let before: String
    /// The words.
    let phrase: String
    /// The rest of the sentence, or the beginning of it.
    let after: String
    /// Where the sentence lies.
    let sentence: FrameRange
  }

  /// The places of one kind of evidence, at least one.
  struct Found: Hashable, Sendable {
    let id: String
    let name: String
    /// Whether places are shown with their words, not only counted.
    let isShown: Bool
    let places: [Place]
  }

  /// A point of the question.
  struct Point: Hashable, Sendable {
    enum State: String, Hashable, Sendable {
      case mentioned, perhaps
      case notHeard = "not heard"
    }

    /// From 1.
    let number: Int
    let text: String
    let state: State
    let places: [Place]
  }

  let spoken: SpokenWords
  let rate: SampleRate
  let parts: [Part]
  /// Evidence with places, in the order of the categories.
  let found: [Found]
  let points: [Point]
  /// Why evidence and points are not shown; nil when they are.
  let warning: String?

  /// Pauses from here on are shown, in seconds.
  static let pauseSeconds = 1.0
  /// A phase begins with the sentence that begins so near to it, in seconds: keys come late.
  private static let keySeconds = 1.5
  /// A paragraph ends with the next sentence after so many words.
  private static let mostWords = 120
  /// What no sentence ends is cut here.
  private static let mostWordsUnended = 250
  /// So many words of a sentence are shown before and behind a place.
  private static let contextWords = 14

  var transcript: Transcript { spoken.transcript }

  /// What is said where something was not found.
  static let notHeard =
    "Places to listen to, found by their words and judged by nobody. What was not heard may have "
    + "been said in other words, or lost in recognition: it proves nothing."

  /// Decides what is said.
  public init(_ spoken: SpokenWords, analysis: SessionAnalysis) {
    self.spoken = spoken
    rate = spoken.transcript.sampleRate
    parts = Self.parts(spoken, analysis)
    let warning = Self.warning(spoken.transcript)
    self.warning = warning
    guard warning == nil else {
      found = []
      points = []
      return
    }
    let (transcript, content) = (spoken.transcript, spoken.content)
    func place(_ words: Range<Int>, sentence: Int) -> Place {
      Self.place(words, in: content.sentences[sentence].words, of: transcript)
    }
    found = spoken.categories.compactMap { category in
      let places = content.hits.filter { $0.categoryID == category.id }
        .map { place($0.words, sentence: $0.sentence) }
      guard !places.isEmpty else { return nil }
      return Found(
        id: category.id, name: category.name, isShown: category.showing == .phrase, places: places)
    }
    points = spoken.points.enumerated().map { index, text in
      let mentions = content.mentions.filter { $0.point == index }
      let state: Point.State =
        mentions.isEmpty ? .notHeard : mentions.contains(where: \.isSure) ? .mentioned : .perhaps
      return Point(
        number: index + 1, text: text, state: state,
        places: mentions.map { place($0.words, sentence: $0.sentence) })
    }
  }

  /// When a frame was, as a clock shows it.
  func time(_ frame: Int) -> String { Format.clock(rate.seconds(frames: frame)) }

  /// How many words, and who heard them.
  var heading: [String] {
    let lost = transcript.count(.notInSpeech)
    return [
      counted(transcript.words.count, "word"), "heard by \(transcript.recognizer.text)",
      lost > 0 ? "\(lost) more without a place in the speech" : "",
      transcript.isPlacedByCue ? "times are those of whole lines, so words lie about there" : "",
    ].filter { !$0.isEmpty }
  }

  private static func warning(_ transcript: Transcript) -> String? {
    if let share = transcript.placedShare, !transcript.isUsable {
      return "Only \(Format.percent(share)) of the words lie where speech is: they may belong to "
        + "another sound, so nothing is said of them."
    }
    if !transcript.recognizer.isEnglish {
      return "Phrases are English, and these words are not: nothing is looked for in them."
    }
    return nil
  }

  private static func place(
    _ words: Range<Int>, in sentence: Range<Int>, of transcript: Transcript
  ) -> Place {
    let first = max(sentence.lowerBound, words.lowerBound - contextWords)
    let last = max(words.upperBound, min(sentence.upperBound, words.upperBound + contextWords))
    let before = transcript.text(first..<words.lowerBound)
    let after = transcript.text(words.upperBound..<last)
    let all = transcript.words
    return Place(
      words: words, frame: all[words.lowerBound].range.start,
      before: first > sentence.lowerBound ? "… " + before : before,
      phrase: transcript.text(words), after: last < sentence.upperBound ? after + " …" : after,
      sentence: FrameRange(
        start: all[sentence.lowerBound].range.start, end: all[sentence.upperBound - 1].range.end))
  }

  /// How an answer began: its first words; empty without any, or where nothing is said of words.
  func opening(of answer: ProbeAnswer) -> String {
    warning == nil ? transcript.opening(of: answer) : ""
  }

  // MARK: The transcript

  private static func parts(_ spoken: SpokenWords, _ analysis: SessionAnalysis) -> [Part] {
    let words = spoken.transcript.words
    let visits = analysis.phases.isEmpty ? [] : analysis.timeline.visits
    let pauses = pauses(after: words, analysis)
    let sentences = spoken.content.sentences
    let ends = Set(sentences.map { $0.words.upperBound - 1 })
    // The first word of a phase: that of the nearest sentence, else the first behind the key.
    func first(at frame: Int) -> Int {
      func distance(_ sentence: Sentence) -> Int {
        abs(words[sentence.words.lowerBound].range.start - frame)
      }
      let next = sentences.partitionPoint { words[$0.words.lowerBound].range.start >= frame }
      let near = sentences[max(0, next - 1)..<min(sentences.count, next + 1)]
        .min { distance($0) < distance($1) }
      if let near, analysis.sampleRate.seconds(frames: distance(near)) <= keySeconds {
        return near.words.lowerBound
      }
      return words.partitionPoint { $0.range.start >= frame }
    }
    var parts: [Part] = []
    var next = 0
    func part(_ name: String, _ start: Int, _ range: Range<Int>) {
      guard !range.isEmpty else { return }
      parts.append(
        Part(name: name, start: start, paragraphs: paragraphs(range, pauses: pauses, ends: ends)))
    }
    for visit in visits {
      let isLast = visit.range.end >= analysis.timeline.frames
      let end = isLast ? words.count : max(next, first(at: visit.range.end))
      let phase = analysis.phases[min(visit.phaseIndex, analysis.phases.count - 1)].phase
      let number = phase.isOpen ? "" : "\(visit.phaseIndex + 1) "
      part(number + phase.name, visit.range.start, next..<end)
      next = end
    }
    part("", visits.last?.range.end ?? 0, next..<words.count)
    return parts
  }

  /// The long pauses after each word, in seconds.
  private static func pauses(
    after words: [PlacedWord], _ analysis: SessionAnalysis
  ) -> [Int: [Double]] {
    var pauses: [Int: [Double]] = [:]
    for pause in analysis.silences {
      // Hops of 10 ms are cut to whole frames: one frame less is the same length.
      let seconds = analysis.sampleRate.seconds(frames: pause.silentFrames + 1)
      let next = words.partitionPoint { $0.range.start >= pause.range.start }
      guard seconds > pauseSeconds, next > 0 else { continue }
      pauses[next - 1, default: []].append(
        analysis.sampleRate.seconds(frames: pause.silentFrames))
    }
    return pauses
  }

  private static func paragraphs(
    _ range: Range<Int>, pauses: [Int: [Double]], ends: Set<Int>
  ) -> [Paragraph] {
    var paragraphs: [Paragraph] = []
    var pieces: [Piece] = []
    var (first, run) = (range.lowerBound, range.lowerBound)
    for index in range {
      let silences = pauses[index] ?? []
      let length = index + 1 - first
      let isEnd =
        index + 1 == range.upperBound || length >= mostWordsUnended
        || ends.contains(index) && (!silences.isEmpty || length >= mostWords)
      guard isEnd || !silences.isEmpty else { continue }
      pieces.append(.words(run..<(index + 1)))
      pieces += silences.map(Piece.pause)
      run = index + 1
      guard isEnd else { continue }
      paragraphs.append(Paragraph(words: first..<run, pieces: pieces))
      pieces = []
      first = run
    }
    return paragraphs
  }

  /// A pause as it stands between words: `1.4 s`.
  static func text(pause seconds: Double) -> String {
    seconds < 60 ? "\(Format.decimal(seconds, digits: 1)) s" : Format.clock(seconds)
  }
}
