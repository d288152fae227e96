extension Measure {
  /// How much the melody moves within ten seconds.
  public static let pitchVariation = Measure(
    id: "pitch-variation", name: "Pitch variation",
    words: ["pvq"],
    unit: .quotient,
    definition: "How much the melody moves within ten seconds: the pitch variation quotient, "
      + "averaged over the session.",
    formula: "mean over windows of 10 s of standard deviation ÷ mean of the fundamental frequency",
    parameters: melodyParameters + ["at least 1 s of voice in a window"],
    example: Example(
      "A voice of 100 Hz in half of its hops and of 200 Hz in the others.", is: 1.0 / 3
    ) { ExampleSession.pitch.variationQuotient },
    sources: ["Hincks, System 33 (2005)"],
    norms: [
      Norm(
        value: "0.15–0.25 heard as lively",
        population: "18 Swedish students presenting in English; less was heard as monotonous",
        source: "Hincks, System 33 (2005)")
    ],
    limits: melodyLimits + " Few people were measured, and none of them practised alone.",
    fields: [Field("pitch.variationQuotient", digits: 4, session: { $0.pitch.variationQuotient })],
    phrases: [Phrase(.runs, 3, "pitch variation ")],
    figures: [Figure(.voice, 3, "Pitch variation")])
}
