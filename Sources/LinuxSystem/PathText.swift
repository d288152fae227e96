import Glibc
public import SystemPackage

/// Bytes of the system as text that loses nothing: a name on Linux need not be UTF-8.
///
/// Each byte that is not part of valid UTF-8 stands as one private character, U+EF80 to U+EFFF,
/// so that paths and names can go through arguments, variables and JSON, and come back as they
/// were. Everywhere else a path is a `FilePath`, whose `description` is for people: it shows
/// that a character is missing.
/// - SeeAlso: PEP 383, which does the same with lone surrogates; Swift's text has none.
public enum PathText {
  private static let first: UInt32 = 0xEF80
  private static let last: UInt32 = 0xEFFF

  /// The text for bytes.
  public static func text(_ bytes: some Collection<UInt8>) -> String {
    if let text = String(validating: bytes, as: UTF8.self), !text.hasStandIn { return text }
    var text = String.UnicodeScalarView()
    var rest = Array(bytes)[...]
    while let byte = rest.first {
      let scalar = scalar(at: rest)
      text.append(scalar?.scalar ?? standIn(byte))
      rest = rest.dropFirst(scalar?.length ?? 1)
    }
    return String(text)
  }

  /// The valid scalar that bytes begin with; nil for what needs a stand-in.
  private static func scalar(
    at bytes: ArraySlice<UInt8>
  ) -> (scalar: Unicode.Scalar, length: Int)? {
    for length in 1...4 where bytes.count >= length {
      guard let text = String(validating: bytes.prefix(length), as: UTF8.self),
        let scalar = text.unicodeScalars.first
      else { continue }
      // A name that has a stand-in of its own keeps it byte by byte.
      return first...last ~= scalar.value ? nil : (scalar, length)
    }
    return nil
  }

  private static func standIn(_ byte: UInt8) -> Unicode.Scalar {
    Unicode.Scalar(UInt32(byte) < 0x80 ? UInt32(byte) : first - 0x80 + UInt32(byte)) ?? "?"
  }

  /// The byte that a character stands for; nil for one that stands for itself.
  fileprivate static func byte(of scalar: Unicode.Scalar) -> UInt8? {
    first...last ~= scalar.value ? UInt8(scalar.value - first + 0x80) : nil
  }
}

extension String {
  /// The bytes that the text stands for, see ``PathText``.
  public var pathBytes: [UInt8] {
    guard hasStandIn else { return Array(utf8) }
    return unicodeScalars.flatMap { scalar in
      PathText.byte(of: scalar).map { [$0] } ?? Array(String(Character(scalar)).utf8)
    }
  }

  /// The bytes as C functions take them, ending in a NUL.
  var cBytes: [CChar] { pathBytes.map { CChar(bitPattern: $0) } + [0] }

  fileprivate var hasStandIn: Bool {
    // All of them begin with the byte EE or EF in UTF-8: nearly no path has one.
    utf8.contains(0xEE) || utf8.contains(0xEF)
      ? unicodeScalars.contains { PathText.byte(of: $0) != nil } : false
  }
}

extension FilePath {
  /// The path that a text stands for, see ``PathText``.
  public init(pathText text: String) {
    self.init(platformString: text.cBytes)
  }

  /// The text that stands for the path, see ``PathText``.
  public var pathText: String { PathText.text(bytes) }

  /// The path's bytes.
  public var bytes: [UInt8] {
    unsafe withPlatformString { unsafe Array(UnsafeRawBufferPointer(start: $0, count: length)) }
  }

  /// The path of a name in this folder, which is text, see ``PathText``; never one elsewhere.
  public func appending(pathText name: String) -> FilePath {
    appending(FilePath(pathText: name).components)
  }
}

extension FilePath.Component {
  /// The text that stands for the name, see ``PathText``.
  public var pathText: String { FilePath(root: nil, components: self).pathText }
}
