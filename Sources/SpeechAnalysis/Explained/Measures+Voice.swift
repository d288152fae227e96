extension Measure {
  private static let enough = "with less than 5 s of talk there is no rate"

  /// How fast the syllables come.
  static let speed = [
    Measure(
      id: "syllables", name: "Syllables", unit: "",
      definition: "The number of syllable nuclei: places where a vowel is loudest. No transcript "
        + "is needed, and none is made.",
      formula: "count of the peaks of loudness in the bands of the first formants, between which "
        + "it falls by more than a ripple",
      parameters: ["bands from 340 Hz to 2.4 kHz, smoothed with the speaker's own tempo"],
      example: Example(given: "Twelve bursts of a vowel, four in a second.", value: 12),
      sources: [
        "De Jong and Wempe, Behavior Research Methods 41 (2009)",
        "Morgan and Fosler-Lussier, Proc. ICASSP (1998)",
      ],
      norms: [],
      limits:
        "Swallowed syllables are not counted, drawn-out ones now and then twice. The page on rate "
        + "and pitch has the error on speech with counted syllables."),
    Measure(
      id: "speech-rate", name: "Speech rate", unit: "syllables/s",
      definition: "How fast the talk comes with all its pauses.",
      formula: "syllables ÷ session time without what the device lost",
      parameters: [enough],
      example: Example(given: "204 syllables in a session of 60 s.", value: 3.4),
      sources: ["De Jong and Wempe, Behavior Research Methods 41 (2009)"],
      norms: [],
      limits: "Falls with every pause, so it says the same as the pauses once more."),
    Measure(
      id: "articulation-rate", name: "Articulation rate", unit: "syllables/s",
      definition: "How fast the words come while there are words.",
      formula: "syllables ÷ talk time",
      parameters: [enough],
      example: Example(given: "204 syllables in 51 s of talk.", value: 4),
      sources: ["De Jong and Wempe, Behavior Research Methods 41 (2009)"],
      norms: [
        Norm(
          value: "about 5.1 syllables/s, dialects 12 % apart",
          population: "conversations in the United States, pauses left out",
          source: "Jacewicz, Fox, O'Neill and Salmons, Language Variation and Change 21 (2009)")
      ],
      limits: "Languages, dialects and the length of phrases move it: compare with your own "
        + "sessions, not with others."),
  ]

  /// How the voice moves.
  static let voice = [
    Measure(
      id: "pitch-spread", name: "Pitch spread", unit: "semitones",
      definition: "How much the voice rises and falls. Twelve semitones are an octave, for low "
        + "voices as for high ones.",
      formula: "standard deviation of 12·log2 of the fundamental frequency over all voiced hops",
      parameters: ["60 to 500 Hz; with less than 2 s of voice there is none"],
      example: Example(
        given: "Half of the voiced hops at 100 Hz, half at 200 Hz.", value: 6),
      sources: [
        "Traunmüller and Eriksson, University of Stockholm (1995): spread is alike in semitones"
      ],
      norms: [],
      limits: "Creaky voice and whispering have no pitch that could be trusted. The height of a "
        + "voice itself is nobody's merit or fault, and nothing is said of it."),
    Measure(
      id: "pitch-variation", name: "Pitch variation quotient", unit: "",
      definition: "How lively the pitch is within ten seconds, as the mean of all stretches of ten "
        + "seconds. The example has one.",
      formula: "standard deviation ÷ mean of the fundamental frequency in each 10 s",
      parameters: ["stretches with less than 1 s of voice are left out"],
      example: Example(
        given: "Half of the voiced hops at 100 Hz, half at 200 Hz.", value: 1.0 / 3),
      sources: ["Hincks, System 33 (2005): PVQ"],
      norms: [
        Norm(
          value: "below 0.15 monotonous, 0.15 to 0.25 lively, above 0.25 very lively",
          population: "18 Swedish students presenting in English; ratings of liveliness went with "
            + "it (r = 0.83)", source: "Hincks, System 33 (2005)")
      ],
      limits: "A few octave errors would double it; they are removed as far as possible."),
  ]
}
