import ALSACapture
import AudioCore
import LinuxSystem
import Recording
import Synchronization

/// Listens to several microphones at the same time, for their levels; nothing is kept.
///
/// Each has a thread of its own. One that hangs in its driver ends with the process.
public final class MicrophoneTrial: Sendable {
  /// What became of a microphone.
  public enum State: Hashable, Sendable {
    /// It is being opened, or listened to.
    case running
    /// It was heard to the end.
    case done
    /// Another program has it, or another device of this trial.
    case busy
    /// It cannot be used, for a reason in words.
    case failed(String)
  }

  /// A glance at one microphone.
  public struct Reading: Hashable, Sendable {
    /// The device.
    public let device: String
    /// What became of it.
    public fileprivate(set) var state = State.running
    /// Frames heard so far.
    public fileprivate(set) var frames = 0
    /// The largest absolute sample so far, 0 to 32,768.
    public fileprivate(set) var peakSample = 0
    /// The largest absolute sample since the last glance, 0 to 32,768.
    public fileprivate(set) var latestPeakSample = 0
  }

  private let shared: Mutex<[Reading]>
  private let isStopped = Atomic<Bool>(false)

  /// Begins to listen.
  /// - Parameters:
  ///   - devices: names of capture devices of ALSA.
  ///   - seconds: how long each is listened to.
  /// - Throws: when the system has no thread left.
  public init(devices: [String], seconds: Double) throws {
    shared = Mutex(devices.map { Reading(device: $0) })
    for (index, device) in devices.enumerated() {
      _ = try NamedThread(name: "wt-trial") { [self] in
        let end = state { try listen(device, index, seconds: seconds) }
        shared.withLock { $0[index].state = end }
      }
    }
  }

  /// What is known of each device, in the order given.
  public func readings() -> [Reading] {
    shared.withLock { readings in
      defer { for index in readings.indices { readings[index].latestPeakSample = 0 } }
      return readings
    }
  }

  /// Ends it; devices that answer are closed soon.
  public func stop() { isStopped.store(true, ordering: .releasing) }

  private func state(_ work: () throws -> Void) -> State {
    do {
      try work()
      return .done
    } catch let error as ALSAError {
      return error.isBusy ? .busy : .failed(error.reason)
    } catch is RecordingError {
      return .failed("it delivers nothing")
    } catch {
      return .failed("\(error)")
    }
  }

  private func listen(_ device: String, _ index: Int, seconds: Double) throws {
    let rate = SampleRate.recording
    _ = try Listening.samples(
      sampleRate: rate, frameCount: rate.frames(seconds: seconds),
      opening: { try CapturePCM(device: device, sampleRate: rate) }, opened: { _ in },
      heard: { samples in
        let peak = samples.reduce(0) { max($0, abs(Int($1))) }
        shared.withLock {
          $0[index].frames += samples.count
          $0[index].peakSample = max($0[index].peakSample, peak)
          $0[index].latestPeakSample = max($0[index].latestPeakSample, peak)
        }
        return !isStopped.load(ordering: .acquiring)
      })
  }
}
