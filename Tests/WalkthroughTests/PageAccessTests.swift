import Foundation
import TestSupport
import Testing

/// Whether everybody can use the page: by keyboard, with a screen reader, on a phone.
@Suite(.serialized) struct PageAccessTests {
  @Test func `every control has a role and a name, and tabbing reaches them`() throws {
    let (tool, _) = try RecordedPage.recorded()
    let browser = try Browser(tool)
    try browser.visit(RecordedPage.path(tool))
    let tree = try browser.send("Accessibility.getFullAXTree")["nodes"] as? [[String: Any]] ?? []
    func value(_ node: [String: Any], _ key: String) -> String {
      ((node[key] as? [String: Any])?["value"] as? String) ?? ""
    }
    var counts: [String: Int] = [:]
    for node in tree where node["ignored"] as? Bool != true {
      let role = value(node, "role")
      counts[role, default: 0] += 1
      let properties = node["properties"] as? [[String: Any]] ?? []
      let isFocusable = properties.contains {
        $0["name"] as? String == "focusable"
          && ($0["value"] as? [String: Any])?["value"] as? Bool == true
      }
      let controls = [
        "button", "slider", "combobox", "checkbox", "link", "image", "region", "table",
      ]
      if isFocusable || controls.contains(role) {
        #expect(!role.isEmpty && role != "generic", "\(node)")
        #expect(role == "table" || !value(node, "name").isEmpty, "\(role): \(node)")
      }
    }
    #expect(counts["button"] == 6 && counts["slider"] == 1 && counts["combobox"] == 1)
    #expect(counts["checkbox"] == 3 && counts["heading"] ?? 0 >= 7)
    #expect(counts["main"] == 1 && counts["banner"] == 1 && counts["contentinfo"] == 1)
    #expect(counts["table"] == 1 && counts["columnheader"] ?? 0 >= 6 && counts["rowheader"] == 7)
    // The slider says where one is.
    try browser.value("go(14)")
    #expect(
      try browser.text("timeline.getAttribute('aria-valuetext')")
        .wholeMatch(of: /0:14, .+, pause of [67]\.\d\d s/) != nil)

    // Everything that can be used is reached from the keyboard, and shows it.
    let usable = try browser.number(
      "[...document.querySelectorAll('a, button, input, select, [tabindex]')].length")
    var reached: Set<Int> = []
    try browser.value(
      "window.usable = [...document.querySelectorAll('a, button, input, select, [tabindex]')]")
    for _ in 0..<Int(usable) {
      try browser.press("Tab")
      reached.insert(Int(try browser.number("usable.indexOf(document.activeElement)")))
      #expect(
        try browser.isTrue(
          "getComputedStyle(document.activeElement).outlineStyle !== 'none'"))
    }
    #expect(reached.count == Int(usable) && !reached.contains(-1))
    // A definition shows at its term, and Escape puts it away.
    try browser.value("document.querySelector('a.term[href=\"#d-talk-time\"]').focus()")
    try browser.wait(
      "!tip.hidden && tip.textContent.startsWith('The time in which somebody speaks')")
    try browser.press("Escape")
    #expect(try browser.isTrue("tip.hidden"))
    #expect(try browser.complaints == [])
  }

  @Test(arguments: ["light", "dark"])
  func `text stands out enough from what is behind it`(scheme: String) throws {
    let (tool, _) = try RecordedPage.recorded()
    let browser = try Browser(tool)
    try browser.visit(RecordedPage.path(tool))
    try browser.prefer(scheme)
    // WCAG 2.2, success criterion 1.4.3: 4.5 to 1, computed as it defines.
    let weak =
      try browser.value(
        """
        (() => {
          const parts = (text) => text.match(/[0-9.]+/g).map(Number);
          const luminance = (colour) => {
            const [red, green, blue] = colour.map((value) => value / 255)
              .map((value) => value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);
            return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
          };
          const behind = (element) => {
            for (let one = element; one; one = one.parentElement) {
              const colour = parts(getComputedStyle(one).backgroundColor);
              if (colour.length === 3) return colour;
            }
            return [255, 255, 255];
          };
          const weak = [];
          const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
          let count = 0;
          while (walker.nextNode()) {
            const element = walker.currentNode.parentElement;
            const isShown = element.checkVisibility() && walker.currentNode.data.trim() !== "";
            if (!isShown || element.closest("script, style")) continue;
            const style = getComputedStyle(element);
            const ink = parts(element instanceof SVGElement ? style.fill : style.color).slice(0, 3);
            const [one, other] = [luminance(ink), luminance(behind(element))];
            const ratio = (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
            count += 1;
            if (ratio < 4.5) weak.push(`${walker.currentNode.data} ${ratio}`);
          }
          return count > 100 ? weak : ["too few texts"];
        })()
        """) as? [String]
    #expect(weak == [])
    #expect(
      try browser.text("getComputedStyle(document.body).backgroundColor")
        == (scheme == "dark" ? "rgb(20, 22, 27)" : "rgb(252, 251, 248)"))
  }

  @Test func `400 pixels are wide enough`() throws {
    let (tool, _) = try RecordedPage.recorded()
    let browser = try Browser(tool)
    try browser.resize(width: 400, height: 800)
    try browser.visit(RecordedPage.path(tool))
    #expect(try browser.number("document.documentElement.scrollWidth") <= 400)
    let small =
      try browser.value(
        """
        [...document.querySelectorAll("button, select, #timeline")].filter((element) => {
          const box = element.getBoundingClientRect();
          return box.width < 24 || box.height < 24 || box.right > 400;
        }).map((element) => element.outerHTML)
        """) as? [String]
    #expect(small == [])
  }

  @Test func `a sound that is gone is said, and all else goes on working`() throws {
    let (tool, session) = try RecordedPage.recorded()
    let path = try RecordedPage.path(tool)
    try FileManager.default.removeItem(atPath: session + "/audio.wav")
    let browser = try Browser(tool)
    try browser.visit(path)
    try browser.wait("!document.querySelector('#missing').hidden")
    #expect(try browser.isTrue("document.querySelector('#play').disabled"))
    try browser.click(".longest a")
    try browser.press("ArrowRight")
    let pauses = try RecordedPage.longPauses(tool, session)
    #expect(abs(try browser.number("position") - pauses[1] - 5) < 0.15)
    // The browser itself reports the file; the page adds nothing.
    #expect(try browser.complaints.allSatisfy { $0.contains("ERR_FILE_NOT_FOUND") })
  }
}
