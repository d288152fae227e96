import AudioCore
import LinuxSystem
import Practice
import Reports
import SessionModel

/// Listens to microphones while somebody speaks, with a bar for each on a terminal.
///
/// All are opened at once. A device that another one of them occupies, as happens with several
/// names of one sound card, has its turn when the others are done.
struct TrialRunner {
  let microphones: [Microphone]
  /// Whether nothing is shown or said meanwhile.
  let isSilent: Bool

  /// What a microphone gave.
  struct Result {
    let peak: Decibels
    /// Why it cannot be used; nil when it was heard.
    let trouble: String?
  }

  /// How long each is listened to, in seconds.
  static let seconds = 5.0
  /// Room noise stays below it, a voice does not.
  private static let leastVoice = -50.0
  private static let tickMilliseconds = 100
  /// A device may take this much longer to open and to answer.
  private static let patienceNanoseconds: Int64 = 6_000_000_000
  private static let mostRounds = 4

  /// The microphone that heard most of a voice; nil when none did.
  static func loudest(_ microphones: [Microphone], _ results: [String: Result]) -> Microphone? {
    func peak(_ microphone: Microphone) -> Double {
      results[microphone.device].map { $0.trouble == nil ? $0.peak.value : -.infinity }
        ?? -.infinity
    }
    // Of equal ones the first; monitors hear loudspeakers.
    return microphones.filter { !$0.isMonitor && peak($0) > leastVoice }
      .reduce(nil) { best, next in best.map { peak($0) >= peak(next) ? $0 : next } ?? next }
  }

  /// Runs until all were heard, or until a key or a signal ends it.
  func run() throws -> [String: Result] {
    // Before the first thread of a trial.
    let signals = try SignalQueue()
    let console = Console.current
    let (input, screen) = (console.input, console.errors)
    let hasScreen =
      !isSilent && screen.isTerminal && screen.isForeground && console.environment["TERM"] != "dumb"
    let settings = hasScreen && input.isForeground ? input.readKeys() : nil
    defer { if let settings { input.restore(settings) } }
    if !isSilent {
      say(
        "Speak: \(microphones.count == 1 ? "it listens." : "\(microphones.count) microphones listen.")"
      )
    }
    var painter = hasScreen ? ScreenPainter(screen) : nil
    var ended = false
    var results: [String: Result] = [:]
    var waiting = microphones
    for round in 1...Self.mostRounds where !waiting.isEmpty && !ended {
      let trial = try MicrophoneTrial(devices: waiting.map(\.device), seconds: Self.seconds)
      var meters = waiting.map { _ in LevelMeter() }
      let deadline =
        MonotonicClock.nowNanoseconds + Int64(Self.seconds * 1e9) + Self.patienceNanoseconds
      var readings = trial.readings()
      while readings.contains(where: { $0.state == .running }) {
        let ready = Descriptors.waitReadable(
          [signals.descriptor] + (settings == nil ? [] : [input.descriptor]),
          timeoutMilliseconds: Self.tickMilliseconds)
        if ready[0] { while let signal = signals.next() { ended = ended || signal != .resized } }
        if ready.count > 1, ready[1] {
          _ = Descriptors.readAvailable(input.descriptor)
          ended = true
        }
        readings = trial.readings()
        for (index, reading) in readings.enumerated() {
          meters[index].take(peakSample: reading.latestPeakSample)
        }
        if hasScreen {
          let lines = lines(waiting, readings, meters, round: round)
          painter?.paint(lines)
        }
        if ended || MonotonicClock.nowNanoseconds > deadline { break }
      }
      trial.stop()
      let heard = readings.contains { $0.state == .done }
      var busy: [Microphone] = []
      for (microphone, reading) in zip(waiting, readings) {
        // Without one that has been let go, it would be as busy again.
        if reading.state == .busy, heard, !ended, round < Self.mostRounds {
          busy.append(microphone)
        } else {
          results[microphone.device] = Self.result(reading)
        }
      }
      waiting = busy
    }
    painter?.end()
    return results
  }

  private static func result(_ reading: MicrophoneTrial.Reading) -> Result {
    let peak = Decibels(amplitude: Double(reading.peakSample) / 32_768)
    let trouble: String? =
      switch reading.state {
      case .busy: "in use by another program"
      case .failed(let reason): reason
      case .running, .done: reading.frames > 0 ? nil : "it delivers nothing"
      }
    return Result(peak: peak, trouble: trouble)
  }

  /// A bar for each microphone, as many as there is room for.
  private func lines(
    _ microphones: [Microphone], _ readings: [MicrophoneTrial.Reading], _ meters: [LevelMeter],
    round: Int
  ) -> [String] {
    let style = TextStyle.errors
    let room = (Console.current.errors.size?.rows ?? 24) - 2
    let floor = -60.0
    let bar = Bar(length: -floor, width: 20)
    let nameWidth = max(10, style.columns - 36)
    let shown = zip(microphones, zip(readings, meters)).prefix(max(1, room)).map {
      microphone, state in
      let (reading, meter) = state
      var line = Line(
        style.column(
          microphone.description.isEmpty ? microphone.device : microphone.description,
          nameWidth))
      switch reading.state {
      case .running, .done:
        line.add(
          bar.level(
            to: max(0, meter.level.value - floor), held: max(0, meter.held.value - floor),
            style: style))
        line.add("\(Format.decimal(meter.level.value, digits: 0)) dBFS")
      case .busy: line.add("in use")
      case .failed(let reason): line.add(reason)
      }
      return line.text(width: style.columns - 1, style: style)
    }
    return shown + [style.plain("any key ends it")]
  }
}
