import Foundation

/// Damages JSON so that it stays JSON: other numbers, other kinds of values, missing keys.
///
/// Where ``ByteMutator`` mostly makes text that no parser takes, this makes values that a
/// parser takes and nobody expects. The same way for the same seed.
public struct JSONMutator {
  private var generator: SeededGenerator

  /// Starts a sequence of damages.
  public init(seed: UInt64) { generator = SeededGenerator(seed: seed) }

  /// Values that programs stumble over.
  private static let values: [String] = [
    "-1", "0", "1", "0.5", "-0.0", "1e-300", "255", "65536", "2147483648", "4294967296",
    "1e11", "1099511627776", "9007199254740992", "9223372036854775807", "1e18", "-1e18", "1e308",
    "-9223372036854775808", "1e400", "null", "true", "[]", "{}", "\"\"", "\"x\"",
  ]

  /// One to three values replaced, or keys renamed.
  public mutating func mutate(_ json: [UInt8]) -> [UInt8] {
    var bytes = json
    for _ in 0..<Int.random(in: 1...3, using: &generator) {
      let tokens = Self.tokens(bytes)
      // Numbers are where most goes wrong.
      let numbers = tokens.filter { bytes[$0.lowerBound] != UInt8(ascii: "\"") }
      let chosen = Int.random(in: 0..<4, using: &generator) == 0 ? tokens : numbers
      guard let place = chosen.randomElement(using: &generator) else { continue }
      let isKey = bytes[place.upperBound...].first { $0 != 32 } == UInt8(ascii: ":")
      let value = isKey ? "\"gone\"" : Self.values.randomElement(using: &generator) ?? "0"
      bytes.replaceSubrange(place, with: value.utf8)
    }
    return bytes
  }

  /// Where strings and numbers are.
  private static func tokens(_ bytes: [UInt8]) -> [Range<Int>] {
    var tokens: [Range<Int>] = []
    var index = 0
    while index < bytes.count {
      let start = index
      let isString = bytes[index] == UInt8(ascii: "\"")
      let part: (UInt8) -> Bool =
        isString
        ? { $0 != UInt8(ascii: "\"") }
        : { (48...57).contains($0) || [43, 45, 46, 69, 101].contains($0) }
      index += 1
      guard isString || part(bytes[start]) else { continue }
      while index < bytes.count, part(bytes[index]) {
        index += bytes[index] == UInt8(ascii: "\\") ? 2 : 1
      }
      index = min(bytes.count, isString ? index + 1 : index)
      tokens.append(start..<index)
    }
    return tokens
  }
}
