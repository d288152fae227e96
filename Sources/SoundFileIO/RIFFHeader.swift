import Glibc

/// What the chunks at the start of a RIFF WAV file promise.
///
/// - SeeAlso: Multimedia Programming Interface and Data Specifications 1.0
///   (IBM and Microsoft, 1991), "RIFF Waveform File Format".
struct RIFFHeader {
  private var bytesPerFrame = 0
  private var dataOffset: Int?
  private var dataBytes = 0

  /// Reads the chunk list from the start of a file; nil when it is no RIFF WAV.
  init?(descriptor: Int32) {
    guard let start = Self.read(descriptor, 12, at: 0), start[0..<4].elementsEqual("RIFF".utf8),
      start[8..<12].elementsEqual("WAVE".utf8)
    else { return nil }
    var offset = 12
    // A malformed list cannot keep the loop busy: at most 64 chunks are looked at.
    for _ in 0..<64 {
      guard let chunk = Self.read(descriptor, 8, at: offset) else { return }
      let size = Self.littleEndian(chunk[4..<8])
      if chunk[0..<4].elementsEqual("fmt ".utf8) {
        guard let format = Self.read(descriptor, 16, at: offset + 8) else { return }
        bytesPerFrame = Self.littleEndian(format[12..<14])
      } else if chunk[0..<4].elementsEqual("data".utf8) {
        dataOffset = offset + 8
        dataBytes = size
        return
      }
      offset += 8 + size + size % 2
    }
  }

  /// How many whole frames are promised but lie past the end of the file.
  /// - Returns: nil when the header does not say: programs that write to a pipe
  ///   leave a size of 0 or of 2 GiB and more.
  func missingFrames(fileBytes: Int) -> Int? {
    guard let dataOffset, bytesPerFrame > 0, dataBytes > 0, dataBytes < 0x7FFF_0000 else {
      return nil
    }
    return max(0, dataOffset + dataBytes - fileBytes) / bytesPerFrame
  }

  /// Bytes behind a header that promises none: the program that wrote it never finished it.
  func unannouncedBytes(fileBytes: Int) -> Int {
    guard let dataOffset, dataBytes == 0 else { return 0 }
    return max(0, fileBytes - dataOffset)
  }

  private static func read(_ descriptor: Int32, _ count: Int, at offset: Int) -> [UInt8]? {
    var bytes = [UInt8](repeating: 0, count: count)
    let got = unsafe pread(descriptor, &bytes, count, off_t(offset))
    return got == count ? bytes : nil
  }

  private static func littleEndian(_ bytes: ArraySlice<UInt8>) -> Int {
    bytes.reversed().reduce(0) { $0 << 8 | Int($1) }
  }
}
