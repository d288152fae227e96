/// A level that is interviewed for: the id that content calls it by, such as `l4`.
///
/// A level is data: there is one for each programme, see ``Guide/levels()``.
public struct Level: RawRepresentable, Hashable, Sendable, Codable {
  /// The id: lower-case letters, digits and hyphens.
  public let rawValue: String

  /// Names a level, whether there is one or not.
  public init(rawValue: String) { self.rawValue = rawValue }

  /// The level as people write it: `L4`.
  public var name: String { rawValue.uppercased() }
}
