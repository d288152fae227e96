import ArgumentParser
import LabelFiles

/// What `export` writes: the session's own files, the history, or one of the formats of labels.
enum ExportFormat: Hashable, ExpressibleByArgument {
  case json, jsonl, csv
  case labels(LabelFormat)

  static let all = [json, jsonl, csv] + LabelFormat.written.map { labels($0) }

  init?(argument: String) {
    guard let format = Self.all.first(where: { $0.id == argument }) else { return nil }
    self = format
  }

  static var allValueStrings: [String] { all.map(\.id) }
  var defaultValueDescription: String { id }

  /// What `--format` takes.
  var id: String {
    switch self {
    case .json: "json"
    case .jsonl: "jsonl"
    case .csv: "csv"
    case .labels(let format): format.id
    }
  }

  /// Whether several sessions share one file.
  var isOfArchive: Bool { self == .jsonl || self == .csv }

  /// How the names of its files end.
  var suffix: String {
    if case .labels(let format) = self { format.writer?.suffix ?? "" } else { ".\(id)" }
  }

  /// The names, as the help shows them.
  static var listed: String { allValueStrings.alternatives }

  /// Names and contents, as the help shows them.
  static var about: String {
    let labels = LabelFormat.written.map { "\($0.id): \($0.writer?.about ?? "")." }
    return """
      json: all that is known of a session. jsonl: the same for the archive, one session per \
      line. csv: the history, one row per session and one per phase. \
      \(labels.joined(separator: " "))
      """
  }
}
