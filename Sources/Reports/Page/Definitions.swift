import SpeechAnalysis

/// A measure's name and what exactly is meant by it.
struct Definition {
  /// Unique on a page.
  let id: String
  let name: String
  let text: String

  /// All that a session's page speaks of.
  static func all(_ parameters: AnalysisParameters) -> [Definition] {
    let threshold = Format.decimal(parameters.pauseThresholdSeconds, digits: 2)
    return [
      Definition(
        id: "budget", name: "Budget",
        text: """
          The least and the most time that the plan gives a phase. A phase visited more than once \
          counts with the sum of its visits. Both ends of the budget belong to it.
          """),
      Definition(
        id: "open", name: "Open remainder",
        text: "What the phases leave of the session for questions, detours and a proper end."),
      Definition(
        id: "talk", name: "Talk time",
        text: """
          The sum of all stretches in which somebody speaks, decided for each 10 ms with the whole \
          session in view. Breaths, typing and people far away are not speech. Talk share is talk \
          time ÷ time recorded, without what the device lost. Phoneticians say phonation time and \
          phonation ratio.
          """),
      Definition(
        id: "pause", name: "Pause",
        text: """
          A silence of at least \(threshold) s between two stretches of speech. Silence before the \
          first and after the last word is none, nor is one in which the session was held.
          """),
      Definition(
        id: "median", name: "Median, middle half and P90",
        text: """
          Half of the pauses are shorter than the median, the middle half lies between the \
          quartiles, nine of ten are shorter than P90. Few long pauses would pull a mean far away \
          from what is usual.
          """),
      Definition(
        id: "perminute", name: "Pauses per minute of talk",
        text: "The number of pauses ÷ talk time in minutes."),
      Definition(
        id: "classes", name: "Brief, medium and long",
        text: """
          Silences below 0.2 s, from 0.2 to 1 s, and above 1 s: the classes of Campione and Véronis \
          (2002), who measured some 6,000 pauses in five languages. Long ones came in spontaneous \
          speech alone.
          """),
      Definition(
        id: "logarithmic", name: "Logarithmic axis",
        text: """
          Equal steps are equal factors: from 0.1 to 0.2 s is as far as from 1 to 2 s. The lengths \
          of pauses spread evenly on it.
          """),
      Definition(
        id: "runs", name: "Run",
        text: """
          A stretch of speech from one pause to the next, shorter silences included. Their \
          mean length is a customary measure of fluency (Kormos and Dénes 2004).
          """),
      Definition(
        id: "level", name: "Level",
        text: """
          In dBFS: 0 is a square wave at full scale, a sine at full scale has −3. The level of \
          speech is the mean power while somebody speaks, the noise floor the median power \
          of the silences.
          """),
      Definition(
        id: "lost", name: "Lost by the device",
        text: """
          Stretches for which the microphone delivered nothing. They are silent in the sound, so \
          that everything after them keeps its place, and are neither talk nor pause.
          """),
    ]
  }
}
