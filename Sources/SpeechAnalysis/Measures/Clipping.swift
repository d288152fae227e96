extension Measure {
  /// How often the recording could not hold the sound.
  public static let clipping = Measure(
    id: "clipping", name: "Clipping",
    unit: .count,
    definition: "Samples at either end of the scale, and in how many places: there the sound was "
      + "louder than the recording can hold.",
    formula: "count of samples at full scale; runs of them",
    parameters: ["samples of 32,767 and beyond on either side, of 16 bits' 32,768", mono],
    example: Example("The samples 0, 32,767, −32,768, 32,766. Asked for: how many.", is: 2) {
      Double(ExampleSession.level(ExampleSound.clipped).clippedSamples)
    },
    sources: ["The scale of the samples."],
    limits: "Sound that was clipped before it came here and then made softer is not seen, nor "
      + "is that of files with 8 bits or telephone companding, whose scale ends elsewhere.",
    fields: [
      Field(
        "level.clippedSamples", column: ("clippedSamples", 18),
        session: { Double($0.level.clippedSamples) }),
      Field("level.clippedRuns", session: { Double($0.level.clippedRuns) }),
    ],
    phrases: [
      Phrase(.level, 3) { analysis in
        let level = analysis.level
        return level.clippedSamples == 0
          ? "no clipping"
          : "\(level.clippedSamples) samples clipped in \(level.clippedRuns) places"
      }
    ],
    figures: [
      Figure(.level, 4, "Clipping") { analysis in
        let level = analysis.level
        return Figure.Content(
          value: level.clippedSamples == 0
            ? "none" : "\(level.clippedSamples) samples in \(level.clippedRuns) places")
      }
    ])
}
