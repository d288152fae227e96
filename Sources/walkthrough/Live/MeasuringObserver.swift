import Practice

/// Shows how far the measuring of sessions is.
struct MeasuringObserver: WorkObserver {
  private let bar = ProgressBar(what: "measuring sessions anew")

  func measured(_ done: Int, of count: Int) {
    bar.show(done, of: count)
    if done == count { bar.clear() }
  }

  func warn(_ text: String) {
    bar.clear()
    say("warning: \(text)")
  }
}

extension SessionStore.Numbers {
  /// Says what the user should know about the sound.
  func warn() {
    for warning in warnings { say("warning: \(warning)") }
  }
}
