import PracticeHistory
import SessionArchive

extension Archive {
  /// Finds a session to look at: by its name, or the newest one of a question.
  /// - Parameter reference: as `Archive.session` takes it, or a question's id or title.
  /// - Throws: `ArchiveError` of the name when no session is meant.
  func meantSession(_ reference: String) throws -> SessionFolder {
    do { return try session(reference) } catch let error as ArchiveError
      where error.code == .noSession && !reference.contains("/")
    {
      let key = reference.lowercased()
      let about = try SummaryReader(self).summaries
        .filter { $0.questionID == key || $0.question.lowercased() == key }
      guard let newest = SessionOrder.date.sort(about).first else { throw error }
      return folder(newest.id)
    }
  }
}
