import LabelFiles

/// What formats look at to find out whether a content is theirs.
struct TranscriptContent: Sendable {
  /// JSON, checked; nil for a text of lines.
  let json: LooseJSON?
  /// Line feeds end its lines; empty for JSON.
  let lines: [UInt8]
  /// The keys of the first object in JSON, also where that lies in a list.
  let keys: Set<String>
  /// The first lines that are not empty.
  let head: [ArraySlice<UInt8>]

  /// - Parameters:
  ///   - bytes: UTF-8 without a mark.
  ///   - isJSON: nil to find it out.
  /// - Throws: ``TranscriptError`` for JSON that does not hold together.
  init(_ bytes: [UInt8], isJSON: Bool? = nil) throws(TranscriptError) {
    let first = bytes.first { $0 > 0x20 }
    if isJSON ?? (first == UInt8(ascii: "{") || first == UInt8(ascii: "[")) {
      let json = try LooseJSON(bytes)
      self.json = json
      (lines, head) = ([], [])
      // A list of lists is nobody's.
      let object =
        json.isList(json.roots[0])
        ? json.elements(json.roots[0]).first { _ in true } : json.roots[0]
      keys = Set(object.map { json.members($0).lazy.prefix(1000).map(\.key) } ?? [])
    } else {
      json = nil
      keys = []
      lines = LabelText.lines(bytes)
      head = Self.head(lines)
    }
  }

  /// The first 200 lines that are not empty, of the first 64 KiB.
  private static func head(_ lines: [UInt8]) -> [ArraySlice<UInt8>] {
    Array(
      lines.prefix(1 << 16).split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: true)
        .lazy.filter { $0.contains { $0 > 0x20 } }.prefix(200))
  }

  /// What a person would say of it who does not know it.
  var outline: String {
    guard json != nil else {
      return "a text that begins with '\(TranscriptLimits.shown(head.first ?? []))'"
    }
    let some = keys.sorted().prefix(5).map { "'\(TranscriptLimits.shown(Array($0.utf8)[...]))'" }
    return some.isEmpty ? "JSON without keys" : "JSON with \(some.joined(separator: ", "))"
  }

  /// The lines with their numbers from 1, without those that are empty.
  var numberedLines: NumberedLines { NumberedLines(bytes: lines) }

  struct NumberedLines: Sequence, IteratorProtocol {
    fileprivate let bytes: [UInt8]
    private var index = 0
    private var number = 0

    fileprivate init(bytes: [UInt8]) { self.bytes = bytes }

    mutating func next() -> (number: Int, line: ArraySlice<UInt8>)? {
      while index < bytes.count {
        let start = index
        var isEmpty = true
        while index < bytes.count, bytes[index] != UInt8(ascii: "\n") {
          if bytes[index] > 0x20 { isEmpty = false }
          index += 1
        }
        number += 1
        index += 1
        if !isEmpty { return (number, bytes[start..<(index - 1)]) }
      }
      return nil
    }
  }
}

extension ArraySlice<UInt8> {
  /// The parts between white space.
  var fields: [ArraySlice<UInt8>] { split { $0 == 0x20 || 0x09...0x0D ~= $0 } }
}
