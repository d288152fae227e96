/// JSON as recognisers write it, mistakes included, looked at where it lies.
///
/// Beyond the standard it takes `NaN`, `Infinity` and Python's `None`, control characters
/// inside texts, bytes that are no UTF-8, escapes that do not exist, a comma too many before a
/// closing bracket, and several values one behind the other. Of keys that occur twice all are
/// shown. Values are named by the place of their first byte; nothing is copied before it is asked for.
struct LooseJSON: Sendable {
  /// Brackets inside brackets: recognisers need seven.
  static let mostDepth = 100

  /// UTF-8, or what is in its place.
  let bytes: [UInt8]
  /// Where the outermost objects and lists begin; at least one.
  let roots: [Int]

  /// Looks whether a text holds together.
  /// - Throws: ``TranscriptError`` with the offset of the first byte that has no place in JSON.
  init(_ bytes: [UInt8]) throws(TranscriptError) {
    self.bytes = bytes
    roots = try Self.roots(in: bytes)
  }

  private enum Expected {
    case root, value, valueOrEnd, key, keyOrEnd, colon, comma
  }

  private static func roots(in bytes: [UInt8]) throws(TranscriptError) -> [Int] {
    var roots: [Int] = []
    var closing: [UInt8] = []
    var expected = Expected.root
    var index = 0
    while index < bytes.count {
      let byte = bytes[index]
      switch byte {
      case 0...0x20: break
      case UInt8(ascii: "{"), UInt8(ascii: "["):
        switch expected {
        case .root:
          guard roots.count < TranscriptLimits.mostWords else {
            throw TranscriptLimits.tooManyWords
          }
          roots.append(index)
        case .value, .valueOrEnd: break
        default: throw misplaced(index, in: bytes)
        }
        guard closing.count < mostDepth else {
          throw TranscriptError(
            "byte \(index): brackets lie more than \(mostDepth) deep in each other; "
              + "no recogniser writes that: run it again")
        }
        // The closing one stands two behind the opening one in ASCII.
        closing.append(byte + 2)
        expected = byte == UInt8(ascii: "{") ? .keyOrEnd : .valueOrEnd
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        guard closing.last == byte, ![.colon, .value].contains(expected) else {
          throw misplaced(index, in: bytes)
        }
        closing.removeLast()
        expected = closing.isEmpty ? .root : .comma
      case UInt8(ascii: ","):
        guard expected == .comma else { throw misplaced(index, in: bytes) }
        expected = closing.last == UInt8(ascii: "}") ? .keyOrEnd : .valueOrEnd
      case UInt8(ascii: ":"):
        guard expected == .colon else { throw misplaced(index, in: bytes) }
        expected = .value
      default:
        let isText = byte == UInt8(ascii: "\"")
        switch expected {
        case .key, .keyOrEnd:
          guard isText else { throw misplaced(index, in: bytes) }
          expected = .colon
        case .value, .valueOrEnd: expected = .comma
        default: throw misplaced(index, in: bytes)
        }
        guard let end = isText ? endOfText(bytes, from: index) : endOfWord(bytes, from: index)
        else {
          throw isText
            ? TranscriptError(
              "byte \(index): the text that begins here never ends; "
                + "the file was cut off: run the recogniser again")
            : misplaced(index, in: bytes)
        }
        index = end
        continue
      }
      index += 1
    }
    guard closing.isEmpty else {
      throw TranscriptError(
        "byte \(bytes.count): the file ends before its last bracket; "
          + "it was cut off: run the recogniser again")
    }
    guard !roots.isEmpty else {
      throw TranscriptError("byte 0: there is no JSON in the file; run the recogniser again")
    }
    return roots
  }

  private static func misplaced(_ index: Int, in bytes: [UInt8]) -> TranscriptError {
    let shown = TranscriptLimits.shown(bytes[index...].prefix { $0 > 0x20 }.prefix(12))
    return TranscriptError(
      "byte \(index): '\(shown)' has no place in JSON here; run the recogniser again, "
        + "or take away what was written into its file")
  }

  /// Behind a text's closing quote.
  private static func endOfText(_ bytes: [UInt8], from start: Int) -> Int? {
    var index = start + 1
    while index < bytes.count {
      switch bytes[index] {
      case UInt8(ascii: "\""): return index + 1
      case UInt8(ascii: "\\"): index += 2
      default: index += 1
      }
    }
    return nil
  }

  /// Behind a number or a word that stands for a value; nil for any other word.
  private static func endOfWord(_ bytes: [UInt8], from start: Int) -> Int? {
    var end = start
    while end < bytes.count, !isDelimiter(bytes[end]) { end += 1 }
    let isSigned = bytes[start] == UInt8(ascii: "-") || bytes[start] == UInt8(ascii: "+")
    let first = isSigned ? start + 1 : start
    guard first < end else { return nil }
    if UInt8(ascii: "0")...UInt8(ascii: "9") ~= bytes[first] || bytes[first] == UInt8(ascii: ".") {
      return end
    }
    guard end - first <= 9 else { return nil }
    let word = String(decoding: bytes[first..<end].map { $0 | 0x20 }, as: UTF8.self)
    let known = ["null", "true", "false", "nan", "none", "infinity", "inf", "undefined"]
    return known.contains(word) ? end : nil
  }

  private static func isDelimiter(_ byte: UInt8) -> Bool {
    switch byte {
    case 0...0x20, UInt8(ascii: ","), UInt8(ascii: ":"), UInt8(ascii: "]"), UInt8(ascii: "}"),
      UInt8(ascii: "["), UInt8(ascii: "{"), UInt8(ascii: "\""):
      true
    default: false
    }
  }

  /// Behind a value.
  private func end(of start: Int) -> Int {
    var depth = 0
    var index = start
    while index < bytes.count {
      switch bytes[index] {
      case UInt8(ascii: "\""):
        index = Self.endOfText(bytes, from: index) ?? bytes.count
        if depth == 0 { return index }
        continue
      case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        depth -= 1
        if depth <= 0 { return index + 1 }
      default:
        if depth == 0 {
          while index < bytes.count, !Self.isDelimiter(bytes[index]) { index += 1 }
          return index
        }
      }
      index += 1
    }
    return bytes.count
  }

  /// The first byte from a place on that is neither white space nor punctuation between values.
  private func skipped(_ start: Int) -> Int {
    var index = start
    while index < bytes.count {
      switch bytes[index] {
      case 0...0x20, UInt8(ascii: ","), UInt8(ascii: ":"): index += 1
      default: return index
      }
    }
    return index
  }

  /// The values of a list; none for what is no list.
  struct Elements: Sequence, IteratorProtocol {
    fileprivate let json: LooseJSON
    fileprivate var index: Int

    mutating func next() -> Int? {
      let start = json.skipped(index)
      guard start < json.bytes.count, json.bytes[start] != UInt8(ascii: "]") else { return nil }
      index = json.end(of: start)
      return start
    }
  }

  /// The keys and values of an object; none for what is no object.
  struct Members: Sequence, IteratorProtocol {
    fileprivate let json: LooseJSON
    fileprivate var index: Int

    mutating func next() -> (key: String, value: Int)? {
      let start = json.skipped(index)
      guard start < json.bytes.count, json.bytes[start] != UInt8(ascii: "}") else { return nil }
      let end = json.end(of: start)
      let value = json.skipped(end)
      index = json.end(of: value)
      let key = json.bytes[(start + 1)..<Swift.max(start + 1, end - 1)]
      return (String(decoding: key, as: UTF8.self), value)
    }
  }

  func elements(_ place: Int) -> Elements {
    Elements(json: self, index: isList(place) ? place + 1 : bytes.count)
  }

  func members(_ place: Int) -> Members {
    Members(json: self, index: isObject(place) ? place + 1 : bytes.count)
  }

  func isObject(_ place: Int) -> Bool { place < bytes.count && bytes[place] == UInt8(ascii: "{") }

  func isList(_ place: Int) -> Bool { place < bytes.count && bytes[place] == UInt8(ascii: "[") }

  /// Between the quotes of a text, or a number or word as it stands; nil for anything else.
  func raw(_ place: Int) -> ArraySlice<UInt8>? {
    guard place < bytes.count, !isObject(place), !isList(place) else { return nil }
    let end = end(of: place)
    guard bytes[place] == UInt8(ascii: "\"") else { return bytes[place..<end] }
    return bytes[(place + 1)..<max(place + 1, end - 1)]
  }
}
