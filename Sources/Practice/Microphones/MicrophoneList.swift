public import ALSACapture
import LinuxSystem

/// The microphones of this machine: those of its sound server by the names that people know,
/// then what ALSA offers itself, then the monitors of outputs.
public struct MicrophoneList: Hashable, Sendable {
  /// Why a sound server's microphones are not in the list.
  public enum Absence: Hashable, Sendable {
    /// Neither `pactl` nor `pw-dump` is installed.
    case noTool
    /// None answered.
    case noServer
    /// It has them, but ALSA's plug-in that records from it is not installed.
    case noPlugin
  }

  /// What can be recorded from: the one used last first, monitors last.
  public private(set) var microphones: [Microphone]
  /// Why there is none of a sound server; nil when it was asked.
  public let absence: Absence?

  /// How long a tool may take that asks the sound server.
  private static let patienceMilliseconds = 3_000
  /// The most that such a tool prints: a big studio's is some hundred kilobytes.
  private static let mostBytes = 16 << 20

  /// Asks ALSA and the sound server.
  ///
  /// Blocks the thread, for some seconds when a server hangs.
  /// - Parameters:
  ///   - folders: where programs are looked for, as `PATH` has them.
  ///   - used: devices that were recorded from, the latest first.
  /// - Throws: when ALSA itself cannot be asked.
  public static func find(
    programsIn folders: String, used: [String] = []
  ) throws(ALSAError) -> MicrophoneList {
    let devices = try DeviceList.captureDevices()
    let kinds = Set(devices.map(\.name))
    var hasTool = false
    func ask(
      _ name: String, _ arguments: [String], _ reading: ([UInt8]) -> [Microphone]?
    ) -> [Microphone]? {
      guard let path = ChildProgram.path(of: name, in: folders) else { return nil }
      hasTool = true
      return ProgramOutput.read(
        path, arguments, within: patienceMilliseconds, atMost: mostBytes
      ).flatMap(reading)
    }
    let pulse = ask("pactl", ["-f", "json", "list", "sources"], PulseSources.microphones)
    // PipeWire's microphones are PulseAudio's where it stands in for that: once is enough.
    let pipewire =
      pulse != nil && kinds.contains("pulse")
      ? nil : ask("pw-dump", [], PipeWireNodes.microphones)
    let found = [(pulse, "pulse"), (pipewire, "pipewire")].first {
      $0.0 != nil && kinds.contains($0.1)
    }
    let absence: Absence? =
      if found != nil { nil } else if pulse ?? pipewire != nil { .noPlugin } else {
        hasTool ? .noServer : .noTool
      }
    let own = devices.map {
      Microphone(device: $0.name, description: $0.description, origin: .alsa)
    }
    return MicrophoneList(server: found?.0 ?? [], own: own, absence: absence, used: used)
  }

  /// Puts a list in order.
  /// - Parameters:
  ///   - server: those of the sound server.
  ///   - own: those of ALSA.
  ///   - absence: why the sound server has none.
  ///   - used: devices that were recorded from, the latest first.
  init(server: [Microphone], own: [Microphone], absence: Absence?, used: [String]) {
    // ALSA's default goes where the sound server's does.
    let all =
      own.filter { $0.device == "default" } + server
      + own.filter { $0.device != "default" }
    let last = used.first { device in all.contains { $0.device == device } }
    let marked = all.map { microphone in
      var microphone = microphone
      microphone.isLast = microphone.device == last
      return microphone
    }
    func order(_ microphone: Microphone) -> Int {
      microphone.isLast ? 0 : microphone.isMonitor ? 2 : 1
    }
    microphones = (0...2).flatMap { place in marked.filter { order($0) == place } }
    self.absence = absence
  }
}
