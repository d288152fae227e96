import SpeechAnalysis

/// What a term on a page means, for its foot.
struct Definition {
  /// Unique on a page.
  let id: String
  let name: String
  let text: String
  /// How it is computed; empty where there is nothing to compute.
  var formula = ""
  /// What others showed, each with its population and source.
  var norms: [String] = []

  /// All measures, and what else a session's page speaks of.
  static let all =
    Measure.all.map { measure in
      Definition(
        id: measure.id, name: measure.name, text: measure.definition, formula: measure.formula,
        norms: measure.norms.map(\.text))
    } + [
      Definition(
        id: "open-remainder", name: "Open remainder",
        text: "What the phases leave of the session for questions, detours and a proper end."),
      Definition(
        id: "logarithmic-axis", name: "Logarithmic axis",
        text: """
          Equal steps are equal factors: from 0.1 to 0.2 s is as far as from 1 to 2 s. The lengths \
          of pauses spread evenly on it.
          """),
      Definition(
        id: "lost", name: "Lost by the device",
        text: """
          Stretches for which the microphone delivered nothing. They are silent in the sound, so \
          that everything after them keeps its place, and are neither talk nor pause.
          """),
    ]
}
