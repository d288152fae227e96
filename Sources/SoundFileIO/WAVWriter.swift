public import AudioCore
import CSndfile
import Glibc
import LinuxSystem
public import SystemPackage

/// Writes a mono 16-bit WAV file whose header is valid from checkpoint to checkpoint.
///
/// Others may move, remove, replace or shorten the file meanwhile: ``state`` says so, and
/// ``finalize(at:else:)`` gives it its name back. There are three ends. ``checkpoint()`` makes the file complete up to now and
/// goes on. ``finalize(at:else:)`` does the same a last time, closes, and reports the last
/// errors. Letting go of the writer closes the file too, and loses errors.
/// Use it on one thread.
public struct WAVWriter: ~Copyable, FrameSink {
  private let handle: SoundFileHandle
  // Belongs to the handle, which closes it.
  private let descriptor: Int32
  /// The file.
  public let path: FilePath
  /// How many frames have been written so far.
  public private(set) var frames = 0
  /// What became of the file, as the last checkpoint found it.
  public private(set) var state = SinkState()
  private var digest = SHA256()
  // Has the file's name where that was removed, and follows it.
  private var copy: GrowingCopy?

  /// How much of a removed file is copied at a checkpoint: the ring holds what comes meanwhile.
  private static let copiedBytes = 32 << 20

  /// How many frames a file holds at most: 2 GiB less a kibibyte for the header.
  ///
  /// Readers with signed 32-bit sizes fail past it.
  public static let limitFrames = (1 << 31) / 2 - 512

  /// Creates the file with mode 0600.
  /// - Parameters:
  ///   - path: must not exist; it is never overwritten.
  ///   - sampleRate: of the frames to come.
  /// - Throws: `alreadyThere`, `full`, or `write` when the file cannot be created.
  public init(creating path: FilePath, sampleRate: SampleRate) throws(SoundFileError) {
    let descriptor = unsafe path.withPlatformString {
      unsafe open($0, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    }
    guard descriptor >= 0 else {
      let number = Errno.last
      throw SoundFileError(
        number == .fileExists ? .alreadyThere : number == .noSpace ? .full : .write,
        function: "open", path: path,
        message: number == .fileExists
          ? "the file exists and is never overwritten; choose another name"
          : number.description)
    }
    fchmod(descriptor, 0o600)
    var info = SF_INFO()
    info.samplerate = Int32(clamping: sampleRate.hertz)
    info.channels = 1
    info.format = Int32(bitPattern: UInt32(SF_FORMAT_WAV | SF_FORMAT_PCM_16))
    // The manual: "if close_desc is TRUE, the file descriptor will be closed by
    // sf_close"; when sf_open_fd itself fails it is closed as well.
    guard let pointer = unsafe sf_open_fd(descriptor, Int32(SFM_WRITE), &info, 1) else {
      throw SoundFileError(
        .write, function: "sf_open_fd", path: path,
        message: unsafe String(cString: sf_strerror(nil)))
    }
    let opened = unsafe SoundFileHandle(pointer)
    try Self.checkpoint(opened, descriptor, path: path)
    // Its name must be there after a power loss, too.
    PrivateFile.syncFolder(of: path)
    handle = opened
    self.descriptor = descriptor
    self.path = path
  }

  /// Appends mono samples.
  /// - Throws: `full` when fewer frames fit than were given; ``frames`` counts
  ///   those that did, and they stay readable.
  ///
  /// The corresponding C function is `sf_writef_short`.
  public mutating func append(_ samples: Span<Int16>) throws(SoundFileError) {
    guard frames + samples.count <= Self.limitFrames else {
      throw SoundFileError(
        .full, function: "sf_writef_short", path: path,
        message: "a WAV file ends at 2 GiB; start another session")
    }
    lookAtLength()
    errno = 0
    let count = samples.count
    let pointer = unsafe handle.pointer
    let written = unsafe samples.withUnsafeBufferPointer {
      unsafe sf_writef_short(pointer, $0.baseAddress, sf_count_t(count))
    }
    let number = Errno.last
    frames += Int(max(0, written))
    digest.update(samples: samples.extracting(..<Int(max(0, written))))
    guard written == count else {
      throw SoundFileError(
        Self.code(number), function: "sf_writef_short", path: path,
        message: "only \(written) of \(count) frames could be written: "
          + (number.rawValue == 0 ? handle.message : number.description))
    }
  }

  /// Makes the file complete up to now: header first, then everything onto the disk.
  /// - Throws: `full` or `write` with the system's reason: some disks say only here
  ///   that earlier frames did not fit.
  ///
  /// The corresponding C functions are `sf_command` with `SFC_UPDATE_HEADER_NOW`,
  /// and `fsync`: libsndfile's own `sf_write_sync` keeps errors to itself.
  public mutating func checkpoint() throws(SoundFileError) {
    lookAtLength()
    try Self.checkpoint(handle, descriptor, path: path)
    state.place = place
    if state.place == .removed { followRemoved() }
  }

  /// Brings what was removed back while it grows, so that a kill does not lose it.
  ///
  /// Only where the disk has room for it twice: the recording itself comes first.
  private mutating func followRemoved() {
    let room = (try? FreeSpace.bytes(at: PrivateFile.parent(of: path))) ?? 0
    if copy?.isStill(at: path) != true, room > 2 * (WAVRepair.headerBytes + 2 * frames),
      let new = try? GrowingCopy(of: descriptor, at: path)
    {
      copy = new
    }
    guard let copy, room > Self.copiedBytes else { return }
    let isWhole = try? copy.catchUp(
      atMost: Self.copiedBytes, beginning: WAVRepair.headerBytes)
    if isWhole == true, copy.isStill(at: path) { state.place = .restored }
  }

  /// The SHA-256 of the samples so far, as they are in the file, without its header.
  public var sha256: String { digest.text }

  /// As ``sha256``.
  public var checksum: String? { sha256 }

  /// What is missing of a file that another program cut short: writing on makes it as long as
  /// before, with zeros for what is gone.
  private mutating func lookAtLength() {
    guard let bytes = OpenFile.byteCount(descriptor) else { return }
    let there = max(0, bytes - WAVRepair.headerBytes) / 2
    guard there < frames else { return }
    state.lost = FrameRange(start: min(there, state.lost?.start ?? there), end: frames)
  }

  private var place: SinkState.Place {
    if OpenFile.isStill(descriptor, at: path) { return .own }
    if let copy, copy.isStill(at: path) { return .removed }
    if let now = OpenFile.path(descriptor) { return .moved(to: now) }
    guard OpenFile.isRemoved(descriptor) else { return .unreachable }
    return PrivateFile.entry(path) == nil ? .removed : .replaced
  }

  private static func code(_ number: Errno) -> SoundFileError.Code {
    [.noSpace, .diskQuotaExceeded, .fileTooLarge].contains(number) ? .full : .write
  }

  private static func checkpoint(
    _ handle: borrowing SoundFileHandle, _ descriptor: Int32, path: FilePath
  ) throws(SoundFileError) {
    let pointer = unsafe handle.pointer
    unsafe sf_command(pointer, Int32(SFC_UPDATE_HEADER_NOW), nil, 0)
    guard unsafe sf_error(pointer) == 0 else {
      throw SoundFileError(
        .write, function: "sf_command", path: path, message: handle.message)
    }
    while fsync(descriptor) != 0 {
      let number = Errno.last
      if number == .interrupted { continue }
      // A file system that cannot sync has lost nothing by that.
      if number == .invalidArgument || number == .notSupported { break }
      throw SoundFileError(
        code(number), function: "fsync", path: path,
        message: "what was written did not reach the disk: \(number)")
    }
  }

  /// Completes the file a last time, closes it and reports the last errors.
  ///
  /// A file that is not where it should be is given that name again, if need be by a copy.
  /// Where something else has it, that stays, and the file is beside it.
  /// - Parameters:
  ///   - home: where the file should be, which is elsewhere when its folder was moved; nil
  ///     leaves it where it is.
  ///   - beside: where it goes when something else has its name.
  /// - Throws: as ``checkpoint()``, or `write` with libsndfile's reason; `alreadyThere` when
  ///   something else has its name.
  ///
  /// The corresponding C function is `sf_close`. It answers 0 on a full disk too,
  /// so that short writes are detected where they happen, in ``append(_:)``.
  public consuming func finalize(
    at home: FilePath?, else beside: FilePath
  ) throws(SoundFileError) {
    let path = home ?? self.path
    var failure: SoundFileError?
    do { try checkpoint() } catch { failure = error }
    if let home {
      do { try bringBack(to: home, else: beside) } catch { failure = failure ?? error }
    }
    let code = handle.close()
    if let failure { throw failure }
    guard code == 0 else {
      throw SoundFileError(
        .write, function: "sf_close", path: path,
        message: unsafe String(cString: sf_error_number(code)))
    }
  }

  /// Ends the file, where it was made.
  public consuming func finalize() throws(SoundFileError) {
    let path = path
    try finalize(at: path, else: FilePath(pathText: path.pathText + ".recorded"))
  }

  private func bringBack(to path: FilePath, else beside: FilePath) throws(SoundFileError) {
    guard !OpenFile.isStill(descriptor, at: path) else { return }
    do {
      if let copy, copy.isStill(at: path) {
        _ = try copy.catchUp(atMost: .max, beginning: WAVRepair.headerBytes)
      } else {
        try OpenFile.giveName(path, to: descriptor)
      }
    } catch {
      guard error.isAlreadyThere else {
        throw SoundFileError(
          Self.code(error.code), function: error.function, path: path,
          message: "was removed while it was recorded, and cannot be brought back whole: "
            + error.reason)
      }
      try put(beside, for: path)
    }
  }

  /// Something else has the file's name, and is left as it is.
  private func put(_ beside: FilePath, for path: FilePath) throws(SoundFileError) {
    do { try OpenFile.giveName(beside, to: descriptor) } catch {
      throw SoundFileError(
        Self.code(error.code), function: error.function, path: path,
        message: "another file has its place, and what was recorded cannot be kept beside it "
          + "(\(error))")
    }
    throw SoundFileError(
      .alreadyThere, function: "linkat", path: path,
      message: "another file has its place, and was left as it is; what was recorded is "
        + "\(beside): give it that name to have it in the session")
  }
}
