import AudioCore

extension Measure {
  /// How long a session or a phase took.
  public static let duration = Measure(
    id: "duration", name: "Time",
    words: ["phase duration", "time of a phase"],
    unit: .clock,
    definition:
      "How long the session lasted, or a phase of the plan. A phase visited more than once counts "
      + "with the sum of its visits.",
    formula: "sum of the frames of its visits ÷ frames per second",
    parameters: ["the keys pressed while recording, or a marks file"],
    example: Example("A phase visited from 0 to 12 s and from 40 to 45 s.", is: 17) {
      ExampleSession.phaseSeconds([(0, 12), (40, 45)])
    },
    sources: ["The session's clock is the frame index of its sound file."],
    limits: "Includes silence and gaps; time on hold is not recorded and not part of it. A key "
      + "pressed late moves the bound of a phase.",
    fields: [Field(session: { $0.durationSeconds }, phase: { $0.durationSeconds })],
    isCompared: true)
}
