import ALSACapture
import ArgumentParser
import InterviewGuide
import LabelFiles
import LinuxSystem
import Practice
import Recording
import Reports
import SessionArchive
import SoundFileIO
import SystemPackage

/// What the program's exit says, besides 0 for done and 64 for a wrong command line.
enum Exit {
  /// A sound file, marks, plans or questions cannot be used, or a sound is not what was recorded.
  static let input = ExitCode(65)
  /// The capture device or the speech recogniser cannot be used, or went away.
  static let device = ExitCode(69)
  /// The archive cannot be used, or has no such session.
  static let archive = ExitCode(73)
  /// The disk is full or failed.
  static let disk = ExitCode(74)
  /// A signal ended the session before the speaker did; everything is kept.
  static let stoppedEarly = ExitCode(75)

  /// The codes as the help text lists them.
  static let help = """
    Exit codes: 0 done · 64 wrong command line · 65 a file that was given cannot be used, or \
    verify found one that is not what was recorded · \
    69 no usable device, or speech recogniser · 73 archive · 74 disk · 75 stopped early by a signal
    """

  /// The code for an error.
  static func code(_ error: any Error) -> ExitCode {
    switch error {
    case let error as SoundFileError:
      [.full, .write, .alreadyThere].contains(error.code) ? disk : input
    case is GivenLabels.Trouble, is SoundImport.Trouble, is OwnContent.Trouble, is ContentError,
      is SettingsTrouble:
      input
    case is ALSAError, is DeviceTrouble, is RecordingError: device
    case is ArchiveError, is NoProgramme, is NoWords: archive
    case let error as Forgetting.NotMeasured: code(error.cause)
    case is GivenPhases.StartTrouble, is SessionEdit.Trouble, is SoundImport.DateTrouble: input
    case is SystemError, is DiskRoom.TooLittle: disk
    case is Mode.Misuse, is Mode.Unknown, is PlanLibrary.UnknownPlan: ExitCode.validationFailure
    case is PlaybackQueue.Trouble, is RecognizerTrouble: device
    case is TranscriptFit.Misfit, is Transcribing.Unreadable: input
    case is DemoCommand.MissingSample: input
    default: ExitCode.failure
    }
  }

  /// Runs a command's work; an error becomes one message and its exit code.
  static func reporting(_ work: () throws -> Void) throws {
    do { try work() } catch let code as ExitCode {
      throw code
    } catch let error as ValidationError {
      throw error
    } catch {
      say("walkthrough: \(words(error))")
      throw code(error)
    }
  }
}

/// Writes a line to stderr, where everything goes that is no result.
///
/// Names of files, devices and sessions in it are made safe for the terminal.
func say(_ text: String) { say(page: text.messageForTerminal) }

extension String {
  /// A message made safe for the terminal, in which a name that was given with line ends stays
  /// on one line: it could pass for another message.
  var messageForTerminal: String {
    let words = Console.current.arguments
      .flatMap { [$0, $0.split(separator: "=", maxSplits: 1).last.map(String.init) ?? ""] }
      .filter { $0.contains(where: \.isNewline) }
    // A path is shown as the system takes it.
    let paths = words.map { FilePath(pathText: $0).description }
    return (words + paths).reduce(self) { $0.replacing($1, with: $1.forTerminal) }
      .linesForTerminal
  }
}

/// Writes lines to stderr that Reports made, with their colours.
func say(page text: String) {
  let screen = Console.current.errors
  let shown = screen.columns.map { TextStyle(columns: $0).folded(text) } ?? text
  Console.current.writeToErrors(shown + "\n")
}
