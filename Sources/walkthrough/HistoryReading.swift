import LinuxSystem
import PracticeHistory
import SessionArchive

extension SummaryReader {
  /// Reads an archive for a command: says what cannot be read, and shows that it works
  /// when that takes a while.
  init(showing archive: Archive) throws {
    let bar = ProgressBar(what: "reading sessions")
    try self.init(archive) { bar.show($0, of: $1) }
    bar.clear()
    for problem in problems { say("left out: \(problem)") }
  }
}
