import LinuxSystem
public import SessionArchive
import SessionModel
import SoundFileIO

extension Recovery {
  /// Recovery of sessions whose sound is a WAV file.
  public static var ofWAV: Recovery {
    Recovery { path, sampleRate in
      try WAVRepair.repair(path: path, sampleRate: sampleRate).map {
        Sound(sampleRate: $0.sampleRate, frames: $0.frames, announcedFrames: $0.announcedFrames)
      }
    }
  }
}

extension SessionStore {
  /// Makes `analysis.json` where it is missing; a report makes it anew in any case.
  public static func measureIfMissing(_ folder: SessionFolder, _ session: Session) throws {
    guard session.audioForgotten != true, PrivateFile.entry(folder.analysisPath) == nil else {
      return
    }
    _ = try numbers(folder, session)
  }
}
