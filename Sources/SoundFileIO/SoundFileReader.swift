public import AudioCore
import CSndfile
import Glibc
import LinuxSystem
public import SystemPackage

/// Reads any sound file that libsndfile knows, downmixed to mono.
///
/// WAV, FLAC, Ogg Vorbis, Opus and MP3 among others; any rate, any number of
/// channels, any depth. Use it on one thread.
public struct SoundFileReader: ~Copyable {
  private let handle: SoundFileHandle
  /// The file.
  public let path: FilePath
  /// Frames per second.
  public let sampleRate: SampleRate
  /// Samples per frame in the file, 1 or more.
  public let channels: Int
  /// The number of frames that the file announces; nil when its format does not say.
  public let announcedFrames: Int?
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
  /// The rates that are read, in hertz.
  private static let rates = 8000...768_000
  /// The largest sample that is taken for sound, full scale being 1.
  private static let largestSample: Float = 1000
  private var position = 0
  private var channelSquares: [Double]
  private var monoSquares = 0.0

  /// Opens a file; one that is no regular file is refused without waiting for it.
  /// - Parameters:
  ///   - path: the file.
  ///   - followingLinks: false refuses a link as well.
  /// - Throws: `missing`, `unreadable`, `empty`, `notAudio`, `damagedHeader`,
  ///   `noAudio`, or `rate` outside of 8,000 to 768,000 Hz.
  ///
  /// The corresponding C function is `sf_open_fd`.
  public init(path: FilePath, followingLinks: Bool = true) throws(SoundFileError) {
    let flags = O_RDONLY | O_CLOEXEC | O_NONBLOCK | (followingLinks ? 0 : O_NOFOLLOW)
    let descriptor = unsafe path.withPlatformString { unsafe open($0, flags) }
    guard descriptor >= 0 else {
      let number = Errno.last
      throw SoundFileError(
        [.noSuchFileOrDirectory, .notDirectory].contains(number) ? .missing : .unreadable,
        function: "open",
        path: path,
        message: number == .noSuchFileOrDirectory
          ? "there is no such file; check the name"
          : number == .tooManySymbolicLinkLevels && !followingLinks
            ? "is a link, which is not followed; put the file itself here"
            : "cannot be read: \(number)")
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
      let hidden = header?.unannouncedBytes(fileBytes: Int(status.st_size)) ?? 0
      throw SoundFileError(
        .noAudio, function: "sf_open_fd", path: path,
        message: hidden == 0
          ? "holds no audio (0 frames)"
          : "its header says 0 frames, but \(hidden) bytes follow: the program that wrote it never "
            + "finished it; `sox --ignore-length` writes a whole copy")
    }
    guard Self.rates.contains(Int(info.samplerate)) else {
      throw SoundFileError(
        .rate, function: "sf_open_fd", path: path,
        message: "has \(info.samplerate) frames per second; "
          + (info.samplerate < Self.rates.lowerBound
            ? "speech needs \(Self.rates.lowerBound) or more"
            : "more than \(Self.rates.upperBound) are not read: the header is damaged"))
    }
    self.handle = handle
    self.path = path
    sampleRate = SampleRate(hertz: Int(info.samplerate))
    channels = Int(info.channels)
    // libsndfile's largest count stands for "not known".
    announcedFrames =
      info.frames <= FrameRange.largestPosition ? Int(info.frames) : nil
    let container = info.format & Int32(SF_FORMAT_TYPEMASK)
    isPlainInt16 =
      info.channels == 1 && info.format & Int32(SF_FORMAT_SUBMASK) == Int32(SF_FORMAT_PCM_16)
      && [SF_FORMAT_WAV, SF_FORMAT_WAVEX, SF_FORMAT_RF64, SF_FORMAT_W64, SF_FORMAT_AIFF]
        .contains { Int32($0) == container }
    cutShortFrames = header?.missingFrames(fileBytes: Int(status.st_size)) ?? 0
    interleaved = Array(repeating: 0, count: channels > 1 ? Self.blockFrames * channels : 0)
    channelSquares = Array(repeating: 0, count: channels)
  }

  /// The loudest channel, and by how much the average of all is softer; nil for one channel.
  ///
  /// Of what was read so far. A channel is counted from 1.
  public var downmixLoss: (channel: Int, decibels: Double)? {
    guard let most = channelSquares.max(), channels > 1, most > 0,
      let channel = channelSquares.firstIndex(of: most)
    else { return nil }
    return (channel + 1, 10 * log10(most / max(monoSquares, most * 1e-12)))
  }

  /// Reads the next frames and averages their channels.
  /// - Parameter samples: receives mono samples, full scale being 1, from its start.
  /// - Returns: the number of frames, 0 at the end.
  /// - Throws: `damagedHeader` when the decoder gives up before the first frame, or
  ///   `badSample`.
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
        for channel in 0..<channels {
          let sample = interleaved[frame * channels + channel]
          sum += sample
          channelSquares[channel] += Double(sample * sample)
        }
        samples[frame] = sum * scale
        monoSquares += Double(samples[frame] * samples[frame])
      }
    }
    for frame in 0..<count where !(abs(samples[frame]) <= Self.largestSample) {
      let seconds = sampleRate.seconds(frames: position + frame)
      throw SoundFileError(
        .badSample, function: "sf_readf_float", path: path,
        message: "has a sample that is no sound (\(samples[frame])) at second \(Int(seconds)); "
          + "export the file again as 16 or 24 bit WAV")
    }
    position += count
    if count == 0, !hasRead {
      throw SoundFileError(
        .damagedHeader, function: "sf_readf_float", path: path,
        message: "no frame could be decoded (\(handle.message))")
    }
    hasRead = true
    return count
  }

  /// How many frames the file promises beyond those that could be read.
  public func missingFrames(afterReading frames: Int) -> Int {
    max(cutShortFrames, (announcedFrames ?? 0) - frames)
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
