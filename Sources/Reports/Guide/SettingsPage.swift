import SessionModel

/// One setting: what is in use, and who chose it.
public struct SettingsEntry: Encodable, Sendable {
  let key: String
  /// What is in use.
  public let value: String
  let origin: String

  /// Describes a setting.
  public init(key: String, value: String, origin: String) {
    self.key = key
    self.value = value
    self.origin = origin
  }
}

/// The settings on a terminal.
public enum SettingsPage {
  /// A paragraph for each: what is in use, and who chose it.
  /// - Returns: lines of at most `style.columns` characters.
  public static func text(_ entries: [SettingsEntry], style: TextStyle) -> String {
    var page = TextPage(style: style)
    for entry in entries {
      page.paragraph("\(entry.value)  (\(entry.origin))", start: entry.key.filled(to: 12))
    }
    return page.text
  }
}

/// The settings as JSON: what is in use, and who chose it.
///
/// Schema 1.
public enum SettingsDocument {
  /// The number of this layout.
  public static let schema = 1

  /// Renders settings as JSON text ending in a newline.
  public static func json(_ entries: [SettingsEntry]) throws -> [UInt8] {
    try JSONText.page(Document(settings: entries))
  }

  private struct Document: Encodable {
    let schema = SettingsDocument.schema
    let settings: [SettingsEntry]
  }
}
