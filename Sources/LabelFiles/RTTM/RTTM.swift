extension LabelFormat {
  /// Stretches of speech, a line each.
  public static let rttm = LabelFormat(
    id: "rttm", name: "RTTM",
    writer: Writer(
      suffix: ".rttm", about: "the stretches of speech", needsSpeech: true, text: RTTMWriter.text))
}
