import ArgumentParser
import Practice
import SystemPackage

/// Where the phases of a sound that is there begin.
struct PhaseStartOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp("The file with phases and marks.", valueName: "file"), completion: .file())
  var labels: FilePath?

  @Option(
    help: ArgumentHelp(
      "Where the phases begin, the first one first, such as 0:00,5:00,9:30.", valueName: "times"))
  var phasesAt: TimesArgument?

  func validate() throws {
    try phasesAt?.validate(option: "--phases-at")
    if labels != nil, phasesAt != nil {
      throw ValidationError("--labels and --phases-at exclude each other")
    }
  }

  /// What was said of them; nil for nothing.
  ///
  /// A file is read, and a pipe waited for.
  func given() throws -> GivenPhases? {
    try phasesAt.map { .starts($0.seconds) }
      ?? labels.map { .labels(try GivenLabels($0, what: "labels")) }
  }

  /// Whether nothing was said of them.
  var isEmpty: Bool { labels == nil && phasesAt == nil }
}
