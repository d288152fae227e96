import Foundation
import TestSupport
import Testing

/// `report --html`, and the page in a real browser.
@Suite(.serialized) struct PageTests {
  private static let question = "<script>window.injected = 1</script> \"quotes\" & 'more' &lt;b>"
  /// Where speech is, in seconds; the silences between are 0.6, 1.8, 0.7, 7, 0.6 and 1.3 s.
  private static let voice = [
    0.5...2.3, 2.9...5.0, 6.8...9.0, 9.7...12.0, 19.0...21.2, 21.8...24.2, 25.5...28.0,
  ]

  /// A tool with one recorded session of 30 seconds, and that session's folder.
  private func recorded() throws -> (tool: Tool, session: String) {
    var tool = try Tool()
    try tool.useSampleDevice(
      Synthesis.pcm16(Synthesis.voice(Self.voice, seconds: 30, rate: 48_000)))
    let result = try tool.run([
      "record", "--device", "mic", "--duration", "30", "--phases-at", "5,10,16,22",
      "--scale", "0.012", "--question", Self.question, "--no-check",
    ])
    #expect(result.status == 0, "\(result.err)")
    let session = try tool.session()
    // Keys cannot be timed on a device that is faster than real time.
    let path = session + "/session.json"
    var description = try tool.json(path)
    var timeline = description["timeline"] as? [String: Any] ?? [:]
    timeline["marks"] = [["id": "trade-off", "frame": 720_000]]
    description["timeline"] = timeline
    try JSONSerialization.data(withJSONObject: description).write(to: URL(fileURLWithPath: path))
    return (tool, session)
  }

  private func page(_ tool: Tool, _ arguments: [String] = []) throws -> String {
    let result = try tool.run(["report", "--html"] + arguments)
    #expect(result.status == 0, "\(result.err)")
    return String(result.out.dropLast())
  }

  /// The starts of the pauses above 1 s, in seconds, in order.
  private func longPauses(_ tool: Tool, _ session: String) throws -> [Double] {
    let pauses = try tool.json(session + "/analysis.json")["pauses"] as? [String: Any]
    let longest = pauses?["longest"] as? [[String: Double]] ?? []
    let starts = longest.filter { ($0["end"] ?? 0) - ($0["start"] ?? 0) > 1 }
      .compactMap { $0["start"] }.sorted()
    #expect(starts.count == 3 && abs(starts[1] - 12) < 0.3)
    return starts
  }

  // MARK: The command

  @Test func `the page lies beside the sound, is private, and is always the same`() throws {
    let (tool, session) = try recorded()
    let path = try page(tool)
    #expect(path == session + "/report.html")
    #expect(try mode(path) == 0o600)
    let bytes = try Data(contentsOf: URL(fileURLWithPath: path))
    _ = try page(tool)
    #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == bytes)
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: session).sorted()
        == ["analysis.json", "audio.wav", "report.html", "session.json"])
  }

  @Test func `a session whose sound was forgotten has its text and its page, without a player`()
    throws
  {
    let (tool, session) = try recorded()
    let pauses = try longPauses(tool, session)
    let before = try tool.run(["report"]).out
    _ = try tool.run(["forget", "last", "--yes"])
    #expect(try tool.run(["report"]).out == before)
    let path = try page(tool)
    let html = try String(contentsOfFile: path, encoding: .utf8)
    #expect(!html.contains("<audio") && !html.contains("audio.wav"))
    #expect(html.contains("the sound itself is gone"))
    let browser = try Browser(tool)
    try browser.visit(path)
    try browser.press("n")
    #expect(abs(try browser.number("position") - pauses[0]) < 0.001)
    #expect(try browser.complaints.isEmpty)

    // Numbers that cannot be read are an error with a reason.
    _ = try tool.folder.write("x", "")
    try "{}".write(toFile: session + "/analysis.json", atomically: true, encoding: .utf8)
    let damaged = try tool.run(["report"])
    #expect(damaged.status == 73 && damaged.err.contains("cannot be understood"))
  }

  @Test func `a sound that somebody removed leaves the report, with a warning`() throws {
    let (tool, session) = try recorded()
    let before = try tool.run(["report"]).out
    try FileManager.default.removeItem(atPath: session + "/audio.wav")
    let result = try tool.run(["report"])
    #expect(result.out == before)
    #expect(result.err.contains("audio.wav is missing"))
    try FileManager.default.removeItem(atPath: session + "/analysis.json")
    let nothing = try tool.run(["report"])
    #expect(nothing.status != 0 && nothing.err.contains("its sound is gone"))
  }

  @Test(
    arguments: [
      ["--output", "page.html"], ["--html", "--output", "page.txt"],
      ["--html", "--format", "json"],
    ])
  func `options that do not go together are refused`(arguments: [String]) throws {
    #expect(try Tool().run(["report"] + arguments).status == 64)
  }

  // MARK: In the browser

  @Test func `the page opens from disk without a word, asking for nothing from elsewhere`() throws {
    let (tool, _) = try recorded()
    let path = try page(tool)
    let browser = try Browser(tool)
    try browser.visit(path)
    try browser.wait("audio.readyState > 0")
    #expect(abs(try browser.number("audio.duration") - 30) < 0.01)
    #expect(try browser.text("document.querySelector('h1').textContent") == Self.question)
    #expect(try browser.text("document.title") == Self.question + " – Walkthrough")
    #expect(try browser.isTrue("window.injected === undefined"))
    #expect(try browser.number("document.scripts.length") == 2)
    for scheme in ["dark", "light"] {
      try browser.prefer(scheme)
      try browser.send("Page.printToPDF")
    }
    #expect(try browser.complaints == [])
    #expect(browser.requests.count >= 2)
    for request in browser.requests {
      // The icons of the browser's own controls come as data.
      #expect(request.hasPrefix("file:///") || request.hasPrefix("data:image/"), "\(request)")
    }
  }

  @Test func `a page elsewhere finds its sound, whatever the folder is called`() throws {
    let (tool, session) = try recorded()
    let folder = "/50% <script>#?\"'&+ Ümlaut"
    let strange = tool.folder.path + folder
    try FileManager.default.moveItem(atPath: session, toPath: strange)
    let path = try page(tool, [strange, "--output", tool.folder.path + "/page.html"])
    let browser = try Browser(tool)
    try browser.visit(path)
    try browser.wait("audio.readyState > 0")
    #expect(
      try browser.text("decodeURIComponent(audio.currentSrc)").hasSuffix(folder + "/audio.wav"))
    #expect(try browser.complaints == [])
  }

  @Test func `a click on a pause goes to its start and listens`() throws {
    let (tool, session) = try recorded()
    let browser = try Browser(tool)
    try browser.visit(page(tool))
    let start = try longPauses(tool, session)[1]
    try browser.value(
      """
      audio.addEventListener("seeking", () => { window.sought = audio.currentTime; });
      audio.addEventListener("seeked", () => { window.found = audio.currentTime; });
      """)
    try browser.click(".longest a")
    try browser.wait("window.found !== undefined")
    #expect(abs(try browser.number("sought") - start) < 0.001)
    // The sound may have gone on by the time it was found.
    #expect(try browser.number("found") - start < 1)
    try browser.wait("!audio.paused && audio.currentTime > \(start + 0.1)")
    try browser.wait("document.querySelector('#play').getAttribute('aria-label') === 'Pause'")
    try browser.click("#play")
    try browser.wait("audio.paused")
    #expect(try browser.text("document.querySelector('#clock').textContent").hasPrefix("0:"))
    #expect(try browser.complaints == [])

    // The same moment by its address, and by a click into the timeline.
    try browser.value("location.hash = '#t=9.5'")
    try browser.wait("audio.currentTime === 9.5")
    try browser.click("#timeline", at: 0.25)
    try browser.wait("Math.abs(sought - 7.5) < 0.1 && !audio.paused")
  }

  @Test func `skipping pauses jumps to just before the next word`() throws {
    let (tool, _) = try recorded()
    let browser = try Browser(tool)
    try browser.visit(page(tool))
    try browser.wait("audio.readyState > 0")
    try browser.click("#skip")
    try browser.value(
      "audio.addEventListener('seeking', () => { window.sought = audio.currentTime; })")
    try browser.value("go(11.5)")
    try browser.click("#play")
    // The pause of 7 s from 12 to 19.
    try browser.wait("window.sought > 18")
    #expect(abs(try browser.number("sought") - 18.9) < 0.3)
    try browser.wait("audio.currentTime > 19.2")
  }

  @Test func `every key does what the page says`() throws {
    let (tool, session) = try recorded()
    let pauses = try longPauses(tool, session)
    let browser = try Browser(tool)
    try browser.visit(page(tool))
    try browser.wait("audio.readyState > 0")
    func expect(_ key: String, shift: Bool = false, from: Double? = nil, at position: Double) throws
    {
      if let from { try browser.value("go(\(from))") }
      try browser.press(key, shift: shift)
      let place = try browser.number("position")
      #expect(abs(place - position) < 0.001, "\(key): \(place) instead of \(position)")
      try browser.wait("Math.abs(audio.currentTime - \(position)) < 0.001 && !audio.seeking")
    }
    try expect("ArrowRight", at: 5)
    try expect("ArrowRight", shift: true, at: 6)
    try expect("ArrowLeft", shift: true, at: 5)
    try expect("ArrowLeft", at: 0)
    try expect("ArrowLeft", at: 0)
    for pause in pauses { try expect("n", at: pause) }
    try expect("p", at: pauses[1])
    try expect("]", from: 1, at: 5)
    try expect("]", at: 10)
    try expect("[", at: 5)
    try expect("m", at: 15)
    try expect("M", shift: true, from: 16, at: 15)
    // Home and End scroll the page, unless the timeline has the focus.
    try expect("End", at: 15)
    try browser.value("timeline.focus()")
    try expect("End", at: 30)
    try expect("Home", at: 0)
    try expect("ArrowRight", at: 5)

    try browser.press(">")
    try browser.press(">")
    #expect(try browser.number("audio.playbackRate") == 1.5)
    try browser.press("<")
    #expect(try browser.number("audio.playbackRate") == 1.25)
    #expect(try browser.text("document.querySelector('#speed').value") == "1.25")
    for (key, id) in [("s", "skip"), ("f", "follow")] {
      let was = try browser.isTrue("document.querySelector('#\(id)').checked")
      try browser.press(key)
      #expect(try browser.isTrue("document.querySelector('#\(id)').checked") != was)
    }
    try browser.press(" ")
    try browser.wait("!audio.paused")
    try browser.press(" ")
    try browser.wait("audio.paused")

    // Switched off, keys work on the timeline alone.
    try browser.click("#keys")
    try browser.value("document.activeElement.blur(); go(0)")
    try browser.press("n")
    #expect(try browser.number("position") == 0)
    try browser.value("timeline.focus()")
    try expect("n", at: pauses[0])
    #expect(try browser.complaints == [])
  }

  @Test func `zooming keeps its place and shows finer times`() throws {
    let (tool, _) = try recorded()
    let browser = try Browser(tool)
    try browser.visit(page(tool))
    try browser.value("go(20)")
    func place() throws -> Double { try browser.number("cursor.getBoundingClientRect().left") }
    let width = try browser.number("chart.clientWidth")
    let level = try browser.number("Number(chart.dataset.level)")
    let start = try place()
    for _ in 0..<3 { try browser.click("#zoom-in") }
    // Thirty seconds: never more than 60 pixels for one.
    #expect(try browser.number("chart.clientWidth") == 1800)
    try browser.resize(width: 420, height: 900)
    try browser.wait("timeline.clientWidth < 420")
    try browser.click("#zoom-all")
    #expect(try browser.number("chart.clientWidth - timeline.clientWidth") == 0)
    let before = try place()
    for _ in 0..<3 { try browser.press("+") }
    #expect(try browser.number("chart.clientWidth / timeline.clientWidth") > 4)
    #expect(abs(try place() - before) < 2)
    #expect(try browser.number("Number(chart.dataset.level)") > 0)
    try browser.press("-")
    #expect(abs(try browser.number("chart.clientWidth / timeline.clientWidth") - 2.56) < 0.02)
    // What lies out of sight is scrolled into it.
    try browser.value("go(29)")
    #expect(try place() < 500)
    try browser.press("0")
    #expect(try browser.number("chart.clientWidth - timeline.clientWidth") == 0)
    #expect(width > 900 && start > 0 && level >= 0)
    #expect(try browser.complaints == [])
  }

  @Test func `every control has a role and a name, and tabbing reaches them`() throws {
    let (tool, _) = try recorded()
    let browser = try Browser(tool)
    try browser.visit(page(tool))
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
    let (tool, _) = try recorded()
    let browser = try Browser(tool)
    try browser.visit(page(tool))
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
    let (tool, _) = try recorded()
    let browser = try Browser(tool)
    try browser.resize(width: 400, height: 800)
    try browser.visit(page(tool))
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
    let (tool, session) = try recorded()
    let path = try page(tool)
    try FileManager.default.removeItem(atPath: session + "/audio.wav")
    let browser = try Browser(tool)
    try browser.visit(path)
    try browser.wait("!document.querySelector('#missing').hidden")
    #expect(try browser.isTrue("document.querySelector('#play').disabled"))
    try browser.click(".longest a")
    try browser.press("ArrowRight")
    let pauses = try longPauses(tool, session)
    #expect(abs(try browser.number("position") - pauses[1] - 5) < 0.15)
    // The browser itself reports the file; the page adds nothing.
    #expect(try browser.complaints.allSatisfy { $0.contains("ERR_FILE_NOT_FOUND") })
  }
}
