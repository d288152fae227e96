public import SystemPackage

/// A sound file that could not be opened, read or written.
public struct SoundFileError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What kind of trouble it is, for choosing words and an exit code.
  public struct Code: Hashable, Sendable {
    private enum Kind: Hashable, Sendable {
      case missing, unreadable, empty, notAudio, damagedHeader, noAudio, rate, badSample,
        alreadyThere, full, write
    }
    private let kind: Kind

    /// There is no file of that name.
    public static let missing = Code(kind: .missing)
    /// The system does not let the user read it, or it is a folder.
    public static let unreadable = Code(kind: .unreadable)
    /// The file has no bytes.
    public static let empty = Code(kind: .empty)
    /// libsndfile knows no format that begins like this.
    public static let notAudio = Code(kind: .notAudio)
    /// The beginning is of a sound file, but it is damaged or cut off.
    public static let damagedHeader = Code(kind: .damagedHeader)
    /// A sound file without a single frame.
    public static let noAudio = Code(kind: .noAudio)
    /// A sample rate below what speech needs, or above what any sound has.
    public static let rate = Code(kind: .rate)
    /// A sample that is no number, or far beyond full scale.
    public static let badSample = Code(kind: .badSample)
    /// A file to be created exists.
    public static let alreadyThere = Code(kind: .alreadyThere)
    /// The disk, the quota or the file size limit is full.
    public static let full = Code(kind: .full)
    /// Writing failed for another reason.
    public static let write = Code(kind: .write)
  }

  /// The C function that failed.
  public let function: String
  /// The file.
  public let path: FilePath
  /// The kind of trouble.
  public let code: Code
  /// What happened and the cure, one or two sentences.
  public let message: String

  /// One line: path and message; the C function says nothing to a user.
  public var description: String { "\(path): \(message)" }

  init(_ code: Code, function: String, path: FilePath, message: String) {
    self.function = function
    self.path = path
    self.code = code
    self.message = message
  }
}
