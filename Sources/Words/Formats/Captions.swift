import LabelFiles
import SessionModel

extension TranscriptFormat {
  /// Cues with a header.
  public static let webVTT = text(
    "webvtt", "WebVTT",
    recognizes: { $0.first.map { CaptionFile.hasHeader($0) } ?? false },
    read: CaptionsReader.pieces)

  /// Numbered cues without a header.
  public static let subRip = text(
    "srt", "SubRip", recognizes: { $0.contains { CaptionFile.isTiming($0) } },
    read: CaptionsReader.pieces)
}

/// Reads words from captions, by what their cues say of times.
///
/// - A cue of one word has that word's times; one of several is a cue.
/// - Times inside a cue, as in `<00:00:01.140><c> word</c>`, are those of words. A line that stays
///   on the screen while the next is said is not said twice.
/// - Where the same cue comes again and again with another word underlined or coloured, each is
///   that word's time; the cue without any is a gap.
/// - SeeAlso: ``CaptionFile``; openai-whisper, `whisper/utils.py`, `highlight_words`.
enum CaptionsReader {
  private struct Cue {
    let times: CaptionCue
    let text: CaptionText
    /// Without white space at its ends.
    let plain: ArraySlice<UInt8>
    /// The marked part of the plain text, when there is one.
    let mark: Range<Int>?

    init(_ cue: CaptionCue) {
      times = cue
      text = CaptionText(cue.payload)
      plain = CaptionsReader.trimmed(text.plain[...])
      var mark: Range<Int>?
      var (place, marks) = (0, 0)
      for run in text.runs {
        if run.isMarked, !run.text.isEmpty {
          mark = place..<(place + run.text.count)
          marks += 1
        }
        place += run.text.count
      }
      self.mark = marks == 1 ? mark?.clamped(to: plain.startIndex..<plain.endIndex) : nil
    }
  }

  static func pieces(_ content: TranscriptContent) throws(TranscriptError) -> TimedPieces {
    let file: CaptionFile
    do throws(LabelLineError) { file = try CaptionFile(content.lines) } catch {
      throw TranscriptError(error.description.onOneLine)
    }
    var pieces = TimedPieces(countedIn: "line", .captions)
    pieces.language = file.language.flatMap { $0.isEmpty ? nil : $0.onOneLine }
    let cues = file.cues.map(Cue.init)
    if cues.contains(where: { $0.text.runs.contains { $0.timeSeconds != nil } }) {
      pieces.joining = .tokens
      try addInline(cues, to: &pieces)
    } else if isMoving(cues) {
      pieces.joining = .tokens
      try addMoving(cues, to: &pieces)
    } else {
      for cue in cues { try add(withoutSpeaker(cue.text.plain[...]), cue, to: &pieces, .line) }
    }
    return pieces
  }

  /// Whether a text comes again with another part of it marked.
  private static func isMoving(_ cues: [Cue]) -> Bool {
    var last: Cue?
    for cue in cues {
      guard let mark = cue.mark else {
        if cue.plain != last?.plain { last = nil }
        continue
      }
      if let last, last.plain == cue.plain, last.mark != mark { return true }
      last = cue
    }
    return false
  }

  /// A diarized transcript has `[SPEAKER_00]: ` before its text.
  static func withoutSpeaker(_ text: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    let start = text.drop { $0 <= 0x20 }
    guard start.starts(with: "[SPEAKER_".utf8),
      let end = start.prefix(40).firstIndex(of: UInt8(ascii: "]"))
    else { return text }
    let rest = start[(end + 1)...]
    return rest.drop { $0 == UInt8(ascii: ":") || $0 <= 0x20 }
  }

  private static func trimmed(_ text: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    let start = text.drop { $0 <= 0x20 }
    guard let last = start.lastIndex(where: { $0 > 0x20 }) else { return start }
    return start[...last]
  }

  private static func add(
    _ text: ArraySlice<UInt8>, _ cue: Cue, to pieces: inout TimedPieces,
    _ border: TimedPieces.Border
  ) throws(TranscriptError) {
    try pieces.add(
      text, from: cue.times.start, to: cue.times.end, at: cue.times.line, border)
  }

  /// Cues of the same text, one behind the other, whose marks move on.
  private static func addMoving(
    _ cues: [Cue], to pieces: inout TimedPieces
  ) throws(TranscriptError) {
    var index = 0
    while index < cues.count {
      let first = index
      var marked: [(mark: Range<Int>, cue: Cue)] = []
      // Spaces before the text are no part of it.
      let text = cues[first].plain
      while index < cues.count, cues[index].plain == text {
        if let mark = cues[index].mark {
          let own = cues[index].plain.startIndex
          let moved = (mark.lowerBound - own)..<(mark.upperBound - own)
          // The same sentence, said again.
          if let last = marked.last, moved.lowerBound < last.mark.upperBound { break }
          marked.append((moved, cues[index]))
        }
        index += 1
      }
      if marked.isEmpty {
        for cue in cues[first..<index] {
          try add(withoutSpeaker(cue.plain), cue, to: &pieces, .word)
        }
        continue
      }
      var border = TimedPieces.Border.word
      let start = text.startIndex
      var place = start
      for (mark, cue) in marked {
        let (lower, upper) = (start + mark.lowerBound, start + mark.upperBound)
        if place < lower {
          // Space before the word, or words that were never marked.
          let between = text[place..<lower]
          let space = between.suffix(between.last.map { $0 <= 0x20 } == true ? 1 : 0)
          try pieces.add(
            between.dropLast(space.count), from: nil, to: nil, at: cue.times.line, border)
          border = between.count > space.count ? .none : border
          try add(space + text[lower..<upper], cue, to: &pieces, border)
        } else {
          try add(text[lower..<upper], cue, to: &pieces, border)
        }
        border = .none
        place = upper
      }
      try pieces.add(text[place...], from: nil, to: nil, at: cues[first].times.line, .none)
    }
  }

  /// Cues with times inside; others in such a file are sentences.
  private static func addInline(
    _ cues: [Cue], to pieces: inout TimedPieces
  ) throws(TranscriptError) {
    var shown: (line: ArraySlice<UInt8>, end: Double)?
    for cue in cues {
      // Captions that scroll show their last line again above the new one.
      let isContinued = shown.map { abs(cue.times.start - $0.end) <= 0.1 } ?? false
      let repeated = isContinued ? shown?.line : nil
      var parts: [Part] = []
      for line in lines(cue.text) {
        let plain = trimmed(line.flatMap(\.text)[...])
        guard !plain.isEmpty else { continue }
        shown = (plain, cue.times.end)
        if plain == repeated, line.allSatisfy({ $0.time == nil }) { continue }
        for (index, part) in line.enumerated() {
          let text = index == 0 && !parts.isEmpty ? [0x20] + part.text : part.text
          if part.time == nil, !parts.isEmpty {
            parts[parts.count - 1].text += text
          } else {
            parts.append((text, part.time))
          }
        }
      }
      let starts = parts.map { $0.time ?? cue.times.start } + [cue.times.end]
      for (index, part) in parts.enumerated() {
        try pieces.add(
          part.text, from: starts[index], to: starts[index + 1], at: cue.times.line,
          index == 0 ? .word : .none)
      }
    }
  }

  /// Text, and the time from which on it is said.
  private typealias Part = (text: [UInt8], time: Double?)

  /// The lines of a cue: parts of text, each from one time to the next.
  private static func lines(_ text: CaptionText) -> [[Part]] {
    var lines: [[Part]] = [[]]
    for run in text.runs {
      let parts = run.text.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
      for (index, part) in parts.enumerated() {
        if index > 0 { lines.append([]) }
        let time = index == 0 ? run.timeSeconds : nil
        if time != nil || !part.isEmpty { lines[lines.count - 1].append((Array(part), time)) }
      }
    }
    return lines
  }
}
