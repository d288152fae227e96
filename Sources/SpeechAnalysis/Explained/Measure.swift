/// One thing that is measured, explained: what `explain` prints.
public struct Measure: Hashable, Sendable {
  /// What a group of people showed, for orientation.
  public struct Norm: Hashable, Sendable {
    /// The figure with its unit.
    public let value: String
    /// Who was measured, and how.
    public let population: String
    /// Where it is published.
    public let source: String
  }

  /// A case with a known answer; a test computes it.
  public struct Example: Hashable, Sendable {
    /// What is measured.
    public let given: String
    /// The answer in the measure's unit.
    public let value: Double
  }

  /// What `explain` takes: lower-case letters and hyphens.
  public let id: String
  /// What reports call it.
  public let name: String
  /// Its unit; empty for a number of things.
  public let unit: String
  /// What it is, in plain words.
  public let definition: String
  /// How it is computed.
  public let formula: String
  /// What the computation depends on besides the sound.
  public let parameters: [String]
  /// A case with a known answer.
  public let example: Example
  /// Where the definition comes from.
  public let sources: [String]
  /// What others showed; empty where nothing trustworthy is published.
  public let norms: [Norm]
  /// What it does not say, and where it fails.
  public let limits: String

  /// All measures in the order of the report.
  public static let all = pacing + pausing + voice + sound

  /// The measure of an id; nil when there is none.
  public static func named(_ id: String) -> Measure? { all.first { $0.id == id } }
}
