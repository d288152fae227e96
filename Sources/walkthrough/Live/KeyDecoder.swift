/// A key as it was pressed.
enum Key: Hashable {
  /// A letter, a digit or a sign of ASCII.
  case character(Character)
  /// Enter.
  case enter
  /// Tab.
  case tab
  /// Escape alone.
  case escape
  /// Backspace.
  case backspace
  /// Ctrl and a letter.
  case control(Character)
}

/// Turns the bytes of a terminal into keys.
///
/// Text that is pasted presses nothing, whether the terminal marks it as pasted or
/// it only comes faster than fingers do.
struct KeyDecoder {
  /// What a read gave.
  struct Reading: Hashable {
    /// The keys in order.
    var keys: [Key] = []
    /// Whether it began a paste, which was let go.
    var isPasteBeginning = false
  }

  /// As many bytes come at once from a hand at the most.
  private static let mostBytesByHand = 12
  /// A paste goes on while its pieces are this close.
  private static let pasteNanoseconds: Int64 = 150_000_000
  /// A mark of a paste's end that is lost must not make the keyboard dead.
  private static let lostEndNanoseconds: Int64 = 1_000_000_000

  private enum State: Hashable {
    case plain, escape
    case sequence([UInt8])
  }

  private var state = State.plain
  private var isInPaste = false
  private var lastRead: Int64 = .min / 2
  private var burstUntil: Int64 = .min

  /// Takes the bytes of one read.
  /// - Parameters:
  ///   - bytes: what came.
  ///   - nanoseconds: when they were there, on the monotonic clock.
  mutating func take(_ bytes: [UInt8], atNanoseconds nanoseconds: Int64) -> Reading {
    if nanoseconds - lastRead > Self.lostEndNanoseconds {
      isInPaste = false
      state = .plain
    }
    lastRead = nanoseconds
    var reading = Reading()
    let wasPasting = isInPaste || nanoseconds < burstUntil
    let isBurst = bytes.count > Self.mostBytesByHand
    for byte in bytes {
      if let key = take(byte) { reading.keys.append(key) }
      if isInPaste, !wasPasting { reading.isPasteBeginning = true }
    }
    // A lone Escape has nothing after it in its read.
    if state == .escape {
      state = .plain
      if !isInPaste { reading.keys.append(.escape) }
    }
    if isBurst || nanoseconds < burstUntil {
      reading.keys = []
      burstUntil = nanoseconds + Self.pasteNanoseconds
      if isBurst, !wasPasting { reading.isPasteBeginning = true }
    }
    return reading
  }

  private mutating func take(_ byte: UInt8) -> Key? {
    switch state {
    case .plain:
      if byte == 0x1B {
        state = .escape
        return nil
      }
      return isInPaste ? nil : Self.key(byte)
    case .escape:
      // Escape [ and Escape O begin the sequence of a key; with a letter it is Alt.
      state = byte == UInt8(ascii: "[") || byte == UInt8(ascii: "O") ? .sequence([]) : .plain
      return nil
    case .sequence(let bytes):
      guard !(0x40...0x7E).contains(byte), bytes.count < 16 else {
        state = .plain
        if bytes == Array("200".utf8), byte == UInt8(ascii: "~") { isInPaste = true }
        if bytes == Array("201".utf8), byte == UInt8(ascii: "~") { isInPaste = false }
        return nil
      }
      state = .sequence(bytes + [byte])
      return nil
    }
  }

  private static func key(_ byte: UInt8) -> Key? {
    switch byte {
    case 0x0A, 0x0D: .enter
    case 0x09: .tab
    case 0x08, 0x7F: .backspace
    case 0x01...0x1A: .control(Character(UnicodeScalar(byte + 0x60)))
    case 0x1C: .control("\\")
    case 0x20...0x7E: .character(Character(UnicodeScalar(byte)))
    default: nil
    }
  }
}
