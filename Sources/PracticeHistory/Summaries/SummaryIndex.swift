import LinuxSystem
import SessionArchive
import SpeechAnalysis
import Words

/// Summaries with the stamps of the files they were read from, as bytes.
///
/// Derived and deletable. Texts stand once in a table, numbers as they are in
/// memory, so that 10,000 sessions are read in some hundredths of a second.
struct SummaryIndex: Hashable {
  struct Entry: Hashable {
    let session: FileStamp
    let analysis: FileStamp?
    let review: FileStamp?
    let words: FileStamp?
    let summary: SessionSummary
  }

  /// By the name of the folder.
  var entries: [String: Entry]

  /// The name of its file in the archive.
  static let fileName = "summaries.index"
  /// The most bytes that are read: an index of some 100,000 sessions.
  static let mostBytes = 1 << 28

  /// Raised when the layout or the meaning of anything in it changes.
  private static let layout = 11
  private static let magic = Array("walkthrough summaries\n".utf8)

  /// The layout, and the analyzer and the aligner on which `isCurrent` depends.
  private static func version(_ analyzerVersion: Int) -> Int {
    (layout * 1000 + Aligner.version) * 1_000_000 + analyzerVersion
  }

  /// Which numbers it holds: with another measure it is made anew.
  private static let fields = checksum(
    Array(FieldValues.fields.map(\.key).joined(separator: " ").utf8)[...])

  init(entries: [String: Entry] = [:]) { self.entries = entries }

  // MARK: Writing

  func bytes(analyzerVersion: Int) -> [UInt8] {
    var body = IndexWriter()
    body.put(entries.count)
    for (_, entry) in entries.sorted(by: { $0.key < $1.key }) {
      body.put(entry.session)
      body.put(entry.analysis) { $0.put($1) }
      body.put(entry.review) { $0.put($1) }
      body.put(entry.words) { $0.put($1) }
      body.put(entry.summary)
    }
    var head = IndexWriter()
    head.put(Self.version(analyzerVersion))
    head.putFixed(Self.fields)
    head.put(body.texts.count)
    for text in body.texts { head.putBytes(Array(text.utf8)) }
    let content = head.bytes + body.bytes
    var tail = IndexWriter()
    tail.putFixed(Self.checksum(content[...]))
    return Self.magic + tail.bytes + content
  }

  // MARK: Reading

  /// Reads the bytes; nil when they are damaged or of another version.
  init?(_ bytes: [UInt8], analyzerVersion: Int) {
    guard bytes.starts(with: Self.magic) else { return nil }
    var reader = IndexReader(bytes, at: Self.magic.count)
    do {
      let checksum = try reader.fixed()
      guard checksum == Self.checksum(bytes[reader.place...]),
        try reader.int() == Self.version(analyzerVersion), try reader.fixed() == Self.fields
      else { return nil }
      let textCount = try reader.int()
      guard 0...bytes.count ~= textCount else { return nil }
      reader.texts = try (0..<textCount).map { _ in try reader.bytes() }
      let count = try reader.int()
      guard 0...bytes.count ~= count else { return nil }
      var entries: [String: Entry] = [:]
      entries.reserveCapacity(count)
      for _ in 0..<count {
        let session = try reader.stamp()
        let derived = try (0..<3).map { _ in
          try reader.optional { reader throws(IndexReader.Damaged) in try reader.stamp() }
        }
        let summary = try reader.summary()
        entries[summary.id] = Entry(
          session: session, analysis: derived[0], review: derived[1],
          words: derived[2], summary: summary)
      }
      self.entries = entries
    } catch { return nil }
  }

  /// A torn or flipped file is noticed.
  private static func checksum(_ bytes: ArraySlice<UInt8>) -> UInt64 {
    var fingerprint = ContentFingerprint()
    fingerprint.add(bytes)
    return fingerprint.bits
  }
}
