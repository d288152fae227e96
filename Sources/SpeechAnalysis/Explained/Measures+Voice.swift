extension Measure {
  private static let counting =
    "Syllables are counted from the sound, without words: within 2 to 5 % of a minute's true number for "
    + "most voices, up to 8 % for some"
  private static let enough = "at least 5 s of talk"

  /// How the voice moves.
  static let voice = [
    Measure(
      id: "articulation-rate", name: "Articulation rate", unit: "syllables per second",
      definition: "How fast the speaker articulates while speaking: syllables in a second of talk, "
        + "pauses left out. A syllable is a peak of loudness in the bands of the vowels.",
      formula: "nuclei of syllables ÷ talk time",
      parameters: [
        "peaks that rise and fall by 5 %, the smoothing following the speaker's tempo", enough,
      ],
      example: Example(
        given: exampleSession + " A syllable begins each quarter of a second of speech: 204.",
        value: 204 / 51.1),
      sources: [
        "De Jong and Wempe, Behavior Research Methods 41 (2009): counting nuclei",
        "Morgan and Fosler-Lussier, Proc. ICASSP (1998): products of bands",
      ],
      norms: [
        Norm(
          value: "about 5.1 a second",
          population:
            "conversation in the United States, pauses left out; dialects up to 12 % away",
          source: "Jacewicz and others (2009)")
      ],
      limits: counting + ". Compare with your own sessions: longer utterances are faster, and "
        + "people differ by age and region."),
    Measure(
      id: "speech-rate", name: "Speech rate", unit: "syllables per second",
      definition: "How many syllables a second of the session has, pauses included.",
      formula:
        "nuclei of syllables ÷ session time without what the device lost and what others said",
      parameters: ["as for articulation rate", enough],
      example: Example(
        given: exampleSession + " A syllable begins each quarter of a second of speech: 204.",
        value: 3.4),
      sources: ["De Jong and Wempe, Behavior Research Methods 41 (2009)"], norms: [],
      limits: "Falls with every pause, so it says less of the tempo than the articulation rate."),
    Measure(
      id: "pitch-spread", name: "Pitch spread", unit: "semitones",
      definition: "How much the melody of the voice moves over the whole session.",
      formula: "standard deviation of 12·log2 of the fundamental frequency of the voiced hops",
      parameters: [
        "hops of 10 ms, 60 to 500 Hz, within an octave of the median",
        "a hop is voiced where its best match in the course reaches about a third of a perfect one",
        "at least 2 s of voice",
      ],
      example: Example(
        given: "A voice of 100 Hz in half of its hops and of 200 Hz in the others.", value: 6),
      sources: [
        "Boersma, Proc. Institute of Phonetic Sciences 17 (1993): choosing between octaves",
        "Noll, J. Acoust. Soc. Am. 41 (1967): the lag at which the spectrum repeats",
      ],
      norms: [],
      limits:
        "Creaky and whispered voice have no pitch, and a voice below some 80 Hz has hardly any. "
        + "In noise single hops are an octave off. A voice without any melody reads up to 1."),
    Measure(
      id: "pitch-variation", name: "Pitch variation", unit: "share",
      definition: "How much the melody moves within ten seconds: the pitch variation quotient, "
        + "averaged over the session.",
      formula:
        "mean over windows of 10 s of standard deviation ÷ mean of the fundamental frequency",
      parameters: ["as for pitch spread", "at least 1 s of voice in a window"],
      example: Example(
        given: "A voice of 100 Hz in half of its hops and of 200 Hz in the others.",
        value: 1.0 / 3),
      sources: ["Hincks, System 33 (2005)"],
      norms: [
        Norm(
          value: "0.15–0.25 heard as lively",
          population: "18 Swedish students presenting in English; less was heard as monotonous",
          source: "Hincks, System 33 (2005)")
      ],
      limits: "As for pitch spread. Few people were measured, and none of them practised alone."),
    Measure(
      id: "pitch-median", name: "Pitch", unit: "Hz",
      definition: "The middle of the fundamental frequencies. It is a property of the body, and "
        + "reports keep it to themselves; the JSON has it, for those who check the contour.",
      formula: "median fundamental frequency of the voiced hops",
      parameters: ["as for pitch spread"],
      example: Example(
        given: "A voice of 100 Hz in half of its hops and of 200 Hz in the others.", value: 150),
      sources: ["Boersma, Proc. Institute of Phonetic Sciences 17 (1993)"], norms: [],
      limits: "Nothing follows from it for how somebody presents."),
  ]
}
