public import AudioCore
import LinuxSystem
import Recording
import SessionArchive

/// What became of a session's files: whether they are whole where they should be, and what
/// others did to them while it was recorded.
public struct Keeping: Hashable, Sendable {
  /// Whether sound and description are in the session's folder, to the last frame.
  public let isWhole: Bool
  /// What happened to the sound while it was recorded; brought back at the end where it could be.
  public let sink: SinkState
  /// Whether the session's folder is another one than it began in.
  public let isMoved: Bool

  /// Of a session of which nothing was to be kept.
  init() {
    isWhole = true
    sink = SinkState()
    isMoved = false
  }

  /// Looks at what is on the disk, once everything is written.
  /// - Parameters:
  ///   - outcome: how the recording ended.
  ///   - folder: where the session is.
  ///   - first: where it was when it began.
  init(_ outcome: Recorder.Outcome, in folder: SessionFolder, begunIn first: SessionFolder) {
    var isOwn = false
    if case .own = SessionSound(folder, outcome.session) { isOwn = true }
    isWhole =
      isOwn && outcome.isFinalized && outcome.sink.lost == nil
      && (try? folder.readSession()) == outcome.session
    sink = outcome.sink
    isMoved = folder != first
  }
}
