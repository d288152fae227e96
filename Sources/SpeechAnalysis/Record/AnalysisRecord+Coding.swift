import SessionModel

/// Any name of a key.
struct NameKey: CodingKey {
  let stringValue: String
  var intValue: Int? { nil }

  init(_ name: some StringProtocol) { stringValue = String(name) }
  init(stringValue: String) { self.stringValue = stringValue }
  init?(intValue: Int) { nil }
}

extension AnalysisRecord: Codable {
  private enum Key: String, CodingKey {
    case schema, analyzer, parameters, source, measured, phases, plan
  }

  /// Writes the record, the numbers of measures in their groups.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(schema, forKey: .schema)
    try container.encode(analyzer, forKey: .analyzer)
    try container.encode(parameters, forKey: .parameters)
    try container.encode(source, forKey: .source)
    try container.encodeIfPresent(measured, forKey: .measured)
    try container.encodeIfPresent(phases, forKey: .phases)
    try container.encodeIfPresent(plan, forKey: .plan)
    var groups = encoder.container(keyedBy: NameKey.self)
    try details?.encode(into: &groups)
    try MeasuredGroups(values).encode(into: &groups)
  }

  /// Reads a record of this schema or of an older one.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    schema = try container.decode(Int.self, forKey: .schema)
    guard schema <= Self.currentSchema else {
      throw RecordError("was written by a newer walkthrough", isNewer: true)
    }
    analyzer = try container.decode(AnalyzerIdentity.self, forKey: .analyzer)
    parameters = try container.decode(AnalysisParameters.self, forKey: .parameters)
    source = try container.decode(Source.self, forKey: .source)
    measured = try container.decodeIfPresent([String].self, forKey: .measured)
    phases = try container.decodeIfPresent([Phase].self, forKey: .phases)
    plan = try container.decodeIfPresent(PlanEntry.self, forKey: .plan)
    let groups = try decoder.container(keyedBy: NameKey.self)
    values = try MeasuredGroups(from: groups).values
    guard ([values] + (phases ?? []).map { $0.values }).allSatisfy(Field.arePossible) else {
      throw RecordError("holds impossible numbers")
    }
    details = Self.isBrief(decoder) ? nil : try AnalysisDetails(from: groups)
  }
}
