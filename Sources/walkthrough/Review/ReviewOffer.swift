import ArgumentParser
import LinuxSystem
import Practice
import SessionArchive
import SpeechAnalysis

/// The offer to listen back right after the report: one line, one key.
///
/// Everything is written by then. Whatever happens here, the recording has ended well.
struct ReviewOffer {
  private let result: SessionRecording.Result
  private let analysis: SessionAnalysis
  private let isPlain: Bool

  /// What plays the sound.
  private static let device = "default"

  /// - Returns: nil when nobody sits at a terminal, or there is nothing to hear.
  init?(_ result: SessionRecording.Result, isPlain: Bool) {
    guard let analysis = result.analysis, !result.isDiscarded,
      Console.current.isInteractive
    else { return nil }
    self.result = result
    self.analysis = analysis
    self.isPlain = isPlain
  }

  /// Waits for the key, and listens back when it is the one.
  func make() throws {
    guard try isTaken() else { return }
    let folder = result.folder
    do {
      try folder.whileReviewing {
        try ReviewRunner(
          folder: folder, session: result.session, analysis: analysis, device: Self.device,
          isPlain: isPlain
        ).run()
      }
    } catch let code as ExitCode where code == Exit.stoppedEarly {
      // A signal ended the listen-back, not the recording.
    }
  }

  private func isTaken() throws -> Bool {
    let signals = try SignalQueue()
    let input = Console.current.input
    guard input.isForeground, let settings = input.readKeys() else { return false }
    defer { input.restore(settings) }
    // A second q, pressed because the first took a moment, is no answer.
    if Descriptors.waitReadable([input.descriptor], timeoutMilliseconds: 0)[0] {
      _ = Descriptors.readAvailable(input.descriptor)
    }
    say("l listens back to it now; any other key ends.")
    var decoder = KeyDecoder()
    while true {
      let ready = Descriptors.waitReadable(
        [signals.descriptor, input.descriptor], timeoutMilliseconds: 1000)
      if ready[0] {
        while let signal = signals.next() {
          switch signal {
          case .interrupt, .quit, .terminate, .hangup: return false
          case .suspend, .resume, .resized: break
          }
        }
      }
      guard ready[1], let bytes = Descriptors.readAvailable(input.descriptor) else { continue }
      let keys = decoder.take(bytes, atNanoseconds: MonotonicClock.nowNanoseconds).keys
      // What is pasted is no key.
      if bytes.isEmpty { return false }
      if let key = keys.first { return key == .character("l") }
    }
  }
}
