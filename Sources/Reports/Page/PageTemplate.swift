import Mustache

/// A Mustache template whose values are escaped for HTML.
///
/// `{{name}}` is text, whatever is in it; `{{{name}}}` is markup made by another
/// template, never by a person.
struct PageTemplate {
  private let template: MustacheTemplate

  /// Reads a template that is part of the program.
  /// - Throws: a parser error when the embedded file is damaged; tests read them all.
  init(_ resource: [UInt8]) throws {
    MustacheContentTypes.register(PageText(), named: "PAGE")
    template = try MustacheTemplate(
      string: "{{% CONTENT_TYPE:PAGE}}\n" + String(decoding: resource, as: UTF8.self))
  }

  /// Fills the template in.
  /// - Parameter values: strings, flags, and lists of dictionaries of the same. A
  ///   section over an empty string is left out, as over a missing value.
  func render(_ values: [String: Any]) -> String { template.render(Self.prepared(values)) }

  private static func prepared(_ value: Any) -> Any {
    switch value {
    case let text as String: text.isEmpty ? EmptyText() : text
    case let values as [String: Any]: values.mapValues(prepared)
    case let list as [Any]: list.map(prepared)
    default: value
    }
  }
}

/// Mustache takes an empty string for something.
private struct EmptyText: MustacheCustomRenderable {
  var renderText: String { "" }
  var isNull: Bool { true }
}

/// Text made fit for HTML, in elements as well as in quoted attributes.
///
/// Mustache's own escaping looks at grapheme clusters: a quote with a combining
/// accent is one cluster, is not recognised, and ends the attribute it stands in.
struct PageText: MustacheContentType {
  func escapeText(_ text: String) -> String {
    var escaped = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": escaped += "&amp;"
      case "<": escaped += "&lt;"
      case ">": escaped += "&gt;"
      case "\"": escaped += "&quot;"
      case "'": escaped += "&#39;"
      // HTML has no way to write it.
      case "\0": escaped += "\u{FFFD}"
      default: escaped.unicodeScalars.append(scalar)
      }
    }
    return escaped
  }
}
