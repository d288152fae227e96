import LinuxSystem
public import PracticeHistory
import SessionArchive

/// Which files are in an archive already, whoever took them in.
public struct ImportedSessions {
  private var ids: [String: String] = [:]
  private var seen: Set<String> = []

  /// Starts from what is known of the archive's sessions.
  public init(_ sessions: [SessionSummary]) {
    for session in sessions { take(session.id, session.importedFingerprint) }
  }

  /// The session that came from the file with a fingerprint; nil when none did.
  func id(of fingerprint: String) -> String? { ids[fingerprint] }

  /// Takes in what has come to the archive since.
  ///
  /// Reads the names, and the new sessions' descriptions.
  mutating func update(from archive: Archive) throws {
    for folder in try archive.sessions() where !seen.contains(folder.id) {
      take(folder.id, (try? folder.readSession())?.imported?.fingerprint)
    }
  }

  private mutating func take(_ id: String, _ fingerprint: String?) {
    seen.insert(id)
    if let fingerprint, ids[fingerprint] == nil { ids[fingerprint] = id }
  }
}
