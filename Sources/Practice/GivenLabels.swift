import LabelFiles
import LinuxSystem
public import SystemPackage

/// A file of labels or marks that a person named, or that lies beside a sound.
public struct GivenLabels: Hashable, Sendable {
  /// Where it is.
  public let path: FilePath
  /// What is in it: a pipe is read once.
  public let bytes: [UInt8]

  /// Names what was read.
  init(path: FilePath, bytes: [UInt8]) {
    self.path = path
    self.bytes = bytes
  }

  /// It cannot be used: where and why.
  public struct Trouble: Error, CustomStringConvertible {
    /// One line.
    public let description: String

    /// Says why.
    public init(_ description: String) { self.description = description }
  }

  /// Reads a file, or a pipe to its end.
  /// - Parameters:
  ///   - path: the file or pipe.
  ///   - what: what is expected in it, such as `labels`.
  /// - Throws: ``Trouble``.
  public init(_ path: FilePath, what: String) throws {
    do throws(SystemError) {
      bytes = try PrivateFile.readGiven(path, atMost: LabelFile.mostBytes)
    } catch {
      throw Trouble("\(path): the \(what) cannot be read: \(error.reason)")
    }
    guard !bytes.allSatisfy({ $0 <= UInt8(ascii: " ") }) else {
      throw Trouble("\(path): there are no \(what) in it; it is empty")
    }
    self.path = path
  }
}
