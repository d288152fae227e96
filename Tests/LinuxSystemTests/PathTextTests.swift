import LinuxSystem
import SystemPackage
import TestSupport
import Testing

@Suite struct PathTextTests {
  @Test func `text that is UTF-8 stays as it is`() {
    for text in ["", "/tmp/a b", "Übung/日本語 🎙", "e\u{301}"] {
      #expect(PathText.text(Array(text.utf8)) == text)
      #expect(text.pathBytes == Array(text.utf8))
      #expect(FilePath(pathText: text).pathText == text)
      #expect(FilePath(pathText: text).description == text)
    }
  }

  @Test(
    arguments: [
      [0x63, 0x61, 0x66, 0xE9], [0xFF], [0x80, 0xC3], [0xE2, 0x82], [0xF0, 0x9F, 0x8E, 0x41],
      [0xED, 0xA0, 0x80], [0xC0, 0xAF], [0xEE, 0xBE, 0x80], [0x2F, 0xC3, 0xBC, 0xFE, 0x2F],
    ] as [[UInt8]])
  func `bytes that are no UTF-8 come back as they were`(bytes: [UInt8]) {
    let text = PathText.text(bytes)
    #expect(text.pathBytes == bytes)
    let path = FilePath(pathText: text)
    #expect(path == FilePath(platformString: bytes.map { CChar(bitPattern: $0) } + [0]))
    #expect(FilePath(pathText: path.pathText) == path)
    let isText = String(validating: bytes, as: UTF8.self) != nil
    #expect(isText || path.description.contains("\u{FFFD}"))
    #expect((text + "/audio.wav").pathBytes == bytes + Array("/audio.wav".utf8))
  }

  @Test func `a name that is text stays in its folder`() {
    let folder: FilePath = "/archive"
    for (name, path) in [("a", "/archive/a"), ("/etc", "/archive/etc"), ("", "/archive")] {
      #expect(folder.appending(pathText: name).string == path)
    }
    let name = FilePath(platformString: [0x61, CChar(bitPattern: 0xE9), 0]).lastComponent
    #expect(
      folder.appending(pathText: name?.pathText ?? "").bytes == Array("/archive/a".utf8) + [0xE9])
  }

  @Test func `any bytes come back as they were`() {
    var mutator = ByteMutator(seed: 17)
    let original = Array("/home/übung/caf\u{EF90}é/日本.wav".utf8)
    for _ in 0..<5000 {
      let bytes = mutator.mutate(original)
      #expect(PathText.text(bytes).pathBytes == bytes)
    }
  }
}
