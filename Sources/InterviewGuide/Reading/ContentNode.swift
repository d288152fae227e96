import Yams

/// A place in a content file, read with errors that name the line.
///
/// One reader serves the built-in files and those that people write, so that both
/// follow the same rules.
struct ContentNode {
  private let node: Node
  let line: Int

  private init(_ node: Node, below line: Int) {
    self.node = node
    self.line = node.mark?.line ?? line
  }

  /// Reads a file that is a list.
  /// - Parameter what: its entries in the plural, for the error's words.
  /// - Returns: its entries; none for an empty file.
  /// - Throws: ``ContentError``.
  static func entries(_ text: String, of what: String) throws -> [ContentNode] {
    guard let document = try document(text) else { return [] }
    guard document.sequence != nil else {
      throw ContentError(
        line: document.mark?.line ?? 1,
        message: "the file should be a list of \(what), each beginning with '- id:'")
    }
    return try ContentNode(document, below: 1).list(what)
  }

  /// Reads a file of keys and values.
  /// - Parameter what: its entries in the plural with an example, for the error's words.
  /// - Returns: its entries in order; none for an empty file.
  static func pairs(
    _ text: String, of what: String
  ) throws(ContentError) -> [(key: String, line: Int, value: ContentNode)] {
    guard let document = try document(text) else { return [] }
    guard let mapping = document.mapping else {
      throw ContentError(
        line: document.mark?.line ?? 1, message: "the file should be a list of \(what)")
    }
    return mapping.map { key, value in
      let line = key.mark?.line ?? 1
      return (key.scalar?.string ?? "", line, ContentNode(value, below: line))
    }
  }

  /// The root of a file; nil for an empty one.
  private static func document(_ text: String) throws(ContentError) -> Node? {
    // A byte order mark is no part of the text.
    let yaml = text.hasPrefix("\u{FEFF}") ? String(text.dropFirst()) : text
    do {
      let document = try Yams.compose(yaml: yaml)
      return document.flatMap { $0.isNull ? nil : $0 }
    } catch {
      throw (error as? YamlError).map(ContentError.init)
        ?? ContentError(line: 1, message: "\(error)")
    }
  }

  /// A single value as it is written.
  func word(_ what: String) throws(ContentError) -> String {
    guard let text = node.scalar?.string else { throw error("\(what) should be one value") }
    return text
  }

  func error(_ message: String) -> ContentError { ContentError(line: line, message: message) }

  /// The entries of a list.
  func list(_ what: String) throws -> [ContentNode] {
    guard let sequence = node.sequence else {
      throw error("\(what) should be a list, each entry on a line that begins with '- '")
    }
    return sequence.map { ContentNode($0, below: line) }
  }

  /// The values of an entry by their keys.
  /// - Parameter keys: all that may occur.
  func entry(_ what: String, keys: [String]) throws -> ContentEntry {
    guard let mapping = node.mapping else {
      throw error("\(what) should have keys and values, such as 'id: my-own'")
    }
    var values: [String: ContentNode] = [:]
    for (key, value) in mapping {
      let name = key.scalar?.string ?? ""
      guard keys.contains(name) else {
        throw ContentError(
          line: key.mark?.line ?? line,
          message: "\(what) has no '\(name)'; it may have \(keys.joined(separator: ", "))")
      }
      values[name] = ContentNode(value, below: key.mark?.line ?? line)
    }
    return ContentEntry(what: what, line: line, values: values)
  }

  /// Keys and values in order, whatever the keys are.
  func pairs(_ what: String) throws -> [(key: String, value: ContentNode)] {
    guard let mapping = node.mapping else {
      throw error("\(what) should have keys and values, such as 'blog: read it'")
    }
    return mapping.map {
      ($0.key.scalar?.string ?? "", ContentNode($0.value, below: $0.key.mark?.line ?? line))
    }
  }

  /// One line of text: not empty, without control characters.
  /// - Parameter limit: the most characters.
  func text(_ what: String, limit: Int = 200) throws -> String {
    guard let text = node.scalar?.string else { throw error("\(what) should be a text") }
    guard text.contains(where: { !$0.isWhitespace }) else {
      throw error("\(what) is empty; write a text behind it")
    }
    guard text.unicodeScalars.allSatisfy({ $0.value >= 32 && !(127..<160).contains($0.value) })
    else {
      throw error("\(what) should be one line of plain text; join its lines")
    }
    guard text.count <= limit else {
      throw error("\(what) has \(text.count) characters; \(limit) are the most")
    }
    return text
  }

  /// An id: lower-case letters, digits and hyphens.
  func id(_ what: String) throws -> String {
    let text = node.scalar?.string ?? ""
    guard (1...40).contains(text.utf8.count), ContentNode.isID(text) else {
      throw error(
        "\(what) should be 1 to 40 lower-case letters, digits and hyphens, such as 'my-own'")
    }
    return text
  }

  private static func isID(_ text: String) -> Bool {
    text.utf8.allSatisfy { byte in
      (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
        || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || byte == UInt8(ascii: "-")
    }
  }

  /// A number within bounds.
  func number(_ what: String, in bounds: ClosedRange<Double>) throws -> Double {
    guard let text = node.scalar?.string, let value = Double(text), bounds.contains(value) else {
      throw error(
        "\(what) should be a number from \(plain(bounds.lowerBound)) to "
          + "\(plain(bounds.upperBound))")
    }
    return value
  }

  /// A whole number within bounds.
  func count(_ what: String, in bounds: ClosedRange<Int>) throws -> Int {
    guard let text = node.scalar?.string, let value = Int(text), bounds.contains(value) else {
      throw error(
        "\(what) should be a whole number from \(bounds.lowerBound) to \(bounds.upperBound)")
    }
    return value
  }

  /// Two numbers, the least and the most, as `[5, 7]`.
  func band(_ what: String, in bounds: ClosedRange<Double>) throws -> ClosedRange<Double> {
    guard let ends = node.sequence, ends.count == 2 else {
      throw error("\(what) should be the least and the most, such as [5, 7]")
    }
    let least = try ContentNode(ends[0], below: line).number("the least of \(what)", in: bounds)
    let most = try ContentNode(ends[1], below: line).number("the most of \(what)", in: bounds)
    guard least <= most else {
      throw error("\(what) run from \(plain(least)) to \(plain(most)); put the least first")
    }
    return least...most
  }

  /// Two whole numbers, the least and the most.
  func countBand(_ what: String, in bounds: ClosedRange<Int>) throws -> ClosedRange<Int> {
    guard let ends = node.sequence, ends.count == 2 else {
      throw error("\(what) should be the least and the most, such as [6, 8]")
    }
    let least = try ContentNode(ends[0], below: line).count("the least of \(what)", in: bounds)
    let most = try ContentNode(ends[1], below: line).count("the most of \(what)", in: bounds)
    guard least <= most else {
      throw error("\(what) run from \(least) to \(most); put the least first")
    }
    return least...most
  }

  /// `true` or `false`.
  func isTrue(_ what: String) throws -> Bool {
    switch node.scalar?.string {
    case "true": return true
    case "false": return false
    default: throw error("\(what) should be true or false")
    }
  }

  /// One of the values of an enumeration.
  func choice<Value: RawRepresentable & CaseIterable>(
    _ what: String, of type: Value.Type
  ) throws -> Value where Value.RawValue == String {
    guard let value = node.scalar.flatMap({ Value(rawValue: $0.string) }) else {
      let known = Value.allCases.map(\.rawValue).joined(separator: ", ")
      throw error("\(what) should be one of: \(known)")
    }
    return value
  }

  /// Whether it is keys and values, instead of a single value.
  var isEntry: Bool { node.mapping != nil }

  private func plain(_ value: Double) -> String {
    value == value.rounded() && abs(value) < 1e9 ? "\(Int(value))" : "\(value)"
  }
}

/// Keys and values at one place of a content file.
struct ContentEntry {
  let what: String
  let line: Int
  private let values: [String: ContentNode]

  init(what: String, line: Int, values: [String: ContentNode]) {
    self.what = what
    self.line = line
    self.values = values
  }

  subscript(key: String) -> ContentNode? { values[key] }

  /// A value that must be there.
  func required(_ key: String) throws -> ContentNode {
    guard let value = values[key] else {
      throw ContentError(line: line, message: "\(what) has no \(key); add a line '\(key): …'")
    }
    return value
  }

  func id() throws -> String { try required("id").id("the id") }

  func text(_ key: String, limit: Int = 200) throws -> String {
    try required(key).text(key, limit: limit)
  }

  /// The level that it is for.
  func level() throws -> Level { Level(rawValue: try required("level").id("level")) }

  /// The level that it is for; nil when the key is left out.
  func levelIfThere() throws -> Level? {
    try values["level"].map { Level(rawValue: try $0.id("level")) }
  }

  /// Lines of text; none when the key is left out.
  func texts(_ key: String) throws -> [String] {
    try values[key]?.list(key).map { try $0.text("an entry of \(key)") } ?? []
  }

  /// Ids; none when the key is left out.
  func ids(_ key: String) throws -> [String] {
    try values[key]?.list(key).map { try $0.id("an entry of \(key)") } ?? []
  }
}

extension [ContentNode] {
  /// Reads entries and refuses an id that occurs twice.
  /// - Parameter taken: ids that are built in.
  func unique<Value: Identifiable>(
    _ what: String, taken: Set<String> = [], read: (ContentNode) throws -> Value
  ) throws -> [Value] where Value.ID == String {
    var lines: [String: Int] = [:]
    return try map { node in
      let value = try read(node)
      guard !taken.contains(value.id) else {
        throw node.error("'\(value.id)' is a built-in \(what); give yours another id")
      }
      if let first = lines[value.id] {
        throw node.error(
          "\(what) '\(value.id)' is already on line \(first); give this one another id")
      }
      lines[value.id] = node.line
      return value
    }
  }
}

extension Node {
  fileprivate var isNull: Bool {
    guard let scalar, scalar.style == .plain || scalar.style == .any else { return false }
    return ["", "~", "null"].contains(scalar.string)
  }
}

extension ContentError {
  /// What the YAML parser says, with its line and a cure.
  fileprivate init(_ error: YamlError) {
    switch error {
    case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
      .composer(_, let problem, let mark, _):
      self.init(
        line: max(1, mark.line),
        message: "this is no YAML (\(problem)); look for a missing space, quote or bracket")
    case .reader(let problem, let offset, _, let yaml):
      let before = yaml.prefix(max(0, offset ?? 0))
      self.init(
        line: 1 + before.count { $0 == "\n" || $0 == "\r\n" },
        message: "a character that YAML does not allow (\(problem)); remove it")
    case .duplicatedKeysInMapping(let duplicates, let context):
      self.init(
        line: max(1, context.mark.line),
        message: "'\(duplicates.sorted().joined(separator: "', '"))' is there twice in the entry "
          + "that begins here; keep one of them")
    default:
      self.init(line: 1, message: "this is no YAML; compare it with the example")
    }
  }
}
