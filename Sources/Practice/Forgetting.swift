public import Foundation
import LinuxSystem
import PracticeHistory
public import SessionArchive
import SessionModel
import Words

/// Removing the sound of sessions while their numbers stay.
public struct Forgetting {
  /// The sessions that were meant and have something to remove.
  public let chosen: [Forgettable]
  /// Why others were left alone, a line each.
  public let leftAlone: [String]

  /// The sound stays where the numbers could not be kept.
  public struct NotMeasured: Error, CustomStringConvertible {
    /// The session.
    public let folder: SessionFolder
    /// Why its numbers could not be kept.
    public let cause: any Error

    /// One line with the cure.
    public var description: String {
      "\(folder.id): its sound was left, because it could not be measured "
        + "(\(cause)); remove \(folder.audioPath) yourself if you need no numbers of it"
    }
  }

  /// Looks for the sessions that are meant.
  /// - Parameters:
  ///   - references: ids, their beginnings, or folders.
  ///   - olderThanDays: also all that started longer ago; nil for none.
  ///   - keepsWords: whether transcripts stay.
  ///   - archive: where to look.
  ///   - now: the moment to count from.
  /// - Throws: `ArchiveError` for a reference that leads nowhere.
  public init(
    _ references: [String], olderThanDays: Int?, keepsWords: Bool = false, in archive: Archive,
    now: Date
  ) throws {
    var chosen: [Forgettable] = []
    var leftAlone: [String] = []
    for reference in references {
      let forgettable = try Forgettable(
        archive.ownSession(reference), keepsWords: keepsWords)
      if !chosen.contains(forgettable) { chosen.append(forgettable) }
    }
    if let olderThanDays {
      let limit =
        SessionDate(now, in: LocalTime.offsetSeconds).epochSeconds - 86_400 * olderThanDays
      for folder in try archive.sessions() {
        // One session that cannot be read must not keep the others.
        do {
          let forgettable = try Forgettable(folder, keepsWords: keepsWords)
          guard let start = SessionDate(forgettable.session.start) else {
            leftAlone.append(
              "\(folder.id): its start '\(forgettable.session.start)' is no date; left alone")
            continue
          }
          if start.epochSeconds <= limit, !chosen.contains(forgettable) {
            chosen.append(forgettable)
          }
        } catch { leftAlone.append("left alone: \(error)") }
      }
    }
    self.chosen = chosen.filter { !$0.files.isEmpty }
    self.leftAlone = leftAlone
  }

  /// Removes the sound of a session once its numbers are kept.
  /// - Throws: ``NotMeasured``, or what locking and changing the session throws.
  public static func forget(_ forgettable: Forgettable) throws {
    let folder = forgettable.folder
    // Reading the words keeps their numbers.
    if folder.wordsRecord?.isCurrent != true, let session = try? folder.readSession(),
      let numbers = try? SessionStore.numbers(folder, session)
    {
      _ = try? SessionWords(folder, session, numbers.analysis)
    }
    let lock = try folder.locked()
    do { try SessionStore.keepNumbers(lock) } catch {
      throw NotMeasured(folder: forgettable.folder, cause: error)
    }
    try forgettable.forget(lock)
  }
}
