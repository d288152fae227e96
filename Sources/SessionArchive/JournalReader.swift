/// What can be read of a journal, however it ends.
struct JournalReader {
  /// The entries that could be read, in order.
  private(set) var entries: [JournalEntry] = []
  /// Lines in the midst of the journal that could not be understood, or whose checksum is wrong.
  private(set) var skippedLines = 0
  /// Whether the last line was cut off while it was written.
  private(set) var isLastLineTorn = false

  /// Reads any bytes; never fails.
  init(_ bytes: [UInt8]) {
    let newline = UInt8(ascii: "\n")
    let lines = bytes.split(separator: newline)
    let isCut = bytes.last != newline
    let contents = lines.map(JournalLine.content)
    // Where lines have checksums, one without has lost it.
    let isChecked = contents.contains { if case .checked = $0 { true } else { false } }
    for (index, content) in contents.enumerated() {
      switch content {
      case .checked(let entry): entries.append(entry)
      case .unchecked(let entry) where !isChecked: entries.append(entry)
      case .unchecked, .damaged:
        if isCut, index == lines.count - 1 { isLastLineTorn = true } else { skippedLines += 1 }
      }
    }
  }

  /// What the first line says of the session; nil when that line is lost.
  var started: Session? {
    for case .started(let session) in entries { return session }
    return nil
  }

  /// How many frames were safely on the disk at the last checkpoint.
  var checkpointFrames: Int? {
    entries.reversed().lazy.compactMap { entry in
      switch entry {
      case .checkpoint(let frames), .ended(_, let frames): frames
      default: nil
      }
    }.first
  }
}
