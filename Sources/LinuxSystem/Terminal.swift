import CLinuxShims
import Glibc

/// The terminal at a descriptor: its size, and single key presses.
public struct Terminal: Sendable {
  /// The descriptor, 0, 1 or 2 as a rule.
  public let descriptor: Int32

  /// Creates a view of a descriptor, terminal or not.
  public init(descriptor: Int32) { self.descriptor = descriptor }

  /// Whether the descriptor is a terminal.
  public var isTerminal: Bool { isatty(descriptor) == 1 }

  /// Whether this program may use the terminal: false when the shell runs it in the
  /// background, where reading and changing settings would stop it.
  ///
  /// True for a terminal that is not the session's own, and for no terminal.
  ///
  /// The corresponding C function is `tcgetpgrp`.
  public var isForeground: Bool {
    let group = tcgetpgrp(descriptor)
    return group == -1 || group == getpgrp()
  }

  /// Columns of the window; nil when it is no terminal or does not say.
  public var columns: Int? { size?.columns }

  /// Columns and rows of the window; nil when it is no terminal or does not say.
  public var size: (columns: Int, rows: Int)? {
    var columns: Int32 = 0
    var rows: Int32 = 0
    guard unsafe walkthrough_window_size(descriptor, &columns, &rows) == 0, columns > 0 else {
      return nil
    }
    return (Int(columns), rows > 0 ? Int(rows) : 24)
  }

  /// The settings to give back to the terminal later.
  public struct Settings: @unchecked Sendable {
    // A plain C value, copied; nothing shared.
    fileprivate var attributes: termios
  }

  /// Makes each key press readable at once and unseen.
  ///
  /// Ctrl-C, Ctrl-Z and Ctrl-\ are read as bytes too, so that text which is pasted
  /// by mistake cannot end the program.
  /// - Returns: the settings before; nil when it is no terminal.
  public func readKeys() -> Settings? {
    var before = termios()
    guard unsafe tcgetattr(descriptor, &before) == 0 else { return nil }
    var now = before
    now.c_lflag &= ~tcflag_t(ICANON | ECHO | ISIG | IEXTEN)
    guard unsafe tcsetattr(descriptor, TCSADRAIN, &now) == 0 else { return nil }
    return Settings(attributes: before)
  }

  /// Gives the terminal its settings back.
  public func restore(_ settings: Settings) {
    var attributes = settings.attributes
    _ = unsafe tcsetattr(descriptor, TCSADRAIN, &attributes)
  }
}
