/// What is known of a session or a phase, with the numbers of measures beside it.
///
/// In JSON both are one object, the numbers in their groups.
@dynamicMemberLookup
public struct Measured<About> {
  /// What is known besides the numbers.
  public let about: About
  /// The numbers of measures, by their fields' keys.
  public let values: [String: Double]

  /// Puts both together.
  public init(_ about: About, values: [String: Double]) {
    self.about = about
    self.values = values
  }

  /// Reads what is known besides the numbers.
  public subscript<Value>(dynamicMember path: KeyPath<About, Value>) -> Value {
    about[keyPath: path]
  }
}

extension Measured: Sendable where About: Sendable {}
extension Measured: Equatable where About: Equatable {}
extension Measured: Hashable where About: Hashable {}

extension Measured: Encodable where About: Encodable {
  /// Writes one object.
  public func encode(to encoder: any Encoder) throws {
    try about.encode(to: encoder)
    var groups = encoder.container(keyedBy: NameKey.self)
    try MeasuredGroups(values).encode(into: &groups)
  }
}

extension Measured: Decodable where About: Decodable {
  /// Reads one object.
  public init(from decoder: any Decoder) throws {
    about = try About(from: decoder)
    values = try MeasuredGroups(from: decoder.container(keyedBy: NameKey.self)).values
  }
}
