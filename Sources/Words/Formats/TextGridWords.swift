import LabelFiles
import SessionModel

extension TranscriptFormat {
  /// A tier of words.
  public static let textGrid = text(
    "textgrid", "TextGrid of Praat",
    recognizes: { lines in
      lines.prefix(3).contains { line in
        let text = String(decoding: line.prefix(200), as: UTF8.self)
        return text.contains("ooTextFile") || text.contains("ooBinaryFile")
          || text.contains("\"TextGrid\"")
      }
    },
    read: TextGridWordsReader.pieces)
}

/// Reads the words of a TextGrid: forced aligners write them as intervals.
///
/// The tier called `words`, `word`, `tokens` or `token`, also behind a speaker's name as in
/// `Ada - words`; else the only tier of intervals. Empty intervals, and `sp`, `sil`, `spn` and
/// what stands in angle brackets, are silence.
/// - SeeAlso: Montreal Forced Aligner, "Output formats"; ``TextGridFile``.
enum TextGridWordsReader {
  private static let names: Set = ["words", "word", "tokens", "token"]
  private static let silences: Set = ["sp", "sil", "spn"]

  static func pieces(_ content: TranscriptContent) throws(TranscriptError) -> TimedPieces {
    guard !(content.head.first?.starts(with: "ooBinaryFile".utf8) ?? false) else {
      throw TranscriptError("a binary TextGrid; save it as a text file in Praat")
    }
    let tiers: [TextGridTier]
    do throws(LabelLineError) { tiers = try TextGridFile.tiers(content.lines) } catch {
      throw TranscriptError(error.description.onOneLine)
    }
    let intervals = tiers.filter(\.hasIntervals)
    let named = intervals.first { tier in
      names.contains(tier.name.lowercased().split(separator: " ").last.map(String.init) ?? "")
    }
    guard let tier = named ?? (intervals.count == 1 ? intervals[0] : nil) else {
      let found = tiers.prefix(8).map { "'\($0.name.prefix(40))'".onOneLine }
      throw TranscriptError(
        "the TextGrid has no tier called words, but \(found.joined(separator: ", ")); "
          + "give that of the words this name in Praat")
    }
    var pieces = TimedPieces(countedIn: "line", .never)
    for item in tier.items where !isSilence(item.text) {
      try pieces.add(Array(item.text.utf8), from: item.start, to: item.end, at: item.line)
    }
    return pieces
  }

  private static func isSilence(_ text: String) -> Bool {
    silences.contains(text) || text.hasPrefix("<") && text.hasSuffix(">")
  }
}
