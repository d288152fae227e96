import AudioCore
import LinuxSystem
import SessionArchive
import SessionModel
import SoundFileIO
import SpeechAnalysis

/// What lies where the sound of a session should.
enum SessionSound {
  /// The session's own, to its last frame.
  case own
  /// Nothing.
  case missing
  /// Its beginning alone; the rest is missing.
  case cut(any Error)
  /// A sound that cannot be read, or that is another one.
  case other(any Error)

  /// Looks at the file's header and length; nothing is decoded.
  init(_ folder: SessionFolder, _ session: Session) {
    let path = folder.audioPath
    guard PrivateFile.entry(path) != nil else {
      self = .missing
      return
    }
    do throws(SoundFileError) {
      let reader = try SoundFileReader(path: path, followingLinks: false)
      if let (difference, isCut) = Self.difference(reader, session) {
        let error = ArchiveError(.damaged, "\(path): \(difference)")
        self = isCut ? .cut(error) : .other(error)
      } else {
        self = .own
      }
    } catch {
      switch error.code {
      case .missing: self = .missing
      case .empty: self = .cut(ArchiveError(.damaged, "\(path): is empty"))
      default: self = .other(error)
      }
    }
  }

  /// How a sound differs from what was recorded; nil when it does not.
  private static func difference(
    _ reader: borrowing SoundFileReader, _ session: Session
  ) -> (words: String, isCut: Bool)? {
    let rate = session.sampleRate
    guard reader.sampleRate == rate else {
      let words =
        "is another sound: it has \(reader.sampleRate.hertz) frames per second, the session "
        + "\(rate.hertz)"
      return (words, false)
    }
    guard reader.channels == 1 else {
      return ("is another sound: it has \(reader.channels) channels, the session one", false)
    }
    let own = session.timeline.frames
    guard let frames = reader.announcedFrames, frames != own || reader.cutShortFrames > 0 else {
      return nil
    }
    func clock(_ frames: Int) -> String { Format.clock(rate.seconds(frames: frames)) }
    let words =
      frames <= own
      ? "is cut short: \(frames) of the session's \(own) frames are there "
        + "(\(clock(frames)) of \(clock(own)))"
      : "is another sound: it is \(clock(frames)) long, the session \(clock(own))"
    return (words, frames <= own)
  }
}
