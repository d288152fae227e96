import ArgumentParser
import LinuxSystem
import Reports
import SpeechAnalysis

/// Says what the numbers mean.
struct ExplainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Explain what is measured: definition, formula, sources, limits.",
    discussion: """
      Without a name it lists everything that is measured. With one it says what the number is,
      how it is computed, what others showed, and where it fails.
      """)

  @Argument(
    help: "What to explain, such as pause-median.", completion: .list(Measure.all.map(\.id)))
  var measure: String?

  func validate() throws {
    guard let measure, Measure.named(measure) == nil else { return }
    let near = Measure.all.map(\.id).filter { $0.contains(measure) || measure.contains($0) }
    throw ValidationError(
      "nothing called '\(measure)' is measured; "
        + (near.isEmpty
          ? "'walkthrough explain' lists what is" : "did you mean \(near.joined(separator: ", "))?")
    )
  }

  func run() throws {
    try Exit.reporting {
      let style = TextStyle.output
      let text = measure.flatMap(Measure.named).map { MeasureText.page($0, style) }
      try Output.write((text ?? MeasureText.list(style)))
    }
  }
}
