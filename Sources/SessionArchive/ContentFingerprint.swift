/// Tells whether two files have the same content, without keeping either.
///
/// FNV-1a over eight bytes at a time: 64 bits, which no two files of a person share
/// by chance. It is no protection against somebody who wants them to.
/// - SeeAlso: IETF draft-eastlake-fnv, "The FNV Non-Cryptographic Hash Algorithm".
public struct ContentFingerprint: Hashable, Sendable {
  private var hash: UInt64 = 0xcbf2_9ce4_8422_2325
  private var word: UInt64 = 0
  private var count = 0

  /// Starts without content.
  public init() {}

  /// Takes the next bytes, in portions of any size.
  public mutating func add(_ bytes: ArraySlice<UInt8>) {
    for byte in bytes {
      word = word << 8 | UInt64(byte)
      count &+= 1
      if count & 7 == 0 {
        hash = Self.mixed(hash, word)
        word = 0
      }
    }
  }

  /// The 64 bits so far; the number of bytes counts as well.
  public var bits: UInt64 { Self.mixed(Self.mixed(hash, word), UInt64(count)) }

  /// The 64 bits as 16 digits.
  public var text: String {
    let digits = String(bits, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }

  private static func mixed(_ hash: UInt64, _ word: UInt64) -> UInt64 {
    let product = (hash ^ word) &* 0x100_0000_01b3
    return product ^ product >> 32
  }
}
