/// Single key presses out of a terminal's bytes.
///
/// Arrows and other keys that send several bytes are no commands; their bytes must
/// not be taken for letters.
struct KeyBytes {
  private enum State { case plain, escape, sequence }
  private var state = State.plain

  /// Takes the next byte.
  /// - Returns: the key; nil for a part of something longer, or what is no key here.
  mutating func key(_ byte: UInt8) -> Character? {
    switch state {
    case .escape:
      state = byte == UInt8(ascii: "[") || byte == UInt8(ascii: "O") ? .sequence : .plain
      return nil
    case .sequence:
      if 0x40...0x7E ~= byte { state = .plain }
      return nil
    case .plain:
      switch byte {
      case 0x1B:
        state = .escape
        return nil
      case 0x04: return "q"
      case 0x0A, 0x0D: return "\n"
      case 0x20...0x7E: return Character(UnicodeScalar(byte))
      default: return nil
      }
    }
  }
}
