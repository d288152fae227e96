extension Measure {
  /// How many silences are brief, medium and long.
  public static let pauseClasses = Measure(
    id: "pause-classes", name: "Brief, medium and long",
    words: ["silences"],
    unit: .count,
    definition: "All silences by length, those below the threshold included: brief below 0.2 s, "
      + "medium from 0.2 to 1 s, long above 1 s.",
    formula: "count of silences in each class",
    parameters: ["bounds of 0.2 s and 1 s"],
    example: Example(ExampleSession.description + " Asked for: the long ones.", is: 2) {
      ExampleSession.analysis.pauses.classCounts[.long].map(Double.init)
    },
    sources: ["Campione and Véronis, Proc. Speech Prosody (2002)"],
    norms: [
      Norm(
        value: "long silences occurred in spontaneous speech only",
        population: "some 6,000 pauses in 5.5 h of reading and talk in five languages",
        source: "Campione and Véronis, Proc. Speech Prosody (2002)")
    ],
    limits:
      "Silences below \(AnalysisParameters().shortestSilenceSeconds) s belong to the speech around them and "
      + "are in no class.",
    fields: [
      Field(
        "pauses.classes.brief",
        column: ("silencesBrief", 6),
        everywhere: { $0.pauses.classCounts[.brief].map(Double.init) }),
      Field(
        "pauses.classes.medium",
        column: ("silencesMedium", 7),
        everywhere: { $0.pauses.classCounts[.medium].map(Double.init) }),
      Field(
        "pauses.classes.long",
        column: ("silencesLong", 8),
        everywhere: { $0.pauses.classCounts[.long].map(Double.init) }),
    ],
    phrases: [
      Phrase(.silences, 0) { "Silences < 0.2 s: \($0.pauses.classCounts[.brief] ?? 0)" },
      Phrase(.silences, 1) { "0.2–1 s: \($0.pauses.classCounts[.medium] ?? 0)" },
      Phrase(.silences, 2) { "> 1 s: \($0.pauses.classCounts[.long] ?? 0)" },
    ])
}
