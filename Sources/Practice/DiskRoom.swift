public import AudioCore
import LinuxSystem
import SessionModel
import SpeechAnalysis
public import SystemPackage

/// How much sound the archive's disk still takes.
public struct DiskRoom: Hashable, Sendable {
  /// What is left free for the session's other files, in bytes.
  private static let spareBytes = 4 << 20
  /// From here on the live line shows what is left, in seconds.
  public static let scarceSeconds = 1800.0

  /// How much sound fits, in seconds, 0 or more.
  public let seconds: Double

  /// States what fits.
  public init(seconds: Double) { self.seconds = seconds }

  /// Asks the file system of a folder.
  public init(folder: FilePath, sampleRate: SampleRate) throws {
    let bytes = try FreeSpace.bytes(at: folder)
    seconds = max(0, sampleRate.seconds(frames: (bytes - Self.spareBytes) / 2))
  }

  /// What fits, as words: `3.4 h` or `12:30`.
  public var text: String {
    seconds < 3600 ? Format.clock(seconds) : "\(Format.decimal(seconds / 3600, digits: 1)) h"
  }

  /// A session that would not fit.
  public struct TooLittle: Error, CustomStringConvertible {
    let room: DiskRoom
    let folder: FilePath
    let neededSeconds: Double

    /// One line with the cure.
    public var description: String {
      "the disk of \(folder) has room for \(room.text) of sound, the session needs "
        + "\(Format.clock(neededSeconds)); free some space, or use another folder"
    }
  }
}
