public import AudioCore
import CALSA
import Glibc

/// A capture device: 48 kHz mono 16-bit, read without blocking.
///
/// Open, read and let go of it on one thread, the capture thread. After
/// ``start()`` no call allocates.
@safe
public struct CapturePCM: ~Copyable, PCMSource {
  /// The name ALSA knows the device by.
  public let device: String
  /// Frames per second.
  public let sampleRate: SampleRate
  /// Frames the device hands over at a time.
  public let periodFrames: Int
  /// Frames the device keeps at most until they are read.
  public let bufferFrames: Int
  /// How far off the device may be about its delay, in nanoseconds.
  public let delayDoubtNanoseconds: Int64
  /// How the device differs from what is recorded, empty when it does not.
  public let conversionNote: String

  private let handle: PCMHandle
  // The device's descriptors, and in the last place the wake descriptor.
  private let descriptors: UnsafeMutableBufferPointer<pollfd>

  /// Opens and configures a device; it does not run yet.
  ///
  /// A device that has no 48 kHz mono 16-bit of its own is opened again through
  /// ALSA's `plug`, which converts the rate and averages the channels.
  /// - Parameters:
  ///   - device: a PCM name such as `default`, `pulse` or `plughw:CARD=Mic,DEV=0`.
  ///   - sampleRate: frames per second to deliver.
  /// - Throws: `isMissing`, `isBusy`, `isForbidden`, or `isUnsupported`.
  public init(device: String, sampleRate: SampleRate) throws(ALSAError) {
    let direct = try PCMHandle(device: device)
    let handle: PCMHandle
    let parameters: HardwareParameters
    do {
      parameters = try HardwareParameters.configure(direct, device: device, sampleRate: sampleRate)
      handle = direct
      conversionNote = ""
    } catch  where error.isUnsupported {
      let nature = try HardwareParameters.nature(
        of: direct, device: device, sampleRate: sampleRate)
      guard nature.isConverted, !device.hasPrefix("plug") else { throw error }
      _ = consume direct
      handle = try PCMHandle(device: PCMHandle.converting(device))
      parameters = try HardwareParameters.configure(handle, device: device, sampleRate: sampleRate)
      let channels = nature.channels == 1 ? "mono" : "\(nature.channels) channels"
      conversionNote =
        "the device delivers \(nature.rateHertz) Hz, \(channels); "
        + "converted to \(sampleRate.hertz) Hz mono 16-bit by ALSA's plug"
    }
    let count = unsafe max(0, Int(snd_pcm_poll_descriptors_count(handle.pointer)))
    unsafe descriptors = .allocate(capacity: count + 1)
    unsafe descriptors.initialize(repeating: pollfd())
    unsafe snd_pcm_poll_descriptors(handle.pointer, descriptors.baseAddress, UInt32(count))
    delayDoubtNanoseconds =
      Self.isServer(handle) ? Self.serverDoubtNanoseconds : Self.deviceDoubtNanoseconds
    self.handle = handle
    self.device = device
    self.sampleRate = sampleRate
    periodFrames = parameters.periodFrames
    bufferFrames = parameters.bufferFrames
  }

  /// A device of its own: some plug-ins' delay wavers by a few periods.
  private static let deviceDoubtNanoseconds: Int64 = 100_000_000
  /// A sound server's: it changes its buffering by seconds, and says so late.
  private static let serverDoubtNanoseconds: Int64 = 3_000_000_000

  /// Whether a sound server stands behind a device, as ALSA describes it.
  ///
  /// The corresponding C function is `snd_pcm_dump`.
  private static func isServer(_ handle: borrowing PCMHandle) -> Bool {
    var opened: OpaquePointer?
    guard unsafe snd_output_buffer_open(&opened) == 0, let output = unsafe opened else {
      return false
    }
    defer { unsafe snd_output_close(output) }
    guard unsafe snd_pcm_dump(handle.pointer, output) == 0 else { return false }
    var text: UnsafeMutablePointer<CChar>?
    let count = unsafe snd_output_buffer_string(output, &text)
    guard let text = unsafe text else { return false }
    let bytes = unsafe UnsafeBufferPointer(start: text, count: Int(count))
    let words = unsafe String(decoding: bytes.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    return ["PulseAudio", "PipeWire", "JACK"].contains { words.contains($0) }
  }

  deinit { unsafe descriptors.deallocate() }

  /// Starts the device's clock.
  ///
  /// The corresponding C function is `snd_pcm_start`.
  public mutating func start() throws(ALSAError) {
    try ALSAError.check("snd_pcm_start", device, unsafe snd_pcm_start(handle.pointer))
  }

  /// Waits for frames and reads them.
  ///
  /// An overrun or a sleep is answered by starting the device again at once; the
  /// caller learns of it through `CaptureRead.restarted`.
  /// - Throws: when the device has gone or does not start again.
  ///
  /// The corresponding C functions are `poll`, `snd_pcm_poll_descriptors_revents`
  /// and `snd_pcm_readi`.
  public mutating func read(
    into frames: inout MutableSpan<Int16>, timeoutMilliseconds: Int, wakeDescriptor: Int32
  ) throws(ALSAError) -> CaptureRead {
    let pcm = unsafe handle.pointer
    let count = unsafe descriptors.count - 1
    unsafe descriptors[count] = pollfd(fd: wakeDescriptor, events: Int16(POLLIN), revents: 0)
    let ready = unsafe poll(
      descriptors.baseAddress, nfds_t(descriptors.count), Int32(clamping: timeoutMilliseconds))
    guard ready > 0 else { return .idle }
    var events: UInt16 = 0
    try ALSAError.check(
      "snd_pcm_poll_descriptors_revents", device,
      unsafe snd_pcm_poll_descriptors_revents(
        pcm, descriptors.baseAddress, UInt32(count), &events))
    // POLLERR may mean an overrun as well as a lost device: reading tells which.
    guard Int32(events) & (POLLIN | POLLERR | POLLHUP | POLLNVAL) != 0 else { return .idle }
    let room = frames.count
    let got = unsafe frames.withUnsafeMutableBufferPointer {
      unsafe snd_pcm_readi(pcm, $0.baseAddress, snd_pcm_uframes_t(room))
    }
    if got > 0 {
      var delay: snd_pcm_sframes_t = 0
      // Some plug-ins invent a delay; it cannot exceed the buffer.
      let known = unsafe snd_pcm_delay(pcm, &delay) == 0
      return .frames(count: got, delayFrames: known ? min(max(0, delay), bufferFrames) : 0)
    }
    switch Int32(got) {
    case 0, -EAGAIN, -EINTR: return .idle
    case -EPIPE:
      try restart()
      return .restarted(.overrun)
    case -ESTRPIPE:
      if !handle.resume() { try restart() }
      return .restarted(.suspended)
    case -EIO:
      try restart()
      return .restarted(.inputError)
    default: throw ALSAError(function: "snd_pcm_readi", device: device, code: Int32(got))
    }
  }

  private mutating func restart() throws(ALSAError) {
    try ALSAError.check("snd_pcm_prepare", device, unsafe snd_pcm_prepare(handle.pointer))
    // Not reading in blocking mode, the device does not start by itself.
    try start()
  }
}
