import LinuxSystem
import Practice

extension OwnContent {
  /// What there is for this run of the program.
  static var current: OwnContent { OwnContent(folder: folder(Console.current.environment)) }

  /// Says what cannot be used; the program goes on without it.
  func warn() {
    for (_, trouble) in troubles.sorted(by: { $0.key < $1.key }) {
      say("warning: \(trouble); left out")
    }
  }
}
