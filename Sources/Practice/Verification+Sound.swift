import LinuxSystem
public import SessionArchive
import SessionModel
import SoundFileIO

extension Verification {
  /// Verification of sessions whose sound is a WAV file.
  /// - Parameters:
  ///   - adds: whether a checksum is written where there is none.
  ///   - progress: is told how many frames of a session were read.
  public static func ofWAV(
    addingChecksums adds: Bool, progress: @escaping (_ frames: Int) -> Void
  ) -> Verification {
    Verification(addingChecksums: adds) { folder, session in
      switch SessionSound(folder, session) {
      case .missing: return .nothing
      case .cut(let error): return .cut(reason: "\(error); put it back from a copy")
      case .other(let error): return .other(reason: "\(error)")
      case .own: break
      }
      do {
        let content = try SoundContent(path: folder.audioPath, progress: progress)
        guard content.frames == session.timeline.frames else {
          return .cut(
            reason: "\(folder.audioPath): only \(content.frames) of the session's "
              + "\(session.timeline.frames) frames can be read")
        }
        return .sound(sha256: content.sha256)
      } catch {
        return .other(reason: "\(error)")
      }
    }
  }
}
