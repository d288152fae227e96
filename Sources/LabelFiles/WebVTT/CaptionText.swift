/// The text of a cue without its tags, and what its tags say of times and of marks.
///
/// Tags are those of WebVTT, and what SubRip borrowed from HTML; `{\an8}` and its like are
/// tags as well. A bracket that begins no tag is text.
/// - SeeAlso: W3C, "WebVTT: The Web Video Text Tracks Format", section 6.4.
public struct CaptionText: Hashable, Sendable {
  /// Text between two tags that count.
  public struct Run: Hashable, Sendable {
    /// UTF-8, or what the file has in its place.
    public var text: [UInt8]
    /// The time in seconds from which on it is said, where a tag gives one.
    public let timeSeconds: Double?
    /// Whether it is underlined or has a colour of its own.
    public let isMarked: Bool
  }

  /// The runs in their order; none is empty unless it has a time.
  public private(set) var runs: [Run] = []

  /// All of the text.
  public var plain: [UInt8] {
    guard runs.count != 1 else { return runs[0].text }
    return runs.flatMap(\.text)
  }

  /// Reads the lines of a cue, or one of them.
  /// - Parameter payload: as ``CaptionCue/payload`` has it.
  public init(_ payload: ArraySlice<UInt8>) {
    guard payload.contains(where: { $0 == 0x3C || $0 == 0x26 || $0 == 0x7B }) else {
      if !payload.isEmpty {
        runs = [Run(text: Array(payload), timeSeconds: nil, isMarked: false)]
      }
      return
    }
    var run = Run(text: [], timeSeconds: nil, isMarked: false)
    var end = Ends(payload)
    var index = payload.startIndex
    while index < payload.endIndex {
      switch payload[index] {
      case UInt8(ascii: "<"):
        guard let close = end.tag(from: index) else { break }
        let tag = payload[(index + 1)..<close]
        let time = CaptionFile.seconds(tag)
        let isMarked = Self.mark(tag) ?? run.isMarked
        if time != nil || isMarked != run.isMarked {
          if !run.text.isEmpty || run.timeSeconds != nil { runs.append(run) }
          run = Run(text: [], timeSeconds: time, isMarked: isMarked)
        }
        index = close + 1
        continue
      case UInt8(ascii: "{"):
        guard let close = end.override(from: index) else { break }
        index = close + 1
        continue
      case UInt8(ascii: "&"):
        guard let (text, next) = Self.reference(payload[index...]) else { break }
        run.text += text.utf8
        index = next
        continue
      default: break
      }
      run.text.append(payload[index])
      index += 1
    }
    if !run.text.isEmpty || run.timeSeconds != nil { runs.append(run) }
  }

  /// Whether a tag begins or ends a mark; nil when it does neither.
  private static func mark(_ tag: ArraySlice<UInt8>) -> Bool? {
    let isEnd = tag.first == UInt8(ascii: "/")
    let name = tag.dropFirst(isEnd ? 1 : 0).prefix { $0 > 0x20 && $0 != UInt8(ascii: ".") }
    return name.elementsEqual("u".utf8) || name.elementsEqual("font".utf8) ? !isEnd : nil
  }

  /// Where tags end; looks no second time for what is not there.
  private struct Ends {
    private let payload: ArraySlice<UInt8>
    private var hasTags = true
    private var hasOverrides = true

    init(_ payload: ArraySlice<UInt8>) { self.payload = payload }

    mutating func tag(from index: Int) -> Int? {
      guard hasTags, index + 1 < payload.endIndex else { return nil }
      let first = payload[index + 1]
      guard
        first == UInt8(ascii: "/") || first.isDigit
          || UInt8(ascii: "a")...UInt8(ascii: "z") ~= first | 0x20
      else { return nil }
      let close = payload[index...].firstIndex(of: UInt8(ascii: ">"))
      hasTags = close != nil
      return close
    }

    mutating func override(from index: Int) -> Int? {
      guard hasOverrides, index + 1 < payload.endIndex, payload[index + 1] == UInt8(ascii: "\\")
      else { return nil }
      let close = payload[index...].firstIndex(of: UInt8(ascii: "}"))
      hasOverrides = close != nil
      return close
    }
  }

  /// What a character reference stands for, and where it ends.
  private static func reference(_ bytes: ArraySlice<UInt8>) -> (text: String, end: Int)? {
    let name = bytes.dropFirst().prefix(8).prefix { $0 != UInt8(ascii: ";") }
    guard name.endIndex < bytes.endIndex, bytes[name.endIndex] == UInt8(ascii: ";") else {
      return nil
    }
    let text: String? =
      switch String(decoding: name, as: UTF8.self) {
      case "amp": "&"
      case "lt": "<"
      case "gt": ">"
      case "quot": "\""
      case "apos": "'"
      case "nbsp": " "
      case "lrm", "rlm": ""
      default: numbered(name)
      }
    return text.map { ($0, name.endIndex + 1) }
  }

  /// `#39` or `#x27`.
  private static func numbered(_ name: ArraySlice<UInt8>) -> String? {
    guard name.first == UInt8(ascii: "#") else { return nil }
    let digits = String(decoding: name.dropFirst(), as: UTF8.self)
    let value =
      digits.first == "x" || digits.first == "X"
      ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits)
    return value.flatMap(Unicode.Scalar.init).map { String($0) }
  }
}
