import AudioCore
import Testing

@Suite struct SHA256Tests {
  /// FIPS 180-4's examples, and lengths around a block, from coreutils' sha256sum.
  @Test(
    arguments: [
      ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
      ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
      (
        "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
        "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
      ),
      (
        String(repeating: "a", count: 55),
        "9f4390f8d30c2dd92ec9f095b65e2b9ae9b0a925a5258e241c9f1e910f734318"
      ),
      (
        String(repeating: "a", count: 64),
        "ffe054fe7ae0cb6dc65c3af9b61d5209f439851db43d0ba5997337df154668eb"
      ),
    ])
  func `digests are those of the standard`(message: String, digest: String) {
    var sha = SHA256()
    sha.update(Array(message.utf8).span)
    #expect(sha.text == digest)
    #expect(sha.bytes == SHA256.digest(Array(message.utf8)))
  }

  @Test func `samples count as the bytes of a WAV file, in portions of any size`() {
    let samples = (0..<2000).map { Int16(truncatingIfNeeded: $0 &* 7919) }
    let bytes = samples.flatMap {
      [UInt8(truncatingIfNeeded: $0), UInt8(truncatingIfNeeded: $0 >> 8)]
    }
    var whole = SHA256()
    whole.update(bytes.span)
    for portion in [1, 7, 31, 32, 33, 500, 2000] {
      var sha = SHA256()
      for start in stride(from: 0, to: samples.count, by: portion) {
        sha.update(
          samples: samples.span.extracting(start..<min(start + portion, samples.count)))
      }
      #expect(sha.text == whole.text, "\(portion)")
    }
  }
}
