/// A speech recogniser that is not there, lacks its model, or failed.
public struct RecognizerTrouble: Error, Hashable, Sendable, CustomStringConvertible {
  /// What kind of trouble it is.
  public enum Kind: Hashable, Sendable {
    /// None of those that are known is there.
    case none
    /// Nobody knows the one that was named.
    case unknown
    /// Its program is not there.
    case notInstalled
    /// Its model is not on the disk.
    case noModel
    /// It did not bring a transcript.
    case failed
  }

  /// The kind.
  public let kind: Kind
  /// What is wrong and the cure, in a line; what a program said last comes after it, indented.
  public let description: String
  /// The command that mends it; nil when there is none.
  public let cure: String?

  init(_ kind: Kind, _ description: String, cure: String? = nil) {
    self.kind = kind
    self.description = description
    self.cure = cure
  }
}
