import SessionModel

extension Measure {
  /// How long speech goes on between two pauses.
  public static let runMedian = Measure(
    id: "run-median", name: "Median run",
    words: ["run", "runs", "run length", "length of runs"],
    unit: .seconds,
    definition: "Half of the stretches of speech between two pauses are longer.",
    formula:
      "median over the stretches from pause to pause, shorter silences included; the record has the "
      + "mean as well",
    parameters: [Measure.thresholdRule, "a hold, a gap or others' speech ends a run"],
    example: Example(ExampleSession.description, is: 8.5) {
      ExampleSession.analysis.runs.medianSeconds
    },
    sources: [
      "Lennon, Language Learning 40 (1990)",
      "Kormos and Dénes, System 32 (2004): mean length of runs",
    ],
    limits: "Longer is not better without end: listeners need pauses as well.",
    fields: [
      Field(
        "runs.medianSeconds", column: ("runMedianSeconds", 11),
        session: { $0.runs.medianSeconds }),
      Field("runs.meanSeconds", session: { $0.runs.meanSeconds }),
      Field("runs.medianSyllables", session: { $0.runs.medianSyllables }),
      Field("runs.meanSyllables", session: { $0.runs.meanSyllables }),
      Field("runs.count", session: { Double($0.runs.ranges.count) }),
    ],
    isCompared: true,
    phrases: [
      Phrase(.runs, 0, "Runs: median "),
      Phrase(.runs, 1) {
        $0.runs.medianSyllables.map { "\(Format.decimal($0, digits: 0)) syllables" }
      },
    ])
}
