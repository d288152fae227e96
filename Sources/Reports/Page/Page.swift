import AudioCore
import Foundation

/// A self-contained HTML page: one file that asks for nothing from anywhere.
///
/// Its content security policy names the digests of the page's own script and
/// style, and forbids all else, so that even text that slipped through escaping
/// could neither run nor load anything.
struct Page {
  /// What the window's title says, as plain text.
  var title: String
  /// What `body` holds, as HTML made by a ``PageTemplate``.
  var body: String
  /// The page's own style, after the shared one.
  var style: [UInt8] = []
  /// The page's own script, after the shared one.
  var script: [UInt8] = []
  /// What the script reads from the element `data`: JSON from ``json(_:)``.
  var data: String?
  /// Whether the page plays a sound file from the disk that it lies on.
  var playsSound = false

  /// The file's bytes.
  /// - Throws: a parser error when an embedded template is damaged.
  func bytes() throws -> [UInt8] {
    let style = PackageResources.page_css + style
    let script = PackageResources.page_js + script
    let values = Values(
      title: title, policy: policy(style: style, script: script), body: body,
      style: String(decoding: style, as: UTF8.self),
      script: String(decoding: script, as: UTF8.self), data: data ?? "")
    return Array(try PageTemplate(PackageResources.page_mustache).render(values).utf8)
  }

  private struct Values {
    let title: String
    let policy: String
    let body: String
    let style: String
    let script: String
    let data: String
  }

  /// - SeeAlso: W3C, Content Security Policy Level 3, section 6.
  private func policy(style: [UInt8], script: [UInt8]) -> String {
    var rules = [
      "default-src 'none'", "style-src \(Self.source(style))",
      "script-src \(Self.source(script))",
    ]
    // Browsers differ in whether a file counts as 'self' of the page beside it.
    if playsSound { rules.append("media-src 'self' file:") }
    return (rules + ["base-uri 'none'", "form-action 'none'"]).joined(separator: "; ")
  }

  private static func source(_ bytes: [UInt8]) -> String {
    "'sha256-\(Data(SHA256.digest(bytes)).base64EncodedString())'"
  }

  /// A value as JSON that may stand in a script element: no `<` in it.
  static func json(_ value: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    return String(decoding: try encoder.encode(value), as: UTF8.self)
      .replacingOccurrences(of: "<", with: "\\u003C")
  }
}
