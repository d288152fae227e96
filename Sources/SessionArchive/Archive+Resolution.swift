import LinuxSystem
import SessionModel

/// What somebody meant to do better, and in which session they said so.
public struct PastResolution: Hashable, Sendable {
  /// The words after "next time I will".
  public let words: String
  /// The session that was listened back to.
  public let sessionID: String
  /// Whether that was the same question; otherwise it was the same mode.
  public let isSameQuestion: Bool
}

extension Archive {
  /// The latest "next time I will" for a practice that is about to start.
  ///
  /// That of the same question; else that of the same mode and plan. Reviews that
  /// cannot be read are left out: they must not stop an evening.
  /// - Parameters:
  ///   - question: the title or the person's own words; empty when not said.
  ///   - questionID: nil for own words.
  ///   - mode: the mode's id.
  ///   - planID: the id of the session's plan.
  ///   - most: how many listen-backs are looked at, the latest: recording waits for it.
  public func latestResolution(
    question: String, questionID: String?, mode: String?, planID: String?, most: Int = 200
  ) throws -> PastResolution? {
    let key = questionID ?? question.lowercased()
    var sameMode: PastResolution?
    let reviewed = try scan(files: ["review.json"]).filter { $0.stamps[1] != nil }
    for entry in reviewed.suffix(most).reversed() {
      let folder = self.folder(entry.name)
      guard let session = try? folder.readSession(),
        case .words(let words)? = (try? folder.readReview())?.resolution?.value
      else { continue }
      let past = session.questionID ?? session.question.lowercased()
      if !key.isEmpty, past == key {
        return PastResolution(words: words, sessionID: folder.id, isSameQuestion: true)
      }
      if sameMode == nil, let mode, session.mode == mode, session.plan?.id == planID {
        sameMode = PastResolution(words: words, sessionID: folder.id, isSameQuestion: false)
      }
    }
    return sameMode
  }
}
