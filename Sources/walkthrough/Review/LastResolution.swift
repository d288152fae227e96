import LinuxSystem
import Practice
import Reports
import SessionArchive
import SessionModel

extension SessionRunner {
  /// Says what was to be done better, in one line, when there is such a thing.
  ///
  /// An archive that cannot be read is no reason not to record: recording says so itself.
  func sayLastResolution() {
    let past = try? recording.archive.latestResolution(
      question: recording.question, questionID: recording.questionID, mode: recording.mode,
      planID: recording.plan.id)
    guard let past else { return }
    let day = past.sessionID.prefix(10)
    let text =
      "from your listen-back of \(day), \(past.isSameQuestion ? "same question" : "same mode"): "
      + "next time I will \(past.words)"
    say(TextStyle.errors.plain(text))
  }
}
