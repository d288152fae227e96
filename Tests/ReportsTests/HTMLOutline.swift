import Foundation

/// What a test asks of a page: its tags in order, without a browser.
struct HTMLOutline {
  struct Tag {
    let name: String
    let attributes: [String: String]
  }

  /// The opening tags in order.
  private(set) var tags: [Tag] = []
  /// The text between tags, entities resolved, scripts and styles left out.
  private(set) var text = ""
  /// Where the nesting is broken; empty when it is whole.
  private(set) var faults: [String] = []

  private static let void: Set = ["meta", "input", "!doctype"]

  init(_ page: [UInt8]) {
    let html = String(decoding: page, as: UTF8.self)
    var rest = html.unicodeScalars[...]
    var open: [String] = []
    while let start = rest.firstIndex(of: "<") {
      text += Self.resolved(String(rest[..<start]))
      guard let end = Self.end(of: rest[start...]) else { break }
      var inside = String(rest[rest.index(after: start)..<end])
      rest = rest[rest.index(after: end)...]
      if inside.hasPrefix("/") {
        let name = String(inside.dropFirst())
        if open.last == name { open.removeLast() } else { faults.append("</\(name)>") }
        continue
      }
      let isClosed = inside.hasSuffix("/")
      if isClosed { inside.removeLast() }
      let tag = Self.tag(inside)
      tags.append(tag)
      if isClosed || Self.void.contains(tag.name) { continue }
      open.append(tag.name)
      if tag.name == "script" || tag.name == "style" {
        let after = String(rest)
        guard let range = after.range(of: "</\(tag.name)>") else { break }
        rest = String(after[range.lowerBound...]).unicodeScalars[...]
      }
    }
    faults += open.map { "<\($0)>" }
  }

  func tags(_ name: String) -> [Tag] { tags.filter { $0.name == name } }

  /// The `>` that ends a tag, quotes respected.
  private static func end(of tag: Substring.UnicodeScalarView) -> String.Index? {
    var isQuoted = false
    for index in tag.indices {
      if tag[index] == "\"" { isQuoted.toggle() }
      if tag[index] == ">", !isQuoted { return index }
    }
    return nil
  }

  private static func tag(_ inside: String) -> Tag {
    let name = inside.prefix { !$0.isWhitespace }
    var attributes: [String: String] = [:]
    var rest = inside.unicodeScalars.dropFirst(name.unicodeScalars.count)
    while true {
      rest = rest.drop { $0.properties.isWhitespace }
      let key = rest.prefix { $0 != "=" && !$0.properties.isWhitespace }
      guard !key.isEmpty else { break }
      rest = rest.dropFirst(key.count)
      var value = ""
      if rest.first == "=" {
        rest = rest.dropFirst(2)
        let quoted = rest.prefix { $0 != "\"" }
        value = resolved(String(quoted))
        rest = rest.dropFirst(quoted.count + 1)
      }
      attributes[String(key)] = value
    }
    return Tag(name: name.lowercased(), attributes: attributes)
  }

  private static func resolved(_ text: String) -> String {
    [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&")]
      // Literally: a semicolon with a combining accent is another character.
      .reduce(text) { $0.replacingOccurrences(of: $1.0, with: $1.1, options: .literal) }
  }
}
