import LinuxSystem
import SessionModel
public import SystemPackage

/// A speech recogniser as it is on this machine.
public struct RecognizerRow: Sendable {
  /// A model of it.
  public struct Model: Sendable {
    let name: String
    let path: FilePath

    /// Describes a model.
    public init(name: String, path: FilePath) {
      self.name = name
      self.path = path
    }
  }

  let id: String
  let isOwn: Bool
  let program: FilePath?
  let models: [Model]
  let isTaken: Bool
  let trouble: String?
  let cure: String?

  /// Describes a recogniser.
  /// - Parameters:
  ///   - id: its id.
  ///   - isOwn: whether a person wrote its entry.
  ///   - program: the path of its program; nil when it is not there.
  ///   - models: its models, the one that is taken first.
  ///   - isTaken: whether transcripts are made with it where nothing else is said.
  ///   - trouble: why it cannot be used; nil when it can.
  ///   - cure: the command that mends it; nil when there is none.
  public init(
    id: String, isOwn: Bool, program: FilePath?, models: [Model], isTaken: Bool, trouble: String?,
    cure: String?
  ) {
    self.id = id
    self.isOwn = isOwn
    self.program = program
    self.models = models
    self.isTaken = isTaken
    self.trouble = trouble
    self.cure = cure
  }
}

/// The speech recognisers of a machine, as lines or as JSON.
public enum RecognizersPage {
  /// The number of the layout of ``json(_:)``.
  public static let schema = 1

  /// A line for each, which is not folded: commands in it are there to be copied.
  /// - Parameters:
  ///   - rows: the recognisers, in their order.
  ///   - shortPath: how paths are shown.
  public static func lines(
    _ rows: [RecognizerRow], shortPath: (FilePath) -> String
  ) -> [String] {
    let width = (rows.map(\.id.columns).max() ?? 0) + 2
    return rows.map { row in
      let start = row.id.filled(to: width)
      if let trouble = row.trouble {
        let own = row.id + ": "
        return start + (trouble.hasPrefix(own) ? String(trouble.dropFirst(own.count)) : trouble)
      }
      let model = row.models.first.map { ", model \($0.name) (\(shortPath($0.path)))" } ?? ""
      return start + (row.isTaken ? "is taken" : "is there") + ": "
        + (row.program.map(shortPath) ?? "") + model
    }
  }

  /// Renders recognisers as JSON text ending in a newline.
  public static func json(_ rows: [RecognizerRow]) throws -> [UInt8] {
    try JSONText.page(Document(recognizers: rows.map(Row.init)))
  }

  private struct Document: Encodable {
    let schema = RecognizersPage.schema
    let recognizers: [Row]
  }

  private struct Row: Encodable {
    let id: String
    let isOwn: Bool
    let program: String?
    let models: [[String: String]]
    let isTaken: Bool
    let trouble: String?
    let cure: String?

    init(_ row: RecognizerRow) {
      (id, isOwn, isTaken) = (row.id, row.isOwn, row.isTaken)
      (trouble, cure) = (row.trouble, row.cure)
      program = row.program?.pathText
      models = row.models.map { ["name": $0.name, "path": $0.path.pathText] }
    }
  }
}
