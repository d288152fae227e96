import AudioCore
import LinuxSystem
import Reports
import SessionArchive
import SessionModel

/// Plays a session from a moment on, with keys on a terminal, until its end.
final class PlayRunner {
  private let session: Session
  private let player: StretchPlayer
  private let signals: SignalQueue
  private let input = Console.current.input
  private let screen = Console.current.errors
  private var decoder = KeyDecoder()
  private var start: Int
  private var isHeld = false
  private var isStopped = false
  private var isDone = false

  private static let skipSeconds = 10.0
  private static let keys = "Space holds, b and f 10 s back and on, p and n a phase, q ends"

  /// Opens the sound.
  /// - Parameters:
  ///   - folder: where the session is.
  ///   - session: what its `session.json` says.
  ///   - start: the frame to begin with.
  ///   - device: what plays the sound: an ALSA device.
  init(_ folder: SessionFolder, _ session: Session, from start: Int, device: String) throws {
    self.session = session
    self.start = start
    signals = try SignalQueue()
    player = try StretchPlayer(path: folder.audioPath, device: device)
  }

  /// Plays until the end, `q`, or a signal.
  /// - Throws: the exit code of a signal, or what keeps the sound from being heard.
  func run() throws {
    let settings = input.isTerminal ? input.readKeys() : nil
    var painter = settings != nil && screen.isTerminal ? ScreenPainter(screen) : nil
    defer {
      player.stop()
      painter?.end()
      if let settings { input.restore(settings) }
    }
    try player.play(from: start)
    while !isDone, !isStopped {
      painter?.paint([status])
      if !isHeld, try !player.advance() { break }
      let ready = Descriptors.waitReadable(
        [signals.descriptor] + (settings != nil ? [input.descriptor] : []), timeoutMilliseconds: 20)
      while ready[0], let signal = signals.next() {
        switch signal {
        case .interrupt, .quit, .terminate, .hangup: isStopped = true
        case .suspend: try suspend()
        case .resume, .resized: painter?.wipe()
        }
      }
      guard ready.count > 1, ready[1], let bytes = Descriptors.readAvailable(input.descriptor)
      else { continue }
      isDone = isDone || bytes.isEmpty
      for key in decoder.take(bytes, atNanoseconds: MonotonicClock.nowNanoseconds).keys {
        try press(key)
      }
    }
    if isStopped { throw Exit.stoppedEarly }
  }

  /// The frame that is heard now.
  private var heard: Int { isHeld ? start : start + player.playedFrames }

  private func press(_ key: Key) throws {
    let skip = session.sampleRate.frames(seconds: Self.skipSeconds)
    let starts = session.timeline.visits.map(\.range.start)
    switch key {
    case .character("q"), .escape: isDone = true
    case .control("c"), .control("\\"): isStopped = true
    case .control("z"): try suspend()
    case .character(" "): try isHeld ? go(to: start) : hold()
    case .character("b"): try go(to: heard - skip)
    case .character("f"): try go(to: heard + skip)
    case .character("n"): if let next = starts.first(where: { $0 > heard }) { try go(to: next) }
    case .character("p"):
      // Just behind a phase's beginning, the phase before is meant.
      let second = session.sampleRate.frames(seconds: 1)
      try go(to: starts.last { $0 < heard - second } ?? 0)
    default: break
    }
  }

  private func hold() {
    start = heard
    isHeld = true
    player.stop()
  }

  private func go(to frame: Int) throws {
    start = min(max(0, frame), session.timeline.frames)
    isHeld = false
    try player.play(from: start)
  }

  private func suspend() throws {
    hold()
    SignalQueue.stopProcess()
    try go(to: start)
  }

  private var status: String {
    let style = TextStyle.of(screen)
    let rate = session.sampleRate
    let clock = Format.clock(rate.seconds(frames: heard))
    let whole = Format.clock(rate.seconds(frames: session.timeline.frames))
    let visit = session.timeline.visits.last { $0.range.start <= heard }
    let phase = visit.flatMap { visit in session.plan?.phase(visit.phaseIndex).name }
    let parts = ["\(clock) of \(whole)", phase, isHeld ? "held" : nil, Self.keys].compactMap { $0 }
    return style.cut(parts.joined(separator: " · "), to: style.columns - 1)
  }
}
