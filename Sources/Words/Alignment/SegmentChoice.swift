import AudioCore

/// Finds the stretch of speech for each word.
struct SegmentChoice {
  private let map: SpeechMap
  private let reach: Int

  init(_ map: SpeechMap) {
    self.map = map
    reach = map.sampleRate.frames(seconds: Aligner.reachSeconds)
  }

  /// Puts words into stretches, or drops them.
  ///
  /// The stretches never go back: what overlaps an earlier one goes into that of the word before.
  func choose(_ words: inout [TimedWord]) {
    var last = 0
    var index = 0
    while index < words.count {
      // The words of one cue lie side by side, as their times are the same.
      let cue = words[index].given.cue
      var end = index + 1
      while cue != nil, end < words.count, words[end].given.cue == cue { end += 1 }
      if cue != nil { spread(&words, index..<end) }
      for place in index..<end where words[place].dropped == nil {
        guard let found = segment(of: words[place]) else {
          words[place].dropped = isOther(words[place]) ? .otherVoice : .notInSpeech
          continue
        }
        last = max(last, found)
        words[place].segment = last
      }
      index = end
    }
  }

  /// The stretch that a word goes into; nil where others spoke more, or nobody did.
  ///
  /// It is the one that the word overlaps most, the first of equals; without overlap the nearest
  /// within reach of its middle.
  private func segment(of word: TimedWord) -> Int? {
    let range = FrameRange(start: word.start, end: word.end)
    var best: (index: Int, overlap: Int)?
    var index = firstSegment(endingAfter: word.start)
    while index < map.segments.count, map.segments[index].start < word.end {
      let overlap = map.segments[index].overlap(range)
      if overlap > best?.overlap ?? 0 { best = (index, overlap) }
      index += 1
    }
    if let best { return otherOverlap(range) > best.overlap ? nil : best.index }
    guard !isOther(word) else { return nil }
    let middle = (word.start + word.end) / 2
    let after = firstSegment(endingAfter: middle)
    return [after - 1, after].filter(map.segments.indices.contains)
      .map { (index: $0, distance: distance(from: middle, to: map.segments[$0])) }
      .filter { $0.distance <= reach }.min { $0.distance < $1.distance }?.index
  }

  private func distance(from frame: Int, to range: FrameRange) -> Int {
    max(0, range.start - frame, frame - range.end)
  }

  /// The index of the first stretch that ends after a frame.
  private func firstSegment(endingAfter frame: Int) -> Int {
    map.segments.partitionPoint { $0.end > frame }
  }

  private func otherOverlap(_ range: FrameRange) -> Int {
    overlapping(map.otherVoices, range).reduce(0) { $0 + $1.overlap(range) }
  }

  private func isOther(_ word: TimedWord) -> Bool {
    let middle = (word.start + word.end) / 2
    let index = map.otherVoices.partitionPoint { $0.end > middle }
    return index < map.otherVoices.count && map.otherVoices[index].start <= middle
  }

  private func overlapping(_ ranges: [FrameRange], _ range: FrameRange) -> ArraySlice<FrameRange> {
    ranges[ranges.partitionPoint { $0.end > range.start }...].prefix { $0.start < range.end }
  }

  /// Lays the words of a cue on the speech inside it, in proportion to their letters.
  private func spread(_ words: inout [TimedWord], _ indices: Range<Int>) {
    let first = words[indices.lowerBound]
    let whole = FrameRange(start: first.start, end: words[indices].map(\.end).max() ?? first.end)
    var pieces = speech(in: whole)
    // A cue beside its speech is not far from it.
    if pieces.isEmpty {
      pieces = speech(
        in: FrameRange(start: max(0, whole.start - reach), end: min(map.frames, whole.end + reach)))
    }
    let total = pieces.reduce(0) { $0 + $1.count }
    let letters = indices.map { max(1, words[$0].given.letterCount) }
    let sum = letters.reduce(0, +)
    guard total > 0 else { return }
    var before = 0
    for (index, count) in zip(indices, letters) {
      let start = total * before / sum
      before += count
      let end = total * before / sum
      // A word lies whole in the piece of its middle.
      var passed = 0
      for piece in pieces {
        if (start + end) / 2 < passed + piece.count {
          words[index].start = piece.start + max(0, start - passed)
          words[index].end = piece.start + min(piece.count, end - passed)
          break
        }
        passed += piece.count
      }
    }
  }

  private func speech(in range: FrameRange) -> [FrameRange] {
    overlapping(map.segments, range).map {
      FrameRange(start: max($0.start, range.start), end: min($0.end, range.end))
    }
  }
}
