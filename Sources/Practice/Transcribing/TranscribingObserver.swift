/// Who is told how far a recogniser is, on the thread that waits for it.
public protocol TranscribingObserver {
  /// It has heard so many seconds of the sound.
  func heard(_ seconds: Double, of all: Double)
  /// It stands still while sessions are recorded; said once.
  func waits(for ids: [String])
  /// Whether it should stop, asked ten times a second.
  func isStopped() -> Bool
}
