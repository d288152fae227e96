import SessionModel

extension Measure {
  /// How many silent pauses there are.
  public static let pauses = Measure(
    id: "pauses", name: "Pauses",
    unit: .count,
    definition: "The number of silent pauses. Silence before the first and after the last word "
      + "is none, nor is one in which the session was held or others spoke.",
    formula: "count of silences of at least the threshold",
    parameters: [Measure.thresholdRule],
    example: Example(ExampleSession.description, is: 4) {
      Double(ExampleSession.analysis.pauses.count)
    },
    sources: [
      "Goldman-Eisler, Psycholinguistics (1968): 0.25 s",
      "De Jong and Bosker, Proc. DiSS (2013): thresholds from 0.1 to 1 s compared",
    ],
    norms: [
      Norm(
        value: "a silence of 0.25 to 0.5 s is ordinary; 4 s are hard to bear",
        population: "listeners in experiments at the University of Gothenburg",
        source: "Lundholm Fors, doctoral thesis (2015)")
    ],
    limits: "A stop consonant closes the mouth for up to 0.1 s: shorter thresholds count "
      + "articulation. Whether a pause stands at a good place is not measured.",
    fields: [
      Field("pauses.count", column: ("pauses", 2), everywhere: { Double($0.pauses.count) }),
      Field("pauses.totalSeconds", everywhere: { $0.pauses.totalSeconds }),
    ],
    phrases: [
      Phrase(.pauses, 0) { analysis in
        let threshold = Format.setting(analysis.parameters.pauseThresholdSeconds)
        return "Pauses ≥ \(threshold) s: \(analysis.pauses.count)"
      }
    ])
}
