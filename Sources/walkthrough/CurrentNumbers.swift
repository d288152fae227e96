import LinuxSystem
import PracticeHistory
import SessionArchive

/// Brings old numbers up to date: what is compared has to be measured alike.
struct CurrentNumbers {
  /// The sessions, those measured anew in place of their old selves.
  let sessions: [SessionSummary]

  /// Measures sessions whose numbers are missing or of other rules, where their sound
  /// is still there, and keeps their `analysis.json` where that can be written.
  ///
  /// It takes seconds for each, is shown as it goes, and can be stopped: what is
  /// done stays done. What cannot be measured keeps its old numbers, with a warning.
  /// - Parameter folders: of the sessions, in the same order.
  init(_ sessions: [SessionSummary], folders: [SessionFolder]) {
    let needs = zip(sessions, folders).map { session, folder in
      session.numbers?.isCurrent != true && PrivateFile.entry(folder.audioPath) != nil
    }
    let count = needs.count { $0 }
    let bar = ProgressBar(what: "measuring sessions anew")
    var done = 0
    self.sessions = sessions.indices.map { index in
      let (session, folder) = (sessions[index], folders[index])
      guard needs[index] else { return session }
      defer {
        done += 1
        bar.show(done, of: count)
        if done == count { bar.clear() }
      }
      do {
        let found = try folder.readSession()
        let analysis = try FileAnalysis.renew(folder, found)
        return SessionSummary(
          found, id: session.id, analysis: analysis, review: try? folder.readReview())
      } catch {
        // Forgotten by another process meanwhile: its numbers are what that one kept.
        if let now = try? SessionSummary(folder), now.isForgotten { return now }
        bar.clear()
        say("warning: \(session.id) could not be measured anew: \(error)")
        return session
      }
    }
  }
}
