public import AudioCore
import LinuxSystem
import Synchronization

/// A short look at a device: its frames in memory, no session, no file.
///
/// The capture thread is the one that records sessions.
public enum Listening {
  /// Opens a device, reads a number of frames, and closes it.
  ///
  /// Blocks the calling thread, where the closures but `openSource` run.
  /// - Parameters:
  ///   - sampleRate: what the source will deliver.
  ///   - frameCount: how many frames of the device's clock to hear; what it loses
  ///     is missing in the result.
  ///   - openSource: runs on the capture thread, which alone touches the source.
  ///   - opened: is told the open device's conversion note before its clock starts.
  ///   - heard: is given what came whenever some did, and says whether to go on.
  /// - Returns: the mono samples in order.
  /// - Throws: what `openSource` or the source throws; ``RecordingError/stalled(seconds:)``
  ///   when the device delivers nothing.
  public static func samples<Source: PCMSource & ~Copyable>(
    sampleRate: SampleRate, frameCount: Int,
    opening openSource: @escaping @Sendable () throws -> Source,
    opened: (_ conversionNote: String) -> Void, heard: (_ latest: ArraySlice<Int16>) -> Bool
  ) throws -> [Int16] {
    let link = try CaptureLink(sampleRate: sampleRate)
    link.stop(at: frameCount)
    let note = try OneShot<String?>()
    let go = try OneShot<Bool>()
    let captureThread = try NamedThread(name: "wt-capture") {
      NamedThread.requestRealTime()
      // A device that goes away during a check is not waited for.
      var thread = CaptureThread(link: link, patienceNanoseconds: 0)
      do {
        try thread.run(open: openSource) { source in
          note.set(source.conversionNote)
          return go.wait()
        }
      } catch {
        link.fail(error)
      }
      note.set(nil)
      link.isFinished.store(true, ordering: .releasing)
      link.writerWake.raise()
    }
    if let text = note.wait() { opened(text) }
    go.set(true)

    var samples: [Int16] = []
    samples.reserveCapacity(frameCount)
    var chunk = [Int16](repeating: 0, count: 8192)
    var isEnough = false
    var watchdog = Watchdog()
    while true {
      _ = Descriptors.waitReadable([link.writerWake.descriptor], timeoutMilliseconds: 50)
      link.writerWake.lower()
      let isFinished = link.isFinished.load(ordering: .acquiring)
      while link.ring.availableToRead > 0 {
        var span = chunk.mutableSpan
        let count = link.ring.read(into: &span)
        guard !isEnough else { continue }
        samples += chunk.prefix(count)
        if !heard(chunk.prefix(count)) {
          isEnough = true
          link.abort()
        }
      }
      if isFinished { break }
      let now = MonotonicClock.nowNanoseconds
      if watchdog.isHung(beat: link.lastBeat, limit: link.patience(now: now), now: now) {
        // A thread that hangs in the device's driver ends with the process.
        throw RecordingError.stalled(
          seconds: Int(CaptureThread.stallNanoseconds / 1_000_000_000))
      }
    }
    captureThread.join()
    if let failure = link.firstFailure { throw failure }
    return Array(samples.prefix(frameCount))
  }
}
