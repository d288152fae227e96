import Foundation
import TestSupport
import Testing

/// `report --html`, and the page in a real browser.
@Suite(.serialized) struct PageTests {
  // MARK: The command

  @Test func `the page lies beside the sound, is private, and is always the same`() throws {
    let (tool, session) = try RecordedPage.recorded()
    let path = try RecordedPage.path(tool)
    #expect(path == session + "/report.html")
    #expect(try mode(path) == 0o600)
    let bytes = try Data(contentsOf: URL(fileURLWithPath: path))
    _ = try RecordedPage.path(tool)
    #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == bytes)
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: session).sorted()
        == ["analysis.json", "audio.wav", "report.html", "session.json"])
  }

  @Test func `a session whose sound was forgotten has its text and its page, without a player`()
    throws
  {
    let (tool, session) = try RecordedPage.recorded()
    let pauses = try RecordedPage.longPauses(tool, session)
    let before = try tool.run(["report"]).out
    _ = try tool.run(["forget", "last", "--yes"])
    #expect(try tool.run(["report"]).out == before)
    let path = try RecordedPage.path(tool)
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
    let (tool, session) = try RecordedPage.recorded()
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
    let (tool, _) = try RecordedPage.recorded()
    let path = try RecordedPage.path(tool)
    let browser = try Browser(tool)
    try browser.visit(path)
    try browser.wait("audio.readyState > 0")
    #expect(abs(try browser.number("audio.duration") - 30) < 0.01)
    #expect(try browser.text("document.querySelector('h1').textContent") == RecordedPage.question)
    #expect(try browser.text("document.title") == RecordedPage.question + " – Walkthrough")
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
    let (tool, session) = try RecordedPage.recorded()
    let folder = "/50% <script>#?\"'&+ Ümlaut"
    let strange = tool.folder.path + folder
    try FileManager.default.moveItem(atPath: session, toPath: strange)
    let path = try RecordedPage.path(tool, [strange, "--output", tool.folder.path + "/page.html"])
    let browser = try Browser(tool)
    try browser.visit(path)
    try browser.wait("audio.readyState > 0")
    #expect(
      try browser.text("decodeURIComponent(audio.currentSrc)").hasSuffix(folder + "/audio.wav"))
    #expect(try browser.complaints == [])
  }

  @Test func `a click on a pause goes to its start and listens`() throws {
    let (tool, session) = try RecordedPage.recorded()
    let browser = try Browser(tool)
    try browser.visit(RecordedPage.path(tool))
    let start = try RecordedPage.longPauses(tool, session)[1]
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
    let (tool, _) = try RecordedPage.recorded()
    let browser = try Browser(tool)
    try browser.visit(RecordedPage.path(tool))
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
    let (tool, session) = try RecordedPage.recorded()
    let pauses = try RecordedPage.longPauses(tool, session)
    let browser = try Browser(tool)
    try browser.visit(RecordedPage.path(tool))
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
    let (tool, _) = try RecordedPage.recorded()
    let browser = try Browser(tool)
    try browser.visit(RecordedPage.path(tool))
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
}
