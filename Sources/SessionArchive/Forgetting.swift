import LinuxSystem
public import SystemPackage

/// What forgetting a session removes: its sound, and what quotes it.
public struct Forgettable: Hashable, Sendable {
  /// A file that goes.
  public struct File: Hashable, Sendable {
    /// Its name in the session's folder.
    public let name: FilePath.Component
    /// Its length in bytes.
    public let bytes: Int
  }

  /// The session.
  public let folder: SessionFolder
  /// What it says of itself.
  public let session: Session
  /// The files that go; none when the session was forgotten before.
  public let files: [File]
  /// Whether the words stay.
  public let keepsWords: Bool

  /// Looks at a finished session.
  ///
  /// What was said goes with its sound, unless it is to stay; the numbers of the words stay.
  /// - Throws: ``ArchiveError`` `outside` for a link, `unfinished` while it is
  ///   recorded and after an interruption, or what reading it throws.
  public init(_ folder: SessionFolder, keepsWords: Bool = false) throws {
    guard folder.isFolder else {
      throw ArchiveError(.outside, "\(folder.path): is a link or no folder; nothing was removed")
    }
    guard PrivateFile.entry(folder.journalPath) == nil else {
      throw ArchiveError(
        .unfinished,
        "\(folder.id): is being recorded, or was interrupted; "
          + "finish it, or run: walkthrough recover \(folder.id)")
    }
    session = try folder.readSession()
    self.folder = folder
    self.keepsWords = keepsWords
    files = Self.files(in: folder, keepsWords: keepsWords)
  }

  private static func files(in folder: SessionFolder, keepsWords: Bool) -> [File] {
    var names: [FilePath.Component] = ["audio.wav", SessionFolder.besideAudioName, "report.html"]
    if !keepsWords { names.append(SessionFolder.transcriptName) }
    return names.compactMap { name in
      PrivateFile.entry(folder.path.appending(name)).flatMap {
        $0.kind == .folder ? nil : File(name: name, bytes: $0.bytes)
      }
    }
  }

  /// Notes in `session.json` that the sound is forgotten, then removes the files.
  ///
  /// Description and files are looked at again first: another process may have changed them.
  ///
  /// Links are removed, not what they lead to. Done again after an interruption,
  /// it removes what is left. On a full disk the files go first, as far as the note needs
  /// their room: the page before the sound.
  /// - Parameter lock: of this session.
  /// - Throws: ``ArchiveError`` `notWritable`, or what reading the session throws.
  public func forget(_ lock: SessionLock) throws {
    var session = try folder.readSession()
    do {
      var rest = Self.files(in: folder, keepsWords: keepsWords).map(\.name)
      while session.audioForgotten != true {
        session.audioForgotten = true
        do { try lock.write(session) } catch let error as SystemError where error.isFull {
          guard let name = rest.popLast() else { throw error }
          try lock.remove(name)
          session.audioForgotten = nil
        }
      }
      for name in rest { try lock.remove(name) }
    } catch {
      throw ArchiveError(
        .notWritable,
        "\(folder.path): cannot be changed (\(error)); "
          + ((error as? SystemError)?.isFull == true
            ? "free some space" : "check its permissions"),
        cause: error)
    }
  }
}
