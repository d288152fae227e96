import AudioCore
import InterviewGuide
import LabelFiles
import LinuxSystem
import SessionArchive
import SessionModel
import SoundFileIO
import SpeechAnalysis
import SystemPackage
import Words

/// A recogniser's work on one session.
struct RecognizerRun {
  let recognizer: FoundRecognizer
  let language: String
  let observer: any TranscribingObserver
  /// Whether something is recorded at this moment, for which the recogniser stands still.
  let isRecording: () -> Bool

  private static let soundName = "sound.wav"
  /// What loading a program and its model may take beside the work itself.
  private static let startSeconds = 30.0
  /// How often it is asked whether something is recorded.
  private static let recordingSeconds = 5.0
  /// How many of a program's last lines are shown.
  private static let shownLines = 5

  /// Lets the recogniser hear a session's sound.
  /// - Parameters:
  ///   - folder: the session's.
  ///   - work: where its copy of the sound and its output lie.
  /// - Returns: what it wrote, and its command line.
  func heard(
    _ folder: SessionFolder, _ session: Session, in work: FilePath
  ) throws -> (transcript: RecognizedTranscript, command: [String]) {
    guard let program = recognizer.program else {
      throw recognizer.trouble ?? RecognizerTrouble(.notInstalled, "\(id): is not installed")
    }
    let sound = work.appending(Self.soundName)
    try copy(folder.audioPath, to: sound)
    var values: [RecognizerProgram.Placeholder: String] = [
      .sound: sound.pathText, .folder: work.pathText, .language: language,
    ]
    values[.model] = recognizer.model?.path.pathText
    let seconds = session.sampleRate.seconds(frames: session.timeline.frames)
    let limit = recognizer.entry.minutesPerMinute * (seconds + Self.startSeconds)
    let result: ProgramRun.Result
    var next = MonotonicClock.nowNanoseconds
    var isWaiting = false
    var heard = 0.0
    do throws(SystemError) {
      result = try ProgramRun.run(
        program, recognizer.entry.commandLine(values),
        environment: recognizer.entry.environment, folder: work, limitSeconds: limit
      ) {
        if observer.isStopped() { return .end }
        if !isWaiting { observer.heard(heard, of: seconds) }
        if MonotonicClock.nowNanoseconds >= next {
          next = MonotonicClock.nowNanoseconds + Int64(Self.recordingSeconds * 1e9)
          isWaiting = isRecording()
        }
        return isWaiting ? .wait : .work
      } line: { line in
        if let end = Self.seconds(heardAt: line) { heard = min(max(heard, end), seconds) }
      }
    } catch {
      throw RecognizerTrouble(.failed, "\(id): cannot be started (\(error))")
    }
    try check(result, limitSeconds: limit, seconds: seconds)
    // What the folder was called is gone with it.
    let shown = recognizer.entry.commandLine(
      values.filter { $0.key == .model || $0.key == .language })
    return (try read(work, result), [program.pathText] + shown)
  }

  private var id: String { recognizer.entry.id }

  // MARK: Sound

  private func copy(_ path: FilePath, to copy: FilePath) throws {
    var reader = try SoundFileReader(path: path, followingLinks: false)
    var writer = try WAVWriter(creating: copy, sampleRate: RecognizerSound.sampleRate)
    var sound = RecognizerSound(sampleRate: reader.sampleRate)
    var samples = [Float](repeating: 0, count: 4096)
    while true {
      if observer.isStopped() { throw Transcribing.Stopped() }
      var span = samples.mutableSpan
      let count = try reader.read(into: &span)
      guard count > 0 else { break }
      let ready = sound.process(samples.span.extracting(..<count))
      if !ready.isEmpty { try writer.append(ready.span) }
    }
    let last = sound.finish()
    if !last.isEmpty { try writer.append(last.span) }
    try writer.finalize()
  }

  // MARK: What it says

  /// How far a program is that says what it heard from when to when, as those of Whisper do:
  /// `[00:01.000 --> 00:02.500] words`; nil for another line.
  static func seconds(heardAt line: String) -> Double? {
    guard let arrow = line.ranges(of: "-->").first else { return nil }
    let time = line[arrow.upperBound...].drop { $0 == " " }
      .prefix { $0.isASCII && ($0.isNumber || ":.,".contains($0)) }
    return ClockTime.seconds(time.replacing(",", with: "."))
  }

  private func check(
    _ result: ProgramRun.Result, limitSeconds: Double, seconds: Double
  ) throws {
    switch result.outcome {
    case .stopped: throw Transcribing.Stopped()
    case .tookTooLong:
      throw failure(
        "took longer than the \(Format.length(limitSeconds)) that it may for "
          + "\(Format.length(seconds)) of sound; a smaller model is faster, and minutes-per-minute "
          + "in recognizers.yaml allows more", result)
    case .ended(.code(0)): return
    case .ended(.code(let code)):
      throw failure("ended with exit code \(code)", result)
    case .ended(.signal(let number)):
      throw failure(
        "was ended by signal \(number)" + (number == 9 ? ", as when memory runs out" : ""), result)
    }
  }

  private func failure(_ what: String, _ result: ProgramRun.Result) -> RecognizerTrouble {
    let last = result.lastErrors.suffix(Self.shownLines)
    return RecognizerTrouble(
      .failed,
      "\(id): \(what)" + (last.isEmpty ? "; it said nothing" : "; it said last:")
        + last.map { "\n  \($0)" }.joined())
  }

  private func read(_ work: FilePath, _ result: ProgramRun.Result) throws -> RecognizedTranscript {
    let name = recognizer.entry.output
    let bytes: [UInt8]
    do throws(SystemError) {
      bytes = try PrivateFile.read(work.appending(pathText: name), atMost: LabelFile.mostBytes)
    } catch {
      throw failure(
        error.isMissing
          ? "wrote nothing: its folder has no \(name)"
          : "wrote \(name), which cannot be used (it \(error.reason))", result)
    }
    guard !bytes.isEmpty else { throw failure("wrote nothing: its \(name) is empty", result) }
    let transcript: RecognizedTranscript
    do throws(TranscriptError) {
      transcript = try TranscriptReader.read(
        bytes, format: recognizer.entry.format.flatMap(TranscriptFormat.named))
    } catch {
      throw failure("wrote \(name), which cannot be read: \(error)", result)
    }
    guard !transcript.words.isEmpty else {
      throw failure("heard no word", result)
    }
    return transcript
  }
}
