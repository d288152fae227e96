import InterviewGuide
import Practice

extension OwnContent {
  /// Says what cannot be used; the program goes on without it.
  func warn() {
    for (_, trouble) in troubles.sorted(by: { $0.key.name < $1.key.name }) {
      say("warning: \(trouble); left out")
    }
  }
}
