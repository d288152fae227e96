/// What a person chose once: the entries of `settings.yaml`, one `key: value` a line.
///
/// Each entry stands for itself: one that cannot be used is left out, and said.
public struct Settings: Hashable, Sendable {
  /// What can be chosen.
  public enum Key: String, Hashable, Sendable, CaseIterable {
    /// The level that is practised where nothing else names one.
    case level
    /// The microphone: the name of a capture device of ALSA.
    case device
    /// The folder of all sessions.
    case archive
    /// The speech recogniser that transcripts are made with.
    case recognizer
    /// The recogniser's model: its path, or its name.
    case model
    /// Whether each session is transcribed when it ends: `yes` or `no`.
    case transcribe
    /// Whether each session's page is made when it ends: `yes` or `no`.
    case pages
    /// Whether a session's page holds what was said: `yes` or `no`.
    case words
  }

  /// The file's name.
  public static let fileName = "settings.yaml"

  private var values: [Key: String] = [:]
  /// Why nothing of the file can be used; nil when it can.
  public private(set) var unreadable: ContentError?
  /// Entries that choose nothing, since their value cannot be used.
  private var wrong: [Key: ContentError] = [:]
  /// Entries that nobody knows.
  private var unknown: [ContentError] = []

  /// Nothing chosen.
  public init() {}

  /// Reads a file.
  public init(_ text: String) {
    let entries: [(key: String, line: Int, value: ContentNode)]
    do { entries = try ContentNode.pairs(text, of: "settings, such as 'level: l4'") } catch {
      unreadable = error
      return
    }
    for entry in entries {
      guard let key = Key(rawValue: entry.key) else {
        unknown.append(Self.unknown(entry.key, line: entry.line))
        continue
      }
      do throws(ContentError) {
        let value = try entry.value.word(entry.key)
        if let problem = key.problem(value) { throw entry.value.error(problem) }
        values[key] = value
      } catch {
        wrong[key] = error
      }
    }
  }

  /// Nothing could be read of a file.
  public init(unreadable message: String) {
    unreadable = ContentError(line: 1, message: message)
  }

  /// What was chosen; nil for nothing that can be used.
  public subscript(key: Key) -> String? { values[key] }

  /// The level that was chosen.
  public var level: Level? { values[.level].map(Level.init(rawValue:)) }

  /// Whether each session's page is made when it ends.
  public var makesPages: Bool { values[.pages] == "yes" }

  /// Whether a session's page holds what was said.
  public var showsWords: Bool { values[.words] == "yes" }

  /// Whether each session is transcribed when it ends.
  public var transcribes: Bool { values[.transcribe] == "yes" }

  /// Why an entry cannot be known: it is there and wrong, or nothing of the file can be used.
  public func trouble(with key: Key) -> ContentError? { unreadable ?? wrong[key] }

  /// What cannot be used, in the file's order.
  public var troubles: [ContentError] {
    (unreadable.map { [$0] } ?? []) + (wrong.values + unknown).sorted { $0.line < $1.line }
  }

  // MARK: Changing

  /// The file's text with one entry changed; all other lines, comments too, stay as they are.
  /// - Parameters:
  ///   - text: the file as it is; empty for none.
  ///   - key: the entry.
  ///   - value: what is chosen; nil takes the entry away.
  /// - Throws: `ContentError`, on line 0 when the value itself cannot be used, else on the line of
  ///   the file that stands in its way.
  public static func text(
    _ text: String, setting key: Key, to value: String?
  ) throws(ContentError) -> String {
    if let value, let problem = key.problem(value) {
      throw ContentError(line: 0, message: problem)
    }
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    if lines.last == "" { lines.removeLast() }
    let own = lines.firstIndex { line in
      line.hasPrefix(key.rawValue)
        && line.dropFirst(key.rawValue.count).drop { $0 == " " }.hasPrefix(":")
    }
    switch (own, value.map { "\(key.rawValue): \(quoted($0))" }) {
    case (let own?, let line?): lines[own] = line
    case (let own?, nil): lines.remove(at: own)
    case (nil, let line?): lines.append(line)
    case (nil, nil): break
    }
    let changed = lines.map { $0 + "\n" }.joined()
    let read = Settings(changed)
    if let trouble = read.trouble(with: key) { throw trouble }
    guard read[key] == value else {
      throw ContentError(
        line: 1 + (own ?? 0), message: "this line cannot be changed from here; edit the file")
    }
    return changed
  }

  /// A value in double quotes, in which YAML needs two characters escaped.
  private static func quoted(_ value: String) -> String {
    let isPlain = value.allSatisfy {
      $0.isASCII && ($0.isLetter || $0.isNumber || "/-_.".contains($0))
    }
    return isPlain && value.first?.isLetter == true && !["yes", "no"].contains(value)
      ? value
      : "\"" + value.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
  }

  private static func unknown(_ key: String, line: Int) -> ContentError {
    ContentError(
      line: line,
      message: "there is no setting '\(key)'; there are "
        + Key.allCases.map(\.rawValue).joined(separator: ", "))
  }
}

extension Settings.Key {
  /// Why a value cannot be chosen; nil when it can.
  fileprivate func problem(_ value: String) -> String? {
    switch self {
    case .level:
      let levels = ((try? Guide.levels()) ?? []).map(\.rawValue)
      return levels.contains(value)
        ? nil : "there is no level '\(value)'; choose one of: \(levels.joined(separator: ", "))"
    case .device, .recognizer, .model:
      return value.unicodeScalars.allSatisfy({ $0.value >= 32 }) && value.contains { $0 != " " }
        ? nil : "\(rawValue) should be a name in one line"
    case .archive:
      let isLine = value.unicodeScalars.allSatisfy { $0.value >= 32 }
      return isLine && (value.hasPrefix("/") || value.hasPrefix("~/"))
        ? nil
        : "archive should be a folder from the root on, such as ~/practice: it would be "
          + "another one in each folder that one works in"
    case .pages, .words, .transcribe:
      return ["yes", "no"].contains(value) ? nil : "\(rawValue) should be yes or no"
    }
  }
}
