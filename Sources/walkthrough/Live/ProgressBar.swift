import LinuxSystem
import Reports

/// How far long work is: one line on stderr, and nothing where that is no terminal.
///
/// Not Sendable: use it on one thread.
final class ProgressBar {
  private let what: String
  private let terminal = Console.current.errors
  private let style: TextStyle
  private let began = MonotonicClock.nowNanoseconds
  private var shown = Int64(0)
  private var isShown = false

  init(what: String) {
    self.what = what
    style = TextStyle.errors
  }

  /// Shows `done` of `count`, at most ten times a second and not in the first half second.
  func show(_ done: Int, of count: Int) {
    guard count > 0 else { return }
    show(Double(done) / Double(count), numbers: "\(done)/\(count)")
  }

  /// Shows a share from 0 to 1 with its numbers, as ``show(_:of:)`` does.
  func show(_ share: Double, numbers: String) {
    guard terminal.isTerminal else { return }
    let now = MonotonicClock.nowNanoseconds
    guard now - began > 500_000_000, now - shown > 100_000_000 else { return }
    shown = now
    isShown = true
    let room = max(5, min(40, style.columns - what.columns - numbers.count - 5))
    let full = Int(Double(room) * max(0, min(1, share)))
    let (filled, empty) = style.isUnicode ? ("█", "░") : ("#", ".")
    let bar = String(repeating: filled, count: full) + String(repeating: empty, count: room - full)
    Console.current.writeToErrors("\r\(what) \(bar) \(numbers)\u{1B}[K")
  }

  /// Takes the line away.
  func clear() {
    guard isShown else { return }
    isShown = false
    Console.current.writeToErrors("\r\u{1B}[K")
  }
}
