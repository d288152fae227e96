import Foundation
import TestSupport

/// A Chromium without a window, driven over its DevTools protocol through two pipes.
///
/// It reads commands from its descriptor 3 and writes answers and events to 4: JSON,
/// each ended by a NUL. Use it on one thread.
///
/// - SeeAlso: https://chromedevtools.github.io/devtools-protocol/
final class Browser {
  struct Failure: Error, CustomStringConvertible { let description: String }

  private let process: pid_t
  private let commands: Int32
  private let answers: Int32
  private let errors: String
  private var received: [UInt8] = []
  private var lastID = 0
  private var page = ""
  /// Events since the last page was opened.
  private(set) var events: [(method: String, parameters: [String: Any])] = []

  /// How long a browser on a busy machine may take for one step, in seconds.
  static let patience = 90.0

  init(_ tool: Tool) throws {
    var down: [Int32] = [0, 0]
    var up: [Int32] = [0, 0]
    guard pipe(&down) == 0, pipe(&up) == 0 else { throw Failure(description: "no pipe") }
    // Out of the way of the numbers that they get in the browser.
    let ends = (down + up).map { end in
      defer { close(end) }
      return fcntl(end, F_DUPFD_CLOEXEC, 20)
    }
    commands = ends[1]
    answers = ends[2]
    errors = tool.folder.path + "/browser.err"
    let nothing = open("/dev/null", O_RDWR | O_CLOEXEC)
    let log = open(errors, O_WRONLY | O_CREAT | O_CLOEXEC, 0o600)
    defer { for descriptor in [ends[0], ends[3], nothing, log] { close(descriptor) } }
    process = try tool.spawn(
      "chromium",
      [
        "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
        "--no-first-run", "--mute-audio", "--remote-debugging-pipe",
        "--user-data-dir=\(tool.folder.path)/browser", "about:blank",
      ], descriptors: [nothing, nothing, log, ends[0], ends[3]])
    let target = try send("Target.createTarget", ["url": "about:blank"])["targetId"] as? String
    let attached = try send(
      "Target.attachToTarget", ["targetId": target ?? "", "flatten": true])
    page = attached["sessionId"] as? String ?? ""
    for domain in ["Page", "Runtime", "Log", "Network", "Accessibility"] {
      try send("\(domain).enable")
    }
    try resize(width: 1200, height: 900)
  }

  deinit {
    close(commands)
    close(answers)
    kill(process, SIGKILL)
    _ = Tool.Running.waitForExit(of: process)
  }

  // MARK: The protocol

  /// Sends a command and waits for its answer.
  @discardableResult
  func send(_ method: String, _ parameters: [String: Any] = [:]) throws -> [String: Any] {
    lastID += 1
    var message: [String: Any] = ["id": lastID, "method": method, "params": parameters]
    if !page.isEmpty { message["sessionId"] = page }
    var bytes = Array(try JSONSerialization.data(withJSONObject: message)) + [0]
    while !bytes.isEmpty {
      let count = write(commands, bytes, bytes.count)
      guard count > 0 else { throw failure("\(method) was not taken") }
      bytes.removeFirst(count)
    }
    let end = Date() + Self.patience
    while Date() < end {
      guard let answer = try next(before: end) else { break }
      guard answer["id"] as? Int == lastID else { continue }
      if let error = answer["error"] { throw failure("\(method): \(error)") }
      return answer["result"] as? [String: Any] ?? [:]
    }
    throw failure("\(method) had no answer")
  }

  /// The next message; events are kept as well.
  private func next(before end: Date) throws -> [String: Any]? {
    while true {
      if let nul = received.firstIndex(of: 0) {
        let data = Data(received[..<nul])
        received.removeSubrange(...nul)
        let message = try JSONSerialization.jsonObject(with: data) as? [String: Any] ?? [:]
        if let method = message["method"] as? String {
          events.append((method, message["params"] as? [String: Any] ?? [:]))
        }
        return message
      }
      let left = end.timeIntervalSinceNow
      var descriptor = pollfd(fd: answers, events: Int16(POLLIN), revents: 0)
      guard left > 0, poll(&descriptor, 1, Int32(left * 1000) + 1) > 0 else { return nil }
      var block = [UInt8](repeating: 0, count: 1 << 16)
      let count = read(answers, &block, block.count)
      guard count > 0 else { throw failure("the browser went away") }
      received += block.prefix(count)
    }
  }

  private func failure(_ text: String) -> Failure {
    let log = (try? String(contentsOfFile: errors, encoding: .utf8)) ?? ""
    return Failure(description: "\(text)\n\(log.suffix(2000))")
  }

  // MARK: Pages

  /// Opens a file and waits until it is loaded.
  func visit(_ path: String) throws {
    // Away first: another fragment of the same file would not load anything.
    try navigate("about:blank")
    events.removeAll()
    try navigate(URL(fileURLWithPath: path).absoluteString)
  }

  private func navigate(_ url: String) throws {
    let answer = try send("Page.navigate", ["url": url])
    if let text = answer["errorText"] { throw failure("\(url): \(text)") }
    try wait("the page is loaded") {
      try self.value("document.readyState") as? String == "complete"
        && self.value("location.href") as? String == url
    }
  }

  /// What was written to the console or went wrong, in words.
  var complaints: [String] {
    get throws {
      // Messages come with a delay: one more round trip brings those before it.
      _ = try value("0")
      let methods = ["Runtime.consoleAPICalled", "Runtime.exceptionThrown", "Log.entryAdded"]
      return events.filter { methods.contains($0.method) }.map { "\($0.method) \($0.parameters)" }
    }
  }

  /// The addresses that the page asked for.
  var requests: [String] {
    events.filter { $0.method == "Network.requestWillBeSent" }.compactMap {
      ($0.parameters["request"] as? [String: Any])?["url"] as? String
    }
  }

  /// The value of a JavaScript expression; promises are waited for.
  @discardableResult
  func value(_ expression: String) throws -> Any? {
    let answer = try send(
      "Runtime.evaluate",
      [
        "expression": expression, "returnByValue": true, "awaitPromise": true,
        "userGesture": false,
      ])
    if let exception = answer["exceptionDetails"] { throw failure("\(expression): \(exception)") }
    return (answer["result"] as? [String: Any])?["value"]
  }

  func number(_ expression: String) throws -> Double {
    guard let number = try value(expression) as? NSNumber else {
      throw failure("\(expression) is no number")
    }
    return number.doubleValue
  }

  func text(_ expression: String) throws -> String {
    try value("String(\(expression))") as? String ?? ""
  }

  func isTrue(_ expression: String) throws -> Bool {
    try value("!!(\(expression))") as? Bool ?? false
  }

  /// Waits until something holds.
  func wait(_ what: String, until condition: () throws -> Bool) throws {
    let end = Date() + Self.patience
    while try !condition() {
      guard Date() < end else { throw failure("waited in vain: \(what)") }
      usleep(20_000)
    }
  }

  /// Waits until a JavaScript expression is true, also across a change of page: what is
  /// asked of a page in the moment it goes has no answer.
  func wait(_ expression: String) throws {
    try wait(expression) {
      do {
        return try isTrue(expression)
      } catch let failure as Failure where failure.description.contains("navigated or closed") {
        return false
      }
    }
  }

  // MARK: A person's hands

  func resize(width: Int, height: Int) throws {
    try send(
      "Emulation.setDeviceMetricsOverride",
      ["width": width, "height": height, "deviceScaleFactor": 1, "mobile": false])
  }

  func prefer(_ scheme: String) throws {
    try send(
      "Emulation.setEmulatedMedia",
      ["features": [["name": "prefers-color-scheme", "value": scheme]]])
  }

  /// Clicks on an element, at a share of its width.
  func click(_ selector: String, at share: Double = 0.5) throws {
    var place = try place(of: selector, at: share)
    // What scrolls into view may get its size, and so its place, only then.
    for _ in 0..<20 {
      usleep(30_000)
      let next = try self.place(of: selector, at: share)
      if next == place { break }
      place = next
    }
    try mouse("mouseMoved", place, clicks: 0)
    try press(place, clicks: 1)
  }

  /// Clicks twice on the middle of an element.
  func doubleClick(_ selector: String) throws {
    try click(selector)
    try press(place(of: selector, at: 0.5), clicks: 2)
  }

  /// Turns the wheel over an element, so many pixels down.
  func wheel(_ selector: String, by pixels: Double) throws {
    let place = try place(of: selector, at: 0.5)
    try send(
      "Input.dispatchMouseEvent",
      ["type": "mouseWheel", "x": place.x, "y": place.y, "deltaX": 0, "deltaY": pixels])
  }

  private func press(_ place: (x: Double, y: Double), clicks: Int) throws {
    for kind in ["mousePressed", "mouseReleased"] { try mouse(kind, place, clicks: clicks) }
  }

  private func mouse(_ kind: String, _ place: (x: Double, y: Double), clicks: Int) throws {
    try send(
      "Input.dispatchMouseEvent",
      [
        "type": kind, "x": place.x, "y": place.y, "button": clicks == 0 ? "none" : "left",
        "clickCount": clicks,
      ])
  }

  /// Scrolls an element into sight and finds a share of its width.
  private func place(of selector: String, at share: Double) throws -> (x: Double, y: Double) {
    let quoted = "'\(selector)'"
    let place = try value(
      """
      (() => { const element = document.querySelector(\(quoted));
        element.scrollIntoView({ block: "center" });
        const box = element.getBoundingClientRect();
        return [box.left + box.width * \(share), box.top + box.height / 2]; })()
      """)
    guard let place = place as? [NSNumber], place.count == 2 else {
      throw failure("\(selector) is not there")
    }
    return (place[0].doubleValue, place[1].doubleValue)
  }

  /// Presses a key: a character, or a name such as `ArrowLeft`.
  func press(_ key: String, shift: Bool = false) throws {
    var parameters: [String: Any] = ["key": key, "modifiers": shift ? 8 : 0]
    if key.count == 1 {
      parameters["text"] = key
    } else {
      let codes = [
        "Tab": 9, "Enter": 13, "Escape": 27, "End": 35, "Home": 36, "ArrowLeft": 37,
        "ArrowUp": 38, "ArrowRight": 39, "ArrowDown": 40,
      ]
      parameters["windowsVirtualKeyCode"] = codes[key] ?? 0
      if key == "Enter" { parameters["text"] = "\r" }
    }
    try send(
      "Input.dispatchKeyEvent",
      parameters.merging(["type": parameters["text"] == nil ? "rawKeyDown" : "keyDown"]) { $1 })
    parameters["text"] = nil
    try send("Input.dispatchKeyEvent", parameters.merging(["type": "keyUp"]) { $1 })
  }
}
