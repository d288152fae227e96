/// A level that is interviewed for.
public enum Level: String, Hashable, Sendable, Codable, CaseIterable {
  /// Mid-level.
  case l4
  /// Staff.
  case l6

  /// The level as people write it: `L4`.
  public var name: String { rawValue.uppercased() }

  /// The other one.
  public var other: Level { self == .l4 ? .l6 : .l4 }
}
