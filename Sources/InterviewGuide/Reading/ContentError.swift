/// A content file that cannot be used: where and why.
public struct ContentError: Error, Hashable, CustomStringConvertible {
  /// The line, from 1.
  public let line: Int
  /// What is wrong with it, and the cure.
  public let message: String

  /// Line number and message.
  public var description: String { "line \(line): \(message)" }

  /// Describes what is wrong with a line.
  public init(line: Int, message: String) {
    self.line = line
    self.message = message
  }
}
