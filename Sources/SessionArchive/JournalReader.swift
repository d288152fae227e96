/// What can be read of a journal, however it ends.
struct JournalReader {
  /// The entries that could be read, in order.
  private(set) var entries: [JournalEntry] = []
  /// Lines in the midst of the journal that could not be understood.
  private(set) var skippedLines = 0
  /// Whether the last line was cut off while it was written.
  private(set) var isLastLineTorn = false

  /// Reads any bytes; never fails.
  init(_ bytes: [UInt8]) {
    let newline = UInt8(ascii: "\n")
    let lines = bytes.split(separator: newline)
    let isCut = bytes.last != newline
    for (index, line) in lines.enumerated() {
      if let entry = try? ArchiveJSON.decode(JournalEntry.self, Array(line)) {
        entries.append(entry)
      } else if isCut, index == lines.count - 1 {
        isLastLineTorn = true
      } else {
        skippedLines += 1
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
