/// What the report says of a measure in text, on a line that it shares with others.
public struct Phrase: Sendable {
  /// The lines in the order of the report.
  public enum Line: Int, CaseIterable, Sendable {
    /// How much is talk.
    case talk
    /// How many pauses, and how long.
    case pauses
    /// Silences by class.
    case silences
    /// Runs and melody.
    case runs
    /// The recording itself.
    case level
  }

  /// On which line.
  public let line: Line
  /// Its place on the line, from 0.
  public let place: Int
  private let words: Words

  private enum Words: Sendable {
    /// The value with its unit between these words.
    case value(before: String, after: String)
    case own(@Sendable (SessionAnalysis) -> String?)
  }

  /// The value with its unit between words.
  init(_ line: Line, _ place: Int, _ before: String = "", after: String = "") {
    self.line = line
    self.place = place
    words = .value(before: before, after: after)
  }

  init(
    _ line: Line, _ place: Int, _ text: @escaping @Sendable (SessionAnalysis) -> String?
  ) {
    self.line = line
    self.place = place
    words = .own(text)
  }

  /// What it says of a session; nil where there is nothing to say.
  public func text(_ measure: Measure, _ analysis: SessionAnalysis) -> String? {
    switch words {
    case .own(let text): text(analysis)
    case .value(let before, let after):
      measure.fields.first?.value(analysis).map { before + measure.unit.text($0) + after }
    }
  }
}

/// What a session's page shows of a measure.
public struct Figure: Sendable {
  /// Where on the page.
  public enum Place: Sendable {
    /// Among the large numbers on top.
    case top
    /// In the table of the voice.
    case voice
    /// In the table of the levels.
    case level
  }

  /// What it says.
  public struct Content: Hashable, Sendable {
    /// The value, with its unit where the place is a table.
    public let value: String
    /// What stands below a large number; empty in tables.
    public var note = ""
    /// What it is called this time, where that depends on the value.
    public var name: String?
  }

  /// Where on the page.
  public let place: Place
  /// Its order there.
  public let order: Int
  /// What it is called there.
  public let name: String
  /// Nil for the value with its unit.
  private let own: (@Sendable (SessionAnalysis) -> Content?)?

  init(
    _ place: Place, _ order: Int, _ name: String,
    _ own: (@Sendable (SessionAnalysis) -> Content?)? = nil
  ) {
    self.place = place
    self.order = order
    self.name = name
    self.own = own
  }

  /// What it says of a session; nil where there is nothing to say.
  public func content(_ measure: Measure, _ analysis: SessionAnalysis) -> Content? {
    if let own { return own(analysis) }
    return measure.fields.first?.value(analysis).map { Content(value: measure.unit.text($0)) }
  }
}
