import AudioCore

/// Lays recognised words on a session's speech.
///
/// Recognisers are late by about a tenth of a second, each by its own amount, and put words after
/// a pause into the pause. The analysis knows to a hundredth where speech begins and ends. So each
/// word goes into the stretch of speech that it overlaps most, with its times as they were given;
/// then one shift is learnt for the whole transcript, from how well syllables fall into words;
/// then words are fitted into their stretches, whose first begins and whose last ends with it.
///
/// The order matters: moving words before they are put into stretches brings those behind a pause
/// into the stretch before it.
public enum Aligner {
  /// The version of the rule; a transcript of another is placed anew.
  public static let version = 1

  /// How far from speech a word's middle may lie, in seconds.
  static let reachSeconds = 0.5
  /// The shifts that are tried, in steps of 0.02 s.
  static let shiftSteps = -10...10
  /// The fewest words that a shift is learnt from.
  static let fewestForShift = 100
  /// How far an edge may be moved to that of its stretch, in seconds.
  static let snapSeconds = 0.5
  /// A word shorter than this is lengthened, in seconds.
  static let shortSeconds = 0.04
  /// What a short word is lengthened to, where there is room, in seconds.
  static let lengthenedSeconds = 0.1
  /// The length of a word of which nothing tells it, in seconds.
  static let unknownSeconds = 0.3

  /// Places words.
  /// - Parameters:
  ///   - recognized: what the recogniser wrote.
  ///   - recognizer: who that was.
  ///   - map: the session's speech.
  ///   - sound: what tells the session's sound from others.
  /// - Returns: the same bytes for the same input.
  public static func align(
    _ recognized: RecognizedTranscript, recognizer: RecognizerIdentity, to map: SpeechMap,
    sound: String
  ) -> Transcript {
    place(recognized.words, recognizer: recognizer, map: map, sound: sound)
  }

  /// Places the words of a transcript anew, without the recogniser.
  public static func realign(_ transcript: Transcript, to map: SpeechMap) -> Transcript {
    place(
      transcript.recognized, recognizer: transcript.recognizer, map: map, sound: transcript.sound)
  }

  private static func place(
    _ words: [RecognizedWord], recognizer: RecognizerIdentity, map: SpeechMap, sound: String
  ) -> Transcript {
    var timed = TimedWord.clean(words, map)
    SegmentChoice(map).choose(&timed)
    let shift = shift(of: timed, map)
    fit(&timed, shift: shift, map)
    var placed: [PlacedWord] = []
    var places = [Transcript.Place](repeating: .dropped(.notAWord), count: words.count)
    for word in timed {
      if let reason = word.dropped {
        places[word.index] = .dropped(reason)
      } else {
        places[word.index] = .word(placed.count)
        placed.append(
          PlacedWord(
            word.given.text, FrameRange(start: word.start, end: max(word.start, word.end))))
      }
    }
    return Transcript(
      recognizer: recognizer, sampleRate: map.sampleRate, frames: map.frames, sound: sound,
      analyzer: map.analyzer, aligner: version, shiftFrames: shift, words: placed,
      recognized: words, places: places)
  }

  /// The shift, in frames, under which the nuclei in words fit their spelling best; of equals the
  /// smallest.
  private static func shift(of words: [TimedWord], _ map: SpeechMap) -> Int {
    let known = words.filter { $0.dropped == nil && $0.given.cue == nil }
      .map { (start: $0.start, end: $0.end, vowels: VowelGroups.count($0.given.text)) }
    guard known.count >= fewestForShift, !map.nuclei.isEmpty else { return 0 }
    func misfit(_ shift: Int) -> Int {
      var first = 0
      return known.reduce(0) { sum, word in
        // Words are in order: the search goes on where the last one began.
        while first < map.nuclei.count, map.nuclei[first] < word.start + shift { first += 1 }
        var end = first
        while end < map.nuclei.count, map.nuclei[end] < word.end + shift { end += 1 }
        return sum + abs(end - first - word.vowels)
      }
    }
    let shifts = shiftSteps.map { map.sampleRate.frames(seconds: Double($0) / 50) }
    return shifts.map { (misfit($0), abs($0), $0) }.min { ($0.0, $0.1) < ($1.0, $1.1) }?.2 ?? 0
  }

  // MARK: Fitting into stretches

  private static func fit(_ words: inout [TimedWord], shift: Int, _ map: SpeechMap) {
    let inSpeech = words.indices.filter { words[$0].dropped == nil }
    for index in inSpeech {
      let segment = map.segments[words[index].segment]
      let shift = words[index].given.cue == nil ? shift : 0
      words[index].start = min(max(words[index].start + shift, segment.start), segment.end)
      words[index].end = min(max(words[index].end + shift, segment.start), segment.end)
    }
    for group in inSpeech.chunked(by: { words[$0].segment == words[$1].segment }) {
      var own = group.map { (start: words[$0].start, end: words[$0].end) }
      fit(&own, into: map.segments[words[group[0]].segment], map.sampleRate)
      for (index, word) in zip(group, own) {
        words[index].start = word.start
        words[index].end = word.end
      }
    }
  }

  /// Puts the words of one stretch in order, snaps the outer edges, and lengthens what is too
  /// short to be heard.
  private static func fit(
    _ words: inout [(start: Int, end: Int)], into segment: FrameRange, _ rate: SampleRate
  ) {
    for index in words.indices.dropFirst() {
      words[index].start = max(words[index].start, words[index - 1].start)
      words[index].end = max(words[index].end, words[index].start)
      words[index - 1].end = min(words[index - 1].end, words[index].start)
    }
    let snap = rate.frames(seconds: snapSeconds)
    let last = words.count - 1
    if words[0].start - segment.start <= snap { words[0].start = segment.start }
    if segment.end - words[last].end <= snap { words[last].end = segment.end }
    let short = rate.frames(seconds: shortSeconds)
    let wanted = rate.frames(seconds: lengthenedSeconds)
    /// What a neighbour can give and still be as long as a lengthened word.
    func spare(_ index: Int) -> Int {
      words.indices ~= index ? max(0, words[index].end - words[index].start - wanted) : 0
    }
    // Backwards as well, so that several short words at the end of a stretch find room.
    for index in Array(words.indices) + words.indices.reversed()
    where words[index].end - words[index].start < short {
      func missing() -> Int { max(0, wanted - (words[index].end - words[index].start)) }
      let before = index > 0 ? words[index - 1].end : segment.start
      words[index].start -= min(missing(), words[index].start - before)
      let after = index < last ? words[index + 1].start : segment.end
      words[index].end += min(missing(), after - words[index].end)
      let left = min(missing(), words[index].start == before ? spare(index - 1) : 0)
      if left > 0 {
        words[index - 1].end -= left
        words[index].start -= left
      }
      let right = min(missing(), words[index].end == after ? spare(index + 1) : 0)
      if right > 0 {
        words[index].end += right
        words[index + 1].start += right
      }
    }
  }
}

extension Array {
  /// Runs of neighbours that belong together.
  func chunked(by belong: (Element, Element) -> Bool) -> [[Element]] {
    reduce(into: []) { runs, element in
      if let last = runs.last?.last, belong(last, element) {
        runs[runs.count - 1].append(element)
      } else {
        runs.append([element])
      }
    }
  }
}
