import AudioCore
import InterviewGuide
import Reports
import SessionArchive
import SpeechAnalysis

/// Where a listen-back stands, moved by keys, lines and the end of sounds.
///
/// A value without a device, a file or a clock: each change says what is to be done.
struct ReviewFlow {
  /// What is on the screen.
  enum Place: Hashable {
    case stretch(Int), step(Int), end
  }

  /// What is to be done now.
  enum Effect: Hashable {
    /// Plays a stretch, from a frame in it or its beginning.
    case play(ListeningStretch, from: Int?)
    /// Stops playing.
    case silence
    /// Writes the review.
    case save
  }

  /// A line that is being written.
  enum Words: Hashable {
    case note(frame: Int), resolution
  }

  static let speeds = [1.0, 1.25, 1.5]

  let stretches: [ListeningStretch]
  /// Where points and signals were perhaps spoken of.
  let moments: SpokenMoments
  let form: ReviewForm
  let manner: ReviewPage.Manner
  /// The moment of an answer, as ISO 8601.
  let now: () -> String

  private(set) var review: Review
  private(set) var place = Place.end
  private(set) var hasSound: Bool
  private(set) var isPlaying = false
  private(set) var speed = 1.0
  private(set) var skipsPauses = false
  /// The line that is being written; nil while keys are commands.
  private(set) var words: Words?
  /// A word about the last key; empty for none.
  private(set) var remark = ""
  /// The last frame heard; nil when nothing was.
  private var heard: Int?
  /// The last frame heard for the question on the screen.
  private var heardHere: Int?
  /// The stretch that was played last.
  private var played: Int?
  /// The moment that was played last for the question on the screen; nil when none was.
  private var playedMoment: ListeningStretch?
  /// How many of the moments of the question on the screen were played.
  private var playedMoments = 0

  init(
    stretches: [ListeningStretch], moments: SpokenMoments = .none, form: ReviewForm,
    review: Review, hasSound: Bool, manner: ReviewPage.Manner, now: @escaping () -> String
  ) {
    self.stretches = stretches
    self.moments = moments
    self.form = form
    self.review = review
    self.hasSound = hasSound && !stretches.isEmpty
    self.manner = manner
    self.now = now
  }

  /// Begins with the first stretch; after an interruption, with the first open question.
  mutating func begin() -> [Effect] {
    let isBegun = review.answers.contains { $0.kind != .note && $0.kind != .point }
    if isBegun, let open = form.steps.firstIndex(where: { !isAnswered($0) }) {
      remark = "Continued: what was answered before is kept."
      return move(to: .step(open))
    }
    return move(to: hasSound ? .stretch(0) : .step(0))
  }

  /// Where the sound ends that is played now or was last; nil before the first.
  var playedEnd: Int? { playedStretch?.range.end }

  private var playedStretch: ListeningStretch? { playedMoment ?? played.map { stretches[$0] } }

  // MARK: Keys and lines

  /// Obeys a key.
  /// - Parameters:
  ///   - key: the key.
  ///   - frame: the session's frame that is heard just now; nil in silence.
  mutating func press(_ key: Character, heard frame: Int? = nil) -> [Effect] {
    hear(frame)
    remark = ""
    switch (key, place) {
    case (_, .end): return []
    case ("q", _): return move(to: .end)
    case (_, .stretch(let index)): return press(key, stretch: index)
    case (_, .step(let index)): return press(key, step: index)
    }
  }

  /// Obeys a line: a command of one letter, numbers to tick, or words that were asked for.
  mutating func line(_ text: String, heard frame: Int? = nil) -> [Effect] {
    hear(frame)
    remark = ""
    let text = Self.cleaned(text)
    if let words {
      // While a line is asked for, single letters still lead elsewhere.
      guard case .resolution = words, ["b", "q", "r", "l"].contains(text) else {
        return write(text, words)
      }
      self.words = nil
      let effects = press(Character(text))
      // Without sound some of these lead nowhere.
      if case .step(let index) = place, form.steps[index] == .resolution { self.words = words }
      return effects
    }
    if text.isEmpty { return press("\n") }
    if text.count == 1, let key = text.first { return press(key) }
    if case .stretch(let index) = place, text.hasPrefix("n ") {
      let words = Words.note(frame: heard ?? stretches[index].frame)
      return write(Self.cleaned(String(text.dropFirst(2))), words)
    }
    let numbers = text.split { $0 == " " || $0 == "," }
    if numbers.allSatisfy({ $0.count == 1 && $0.allSatisfy(\.isNumber) }) {
      var effects: [Effect] = []
      var remarks: [String] = []
      for number in numbers {
        effects += press(Character(String(number)))
        remarks.append(remark)
      }
      remark = remarks.joined(separator: "\n")
      return effects
    }
    remark = "Not understood: \(text)"
    return []
  }

  /// The sound has come to its end.
  mutating func ended() -> [Effect] {
    isPlaying = false
    remark = ""
    if let playedEnd { hear(playedEnd) }
    guard case .stretch(let index) = place else { return [] }
    return move(to: index + 1 < stretches.count ? .stretch(index + 1) : .step(firstOpenStep))
  }

  /// Nothing can be heard any more.
  mutating func loseSound() -> [Effect] {
    hasSound = false
    isPlaying = false
    guard case .stretch = place else { return [] }
    return move(to: .step(firstOpenStep))
  }

  private mutating func press(_ key: Character, stretch index: Int) -> [Effect] {
    let next = index + 1 < stretches.count ? Place.stretch(index + 1) : .step(firstOpenStep)
    switch key {
    case "\n", "\r", " ":
      if manner == .lines, !isPlaying { return play(index) }
      return move(to: next)
    case "s": return move(to: next)
    case "r":
      let again = manner == .keys ? index : played ?? index
      place = .stretch(again)
      return play(again)
    case "b": return move(to: .stretch(max(0, index - 1)))
    case "f":
      let faster = (Self.speeds.firstIndex(of: speed) ?? 0) + 1
      speed = Self.speeds[faster % Self.speeds.count]
      return playOn()
    case "p":
      skipsPauses.toggle()
      return playOn()
    case "n":
      words = .note(frame: heard ?? stretches[index].frame)
      isPlaying = false
      return [.silence]
    case "e": return move(to: .step(firstOpenStep))
    default:
      guard let number = key.wholeNumberValue, 0 < number, number <= form.points.count else {
        return misunderstood(key)
      }
      return tick(
        .point, form.points[number - 1], ask: form.points[number - 1], yes: "said",
        at: heard ?? stretches[index].frame, number: number)
    }
  }

  private mutating func press(_ key: Character, step index: Int) -> [Effect] {
    let next = index + 1 < form.steps.count ? Place.step(index + 1) : .end
    switch key {
    case "b":
      if index > 0 { return move(to: .step(index - 1)) }
      return hasSound ? move(to: .stretch(stretches.count - 1)) : []
    case "l" where hasSound: return move(to: .stretch(0))
    case "r" where hasSound:
      return playedMoment.map { play($0) } ?? play(stretchIndex(for: form.steps[index]))
    case "s": return move(to: next)
    default: break
    }
    var isEnter = ["\n", "\r", " "].contains(key)
    if let moment = nextMoment {
      if isEnter {
        playedMoments += 1
        return play(moment.stretch)
      }
      if case .points = form.steps[index], key == "d" { isEnter = true }
    }
    switch form.steps[index] {
    case .listenBack(let question):
      if isEnter { return move(to: next) }
      return rate(key, .listenBack, question.id, ask: question.ask, next: next)
    case .signal(let signal, let level):
      if isEnter { return move(to: next) }
      return rate(key, .signal, ReviewForm.id(signal, level), ask: signal.ask, next: next)
    case .points(let points):
      return check(key, .point, points.map { ($0, $0) }, yes: "said", isEnter, next)
    case .mistakes(let mistakes, let level):
      let items = mistakes.map { (ReviewForm.id($0, level), $0.what) }
      return check(key, .mistake, items, yes: "yes", isEnter, next)
    case .resolution: return isEnter ? move(to: next) : misunderstood(key)
    }
  }

  // MARK: Answers

  private mutating func rate(
    _ key: Character, _ kind: Review.Kind, _ id: String, ask: String, next: Place
  ) -> [Effect] {
    guard let level = key.wholeNumberValue, 1...FourLevels.names.count ~= level else {
      return misunderstood(key)
    }
    let saved = give(kind, id, ask: ask, .level(level), at: moment)
    return saved + move(to: next)
  }

  private mutating func check(
    _ key: Character, _ kind: Review.Kind, _ items: [(id: String, ask: String)], yes: String,
    _ isEnter: Bool, _ next: Place
  ) -> [Effect] {
    if isEnter {
      var saved: [Effect] = []
      for item in items where review.answer(kind, item.id) == nil {
        saved = give(kind, item.id, ask: item.ask, .yes(false), at: moment)
      }
      return saved + move(to: next)
    }
    guard let number = key.wholeNumberValue, 0 < number, number <= items.count else {
      return misunderstood(key)
    }
    let item = items[number - 1]
    return tick(kind, item.id, ask: item.ask, yes: yes, at: moment, number: number)
  }

  private mutating func tick(
    _ kind: Review.Kind, _ id: String, ask: String, yes: String, at frame: Int?, number: Int
  ) -> [Effect] {
    let isTicked = review.answer(kind, id)?.value == .yes(true)
    remark = "\(number) \(isTicked ? "no" : yes): \(ask)"
    return give(kind, id, ask: ask, .yes(!isTicked), at: frame)
  }

  private mutating func write(_ text: String, _ words: Words) -> [Effect] {
    self.words = nil
    switch words {
    case .note(let frame):
      let saved =
        text.isEmpty ? [] : give(.note, "\(frame)", ask: "Note", .words(text), at: frame)
      if !text.isEmpty { remark = "Noted." }
      guard manner == .keys, case .stretch(let index) = place else { return saved }
      isPlaying = true
      return saved + [.play(stretches[index], from: frame)]
    case .resolution:
      guard !text.isEmpty else { return move(to: .end) }
      let beginning = "next time i will "
      let words =
        text.lowercased().hasPrefix(beginning) ? String(text.dropFirst(beginning.count)) : text
      return give(.resolution, "next", ask: "Next time I will", .words(words), at: moment)
        + move(to: .end)
    }
  }

  private mutating func give(
    _ kind: Review.Kind, _ id: String, ask: String, _ value: Review.Value, at frame: Int?
  ) -> [Effect] {
    let answer = Review.Answer(
      kind: kind, id: id, ask: ask, value: value, frame: frame, given: now())
    return review.give(answer) ? [.save] : []
  }

  /// Whether a question needs no asking any more.
  func isAnswered(_ step: ReviewForm.Step) -> Bool {
    switch step {
    case .listenBack(let question): review.answer(.listenBack, question.id) != nil
    case .signal(let signal, let level):
      review.answer(.signal, ReviewForm.id(signal, level)) != nil
    case .points(let points): points.allSatisfy { review.answer(.point, $0) != nil }
    case .mistakes(let mistakes, let level):
      mistakes.allSatisfy { review.answer(.mistake, ReviewForm.id($0, level)) != nil }
    case .resolution: review.resolution != nil
    }
  }

  private var firstOpenStep: Int { form.steps.firstIndex { !isAnswered($0) } ?? 0 }

  // MARK: Moments

  private mutating func hear(_ frame: Int?) {
    guard let frame else { return }
    heard = frame
    if case .step = place { heardHere = frame }
  }

  /// The moment that an answer on the screen belongs to: what was played for it.
  ///
  /// Without that, it is about the whole session.
  private var moment: Int? {
    guard case .step = place else { return heard }
    return heardHere
  }

  /// The moment that Enter plays; nil when all were played, or there is none.
  var nextMoment: SpokenMoments.Moment? {
    let moments = offered
    return hasSound && playedMoments < moments.count ? moments[playedMoments].moment : nil
  }

  /// The same in words, with its number: `point 1 at 0:26, 1 of 3`; empty for none.
  var nextMomentText: String {
    guard nextMoment != nil else { return "" }
    let moments = offered
    let next = moments[playedMoments]
    return "\(next.name) at \(next.moment.time), \(playedMoments + 1) of \(moments.count)"
  }

  /// The moments of the question on the screen, in the order in which they are played.
  private var offered: [(name: String, moment: SpokenMoments.Moment)] {
    guard case .step(let index) = place else { return [] }
    switch form.steps[index] {
    case .points(let points):
      return points.enumerated().flatMap { number, point in
        (moments.of(point: point) ?? []).map { ("point \(number + 1)", $0) }
      }
    case .signal(let signal, _): return (moments.of(signal) ?? []).map { ($0.name, $0) }
    case .listenBack, .mistakes, .resolution: return []
    }
  }

  private func stretchIndex(for step: ReviewForm.Step) -> Int {
    ownStretch(of: step) ?? played ?? 0
  }

  /// The stretch in which a question is heard best; nil when none is better than others.
  private func ownStretch(of step: ReviewForm.Step) -> Int? {
    switch step {
    case .listenBack(let question):
      switch question.place {
      case .pauses: return longestPause
      case .phases: return middlePhaseStart
      }
    case .signal, .points, .mistakes, .resolution: return nil
    }
  }

  private var longestPause: Int? {
    func length(_ index: Int) -> Int {
      stretches[index].reasons.map { reason in
        if case .pause(let range) = reason { range.count } else { 0 }
      }.max() ?? 0
    }
    return stretches.indices.filter { length($0) > 0 }.max { length($0) < length($1) }
  }

  /// Where the talk turns from one phase to another, in the middle of the session.
  private var middlePhaseStart: Int? {
    let starts = stretches.indices.filter { index in
      stretches[index].reasons.contains {
        if case .phaseStart = $0 { true } else { false }
      }
    }
    return starts.isEmpty ? nil : starts[starts.count / 2]
  }

  // MARK: Moves

  private mutating func move(to next: Place) -> [Effect] {
    let silence: [Effect] = isPlaying ? [.silence] : []
    isPlaying = false
    heardHere = nil
    playedMoment = nil
    playedMoments = 0
    words = nil
    place = next
    switch next {
    case .stretch(let index): return silence + (manner == .keys ? play(index) : [])
    case .step(let index):
      if form.steps[index] == .resolution { words = .resolution }
      return silence
    case .end: return silence
    }
  }

  private mutating func play(_ index: Int) -> [Effect] {
    guard hasSound, stretches.indices.contains(index) else { return [] }
    isPlaying = true
    played = index
    playedMoment = nil
    return [.play(stretches[index], from: nil)]
  }

  private mutating func play(_ moment: ListeningStretch) -> [Effect] {
    isPlaying = true
    playedMoment = moment
    // What was heard before is not this question's.
    heardHere = nil
    return [.play(moment, from: nil)]
  }

  /// Goes on with another speed from where the sound is.
  private mutating func playOn() -> [Effect] {
    // On a screen that changes in place it is seen anyway.
    if manner == .lines {
      remark = ReviewPage.soundWords(speed: speed, skipsPauses: skipsPauses)
    }
    guard isPlaying, let playedStretch else { return [] }
    return [.play(playedStretch, from: heard)]
  }

  private mutating func misunderstood(_ key: Character) -> [Effect] {
    if key.isLetter || key.isNumber { remark = "Nothing here goes by \(key)." }
    return []
  }

  /// Without control characters, and not endless.
  private static func cleaned(_ text: String) -> String {
    let printable = text.unicodeScalars.map {
      $0.value < 0x20 || 0x7F...0x9F ~= $0.value ? " " : Character($0)
    }
    let words = String(printable).split(separator: " ").joined(separator: " ")
    return String(words.prefix(500))
  }
}
