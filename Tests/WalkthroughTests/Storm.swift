import Foundation

/// What tests of many rounds share: how long they are, and what they begin with.
enum Storm {
  /// `make test-storms`.
  static let isLong = ProcessInfo.processInfo.environment["WALKTHROUGH_STORMS"] == "1"
  /// `make test-faults`.
  static let isShort = ProcessInfo.processInfo.environment["WALKTHROUGH_FAULTS"] == "1"

  /// A `review.json` with an answer of each kind.
  static let review = """
    {"answers":[
    {"ask":"How clear?","given":"2026-11-20T20:00:00Z","id":"clarity","kind":"listenBack","level":3},
    {"ask":"Said?","frame":48000,"given":"2026-11-20T20:00:00Z","id":"p","isYes":true,"kind":"point"},
    {"ask":"Next","given":"2026-11-20T20:00:00Z","id":"next","kind":"resolution","words":"slow"}
    ],"earlier":[],"sampleRate":48000,"schema":1}
    """
}
