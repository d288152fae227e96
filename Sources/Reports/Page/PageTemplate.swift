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
  /// - Parameter values: a structure whose properties have the names that the template
  ///   uses: texts, flags, structures, lists and optionals of these, and dictionaries of
  ///   texts. A section over an empty text is left out, as over nil.
  func render<Values>(_ values: Values) -> String {
    template.render(PageRecord.prepared(values) ?? "")
  }
}

/// A structure as Mustache looks into it.
private struct PageRecord: MustacheParent {
  private let mirror: Mirror

  init(_ value: Any) { mirror = Mirror(reflecting: value) }

  func child(named name: String) -> Any? {
    mirror.children.first { $0.label == name }.flatMap { Self.prepared($0.value) }
  }

  static func prepared(_ value: Any) -> Any? {
    switch value {
    case let text as String: return text.isEmpty ? EmptyText() : text
    case let flag as Bool: return flag
    case let texts as [String: String]: return texts.mapValues { prepared($0) }
    default: break
    }
    let mirror = Mirror(reflecting: value)
    return switch mirror.displayStyle {
    case .optional: mirror.children.first.flatMap { prepared($0.value) }
    case .collection: mirror.children.compactMap { prepared($0.value) }
    default: PageRecord(value)
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
