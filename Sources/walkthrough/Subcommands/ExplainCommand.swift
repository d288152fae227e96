import ArgumentParser
import LinuxSystem
import PracticeHistory
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

  private static let ids = Measure.history.map(\.id) + WordTopic.allCases.map(\.id)

  @Argument(help: "What to explain, such as pause-median.", completion: .list(Self.ids))
  var measure: String?

  func validate() throws {
    guard let measure, WordTopic(named: measure) == nil,
      Measure.named(measure, among: Measure.history) == nil
    else { return }
    let near = Self.ids.filter { $0.contains(measure) || measure.contains($0) }
    throw ValidationError(
      "nothing called '\(measure)' is measured; "
        + (near.isEmpty
          ? "'walkthrough explain' lists what is" : "did you mean \(near.joined(separator: ", "))?")
    )
  }

  func run() throws {
    try Exit.reporting {
      let style = TextStyle.output
      guard let measure else { return try Output.write(MeasureText.list(style)) }
      if let topic = WordTopic(named: measure) {
        return try Output.write(topic.page(style))
      }
      if let measure = Measure.named(measure, among: Measure.history) {
        try Output.write(MeasureText.page(measure, style))
      }
    }
  }
}
