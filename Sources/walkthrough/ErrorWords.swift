import InterviewGuide
import Practice
import Recording
import SessionArchive
import SessionModel

extension Exit {
  /// An error as the user reads it: with the option that helps, which no library knows.
  static func words(_ error: any Error) -> String {
    switch error {
    case let error as GivenPhases.StartTrouble:
      "--phases-at, time \(error.number): \(error.message)"
    case is SoundImport.DateTrouble:
      "\(error); say when with --date, such as --date \(Console.current.today)T19:03"
    case let error as NoProgramme where error.unknownID == nil:
      "\(error); begin one with: walkthrough programme start --level l4 --interview "
        + "\(Console.current.today.adding(days: 42))"
    case let error as SessionEdit.Trouble:
      switch error.kind {
      case .planUnknown: "\(error); name one with --plan"
      case .phasesMissing: "\(error); say where its phases begin with --phases-at or --labels"
      case .noPlan: "\(error); name one with --plan"
      }
    case is PlaybackQueue.Trouble:
      "\(error); name what plays it with --device, as 'aplay -L' lists it"
    case is DiskRoom.TooLittle: "\(error), with --archive"
    case let error as ArchiveError where error.code == .cannotWriteRoot:
      "\(error); name another folder with --archive or WALKTHROUGH_ARCHIVE"
    case let error as ArchiveError where error.code == .nowhere:
      "\(error); name the folder of all sessions with --archive or WALKTHROUGH_ARCHIVE"
    case let error as ArchiveError where error.code == .elsewhere:
      "\(error); name its archive with --archive"
    case let error as RecognizerTrouble where error.kind == .none:
      "\(error). What another program heard elsewhere is taken with: "
        + "walkthrough transcribe SESSION --from FILE"
    case is RecordingError: "\(error), or choose another with --device"
    case let error as Mode.Misuse: words(error)
    default: "\(error)"
    }
  }

  private static func words(_ error: Mode.Misuse) -> String {
    switch error {
    case .phaseMissing(_, let known):
      "\(error); add --phase and one of: \(known.joined(separator: ", "))"
    case .phaseNotTaken: "\(error); leave --phase out, or add --mode drill"
    default: "\(error)"
    }
  }
}
