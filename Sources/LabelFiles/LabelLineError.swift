/// A line of a label file that cannot be used.
public struct LabelLineError: Error, Hashable, CustomStringConvertible {
  /// The line's number, from 1.
  public let line: Int
  /// What is wrong with it, and the cure.
  public let message: String

  /// Line number and message.
  public var description: String { "line \(line): \(message)" }
}
