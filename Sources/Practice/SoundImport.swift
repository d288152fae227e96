import AudioCore
public import Foundation
import InterviewGuide
import LabelFiles
import LinuxSystem
import PracticeHistory
public import SessionArchive
public import SessionModel
import SoundFileIO
import SpeechAnalysis
public import SystemPackage

/// Brings sound files into an archive as sessions.
public struct SoundImport {
  private let archive: Archive
  private let exercise: Exercise
  private let date: SessionDate?
  private let phases: GivenPhases?
  private var known: ImportedSessions
  private let toolVersion: String
  /// The moment that counts as now: nothing was recorded after it.
  public var now = Date()
  /// Asks a person when a file was recorded, whose own times say what cannot be.
  ///
  /// It is told why, and gives nil for no answer; nil itself where nobody can be asked.
  public var askForDate: ((String) -> SessionDate?)?

  /// Prepares to take files.
  /// - Parameters:
  ///   - archive: where sessions go.
  ///   - exercise: mode, question and plan; without a question the file's name is one.
  ///   - date: when it began, where the user says so.
  ///   - phases: where phases begin, where the user says so; else a file of labels beside a sound
  ///     is taken.
  ///   - known: the sessions that came from files before.
  ///   - toolVersion: the version that `session.json` names.
  public init(
    archive: Archive, exercise: Exercise, date: SessionDate?, phases: GivenPhases?,
    known: ImportedSessions, toolVersion: String
  ) {
    self.archive = archive
    self.exercise = exercise
    self.date = date
    self.phases = phases
    self.known = known
    self.toolVersion = toolVersion
  }

  /// What became of a file.
  public enum Outcome {
    /// It is a session now; the notes say what is known of it.
    case imported(id: String, notes: [String])
    /// It was taken in before.
    case knownAlready(id: String)
    /// A signal asked to stop.
    case stopped
  }

  /// A file that cannot be used, and the cure.
  public struct Trouble: Error, CustomStringConvertible {
    /// One line.
    public let description: String
  }

  /// A time at which nobody can have recorded a file.
  public struct DateTrouble: Error, CustomStringConvertible {
    /// One line.
    public let description: String
  }

  /// Reads one file into a new session.
  /// - Parameters:
  ///   - path: the file.
  ///   - isStopped: asked now and then; true leaves nothing behind.
  public mutating func take(_ path: FilePath, isStopped: () -> Bool) throws -> Outcome {
    let name = path.lastComponent?.pathText ?? ""
    var reader = try Self.open(path)
    try Self.refuseTooLong(path, frames: reader.announcedFrames ?? 0, reader.sampleRate)
    guard let fingerprint = try Self.fingerprint(of: path, isStopped: isStopped) else {
      return .stopped
    }
    if let id = known.id(of: fingerprint) { return .knownAlready(id: id) }
    let rate = reader.sampleRate
    // Some formats do not know their length before they are read.
    let seconds = rate.seconds(frames: reader.announcedFrames ?? 0)
    let start = try start(path, name, seconds: seconds)
    let question = exercise.question.isEmpty ? path.stem ?? "" : exercise.question
    let phases = try phases ?? Self.labelsBeside(path).map(GivenPhases.labels)
    let staged = try archive.stageSession(stamp: start.date.stamp, topic: question)
    do {
      let room = try DiskRoom(folder: staged.folder.path, sampleRate: rate)
      guard room.seconds >= seconds else {
        throw DiskRoom.TooLittle(room: room, folder: archive.root, neededSeconds: seconds)
      }
      guard
        let sound = try copy(
          &reader, of: path, to: staged.folder.audioPath, isStopped: isStopped)
      else {
        staged.discard()
        return .stopped
      }
      let frames = sound.frames
      var timeline = SessionTimeline(frames: frames)
      if let plan = exercise.plan, let phases {
        timeline = try phases.timeline(plan: plan, sampleRate: rate, frames: frames)
      }
      var session = Session(
        id: staged.id, start: start.date.iso,
        device: .init(name: "imported file", conversionNote: Self.note(reader)), sampleRate: rate,
        plan: timeline.visits.isEmpty ? nil : exercise.plan, question: question,
        toolVersion: toolVersion)
      session.questionID = exercise.questionID
      // Without phases, nothing is known that the usual mode would say.
      let isUsual = exercise.mode.id == Mode.defaultID
      session.mode = isUsual && timeline.visits.isEmpty ? nil : exercise.mode.id
      session.timeline = timeline
      session.end = .finished
      session.imported = .init(name: name, fingerprint: fingerprint)
      session.sound = sound
      let measured = try FileAnalysis(staged.folder, session)
      try staged.lock.write(AnalysisRecord(measured.analysis))
      try staged.lock.write(session)
      if let id = try publish(staged, unlessKnown: fingerprint) { return .knownAlready(id: id) }
      var notes = ["began \(start.date.text) (\(start.source))"]
      notes.append(
        timeline.visits.isEmpty
          ? "no phases"
          : "phases from \(phases?.source ?? ""), plan \(exercise.plan?.id ?? "")")
      let missing = reader.missingFrames(afterReading: frames)
      if missing > 0 {
        notes.append("cut short by \(Format.length(rate.seconds(frames: missing)))")
      }
      if let loss = FileAnalysis.downmixLoss(reader) { notes.append(loss) }
      return .imported(id: staged.id, notes: notes)
    } catch {
      staged.discard()
      throw error
    }
  }

  /// When a file began; asked for where that cannot be.
  private func start(_ path: FilePath, _ name: String, seconds: Double) throws -> ImportedStart {
    let start = ImportedStart(path: path, name: name, given: date, seconds: seconds)
    guard !start.date.isPlausible(now: now) else { return start }
    let why = "\(path): began \(start.date.text) (\(start.source)), which cannot be"
    guard date == nil, let given = askForDate?(why), given.isPlausible(now: now) else {
      throw DateTrouble(description: why)
    }
    return ImportedStart(path: path, name: name, given: given, seconds: seconds)
  }

  /// Gives the session its name, unless another process took the same file in meanwhile.
  /// - Returns: that other session, if there is one; nothing is left of this one then.
  private mutating func publish(
    _ staged: StagedSession, unlessKnown fingerprint: String
  ) throws -> String? {
    try archive.whileLocked {
      try known.update(from: archive)
      if let id = known.id(of: fingerprint) {
        staged.discard()
        return id
      }
      _ = try staged.publish()
      return nil
    }
  }

  /// The archive's sounds end where WAV files do.
  private static func refuseTooLong(
    _ path: FilePath, frames: Int, _ sampleRate: SampleRate
  ) throws {
    guard frames > WAVWriter.limitFrames else { return }
    let most = sampleRate.seconds(frames: WAVWriter.limitFrames)
    throw Trouble(
      description: "\(path): is longer than the \(Format.clock(most)) that a session can have at "
        + "\(sampleRate.hertz) Hz; cut it into parts, or convert it to a lower rate first")
  }

  // MARK: Sound

  /// Opens a file; formats of telephones that libsndfile lacks get their own cure.
  private static func open(_ path: FilePath) throws -> SoundFileReader {
    do { return try SoundFileReader(path: path) } catch {
      guard error.code == .notAudio, let suffix = path.extension,
        unreadable.contains(suffix.lowercased())
      else { throw error }
      var readable = path
      readable.extension = "flac"
      throw Trouble(
        description: "\(path): .\(suffix) files cannot be read; convert it first, "
          + "for example with: ffmpeg -i \(path.description.shellWord) "
          + readable.description.shellWord)
    }
  }

  /// The files of labels that may lie beside a sound; the first that is there counts.
  public static let labelSuffixes = ["TextGrid", "vtt", "txt", "marks"]
  /// What telephones and cameras record and libsndfile does not read.
  public static let unreadable: Set<String> = [
    "m4a", "m4b", "mp4", "aac", "amr", "awb", "3gp", "wma", "webm", "mov", "qta", "mka", "mkv",
  ]
  /// What is taken from a folder.
  public static let readable: Set<String> = [
    "wav", "flac", "ogg", "oga", "opus", "mp3", "aif", "aiff", "aifc", "au", "snd", "caf", "w64",
    "rf64",
  ]

  private static func fingerprint(of path: FilePath, isStopped: () -> Bool) throws -> String? {
    var fingerprint = ContentFingerprint()
    let isWhole: Bool
    do throws(SystemError) {
      isWhole = try PrivateFile.readParts(path) { part in
        guard !isStopped() else { return false }
        fingerprint.add(part)
        return true
      }
    } catch {
      throw Trouble(
        description: "\(path): cannot be read (\(error.reason)); check its permissions")
    }
    guard isWhole else { return nil }
    return fingerprint.text
  }

  /// Writes the sound as the archive keeps it, mono with 16 bits.
  /// - Returns: what it is known by; nil when stopped.
  private func copy(
    _ reader: inout SoundFileReader, of source: FilePath, to path: FilePath, isStopped: () -> Bool
  ) throws -> Session.Sound? {
    var writer = try WAVWriter(creating: path, sampleRate: reader.sampleRate)
    var samples = [Float](repeating: 0, count: 4096)
    var block: [Int16] = []
    block.reserveCapacity(samples.count)
    while true {
      if isStopped() { return nil }
      var span = samples.mutableSpan
      let count = try reader.read(into: &span)
      guard count > 0 else { break }
      block.removeAll(keepingCapacity: true)
      for sample in samples.prefix(count) {
        block.append(Int16(max(-32_768, min(32_767, (sample * 32_768).rounded()))))
      }
      try Self.refuseTooLong(source, frames: writer.frames + count, reader.sampleRate)
      try writer.append(block.span)
    }
    let sound = Session.Sound(frames: writer.frames, sha256: writer.sha256)
    try writer.finalize()
    return sound
  }

  private static func note(_ reader: borrowing SoundFileReader) -> String {
    let channels = reader.channels
    return channels == 1 ? "" : "\(channels) channels averaged to one"
  }

  // MARK: Phases

  /// A label file beside a sound, of the same name: `talk.vtt` for `talk.wav`.
  private static func labelsBeside(_ path: FilePath) throws -> GivenLabels? {
    guard path.extension != nil else { return nil }
    for suffix in labelSuffixes {
      var file = path
      file.extension = suffix
      guard PrivateFile.entry(file)?.kind == .file else { continue }
      guard suffix == "txt" else { return try GivenLabels(file, what: "labels") }
      // A text of the same name is often what was said, not when, and may be anything.
      guard let bytes = try? PrivateFile.read(file, atMost: LabelFile.mostBytes),
        LabelFile.looksLikePhases(bytes)
      else { continue }
      return GivenLabels(path: file, bytes: bytes)
    }
    return nil
  }
}

extension SessionDate {
  /// Whether a session can have begun then: from 2000 on, and not after tomorrow, since clocks differ.
  func isPlausible(now: Date) -> Bool {
    let first = Day.firstOfSessions.number * 86_400
    return first...(Int(now.timeIntervalSince1970) + 86_400) ~= epochSeconds
  }
}

/// When an imported recording began, and how that is known.
private struct ImportedStart {
  let date: SessionDate
  /// How it is known, in words.
  let source: String

  init(path: FilePath, name: String, given: SessionDate?, seconds: Double) {
    if let given {
      (date, source) = (given, "as given")
    } else if let found = FileNameDate(name) {
      // Noon for a day alone.
      let seconds = found.secondsOfDay ?? 43_200
      if let offset = found.offsetSeconds {
        let moment = Double(found.day * 86_400 + seconds - offset)
        date = SessionDate(Date(timeIntervalSince1970: moment), in: LocalTime.offsetSeconds)
      } else {
        date = SessionDate(day: found.day, secondsOfDay: seconds, in: LocalTime.offsetSeconds)
      }
      source = "from its name"
    } else {
      // A recorder writes a file last when the recording ends.
      let modified = PrivateFile.entry(path)?.modifiedSeconds ?? 0
      date = SessionDate(
        Date(timeIntervalSince1970: Double(modified) - seconds), in: LocalTime.offsetSeconds)
      source = "from the file's time"
    }
  }
}
