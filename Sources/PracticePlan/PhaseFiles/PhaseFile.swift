public import AudioCore

/// Phases and marks from a file of whatever kind: what it is shows in its content.
///
/// An Audacity label track, a Praat TextGrid, WebVTT chapters, a marks file, or a
/// plain list of times at which the plan's phases begin one after the other.
public enum PhaseFile {
  /// The kinds of files.
  public enum Kind: String, Hashable, Sendable {
    /// Lines of start, end and label with tabs between.
    case audacity = "Audacity labels"
    /// Praat's tiers.
    case textGrid = "TextGrid"
    /// Cues with times.
    case webVTT = "WebVTT chapters"
    /// Lines of time and id.
    case marks = "marks file"
    /// Lines of one time each.
    case times = "list of times"
  }

  /// Reads a file into a timeline.
  /// - Parameters:
  ///   - bytes: the file's content: UTF-8, or UTF-16 with a byte order mark as Praat
  ///     writes it.
  ///   - plan: whose phases and marks may occur.
  ///   - sampleRate: of the sound.
  ///   - frames: the length of the sound.
  /// - Throws: ``MarksFile/LineError`` for the first line that cannot be used.
  public static func timeline(
    _ bytes: [UInt8], plan: Plan, sampleRate: SampleRate, frames: Int
  ) throws(MarksFile.LineError) -> SessionTimeline {
    let text = decoded(bytes)
    let labels: [PhaseLabel]
    switch kind(of: text) {
    case .audacity: labels = try AudacityLabels.labels(text)
    case .textGrid: labels = try TextGridLabels.labels(text)
    case .webVTT: labels = try WebVTTChapters.labels(text)
    case .times: labels = try times(text, plan: plan)
    case .marks:
      return try MarksFile.timeline(text, plan: plan, sampleRate: sampleRate, frames: frames)
    }
    return try labels.timeline(plan: plan, sampleRate: sampleRate, frames: frames)
  }

  /// Whether a text may be meant to hold phases at all, whatever its mistakes.
  public static func looksLikePhases(_ bytes: [UInt8]) -> Bool {
    let text = decoded(bytes)
    guard kind(of: text) == .marks else { return true }
    let first = text.split(whereSeparator: \.isNewline).lazy
      .compactMap { $0.prefix { $0 != "#" }.split(whereSeparator: \.isWhitespace).first }.first
    return first.map { MarksFile.seconds($0) != nil } ?? false
  }

  /// What kind of file a content is.
  public static func kind(of bytes: [UInt8]) -> Kind { kind(of: decoded(bytes)) }

  private static func kind(of text: String) -> Kind {
    if text.hasPrefix("WEBVTT") { return .webVTT }
    let lines = text.split(whereSeparator: \.isNewline).filter {
      !$0.allSatisfy(\.isWhitespace) && !$0.hasPrefix("#")
    }
    if lines.prefix(3).contains(where: { $0.contains("ooTextFile") || $0.contains("\"TextGrid\"") })
    {
      return .textGrid
    }
    if let first = lines.first, AudacityLabels.isLabel(first) { return .audacity }
    let isTimes = lines.allSatisfy {
      $0.prefix { $0 != "#" }.split(whereSeparator: \.isWhitespace).count == 1
    }
    return isTimes && !lines.isEmpty ? .times : .marks
  }

  /// The text of a file's bytes, whatever its line ends.
  private static func decoded(_ bytes: [UInt8]) -> String {
    func words(_ high: Int, _ low: Int) -> [UInt16] {
      stride(from: 2, to: bytes.count - 1, by: 2).map {
        UInt16(bytes[$0 + high]) << 8 | UInt16(bytes[$0 + low])
      }
    }
    let text: String
    switch (bytes.first, bytes.dropFirst().first) {
    case (0xFE, 0xFF): text = String(decoding: words(0, 1), as: UTF16.self)
    case (0xFF, 0xFE): text = String(decoding: words(1, 0), as: UTF16.self)
    default:
      let hasMark = bytes.starts(with: [0xEF, 0xBB, 0xBF])
      text = String(decoding: hasMark ? bytes[3...] : bytes[...], as: UTF8.self)
    }
    guard text.utf8.contains(UInt8(ascii: "\r")) else { return text }
    return text.replacing("\r\n", with: "\n").replacing("\r", with: "\n")
  }

  /// One time per line: where the phases begin, in the plan's order.
  private static func times(_ text: String, plan: Plan) throws(MarksFile.LineError) -> [PhaseLabel]
  {
    var labels: [PhaseLabel] = []
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
    {
      guard let word = line.prefix(while: { $0 != "#" }).split(whereSeparator: \.isWhitespace).first
      else { continue }
      guard let seconds = MarksFile.seconds(word) else {
        throw MarksFile.LineError(
          line: index + 1, message: "'\(word)' is no time; write 95, 1:35 or 1:02:03.5")
      }
      guard seconds >= labels.last?.start ?? 0 else {
        throw MarksFile.LineError(
          line: index + 1,
          message: "\(word) lies before the line above it; put the lines in order of time")
      }
      guard labels.count <= plan.phases.count else {
        throw MarksFile.LineError(
          line: index + 1,
          message: "is one time too many: plan \(plan.id) has \(plan.phases.count) phases")
      }
      let name =
        labels.count < plan.phases.count ? plan.phases[labels.count].id : MarksFile.openID
      labels.append(PhaseLabel(line: index + 1, start: seconds, end: nil, names: [name]))
    }
    return labels
  }
}
