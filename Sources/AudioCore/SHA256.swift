/// The SHA-256 digest of bytes: tells a sound, a journal's line, a page's script from any other.
///
/// Written out here, since it takes a page: a cryptography package costs minutes of building.
/// An hour of sound takes about a second.
///
/// - SeeAlso: FIPS 180-4, sections 5.1.1 and 6.2.
public struct SHA256: Sendable {
  /// The first 32 bits of the fractional parts of the cube roots of the first 64 primes.
  private static let constants: InlineArray<64, UInt32> = [
    0x428a_2f98, 0x7137_4491, 0xb5c0_fbcf, 0xe9b5_dba5, 0x3956_c25b, 0x59f1_11f1, 0x923f_82a4,
    0xab1c_5ed5, 0xd807_aa98, 0x1283_5b01, 0x2431_85be, 0x550c_7dc3, 0x72be_5d74, 0x80de_b1fe,
    0x9bdc_06a7, 0xc19b_f174, 0xe49b_69c1, 0xefbe_4786, 0x0fc1_9dc6, 0x240c_a1cc, 0x2de9_2c6f,
    0x4a74_84aa, 0x5cb0_a9dc, 0x76f9_88da, 0x983e_5152, 0xa831_c66d, 0xb003_27c8, 0xbf59_7fc7,
    0xc6e0_0bf3, 0xd5a7_9147, 0x06ca_6351, 0x1429_2967, 0x27b7_0a85, 0x2e1b_2138, 0x4d2c_6dfc,
    0x5338_0d13, 0x650a_7354, 0x766a_0abb, 0x81c2_c92e, 0x9272_2c85, 0xa2bf_e8a1, 0xa81a_664b,
    0xc24b_8b70, 0xc76c_51a3, 0xd192_e819, 0xd699_0624, 0xf40e_3585, 0x106a_a070, 0x19a4_c116,
    0x1e37_6c08, 0x2748_774c, 0x34b0_bcb5, 0x391c_0cb3, 0x4ed8_aa4a, 0x5b9c_ca4f, 0x682e_6ff3,
    0x748f_82ee, 0x78a5_636f, 0x84c8_7814, 0x8cc7_0208, 0x90be_fffa, 0xa450_6ceb, 0xbef9_a3f7,
    0xc671_78f2,
  ]

  // At first, the first 32 bits of the fractional parts of the square roots of the first 8 primes.
  private var state: SIMD8<UInt32> = [
    0x6a09_e667, 0xbb67_ae85, 0x3c6e_f372, 0xa54f_f53a, 0x510e_527f, 0x9b05_688c, 0x1f83_d9ab,
    0x5be0_cd19,
  ]
  // What is not mixed yet, and then the schedule of its words.
  private var block: InlineArray<16, UInt32> = .init(repeating: 0)
  private var byteCount = 0

  /// Starts without bytes.
  public init() {}

  /// Computes the 32 bytes of a digest.
  public static func digest(_ message: [UInt8]) -> [UInt8] {
    var digest = SHA256()
    digest.update(message.span)
    return digest.bytes
  }

  /// Takes the next bytes, in portions of any size.
  public mutating func update(_ message: Span<UInt8>) {
    for index in message.indices { take(message[index]) }
  }

  /// Takes the next samples as a WAV file holds them: two bytes each, the lower first.
  public mutating func update(samples: Span<Int16>) {
    var index = 0
    while index < samples.count {
      guard byteCount & 63 == 0, index + 32 <= samples.count else {
        take(UInt8(truncatingIfNeeded: samples[index]))
        take(UInt8(truncatingIfNeeded: samples[index] >> 8))
        index += 1
        continue
      }
      for word in 0..<16 {
        let first = UInt16(bitPattern: samples[index + 2 * word]).byteSwapped
        let second = UInt16(bitPattern: samples[index + 2 * word + 1]).byteSwapped
        block[word] = UInt32(first) << 16 | UInt32(second)
      }
      index += 32
      byteCount &+= 64
      mix()
    }
  }

  /// The 32 bytes of the digest so far.
  public var bytes: [UInt8] {
    var whole = self
    whole.take(0x80)
    while whole.byteCount & 63 != 56 { whole.take(0) }
    let bits = UInt64(byteCount) * 8
    for shift in stride(from: UInt64(56), through: 0, by: -8) {
      whole.take(UInt8(truncatingIfNeeded: bits >> shift))
    }
    return (0..<8).flatMap { word in
      stride(from: UInt32(24), through: 0, by: -8).map {
        UInt8(truncatingIfNeeded: whole.state[word] >> $0)
      }
    }
  }

  /// The digest so far as 64 hexadecimal digits.
  public var text: String {
    bytes.map { (($0 < 16 ? "0" : "") + String($0, radix: 16)) }.joined()
  }

  private mutating func take(_ byte: UInt8) {
    let word = byteCount >> 2 & 15
    block[word] = block[word] << 8 | UInt32(byte)
    byteCount &+= 1
    if byteCount & 63 == 0 { mix() }
  }

  private mutating func mix() {
    var (a, b, c, d) = (state[0], state[1], state[2], state[3])
    var (e, f, g, h) = (state[4], state[5], state[6], state[7])
    var t = 0
    while t < 64 {
      // Eight rounds, after which each variable is in its place again.
      round(a, b, c, &d, e, f, g, &h, t)
      round(h, a, b, &c, d, e, f, &g, t &+ 1)
      round(g, h, a, &b, c, d, e, &f, t &+ 2)
      round(f, g, h, &a, b, c, d, &e, t &+ 3)
      round(e, f, g, &h, a, b, c, &d, t &+ 4)
      round(d, e, f, &g, h, a, b, &c, t &+ 5)
      round(c, d, e, &f, g, h, a, &b, t &+ 6)
      round(b, c, d, &e, f, g, h, &a, t &+ 7)
      t &+= 8
    }
    state = state &+ [a, b, c, d, e, f, g, h]
  }

  @inline(__always)
  private mutating func round(
    _ a: UInt32, _ b: UInt32, _ c: UInt32, _ d: inout UInt32, _ e: UInt32, _ f: UInt32,
    _ g: UInt32, _ h: inout UInt32, _ t: Int
  ) {
    let place = t & 15
    if t >= 16 {
      let late = block[(t &+ 14) & 15]
      let early = block[(t &+ 1) & 15]
      let small1 = rotated(late, 17) ^ rotated(late, 19) ^ late &>> 10
      let small0 = rotated(early, 7) ^ rotated(early, 18) ^ early &>> 3
      block[place] = block[place] &+ small1 &+ block[(t &+ 9) & 15] &+ small0
    }
    let big1 = rotated(e, 6) ^ rotated(e, 11) ^ rotated(e, 25)
    let first = h &+ big1 &+ (g ^ e & (f ^ g)) &+ Self.constants[t] &+ block[place]
    let big0 = rotated(a, 2) ^ rotated(a, 13) ^ rotated(a, 22)
    d = d &+ first
    h = first &+ big0 &+ (a & b | c & (a | b))
  }
}

@inline(__always)
private func rotated(_ word: UInt32, _ count: UInt32) -> UInt32 {
  word &>> count | word &<< (32 &- count)
}
