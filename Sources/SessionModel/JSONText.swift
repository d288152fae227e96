import Foundation

/// A value as JSON text, as every file and every command has it.
///
/// Keys are sorted and slashes are not escaped.
public enum JSONText {
  /// One line without an end.
  /// - Throws: an encoding error for a number that is not finite.
  public static func line(_ value: some Encodable) throws -> [UInt8] {
    try bytes(value, [.sortedKeys, .withoutEscapingSlashes])
  }

  /// A line for each value, for people, ending in a newline.
  /// - Throws: an encoding error for a number that is not finite.
  public static func page(_ value: some Encodable) throws -> [UInt8] {
    try bytes(value, [.sortedKeys, .withoutEscapingSlashes, .prettyPrinted]) + [0x0A]
  }

  private static func bytes(
    _ value: some Encodable, _ formatting: JSONEncoder.OutputFormatting
  ) throws -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = formatting
    return Array(try encoder.encode(value))
  }
}
