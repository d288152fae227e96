import SessionArchive
import Testing

@Suite struct ContentFingerprintTests {
  @Test func `portions of any size give the same, other content another`() {
    let content = (0..<1000).map { UInt8(truncatingIfNeeded: $0 * 7) }
    var whole = ContentFingerprint()
    whole.add(content[...])
    for size in [1, 3, 8, 999] {
      var parts = ContentFingerprint()
      for start in stride(from: 0, to: content.count, by: size) {
        parts.add(content[start..<min(content.count, start + size)])
      }
      #expect(parts.text == whole.text && parts.text.count == 16)
    }
    var seen: Set<String> = [whole.text]
    for index in content.indices {
      var changed = content
      changed[index] ^= 1
      var other = ContentFingerprint()
      other.add(changed[...])
      seen.insert(other.text)
      var shorter = ContentFingerprint()
      shorter.add([UInt8](repeating: 0, count: index)[...])
      seen.insert(shorter.text)
    }
    #expect(seen.count == 2001)
  }
}
