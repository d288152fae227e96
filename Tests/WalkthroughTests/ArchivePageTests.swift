import Foundation
import TestSupport
import Testing

/// The archive's page and a comparison's page in a real browser.
@Suite(.serialized) struct ArchivePageTests {
  private static let question = "<script>window.injected = 1</script> \"quotes\" & 'more' &lt;b>"

  private func archive() throws -> Tool {
    let tool = try Tool()
    for day in 1...7 {
      try tool.importSession(
        "2026-11-0\(day)T19:00", question: day < 6 ? Self.question : "Story",
        seconds: 10 + Double(day))
    }
    #expect(try tool.run(["report", "last", "--html"]).status == 0)
    return tool
  }

  private func page(_ tool: Tool, _ arguments: [String]) throws -> String {
    let result = try tool.run(arguments + ["--html"])
    #expect(result.status == 0, "\(result.err)")
    return String(result.out.dropLast())
  }

  /// What the accessibility tree lacks: images, links and regions without a name.
  private func nameless(_ browser: Browser) throws -> [String] {
    let tree = try browser.send("Accessibility.getFullAXTree")["nodes"] as? [[String: Any]] ?? []
    func value(_ node: [String: Any], _ key: String) -> String {
      ((node[key] as? [String: Any])?["value"] as? String) ?? ""
    }
    let roles = tree.filter { $0["ignored"] as? Bool != true }.map {
      (value($0, "role"), value($0, "name"))
    }
    #expect(roles.contains { $0.0 == "table" } && roles.contains { $0.0 == "main" })
    return roles.filter {
      ["image", "link", "region", "DisclosureTriangle"].contains($0.0) && $0.1.isEmpty
    }
    .map(\.0)
  }

  @Test func `the archive's page opens without a word, and leads to a session's page`() throws {
    let tool = try archive()
    let browser = try Browser(tool)
    try browser.visit(page(tool, ["trend", "--all"]))
    for scheme in ["dark", "light"] {
      try browser.prefer(scheme)
      try browser.send("Page.printToPDF")
    }
    let charts = try browser.number("document.querySelectorAll('figure').length")
    #expect(charts >= 11)
    #expect(try browser.number("document.querySelectorAll('.point').length") == charts * 7)
    #expect(try browser.number("document.querySelectorAll('.slope').length") == charts)
    #expect(try browser.number("document.querySelectorAll('.day title').length") == 7)
    #expect(
      try browser.isTrue(
        "document.querySelector('#question-1').textContent.startsWith(\(Self.quoted))"))
    #expect(try browser.isTrue("window.injected === undefined"))
    #expect(try nameless(browser) == [])
    try browser.resize(width: 400, height: 800)
    #expect(try browser.number("document.documentElement.scrollWidth") <= 400)
    #expect(try browser.complaints == [])
    for request in browser.requests { #expect(request.hasPrefix("file:///"), "\(request)") }
    try browser.value("document.querySelector('tbody a').click()")
    try browser.wait("location.pathname.endsWith('/2026-11-07T1900-story/report.html')")
    try browser.wait("document.title === 'Story – Walkthrough'")
  }

  /// The question as a string of JavaScript.
  private static var quoted: String {
    "'" + question.replacingOccurrences(of: "'", with: "\\'") + "'"
  }

  @Test func `a comparison's page opens without a word`() throws {
    let tool = try archive()
    let browser = try Browser(tool)
    try browser.visit(page(tool, ["compare", "last", "last~1", "last~2"]))
    #expect(try browser.number("document.querySelectorAll('section').length") == 7)
    #expect(try browser.isTrue("document.body.textContent.includes(\(Self.quoted))"))
    #expect(try browser.isTrue("window.injected === undefined"))
    #expect(try nameless(browser) == [])
    try browser.resize(width: 400, height: 800)
    #expect(try browser.number("document.documentElement.scrollWidth") <= 400)
    #expect(try browser.complaints == [])
  }
}
