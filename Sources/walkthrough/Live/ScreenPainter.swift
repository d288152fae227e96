import LinuxSystem
import Reports

/// Draws lines in place: each paint is one write, and what has not changed is left alone.
struct ScreenPainter: ~Copyable {
  private var output: ScreenOutput
  private var shown: [String] = []
  private var notes: [String] = []
  private var isScreenUnknown = false

  init(_ terminal: Terminal) {
    output = ScreenOutput(terminal)
    begin()
  }

  /// Asks the terminal to mark what is pasted.
  mutating func begin() {
    shown = []
    output.write("\u{1B}[?2004h")
  }

  /// Puts a line above the screen at the next paint, with a bell.
  mutating func add(note: String) { notes.append(note.forTerminal) }

  /// Rings the bell.
  mutating func ring() { if output.isReady() { output.write("\u{7}") } }

  /// Wipes the whole window at the next paint: after a resize nobody knows what is where.
  mutating func wipe() { isScreenUnknown = true }

  /// Shows the lines instead of those before, unless the terminal is still busy with them.
  mutating func paint(_ lines: [String]) {
    guard !lines.isEmpty, output.isReady() else { return }
    guard lines != shown || isScreenUnknown || !notes.isEmpty else { return }
    var text = ""
    if isScreenUnknown {
      text += "\u{1B}[H\u{1B}[2J"
      shown = []
      isScreenUnknown = false
    }
    text += toTop
    if !notes.isEmpty {
      // What is below moves down by the height of the notes.
      text += "\u{1B}[J" + notes.map { "\u{7}\($0)\u{1B}[K\n" }.joined()
      shown = []
      notes = []
    }
    for (index, line) in lines.enumerated() {
      if index > 0 { text += "\n" }
      let isSame = index < shown.count && shown[index] == line && index < lines.count - 1
      if !isSame { text += "\r\(line)\u{1B}[K" }
    }
    if lines.count < shown.count { text += "\u{1B}[J" }
    output.write(text)
    shown = lines
  }

  /// Removes the lines and gives the terminal back.
  mutating func end() {
    output.write(
      toTop + "\u{1B}[J" + notes.map { "\u{7}\($0)\n" }.joined() + "\u{1B}[?2004l")
    output.finish(milliseconds: 200)
    notes = []
    shown = []
  }

  private var toTop: String {
    (shown.count > 1 ? "\u{1B}[\(shown.count - 1)A" : "") + "\r"
  }
}
