import Foundation

/// A value as the JSON text that every command prints.
///
/// Keys are sorted, slashes are not escaped, and each value has a line of its own.
public enum JSONPage {
  /// Renders a value as JSON text ending in a newline.
  /// - Throws: an encoding error for a number that is not finite.
  public static func bytes(_ value: some Encodable) throws -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes, .prettyPrinted]
    return Array(try encoder.encode(value)) + [UInt8(ascii: "\n")]
  }
}
