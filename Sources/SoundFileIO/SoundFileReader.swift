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
  private var hasRead = false
  /// Whether the file holds mono 16-bit samples one after the other, as sessions do:
  /// they can be read as they are, and from any frame on.
  public let isPlainInt16: Bool
  /// How many frames a WAV header promises past the file's end.
  ///
  /// libsndfile corrects such a header in silence, so it is compared with the file here.
  public let cutShortFrames: Int
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
    let container = info.format & Int32(SF_FORMAT_TYPEMASK)
    isPlainInt16 =
      info.channels == 1 && info.format & Int32(SF_FORMAT_SUBMASK) == Int32(SF_FORMAT_PCM_16)
      && [SF_FORMAT_WAV, SF_FORMAT_WAVEX, SF_FORMAT_RF64, SF_FORMAT_W64, SF_FORMAT_AIFF]
        .contains { Int32($0) == container }
    cutShortFrames = header?.missingFrames(fileBytes: Int(status.st_size)) ?? 0
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
    if count == 0, !hasRead {
      throw SoundFileError(
        .damagedHeader, function: "sf_readf_float", path: path,
        message: "no frame could be decoded (\(handle.message))")
    }
    hasRead = true
    return count
  }

  /// Goes to a frame of a file that ``isPlainInt16``.
  /// - Throws: `damagedHeader` when the file has no such frame.
  ///
  /// The corresponding C function is `sf_seek`.
  public mutating func seek(toFrame frame: Int) throws(SoundFileError) {
    guard unsafe sf_seek(handle.pointer, sf_count_t(frame), SEEK_SET) == frame else {
      throw SoundFileError(
        .damagedHeader, function: "sf_seek", path: path,
        message: "has no frame \(frame) (\(handle.message))")
    }
  }

  /// Reads the next samples of a file that ``isPlainInt16``.
  /// - Parameter samples: receives samples from its start.
  /// - Returns: the number of frames, 0 at the end.
  ///
  /// The corresponding C function is `sf_readf_short`.
  public mutating func read(into samples: inout MutableSpan<Int16>) -> Int {
    let pointer = unsafe handle.pointer
    let count = unsafe samples.withUnsafeMutableBufferPointer {
      unsafe Int(sf_readf_short(pointer, $0.baseAddress, sf_count_t($0.count)))
    }
    hasRead = true
    return count
  }
}
