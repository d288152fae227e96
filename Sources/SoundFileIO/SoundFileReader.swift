public import AudioCore
import CSndfile
import Glibc

/// Reads any sound file that libsndfile knows, downmixed to mono.
///
/// WAV, FLAC, Ogg Vorbis, Opus and MP3 among others; any rate, any number of
/// channels, any depth. Use it on one thread.
public struct SoundFileReader: ~Copyable {
  private let handle: SoundFileHandle
  /// The file.
  public let path: String
  /// Frames per second.
  public let sampleRate: SampleRate
  /// Samples per frame in the file, 1 or more.
  public let channels: Int
  /// The number of frames that the file announces.
  public let announcedFrames: Int
  /// How many frames have been read so far.
  public private(set) var framesRead = 0
  private let cutShortFrames: Int?
  private var interleaved: [Float]

  /// Frames of one internal read.
  private static let blockFrames = 4096

  /// Opens a file.
  /// - Throws: `missing`, `unreadable`, `empty`, `notAudio`, `damagedHeader`,
  ///   `noAudio`, or `rate` below 8,000 Hz.
  ///
  /// The corresponding C function is `sf_open_fd`.
  public init(path: String) throws(SoundFileError) {
    let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
      let number = errno
      throw SoundFileError(
        number == ENOENT || number == ENOTDIR ? .missing : .unreadable, function: "open",
        path: path,
        message: number == ENOENT
          ? "there is no such file; check the name"
          : "cannot be read: \(unsafe String(cString: strerror(number)))")
    }
    var status = stat()
    _ = unsafe fstat(descriptor, &status)
    guard status.st_mode & S_IFMT == S_IFREG else {
      close(descriptor)
      throw SoundFileError(
        .unreadable, function: "fstat", path: path,
        message: "is not a file; name a sound file such as audio.wav")
    }
    guard status.st_size > 0 else {
      close(descriptor)
      throw SoundFileError(
        .empty, function: "fstat", path: path,
        message: "the file is empty (0 bytes); the recording was never written")
    }
    let header = RIFFHeader(descriptor: descriptor)
    lseek(descriptor, 0, SEEK_SET)
    var info = SF_INFO()
    guard let pointer = unsafe sf_open_fd(descriptor, Int32(SFM_READ), &info, 1) else {
      let number = sf_error(nil)
      let words = unsafe String(cString: sf_strerror(nil))
      if number != SF_ERR_UNRECOGNISED_FORMAT || header != nil {
        throw SoundFileError(
          .damagedHeader, function: "sf_open_fd", path: path,
          message: "the sound file's header is damaged or cut off (\(words)); "
            + "copy the file again from where it came")
      }
      throw SoundFileError(
        .notAudio, function: "sf_open_fd", path: path,
        message: "is not a sound file that can be read; WAV, FLAC, Ogg, Opus and MP3 are")
    }
    let handle = unsafe SoundFileHandle(pointer)
    guard info.frames > 0, info.channels > 0 else {
      throw SoundFileError(
        .noAudio, function: "sf_open_fd", path: path,
        message: "holds no audio (0 frames)")
    }
    guard info.samplerate >= 8000 else {
      throw SoundFileError(
        .rate, function: "sf_open_fd", path: path,
        message: "has \(info.samplerate) frames per second; speech needs 8000 or more")
    }
    self.handle = handle
    self.path = path
    sampleRate = SampleRate(hertz: Int(info.samplerate))
    channels = Int(info.channels)
    announcedFrames = Int(info.frames)
    cutShortFrames = header?.missingFrames(fileBytes: Int(status.st_size))
    interleaved = Array(repeating: 0, count: Self.blockFrames * channels)
  }

  /// Reads the next frames and averages their channels.
  /// - Parameter samples: receives mono samples, full scale being 1, from its start.
  /// - Returns: the number of frames, 0 at the end.
  /// - Throws: `damagedHeader` when the decoder gives up before the first frame.
  ///
  /// The corresponding C function is `sf_readf_float`.
  public mutating func read(into samples: inout MutableSpan<Float>) throws(SoundFileError) -> Int {
    let wanted = min(samples.count, Self.blockFrames)
    let pointer = unsafe handle.pointer
    let count: Int
    if channels == 1 {
      count = unsafe samples.withUnsafeMutableBufferPointer {
        unsafe Int(sf_readf_float(pointer, $0.baseAddress, sf_count_t(wanted)))
      }
    } else {
      count = unsafe interleaved.withUnsafeMutableBufferPointer {
        unsafe Int(sf_readf_float(pointer, $0.baseAddress, sf_count_t(wanted)))
      }
      let scale = 1 / Float(channels)
      for frame in 0..<count {
        var sum: Float = 0
        for channel in 0..<channels { sum += interleaved[frame * channels + channel] }
        samples[frame] = sum * scale
      }
    }
    if count == 0, framesRead == 0 {
      throw SoundFileError(
        .damagedHeader, function: "sf_readf_float", path: path,
        message: "no frame could be decoded (\(handle.message))")
    }
    framesRead += count
    return count
  }

  /// How many frames the header promised and the file lacks; call after the last read.
  ///
  /// Zero for a whole file. libsndfile corrects a WAV header that promises more
  /// than the file holds in silence, so the header is compared with the file here.
  public var missingFrames: Int {
    max(cutShortFrames ?? 0, announcedFrames == Int.max ? 0 : announcedFrames - framesRead)
  }
}
