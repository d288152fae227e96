import SessionModel

extension Measure {
  /// How long a usual pause is.
  public static let pauseMedian = Measure(
    id: "pause-median", name: "Median pause",
    words: ["pause"],
    unit: .seconds,
    definition: "Half of the pauses are shorter. A few long ones do not move it, as they would "
      + "move the mean.",
    formula: "median of the lengths of all silent pauses, gaps taken off",
    parameters: [Measure.thresholdRule],
    example: Example(ExampleSession.description, is: 1.15) {
      ExampleSession.analysis.pauses.medianSeconds
    },
    sources: [
      Measure.type7,
      "Campione and Véronis, Proc. Speech Prosody (2002): pause lengths are skewed, and are to be "
        + "compared by their logarithms",
    ],
    norms: [
      Norm(
        value: "0.49 s", population: "silent pauses in read English",
        source: "Campione and Véronis, Proc. Speech Prosody (2002)")
    ],
    limits: "Moves with the threshold. Below some ten pauses it says little.",
    fields: [
      Field(
        "pauses.medianSeconds", column: ("pauseMedianSeconds", 3),
        everywhere: { $0.pauses.medianSeconds })
    ],
    isCompared: true,
    phrases: [Phrase(.pauses, 2, "median ")],
    figures: [
      Figure(.top, 3, "Median pause") { analysis in
        analysis.pauses.medianSeconds.map {
          Figure.Content(
            value: Format.seconds($0), note: "of \(analysis.pauses.count) pauses")
        }
      }
    ])
}
