import ArgumentParser
import InterviewGuide
import LabelFiles
import LinuxSystem
import Practice
import PracticeHistory
import Reports
import SessionArchive
import SpeechAnalysis
import SystemPackage

/// `walkthrough export [SESSION…]`.
struct ExportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Give sessions to other programs: JSON, CSV, TextGrid, labels, captions, RTTM.",
    discussion: """
      \(ExportFormat.about) Without a session, csv and jsonl take all, the others the last one.
      """)

  @Argument(
    help: "Ids, their beginnings, last, last~2, questions, or folders of sessions.",
    completion: .sessions)
  var sessions: [String] = []

  @Flag(help: "All sessions of the archive.")
  var all = false

  @OptionGroup var filter: FilterOptions

  @Option(help: "\(ExportFormat.listed).")
  var format = ExportFormat.json

  @Option(
    help: ArgumentHelp(
      "Where to write instead of stdout: a file, or a folder for one file per session.",
      valueName: "path"), completion: .file())
  var output: ExportGoal?

  @Flag(help: "Replace files that are there.")
  var force = false

  @OptionGroup var archive: ArchiveOption

  func validate() throws {
    if all, !sessions.isEmpty {
      throw ValidationError("--all and names of sessions exclude each other")
    }
  }

  func run() throws {
    try Exit.reporting {
      let chosen = try chosen(in: try archive.opened())
      guard !chosen.isEmpty else {
        let all = try SummaryReader(try archive.located()).summaries
        return say(filter.unknownName(in: all) ?? "there are no such sessions")
      }
      try createFolder(for: chosen.count)
      let isFolder = output.map { PrivateFile.isFolder($0.path) } == true
      guard format.isOfArchive || chosen.count == 1 || isFolder else {
        throw ValidationError(
          "\(chosen.count) sessions are \(chosen.count) files: name a folder with --output")
      }
      let current = SessionStore.upToDate(
        chosen.map(\.summary), in: chosen.map(\.folder), observer: MeasuringObserver())
      let sessions = zip(current, chosen).map {
        Chosen(folder: $1.folder, summary: $0.summary, measured: $0.measured)
      }
      if format.isOfArchive {
        try write(try archiveContent(sessions), to: output?.path)
      } else {
        for session in sessions {
          let name = session.folder.id + format.suffix
          let path = isFolder ? output?.path.appending(pathText: name) : output?.path
          try write(try content(session), to: path)
        }
      }
    }
  }

  /// Creates the folder that was named where one file per session needs it.
  private func createFolder(for count: Int) throws {
    guard let output, !format.isOfArchive, count > 1 || output.isFolder,
      PrivateFile.entry(output.path) == nil
    else { return }
    try PrivateFile.createFolders(output.path)
  }

  private struct Chosen {
    let folder: SessionFolder
    let summary: SessionSummary
    var measured: AnalysisRecord?

    /// Its numbers as they are written today; nil when there are none.
    var record: AnalysisRecord? { measured ?? SessionStore.keptRecord(folder) }
  }

  private func chosen(in archive: Archive) throws -> [Chosen] {
    let isFiltered = filter.filter != HistoryFilter()
    if sessions.isEmpty, all || isFiltered || format.isOfArchive {
      return filter.filter.apply(to: try SummaryReader(showing: archive).summaries)
        .map { Chosen(folder: archive.folder($0.id), summary: $0) }
    }
    return try (sessions.isEmpty ? ["last"] : sessions).map { reference in
      let folder = try archive.meantSession(reference)
      return Chosen(folder: folder, summary: try SessionSummary(folder))
    }
  }

  private func write(_ bytes: [UInt8], to path: FilePath?) throws {
    guard let path else { return try Output.write(bytes) }
    guard !PrivateFile.isFolder(path) else {
      throw ValidationError("\(path) is a folder; \(format.id) is one file: name it")
    }
    guard force || PrivateFile.entry(path) == nil else {
      throw ValidationError("\(path) is already there; pass --force to replace it")
    }
    try OutputFile.write(bytes, to: path)
    say("\(path)")
  }

  private func archiveContent(_ sessions: [Chosen]) throws -> [UInt8] {
    let modes = try Guide.modes()
    return format == .csv
      ? Array(HistoryCSV.text(sessions.map(\.summary), modes: modes, hasPhases: true).utf8)
      : try sessions.flatMap {
        SessionJSON.line(
          session: try $0.folder.sessionBytes(), analysis: try $0.record?.json(),
          standing: $0.summary.standing(modes: modes))
      }
  }

  private func content(_ session: Chosen) throws -> [UInt8] {
    let folder = session.folder
    if format == .json {
      return SessionJSON.page(
        session: try folder.sessionBytes(), analysis: try session.record?.json(),
        standing: session.summary.standing(modes: try Guide.modes()))
    }
    guard case .labels(let labels) = format, let writer = labels.writer else { return [] }
    let transcript = try folder.readTranscript()
    let tracks = LabelTracks(
      try folder.readSession(), id: folder.id, record: session.record, transcript: transcript)
    guard tracks.words != nil || !writer.needsWords else {
      throw ArchiveError(
        .forgotten,
        "\(folder.id): has no transcript; make one with: walkthrough transcribe \(folder.id)")
    }
    guard tracks.speech != nil || !writer.needsSpeech else {
      throw ArchiveError(
        .forgotten,
        "\(folder.id): has no numbers, and no sound to find its stretches of speech in")
    }
    return Array(writer.text(tracks).utf8)
  }
}

/// Where an export goes, as typed.
struct ExportGoal: ExpressibleByArgument {
  let path: FilePath
  /// Whether it was named as a folder, by a slash at its end.
  let isFolder: Bool

  init(argument: String) {
    path = FilePath(pathText: argument)
    isFolder = argument.hasSuffix("/")
  }
}
