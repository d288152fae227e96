import AudioCore
import Foundation
import Testing

@testable import Reports

@Suite struct PageTests {
  private func text(_ page: Page) throws -> String {
    String(decoding: try page.bytes(), as: UTF8.self)
  }

  @Test func `a page begins as a document and forbids all that it does not need`() throws {
    let page = try text(Page(title: "One", body: "<main></main>"))
    #expect(page.hasPrefix("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">"))
    #expect(page.contains("default-src &#39;none&#39;; style-src &#39;sha256-"))
    #expect(page.contains("<main></main>"))
    for absent in ["application/json", "media-src", "unsafe", "http:", "https:", "{{"] {
      #expect(!page.contains(absent), "\(absent)")
    }
  }

  @Test func `the policy names the script, and the sound where there is one`() throws {
    let script = Array("document.title = 'two';".utf8)
    let page = try text(
      Page(
        title: "One", body: "", script: script, data: Page.json(["a": "</script>"]),
        playsSound: true))
    let whole = PackageResources.page_js + script
    let digest = Data(SHA256.digest(whole)).base64EncodedString()
    #expect(page.contains("script-src &#39;sha256-\(digest)&#39;; media-src &#39;self&#39; file:;"))
    #expect(page.contains("<script>\(String(decoding: whole, as: UTF8.self))</script>"))
    #expect(page.components(separatedBy: "</script>").count == 3)
  }

  @Test func `text from a person never becomes markup`() throws {
    let template = try PageTemplate(Array("<p title=\"{{text}}\">{{text}}</p>".utf8))
    // A combining accent makes one character of it and the quote before.
    let rendered = template.render(["text": "<b>\"\u{301} 'x' &amp; \0"])
    let escaped = "&lt;b&gt;&quot;\u{301} &#39;x&#39; &amp;amp; \u{FFFD}"
    #expect(
      rendered.unicodeScalars.elementsEqual("<p title=\"\(escaped)\">\(escaped)</p>".unicodeScalars)
    )
    #expect(
      try text(Page(title: "</title><script>", body: "")).contains(
        "<title>&lt;/title&gt;&lt;script&gt;"))
  }

  @Test func `a template is filled from a structure, and what is empty is left out`() throws {
    struct Part {
      let name: String
      var note: String?
    }
    struct Values {
      let title = "t"
      let note = "above"
      let empty = ""
      let missing: Part? = nil
      let part: Part? = Part(name: "p")
      let isThere = true
      let isNot = false
      let parts = [Part(name: "<1>", note: ""), Part(name: "2")]
      let none: [Part] = []
    }
    let text = """
      {{title}}{{#empty}}x{{/empty}}{{^empty}}-{{/empty}}{{#missing}}x{{/missing}}\
      {{#part}}{{name}}{{/part}}{{#isThere}}y{{/isThere}}{{#isNot}}x{{/isNot}}{{#none}}x{{/none}}\
      {{#parts}}[{{name}}{{#note}} {{.}}{{/note}}]{{/parts}}
      """
    let template = try PageTemplate(Array(text.utf8))
    // An empty text hides one of the same name further out, nil does not.
    #expect(template.render(Values()) == "t-py[&lt;1&gt;][2 above]")
  }

  @Test func `coordinates are short and round to the nearest`() {
    #expect(Drawing.number(12) == "12")
    #expect(Drawing.number(-0.125) == "-0.13")
    #expect(Drawing.number(0.999) == "1")
    #expect(Drawing.number(3.05, digits: 1) == "3.1")
    #expect(Drawing.number(2.6, digits: 0) == "3")
    #expect(Drawing.percent(1.0 / 3) == "33.3333%")
  }

  @Test func `axes place values, and put what lies outside at their ends`() {
    let linear = Axis(range: 2...4)
    #expect([1, 2, 3, 4, 5].map(linear.share) == [0, 0, 0.5, 1, 1])
    let logarithmic = Axis(range: 0.1...12.8, isLogarithmic: true)
    #expect(abs(logarithmic.share(0.2) - 1.0 / 7) < 1e-12)
    #expect(logarithmic.share(0) == 0)
    #expect(Drawing.step(of: [1, 5, 10], for: 30, parts: 6) == 5)
    #expect(Drawing.step(of: [1, 5, 10], for: 3000, parts: 6) == 500)
  }
}
