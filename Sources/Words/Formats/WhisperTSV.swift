extension TranscriptFormat {
  /// Lines of start, end and text with tabs between, times in milliseconds.
  public static let whisperTSV = text(
    "tsv", "TSV of whisper",
    recognizes: { $0.first.map(WhisperTSVReader.isHeader) ?? false }, read: WhisperTSVReader.pieces)
}

/// Reads the table that whisper writes: a head, and a line for each segment.
///
/// Segments are cues. Times are whole milliseconds.
/// - SeeAlso: openai-whisper, `whisper/utils.py`, `WriteTSV`.
enum WhisperTSVReader {
  static func isHeader(_ line: ArraySlice<UInt8>) -> Bool {
    line.split(separator: 0x09).map { String(decoding: $0, as: UTF8.self).lowercased() }
      .prefix(3).elementsEqual(["start", "end", "text"])
  }

  static func pieces(_ content: TranscriptContent) throws(TranscriptError) -> TimedPieces {
    var pieces = TimedPieces(countedIn: "line", .captions)
    for (number, line) in content.numberedLines where !isHeader(line) {
      let fields = line.split(separator: 0x09, maxSplits: 2, omittingEmptySubsequences: false)
      guard fields.count >= 2, let start = TranscriptNumber.value(fields[0]),
        let end = TranscriptNumber.value(fields[1])
      else {
        throw TranscriptError(
          "line \(number): '\(TranscriptLimits.shown(line))' is no start, end and text with tabs "
            + "between them, times in milliseconds; run the recogniser again")
      }
      let text = fields.count > 2 ? CaptionsReader.withoutSpeaker(fields[2]) : []
      try pieces.add(
        text, from: TranscriptNumber.time(start / 1000), to: TranscriptNumber.time(end / 1000),
        at: number)
    }
    return pieces
  }
}
