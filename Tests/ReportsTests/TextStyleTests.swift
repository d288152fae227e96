import Testing

@testable import Reports

@Suite struct TextStyleTests {
  @Test func `long lines are broken between words, and paths never`() {
    let path = "/a/" + String(repeating: "folder-", count: 8)
    let style = TextStyle(columns: 40)
    #expect(
      style.folded("short\nSaved in \(path) and nowhere else in this home folder")
        == "short\nSaved in\n\(path)\nand nowhere else in this home folder")
    #expect(style.folded("  " + path) == "  " + path)
  }

  @Test func `what is cut ends in dots`() {
    #expect(TextStyle().column("Approach and scope", 12) == "Approach an…")
    #expect(TextStyle(isUnicode: false).column("Approach and scope", 12) == "Approach ...")
    #expect(TextStyle().column("Open", 6) == "Open  ")
  }

  @Test func `text without Unicode is ASCII and says the same`() {
    let style = TextStyle(isUnicode: false)
    #expect(style.plain("≥ 0.25 s · 5:00–7:00 −3 × “x”") == ">= 0.25 s , 5:00-7:00 -3 x \"x\"")
    #expect(TextStyle(columns: 10).columns == 40)
    #expect(TextStyle(isColoured: false).paint("x", .red) == "x")
  }
}
