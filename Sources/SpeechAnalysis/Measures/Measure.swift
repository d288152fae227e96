/// One thing that is measured, and everything about it: what it means, how it is taken,
/// how it is kept, where it is shown.
///
/// Each is one value in one file. Reports, pages, documents, histories and `explain` go
/// through ``all``; none of them knows a measure by name.
public struct Measure: Sendable, Identifiable {
  /// What a group of people showed, for orientation.
  public struct Norm: Hashable, Sendable {
    /// The figure with its unit.
    public let value: String
    /// Who was measured, and how.
    public let population: String
    /// Where it is published.
    public let source: String

    package init(value: String, population: String, source: String) {
      self.value = value
      self.population = population
      self.source = source
    }

    /// The norm in one line.
    public var text: String { "\(value): \(population). \(source)." }
  }

  /// A case with a known answer, and the code that finds it.
  public struct Example: Sendable {
    /// What is measured.
    public let given: String
    /// The answer in the measure's unit.
    public let value: Double
    /// How far the code's answer may be from it.
    package let tolerance: Double
    /// The answer that the code gives.
    package let computed: @Sendable () -> Double?

    package init(
      _ given: String, is value: Double, within tolerance: Double? = nil,
      computed: @escaping @Sendable () -> Double?
    ) {
      self.given = given
      self.value = value
      self.tolerance = tolerance ?? 1e-3 * max(1, abs(value))
      self.computed = computed
    }
  }

  /// What `explain` takes: lower-case letters and hyphens.
  public let id: String
  /// What it is called.
  public let name: String
  /// What it is called in tables, at most 24 characters.
  public let shortName: String
  /// Other words for it in reports, lists and pages, in lower case.
  public let words: [String]
  /// What it is counted in.
  public let unit: Unit
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
  /// How it is taken, the value that is compared first.
  public let fields: [Field]
  /// Whether it is compared between sessions and followed over weeks.
  public let isCompared: Bool
  /// What the report says of it in text.
  public let phrases: [Phrase]
  /// Its rows and figures on a session's page.
  public let figures: [Figure]

  package init(
    id: String, name: String, shortName: String? = nil, words: [String] = [], unit: Unit,
    definition: String, formula: String, parameters: [String] = [], example: Example,
    sources: [String], norms: [Norm] = [], limits: String, fields: [Field] = [],
    isCompared: Bool = false, phrases: [Phrase] = [], figures: [Figure] = []
  ) {
    self.id = id
    self.name = name
    self.shortName = shortName ?? name
    self.words = words
    self.unit = unit
    self.definition = definition
    self.formula = formula
    self.parameters = parameters
    self.example = example
    self.sources = sources
    self.norms = norms
    self.limits = limits
    self.fields = fields
    self.isCompared = isCompared
    self.phrases = phrases
    self.figures = figures
  }

  /// The id as a name in JSON: `pauseMedian`.
  public var jsonName: String {
    let words = id.split(separator: "-")
    return words.enumerated().map {
      $0 == 0 ? String($1) : $1.prefix(1).uppercased() + $1.dropFirst()
    }
    .joined()
  }
}

extension Measure: Hashable {
  /// Two measures are the same when their ids are.
  public static func == (one: Measure, other: Measure) -> Bool { one.id == other.id }

  /// Hashes the id.
  public func hash(into hasher: inout Hasher) { hasher.combine(id) }
}
