import InterviewGuide
import Practice
import SystemPackage

extension Console {
  /// Says what of the user's own files cannot be used; everything else works all the same.
  func warn() {
    for (_, trouble) in own.troubles.sorted(by: { $0.key.name < $1.key.name }) {
      say("warning: \(trouble); left out")
    }
    for trouble in settings.troubles where settings.trouble(with: .archive) != trouble {
      say("warning: \(settingsFile?.path ?? ""), \(trouble); left out")
    }
  }
}

/// A setting that a command cannot do without, and that cannot be read.
struct SettingsTrouble: Error, CustomStringConvertible {
  /// One line.
  let description: String

  init(_ trouble: ContentError) {
    description =
      "\(Console.current.settingsFile?.path ?? ""), \(trouble); mend the file, or name the folder "
      + "with --archive"
  }
}
