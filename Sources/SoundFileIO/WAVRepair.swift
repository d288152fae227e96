public import AudioCore
import Glibc
import LinuxSystem
public import SystemPackage

/// Makes the sound of a recording that was killed whole up to its last frame.
///
/// The header of such a file is valid and announces the frames of the last
/// checkpoint; those written since lie behind them. Only the two sizes in the
/// header are written, in place, so that nothing that was readable is at risk.
public struct WAVRepair: Hashable, Sendable {
  /// Frames per second.
  public let sampleRate: SampleRate
  /// How many whole frames the file holds, all readable now.
  public let frames: Int
  /// How many frames the header announced before; nil when it was lost.
  public let announcedFrames: Int?

  /// The bytes before the first sample in the files that ``WAVWriter`` makes.
  public static let headerBytes = 44

  /// Repairs a file that ``WAVWriter`` began.
  ///
  /// A header of which only the beginning was written, and zeros follow, is
  /// written anew where frames follow it. Half a frame at the end is cut off.
  /// Doing it again changes nothing.
  /// - Parameters:
  ///   - path: the file; a link is refused.
  ///   - sampleRate: for a header that is lost; nil when not known.
  /// - Returns: nil when there is not one frame: no file, no bytes, or only a header.
  ///   The file is left as it is then.
  /// - Throws: `notAudio` for a file of another kind, which is left as it is,
  ///   `damagedHeader` for a lost header without a rate, `unreadable`, `full` or `write`.
  public static func repair(
    path: FilePath, sampleRate: SampleRate?
  ) throws(SoundFileError) -> WAVRepair? {
    let descriptor = unsafe path.withPlatformString {
      unsafe open($0, O_RDWR | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
    }
    guard descriptor >= 0 else {
      let number = Errno.last
      if number == .noSuchFileOrDirectory { return nil }
      throw failure(
        "open", number, path: path,
        message: number == .tooManySymbolicLinkLevels
          ? "is a link, which is not followed; put the file itself here" : nil)
    }
    defer { close(descriptor) }
    var status = stat()
    _ = unsafe fstat(descriptor, &status)
    guard status.st_mode & S_IFMT == S_IFREG else {
      throw SoundFileError(
        .unreadable, function: "fstat", path: path,
        message: "is not a file; put the recording's own audio.wav here")
    }
    let bytes = Int(status.st_size)
    let frames = (bytes - headerBytes) / 2
    guard frames > 0 else { return nil }
    var header = [UInt8](repeating: 0, count: headerBytes)
    let got = unsafe pread(descriptor, &header, headerBytes, 0)
    guard got == headerBytes else { throw failure("pread", .last, path: path) }

    let file = File(descriptor: descriptor, path: path)
    if let known = rate(of: header) {
      let announced = number(header[4..<8]) - (headerBytes - 8)
      let size = number(header[40..<44])
      // A RIFF chunk that goes on behind the samples is another program's work. The
      // size of the samples comes last, and may have been written in part.
      let isOurs = [0, 0xFF, 0xFFFF, 0xFF_FFFF, 0xFFFF_FFFF].contains { announced & $0 == size }
      guard announced >= 0, isOurs else { throw foreign(path) }
      try file.cutHalfFrame(bytes)
      if announced != frames * 2 || size != announced {
        try file.write(little(frames * 2 + headerBytes - 8), at: 4)
        try file.write(little(frames * 2), at: 40)
      }
      try file.sync()
      return WAVRepair(sampleRate: known, frames: frames, announcedFrames: announced / 2)
    }
    guard let sampleRate else {
      guard header.allSatisfy({ $0 == 0 }) else { throw foreign(path) }
      throw SoundFileError(
        .damagedHeader, function: "pread", path: path,
        message: "its header is lost, and nothing says at which rate it was recorded; "
          + "it may be imported elsewhere as raw 16-bit mono sound")
    }
    let new = makeHeader(sampleRate: sampleRate, frames: frames)
    guard isTorn(header, of: new) else { throw foreign(path) }
    try file.cutHalfFrame(bytes)
    try file.write(new, at: 0)
    try file.sync()
    return WAVRepair(sampleRate: sampleRate, frames: frames, announcedFrames: nil)
  }

  // MARK: Header

  /// The sample rate of a header of our own kind: PCM, mono, 16 bits, samples next.
  private static func rate(of header: [UInt8]) -> SampleRate? {
    let hertz = number(header[24..<28])
    guard hertz >= 1, hertz <= 1_000_000 else { return nil }
    var expected = makeHeader(sampleRate: SampleRate(hertz: hertz), frames: 0)
    expected.replaceSubrange(4..<8, with: header[4..<8])
    expected.replaceSubrange(40..<44, with: header[40..<44])
    return expected == header ? SampleRate(hertz: hertz) : nil
  }

  /// Whether a header stops somewhere and only zeros follow, sizes aside.
  private static func isTorn(_ header: [UInt8], of whole: [UInt8]) -> Bool {
    let written = (header.lastIndex { $0 != 0 } ?? -1) + 1
    return (0..<written).allSatisfy {
      (4..<8).contains($0) || (40..<44).contains($0) || header[$0] == whole[$0]
    }
  }

  private static func makeHeader(sampleRate: SampleRate, frames: Int) -> [UInt8] {
    var bytes = Array("RIFF".utf8) + little(frames * 2 + headerBytes - 8)
    bytes += Array("WAVEfmt ".utf8) + little(16)
    // PCM in one channel, then rate, bytes per second, bytes per frame, bits.
    bytes += [1, 0, 1, 0] + little(sampleRate.hertz) + little(sampleRate.hertz * 2)
    return bytes + [2, 0, 16, 0] + Array("data".utf8) + little(frames * 2)
  }

  private static func number(_ bytes: ArraySlice<UInt8>) -> Int {
    bytes.reversed().reduce(0) { $0 << 8 | Int($1) }
  }

  private static func little(_ value: Int) -> [UInt8] {
    (0..<4).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
  }

  // MARK: File

  /// An open file to be written in place.
  private struct File {
    let descriptor: Int32
    let path: FilePath

    func cutHalfFrame(_ bytes: Int) throws(SoundFileError) {
      guard bytes % 2 == 1 else { return }
      guard ftruncate(descriptor, off_t(bytes - 1)) == 0 else {
        throw failure("ftruncate", .last, path: path)
      }
    }

    func write(_ bytes: [UInt8], at offset: Int) throws(SoundFileError) {
      let written = unsafe pwrite(descriptor, bytes, bytes.count, off_t(offset))
      guard written == bytes.count else { throw failure("pwrite", .last, path: path) }
    }

    func sync() throws(SoundFileError) {
      guard fsync(descriptor) == 0 else { throw failure("fsync", .last, path: path) }
    }
  }

  private static func foreign(_ path: FilePath) -> SoundFileError {
    SoundFileError(
      .notAudio, function: "pread", path: path,
      message: "is no recording that this program began, and was left as it is; "
        + "measure it with: walkthrough analyze")
  }
}

private func failure(
  _ function: String, _ number: Errno, path: FilePath, message: String? = nil
) -> SoundFileError {
  let code: SoundFileError.Code =
    switch function {
    case "open", "pread": .unreadable
    default: [.noSpace, .diskQuotaExceeded, .fileTooLarge].contains(number) ? .full : .write
    }
  return SoundFileError(
    code, function: function, path: path,
    message: message ?? "the header cannot be repaired: \(number)")
}
