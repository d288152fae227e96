/// The words of a `transcript.json` as bytes: quicker than decoding it, for a search over
/// hundreds of hours.
///
/// It reads what ``Transcript/json()`` writes, and nothing else.
struct WordRows {
  /// A word: its frames, and where its text stands between quotes.
  struct Row {
    let start: Int
    let end: Int
    let text: Range<Int>
    let hasEscape: Bool
  }

  private let json: [UInt8]
  /// The words in order.
  let rows: [Row]
  /// Frames per second.
  let framesPerSecond: Int

  /// Finds the words; nil in what no walkthrough wrote.
  init?(_ json: [UInt8]) {
    self.json = json
    var place = Self.end(of: Array("\"sampleRate\":".utf8), in: json)
    guard place < json.count, let rate = Self.number(json, &place), rate > 0 else { return nil }
    framesPerSecond = rate
    place = Self.end(of: Array("\"words\":[".utf8), in: json)
    guard place < json.count else { return nil }
    var rows: [Row] = []
    while place < json.count, json[place] != UInt8(ascii: "]") {
      if json[place] == UInt8(ascii: ",") { place += 1 }
      guard Self.skip("[", json, &place), let start = Self.number(json, &place),
        Self.skip(",", json, &place), let end = Self.number(json, &place),
        Self.skip(",", json, &place), Self.skip("\"", json, &place)
      else { return nil }
      let first = place
      var hasEscape = false
      while place < json.count, json[place] != UInt8(ascii: "\"") {
        if json[place] == UInt8(ascii: "\\") {
          hasEscape = true
          place += 1
        }
        place += 1
      }
      guard place < json.count else { return nil }
      rows.append(Row(start: start, end: end, text: first..<place, hasEscape: hasEscape))
      place += 1
      guard Self.skip("]", json, &place) else { return nil }
    }
    self.rows = rows
  }

  /// The text of a word.
  func text(_ row: Row) -> String {
    let text = String(decoding: json[row.text], as: UTF8.self)
    return row.hasEscape ? Self.unescaped(text) : text
  }

  /// What ends a sentence behind a word.
  func mark(_ row: Row) -> PlacedWord.Mark? {
    guard let last = row.text.last else { return nil }
    // Nearly all words end with a letter.
    let byte = json[last] | 0x20
    return UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte
      ? nil : PlacedWord.mark(behind: text(row))
  }

  /// Whether a word may have certain letters in it, upper and lower case alike; true for all that
  /// is not plain.
  func mayHave(_ letters: [UInt8], _ row: Row) -> Bool {
    guard !row.hasEscape, let first = letters.first else { return true }
    for place in row.text {
      let byte = json[place]
      // Signs inside a word are left out, or part it.
      if byte >= 0x80 || byte == UInt8(ascii: "'") || byte == UInt8(ascii: ",")
        || byte == UInt8(ascii: "%")
      {
        return true
      }
      guard byte | 0x20 == first | 0x20, place + letters.count <= row.text.upperBound else {
        continue
      }
      var index = 1
      while index < letters.count, json[place + index] | 0x20 == letters[index] | 0x20 {
        index += 1
      }
      if index == letters.count { return true }
    }
    return false
  }

  private static func end(of key: [UInt8], in json: [UInt8]) -> Int {
    var place = 0
    while place + key.count <= json.count {
      if json[place] == key[0], json[place..<(place + key.count)].elementsEqual(key) {
        return place + key.count
      }
      place += 1
    }
    return json.count
  }

  private static func skip(
    _ character: Unicode.Scalar, _ json: [UInt8], _ place: inout Int
  ) -> Bool {
    guard place < json.count, json[place] == UInt8(ascii: character) else { return false }
    place += 1
    return true
  }

  private static func number(_ json: [UInt8], _ place: inout Int) -> Int? {
    var value = 0
    let first = place
    while place < json.count, 0x30...0x39 ~= json[place], place - first < 16 {
      value = value * 10 + Int(json[place] & 0xF)
      place += 1
    }
    return place > first ? value : nil
  }

  /// A text without JSON's escapes.
  private static func unescaped(_ text: String) -> String {
    var result = String.UnicodeScalarView()
    var rest = text.unicodeScalars[...]
    while let scalar = rest.popFirst() {
      guard scalar == "\\", let kind = rest.popFirst() else {
        result.append(scalar)
        continue
      }
      if kind == "u" {
        let code = UInt32(String(rest.prefix(4)), radix: 16) ?? 0xFFFD
        rest = rest.dropFirst(4)
        result.append(Unicode.Scalar(code) ?? "\u{FFFD}")
      } else {
        result.append(["n", "r", "t", "b", "f"].contains(kind) ? " " : kind)
      }
    }
    return String(result)
  }
}
