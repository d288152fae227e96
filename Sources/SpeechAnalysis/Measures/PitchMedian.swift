extension Measure {
  /// How high a voice is.
  public static let pitchMedian = Measure(
    id: "pitch-median", name: "Pitch",
    unit: .hertz,
    definition: "The middle of the fundamental frequencies. It is a property of the body, and "
      + "reports keep it to themselves; the JSON has it, for those who check the contour.",
    formula: "median fundamental frequency of the voiced hops",
    parameters: melodyParameters,
    example: Example("A voice of 100 Hz in half of its hops and of 200 Hz in the others.", is: 150)
    { ExampleSession.pitch.medianHertz },
    sources: ["Boersma, Proc. Institute of Phonetic Sciences 17 (1993)"],
    limits: "Nothing follows from it for how somebody presents.",
    fields: [
      Field("pitch.medianHertz", digits: 2, session: { $0.pitch.medianHertz }),
      Field("pitch.voicedSeconds", session: { $0.pitch.voicedSeconds }),
    ])
}
