import LinuxSystem
import SessionModel

/// Whether the sound of a session is what was recorded.
///
/// Nothing is changed, except that a checksum is added where that is asked for.
public struct Verification {
  /// What lies where a session's sound should.
  public enum Found: Sendable {
    /// Nothing.
    case nothing
    /// Something of another rate, length or form than the session's sound, or that cannot be
    /// read; and why.
    case other(reason: String)
    /// The session's own sound, of which the end is missing; and how much.
    case cut(reason: String)
    /// A sound that has the session's rate and length, with the SHA-256 of its samples.
    case sound(sha256: String)
  }

  /// Reads the sound of a session.
  public typealias Reading = (_ folder: SessionFolder, _ session: Session) -> Found

  /// How a session is.
  public enum State: String, Hashable, Sendable, Codable, CaseIterable {
    /// The sound is what was recorded, to the last sample.
    case whole
    /// Samples of the sound differ from what was recorded, or its end is missing.
    case damaged
    /// The sound is not there.
    case missing
    /// What is there is no sound of this session.
    case foreign
    /// `session.json` cannot be used.
    case unreadable
    /// The sound has the right length; what it was is not known.
    case noChecksum
    /// As ``noChecksum``, and it is known from now on.
    case added
    /// The sound was removed at the user's wish.
    case forgotten
    /// It is being recorded, or was interrupted.
    case unfinished

    /// Whether something is wrong that only a copy can mend.
    public var isTrouble: Bool {
      [.damaged, .missing, .foreign, .unreadable].contains(self)
    }
  }

  /// How a session was found.
  public struct Finding: Hashable, Sendable {
    /// The session's id.
    public let id: String
    /// How it is.
    public let state: State
    /// What there is to say besides; empty when nothing is.
    public let reason: String

    /// Creates a finding.
    public init(id: String, state: State, reason: String = "") {
      self.id = id
      self.state = state
      self.reason = reason
    }
  }

  private let adds: Bool
  private let read: Reading

  /// Prepares to look at sessions.
  /// - Parameters:
  ///   - adds: whether a checksum is written where there is none.
  ///   - read: reads a sound.
  public init(addingChecksums adds: Bool, reading read: @escaping Reading) {
    self.adds = adds
    self.read = read
  }

  /// Looks at one session.
  public func finding(of folder: SessionFolder) -> Finding {
    func found(_ state: State, _ reason: String = "") -> Finding {
      Finding(id: folder.id, state: state, reason: reason)
    }
    guard PrivateFile.entry(folder.journalPath) == nil else { return found(.unfinished) }
    let session: Session
    do { session = try folder.readSession() } catch { return found(.unreadable, "\(error)") }
    guard session.audioForgotten != true else { return found(.forgotten) }
    switch read(folder, session) {
    case .nothing: return found(.missing)
    case .other(let reason): return found(.foreign, reason)
    case .cut(let reason): return found(.damaged, reason)
    case .sound(let sha256):
      guard let sound = session.sound else {
        guard adds else { return found(.noChecksum) }
        do { try add(sha256, to: folder, session) } catch { return found(.noChecksum, "\(error)") }
        return found(.added)
      }
      return found(sound.sha256 == sha256 ? .whole : .damaged)
    }
  }

  private func add(_ sha256: String, to folder: SessionFolder, _ session: Session) throws {
    let lock = try folder.locked()
    guard try folder.readSession() == session else {
      throw ArchiveError(
        .inUse, "\(folder.id): was changed by another walkthrough meanwhile; try again")
    }
    var session = session
    session.sound = Session.Sound(frames: session.timeline.frames, sha256: sha256)
    try lock.write(session)
  }
}

extension Archive {
  /// All that there is to verify: finished sessions, interrupted ones, and sounds whose
  /// description is lost; by name.
  public func verifiable() throws -> [SessionFolder] {
    let all = try sessions() + interruptedSessions() + soundsWithoutSession()
    return Set(all).sorted { $0.id < $1.id }
  }
}
