import AudioCore

extension Measure {
  /// How often speech stops for long.
  public static let longPausesPerMinute = Measure(
    id: "long-pauses-per-minute", name: "Silences over 1 s per minute of talk",
    shortName: "Over 1 s per talk minute",
    words: ["over 1 s per talk minute"],
    unit: .perMinute,
    definition: "Silences of more than one second, per minute of talk time.",
    formula: "silences over 1 s ÷ talk time in minutes",
    parameters: ["the bound of 1 s"],
    example: Example(ExampleSession.description, is: 2 / (51.1 / 60)) {
      ExampleSession.analysis.perTalkMinute(ExampleSession.analysis.pauses.classCounts[.long] ?? 0)
    },
    sources: [
      "Campione and Véronis, Proc. Speech Prosody (2002): the bound",
      "Kormos and Dénes, System 32 (2004)",
    ],
    limits: "As for the pauses per minute of talk, but for the threshold.",
    fields: [
      Field(
        "pauses.longSilencesPerTalkMinute",
        everywhere: { $0.perTalkMinute($0.pauses.classCounts[.long] ?? 0) })
    ],
    isCompared: true)
}
