import AudioCore
public import SystemPackage

/// What the samples of a session's sound add up to.
public struct SoundContent: Hashable, Sendable {
  /// Its length.
  public let frames: Int
  /// The SHA-256 of its samples as a WAV file holds them, without the header.
  public let sha256: String
  /// How many frames at its end are zeros, 0 to ``frames``.
  public let zeroTailFrames: Int

  /// Reads a mono 16-bit sound from its first frame to its last, about an hour in a second.
  /// - Parameters:
  ///   - path: the file; a link is refused.
  ///   - progress: is told how many frames were read.
  /// - Throws: what opening it throws; `notAudio` for other samples than a session has.
  public init(
    path: FilePath, progress: (_ frames: Int) -> Void = { _ in }
  ) throws(SoundFileError) {
    var reader = try SoundFileReader(path: path, followingLinks: false)
    guard reader.isPlainInt16 else {
      throw SoundFileError(
        .notAudio, function: "sf_open_fd", path: path,
        message: "is another sound: it has not the 16-bit samples in one channel that sessions have"
      )
    }
    var digest = SHA256()
    var samples = [Int16](repeating: 0, count: 1 << 16)
    var frames = 0
    var behindLastSound = 0
    while true {
      var span = samples.mutableSpan
      let count = reader.read(into: &span)
      guard count > 0 else { break }
      digest.update(samples: samples.span.extracting(..<count))
      if let last = samples[..<count].lastIndex(where: { $0 != 0 }) {
        behindLastSound = frames + last + 1
      }
      frames += count
      progress(frames)
    }
    self.frames = frames
    sha256 = digest.text
    zeroTailFrames = frames - behindLastSound
  }
}
