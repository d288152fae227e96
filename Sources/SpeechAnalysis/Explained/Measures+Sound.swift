extension Measure {
  private static let mono = "several channels are averaged first"
  private static let fullScale =
    "0 dBFS is a square wave at full scale; a sine at full scale has −3.01 dBFS"

  /// The recording itself.
  static let sound = [
    Measure(
      id: "speech-level", name: "Speech level", unit: "dBFS",
      definition: "How loud the voice is while somebody speaks.",
      formula: "10·log10 of the mean square in sounding intervals, the offset taken off",
      parameters: [fullScale],
      example: Example(given: "A sine of half of full scale.", value: -9.031),
      sources: [
        "ITU-T P.56 (2011): active speech level, with this tool's own decision of what "
          + "is active"
      ],
      norms: [
        Norm(
          value: "−23 to −18 dBFS", population: "finished audio books",
          source: "ACX, requirements for submission"),
        Norm(
          value: "−26 dBov", population: "convention for tests of speech codecs",
          source: "ITU-T P.56 (2011)"),
      ],
      limits: "Moves with the distance to the microphone more than with the voice."),
    Measure(
      id: "peak", name: "Peak", unit: "dBFS",
      definition: "The largest sample.",
      formula: "20·log10 of the largest absolute sample",
      parameters: [fullScale, mono],
      example: Example(given: "A sine of half of full scale.", value: -6.021),
      sources: ["Its definition."],
      norms: [
        Norm(
          value: "−3 dBFS or less", population: "finished audio books",
          source: "ACX, requirements for submission")
      ],
      limits: "One knock on the table decides it."),
    Measure(
      id: "noise-floor", name: "Noise floor", unit: "dBFS",
      definition: "How loud the room is while nobody speaks.",
      formula: "median power of the silent 10 ms hops at least 0.1 s away from speech, outside "
        + "gaps, the offset taken off; digital silence counts only with less than 1 s of others",
      parameters: [fullScale],
      example: Example(
        given: "Silence with a square wave of a hundredth of full scale.", value: -40),
      sources: ["Its definition; the median, so that a knock or a missed word does not count."],
      norms: [
        Norm(
          value: "−60 dBFS or less", population: "finished audio books",
          source: "ACX, requirements for submission")
      ],
      limits: "Needs pauses. Some microphones and calls mute what they take for silence: then it "
        + "is that of the mute."),
    Measure(
      id: "signal-to-noise", name: "Speech to noise", unit: "dB",
      definition: "How far the voice stands above the room.",
      formula: "speech level − noise floor",
      parameters: [],
      example: Example(given: "Speech of −20 dBFS in a room of −60 dBFS.", value: 40),
      sources: ["As its two parts."], norms: [],
      limits: "From 20 dB on the figures of this tool can be trusted as its accuracy page says."),
    Measure(
      id: "clipping", name: "Clipping", unit: "",
      definition: "Samples at either end of the scale, and in how many places: there the sound was "
        + "louder than the recording can hold.",
      formula: "count of samples at full scale; runs of them",
      parameters: ["samples of 32,767 and beyond on either side, of 16 bits' 32,768", mono],
      example: Example(
        given: "The samples 0, 32,767, −32,768, 32,766. Asked for: how many.", value: 2),
      sources: ["The scale of the samples."], norms: [],
      limits: "Sound that was clipped before it came here and then made softer is not seen, nor "
        + "is that of files with 8 bits or telephone companding, whose scale ends elsewhere."),
    Measure(
      id: "offset", name: "DC offset", unit: "share of full scale",
      definition: "The mean of all samples. A good sound card has none.",
      formula: "sum of the samples ÷ their number",
      parameters: [],
      example: Example(given: "A sine on top of a constant of −0.025.", value: -0.025),
      sources: ["Its definition."], norms: [],
      limits: "It does no harm to the other measures: they take off that of the sound. Digital "
        + "silence has none and counts as 0 here."),
    Measure(
      id: "hum", name: "Mains hum", unit: "dB",
      definition:
        "How far the strongest line at 50 or 60 Hz, or at one of the first five multiples, "
        + "stands above the frequencies around it, in the quietest seconds without speech. "
        + "Reports mention it from 10 dB on when it is louder than −60 dBFS; the level that they "
        + "give is that of all six lines together.",
      formula:
        "10·log10 of the largest power within 1 Hz of the line ÷ the median power 5 to 12 Hz "
        + "away",
      parameters: [
        "the quietest second of each half minute, when nobody speaks in it",
        "the twelve quietest of these, at least two",
      ],
      example: Example(
        given: "A line of −45 dBFS in white noise of −70 dBFS at 48 kHz, within 3 dB.",
        value: 67.04),
      sources: ["Welch, IEEE Trans. Audio Electroacoustics 15 (1967): the spectrum"],
      norms: [],
      limits: "Needs silences of more than a second. White noise reaches 10 dB by chance in one of "
        + "some 300 measurements of two seconds, and in hardly any of three."),
  ]
}
