import AudioCore

/// A recognised word with times that can be used, on its way to its place.
struct TimedWord {
  /// Its index in the recogniser's order.
  let index: Int
  /// As it was written.
  let given: RecognizedWord
  /// Where it begins, in frames.
  var start: Int
  /// Where it ends, in frames, `start` or more.
  var end: Int
  /// The stretch of speech that it goes into, where it is not dropped.
  var segment = 0
  /// Why it has no place; nil while it has one.
  var dropped: Transcript.Reason?

  private init(_ index: Int, _ given: RecognizedWord, start: Int, end: Int) {
    self.index = index
    self.given = given
    self.start = start
    self.end = end
    if given.letterCount == 0 { dropped = .notAWord }
  }

  /// Gives each word times within the session, in order of their starts.
  ///
  /// Times that are missing or impossible are taken from the neighbours; a run of words without
  /// any shares the time between them in proportion to letters.
  static func clean(_ words: [RecognizedWord], _ map: SpeechMap) -> [TimedWord] {
    let rate = map.sampleRate
    let length = rate.seconds(frames: map.frames)
    let unknown = Aligner.unknownSeconds
    var starts = words.map { word in word.startSeconds.flatMap { $0 >= 0 ? $0 : nil } }
    var ends = words.map { word in word.endSeconds.flatMap { $0 >= 0 ? $0 : nil } }
    for index in words.indices {
      if let start = starts[index], let end = ends[index], end < start {
        starts[index] = nil
        ends[index] = nil
      }
    }
    // One time of two: the other is the neighbour's, when it lies on the right side.
    for index in words.indices {
      if let start = starts[index], ends[index] == nil {
        let next = index + 1 < words.count ? starts[index + 1] : nil
        ends[index] = next.flatMap { $0 >= start ? min($0, start + 1) : nil } ?? start + unknown
      } else if let end = ends[index], starts[index] == nil {
        let before = index > 0 ? ends[index - 1] : nil
        starts[index] =
          before.flatMap { $0 <= end ? max($0, end - 1) : nil } ?? max(0, end - unknown)
      }
    }
    var index = 0
    while index < words.count {
      guard starts[index] == nil else {
        index += 1
        continue
      }
      let run = index..<(starts[index...].firstIndex { $0 != nil } ?? words.count)
      let next = run.upperBound < words.count ? starts[run.upperBound] : nil
      let needed = unknown * Double(run.count)
      let from = run.lowerBound > 0 ? ends[run.lowerBound - 1] : nil
      let start = from ?? max(0, (next ?? 0) - needed)
      let end = max(start, next ?? start + needed)
      let letters = run.map { Double(max(1, words[$0].letterCount)) }
      let whole = letters.reduce(0, +)
      var before = 0.0
      for (place, count) in zip(run, letters) {
        starts[place] = start + (end - start) * before / whole
        before += count
        ends[place] = start + (end - start) * before / whole
      }
      index = run.upperBound
    }
    func frame(_ seconds: Double?) -> Int { rate.frames(seconds: min(seconds ?? 0, length)) }
    return words.indices.map { index in
      let start = frame(starts[index])
      return TimedWord(index, words[index], start: start, end: max(start, frame(ends[index])))
    }
    .sorted { ($0.start, $0.index) < ($1.start, $1.index) }
  }
}
