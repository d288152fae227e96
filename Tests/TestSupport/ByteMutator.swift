/// Damages bytes in the ways files are damaged, the same way for the same seed.
public struct ByteMutator {
  private var generator: SeededGenerator

  /// Starts a sequence of damages.
  public init(seed: UInt64) { generator = SeededGenerator(seed: seed) }

  /// Pieces that parsers stumble over.
  private static let pieces: [[UInt8]] = [
    "\"", "{", "}", "[", "]", ",", ":", "\n", "\r", "\0", "-", ".", "e999", "-1", "0", "1e400",
    "9223372036854775807", "9223372036854775808", "18446744073709551616", "null", "true", "NaN",
    "\\u0000", "\\ud800", "\u{FEFF}", "٣", "99:99:99.9", "#",
  ].map { Array($0.utf8) }

  /// One to four damages.
  public mutating func mutate(_ original: [UInt8]) -> [UInt8] {
    var bytes = original
    for _ in 0..<Int.random(in: 1...4, using: &generator) {
      let place = Int.random(in: 0...bytes.count, using: &generator)
      let end = min(bytes.count, place + Int.random(in: 0...12, using: &generator))
      switch Int.random(in: 0..<7, using: &generator) {
      case 0: if place < bytes.count { bytes[place] = .random(in: 0...255, using: &generator) }
      case 1:
        if place < bytes.count { bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &generator) }
      case 2: bytes.removeSubrange(place..<end)
      case 3: bytes.insert(contentsOf: bytes[place..<end], at: place)
      case 4:
        bytes.insert(contentsOf: Self.pieces.randomElement(using: &generator) ?? [], at: place)
      case 5:
        bytes.replaceSubrange(place..<end, with: Self.pieces.randomElement(using: &generator) ?? [])
      default: bytes = Array(bytes.prefix(place))
      }
      // Digits are where numbers break.
      let digits = bytes.indices.filter { (48...57).contains(bytes[$0]) }
      if let digit = digits.randomElement(using: &generator), Bool.random(using: &generator) {
        bytes.replaceSubrange(
          digit...digit, with: Self.pieces.randomElement(using: &generator) ?? [])
      }
    }
    return bytes
  }
}
