import ArgumentParser
import AudioCore
import LinuxSystem
import Practice
import Reports
import SessionArchive
import SessionModel

/// `walkthrough verify [SESSION…]`.
struct VerifyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Check that the sound of sessions is what was recorded.",
    discussion: """
      Each session's description keeps the SHA-256 of its sound. Named are sounds that are \
      damaged, missing, or of another rate or length than the session; an hour takes about a \
      second. Nothing is changed, but with --add, which keeps a checksum for sessions from \
      before there were any. Exit code 65 when something is wrong.
      """)

  @Argument(
    help: "Ids, their beginnings, last, or folders of sessions; default: all.",
    completion: .sessions)
  var sessions: [String] = []

  @Flag(help: "Keep a checksum where there is none.")
  var add = false

  @OptionGroup var archive: ArchiveOption
  @OptionGroup var format: FormatOption

  func run() throws {
    try Exit.reporting {
      let archive = try archive.located()
      let folders =
        sessions.isEmpty ? try archive.verifiable() : try sessions.map { try folder($0, archive) }
      let progress = VerifyProgress(folders)
      let verification = Verification.ofWAV(addingChecksums: add) { progress.show($0) }
      var findings: [Verification.Finding] = []
      for folder in folders {
        let finding = verification.finding(of: folder)
        progress.finish(folder)
        findings.append(finding)
        if format.format == .text, finding.state != .whole || !sessions.isEmpty {
          progress.clear()
          try Output.write(lines: [VerificationText.line(finding)])
        }
      }
      progress.clear()
      try write(findings, archive)
      if findings.contains(where: \.state.isTrouble) { throw Exit.input }
    }
  }

  /// A session of the archive, or any folder of one where nothing is written.
  private func folder(_ reference: String, _ archive: Archive) throws -> SessionFolder {
    if add { return try archive.ownSession(reference, unfinished: true) }
    let folder = try archive.session(reference)
    guard PrivateFile.isFolder(folder.path) else {
      throw ArchiveError(
        .noSession, "\(folder.path): there is no such session; look with: walkthrough list")
    }
    return folder
  }

  private func write(_ findings: [Verification.Finding], _ archive: Archive) throws {
    switch format.format {
    case .json: try Output.write(VerificationDocument.json(findings))
    case .text:
      guard !findings.isEmpty else {
        say("there are no sessions in \(archive.root)")
        return
      }
      let cure = "walkthrough verify --add keeps one"
      try Output.write(lines: [VerificationText.summary(findings, cure: cure)])
    }
  }
}

/// How far the reading of sounds is, in megabytes of all of them.
///
/// Not Sendable: use it on one thread.
private final class VerifyProgress {
  private let bar = ProgressBar(what: "reading sounds, MB")
  private let total: Int
  private var done = 0

  init(_ folders: [SessionFolder]) { total = folders.reduce(0) { $0 + Self.bytes($1) } }

  private static func bytes(_ folder: SessionFolder) -> Int {
    PrivateFile.entry(folder.audioPath)?.bytes ?? 0
  }

  func show(_ frames: Int) { bar.show(min(total, done + 2 * frames) >> 20, of: total >> 20) }

  func finish(_ folder: SessionFolder) { done += Self.bytes(folder) }

  func clear() { bar.clear() }
}
