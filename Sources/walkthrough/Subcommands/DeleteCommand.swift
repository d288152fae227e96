import ArgumentParser
import Foundation
import LinuxSystem
import SessionArchive
import SystemPackage

/// `walkthrough delete SESSION…`.
struct DeleteCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "delete",
    abstract: "Delete sessions as if they had never been; --undo brings them back.",
    discussion: """
      A deleted session lies in the folder .trash of the archive, with its sound, and counts for \
      nothing. A later delete removes what was deleted more than \(Trash.days) days ago, and says \
      so; --purge removes all of it at once, after asking. 'walkthrough forget' removes the sound \
      alone.
      """)

  @Argument(
    help: "Ids, their beginnings, last, last~2, or folders of sessions.", completion: .sessions)
  var sessions: [String] = []

  @Flag(help: "Bring back the sessions that are named, or the one that was deleted last.")
  var undo = false

  @Flag(help: "Remove all deleted sessions for good.")
  var purge = false

  @Flag(help: "With --purge: do not ask; for scripts.")
  var yes = false

  @OptionGroup var archive: ArchiveOption

  func validate() throws {
    if undo, purge { throw ValidationError("--undo and --purge exclude each other") }
    if purge, !sessions.isEmpty { throw ValidationError("--purge goes without sessions") }
    if yes, !purge { throw ValidationError("--yes goes with --purge") }
    if !undo, !purge, sessions.isEmpty {
      throw ValidationError("name the sessions to delete, such as: delete last")
    }
  }

  func run() throws {
    try Exit.reporting {
      let archive = try archive.opened()
      let trash = Trash(archive)
      if purge { return try empty(trash) }
      try undo ? bringBack(from: trash) : delete(from: archive, into: trash)
      try archive.removeOverviews()
    }
  }

  private func delete(from archive: Archive, into trash: Trash) throws {
    let now = Int(Console.current.now().timeIntervalSince1970 * 1000)
    // All are looked up before the first one goes: 'last' means the same for each.
    let folders = try sessions.map { try chosen($0, in: archive, trash) }
    for (index, folder) in folders.enumerated() where folder.isFolder {
      // One after the other: the last one comes back first.
      try trash.take(folder.lockedWhenFinished(), now: now + index)
      say("\(folder.id): deleted; 'walkthrough delete --undo' brings it back")
    }
    let expired = Trash.expired(try trash.entries(), now: now)
    guard !expired.isEmpty else { return }
    let (gone, left) = trash.remove(expired)
    if !gone.isEmpty {
      say(
        "gone for good, since deleted more than \(Trash.days) days ago: "
          + gone.joined(separator: ", "))
    }
    sayLeft(left)
  }

  /// The session that is meant; a folder of something else is none.
  private func chosen(
    _ reference: String, in archive: Archive, _ trash: Trash
  ) throws -> SessionFolder {
    do {
      let folder = try archive.ownSession(reference)
      let parts = [folder.sessionPath, folder.audioPath, folder.journalPath]
      guard parts.contains(where: { PrivateFile.entry($0) != nil }) else {
        throw ArchiveError(.noSession, "\(folder.path): holds no session")
      }
      return folder
    } catch let error as ArchiveError where error.code == .noSession {
      guard let gone = try trash.entries().last(where: { $0.id.hasPrefix(reference) }) else {
        throw error
      }
      throw ArchiveError(
        .noSession,
        "\(gone.id): is deleted already; 'walkthrough delete --undo \(gone.id)' brings "
          + "it back")
    }
  }

  private func bringBack(from trash: Trash) throws {
    for reference in sessions.isEmpty ? [nil] : sessions.map(Optional.some) {
      say("\(try trash.bringBack(reference).id): is back")
    }
  }

  private func empty(_ trash: Trash) throws {
    let entries = try trash.entries()
    guard !entries.isEmpty else { return say("there is nothing that was deleted") }
    let what = entries.count == 1 ? "this session" : "these \(entries.count) sessions"
    say((["Deleted before:"] + entries.map { "  \($0.id)" }).joined(separator: "\n"))
    guard
      try yes
        || Confirmation.isGiven(
          "Remove \(what) for good, with the sound? It cannot be brought back.")
    else { return say("nothing was removed") }
    let (gone, left) = trash.remove(entries)
    say("gone for good: \(gone.joined(separator: ", "))")
    sayLeft(left)
  }

  private func sayLeft(_ folders: [FilePath]) {
    for path in folders {
      say("\(path): stays, since it is in use or holds other files; remove it yourself")
    }
  }
}
