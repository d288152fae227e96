extension TranscriptFormat {
  /// Lines of file, channel, start, duration and word.
  public static let ctm = text(
    "ctm", "CTM",
    recognizes: { lines in
      lines.first { !$0.starts(with: ";;".utf8) }.map { CTMReader.isWord($0.fields) } ?? false
    },
    read: CTMReader.pieces)
}

/// Reads the lines of a time-marked conversation file: NeMo, Kaldi and sclite write it.
///
/// `file channel start duration word [confidence]`, times in seconds; `;;` begins a comment.
/// Words in angle brackets, such as `<eps>`, are none. All words must be of one file.
/// - SeeAlso: NIST, SCTK, "ctm - Definition of time marked conversation scoring input".
enum CTMReader {
  static func isWord(_ fields: [ArraySlice<UInt8>]) -> Bool {
    (5...7).contains(fields.count) && TranscriptNumber.value(fields[2]) != nil
      && TranscriptNumber.value(fields[3]) != nil && !fields[0].elementsEqual("SPEAKER".utf8)
  }

  static func pieces(_ content: TranscriptContent) throws(TranscriptError) -> TimedPieces {
    var pieces = TimedPieces(countedIn: "line", .never)
    var file: ArraySlice<UInt8>?
    for (number, line) in content.numberedLines where !line.starts(with: ";;".utf8) {
      let fields = line.fields
      guard isWord(fields) else {
        throw TranscriptError(
          "line \(number): '\(TranscriptLimits.shown(line))' is no file, channel, start, duration "
            + "and word; put ;; before lines that are comments")
      }
      guard fields[0] == file ?? fields[0] else {
        throw TranscriptError(
          "line \(number): words of a second file, '\(TranscriptLimits.shown(fields[0]))'; "
            + "keep those of one")
      }
      file = fields[0]
      let word = fields[4]
      if word.first == UInt8(ascii: "<"), word.last == UInt8(ascii: ">") { continue }
      let start = TranscriptNumber.value(fields[2])
      try pieces.add(
        word, from: start.flatMap(TranscriptNumber.time),
        to: TranscriptNumber.sum(start, TranscriptNumber.value(fields[3])), at: number)
    }
    return pieces
  }
}
