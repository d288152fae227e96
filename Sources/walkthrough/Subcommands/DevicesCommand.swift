import ALSACapture
import ArgumentParser
import AudioCore
import LinuxSystem
import Practice
import Reports
import SessionArchive
import SessionModel

/// `walkthrough devices`.
struct DevicesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "devices", abstract: "List the microphones that can be recorded from.",
    discussion: """
      Those of a PulseAudio or PipeWire server are listed by the names that people know, with \
      the device that records from each; then what ALSA offers itself; last the monitors of \
      outputs, which hear what is played. The microphone used last stands first.
      """)

  @Argument(help: "With --try: the devices to listen to; all that are listed without.")
  var device: [String] = []

  @Flag(name: .customLong("try"), help: "Listen to them for some seconds, and show their levels.")
  var isTrial = false

  @OptionGroup var archive: ArchiveOption
  @OptionGroup var format: FormatOption

  func validate() throws {
    guard device.isEmpty || isTrial else {
      throw ValidationError("a device is named with --try only")
    }
  }

  private struct Entry: Encodable {
    let name: String
    let description: String
    let origin: String
    let isMonitor: Bool
    let isMuted: Bool
    let isLast: Bool
    /// The largest sample of a trial, in dBFS.
    let peakDBFS: Double?
    /// Why a trial heard nothing.
    let trouble: String?
  }

  private struct Document: Encodable {
    let schema = 1
    let devices: [Entry]
  }

  func run() throws {
    try Exit.reporting {
      let list = try MicrophoneList.find(
        programsIn: Console.current.programFolders, used: usedDevices())
      let microphones = device.isEmpty ? list.microphones : device.map { chosen($0, in: list) }
      var results: [String: TrialRunner.Result] = [:]
      if isTrial, !microphones.isEmpty {
        results = try TrialRunner(microphones: microphones, isSilent: format.format == .json).run()
      }
      switch format.format {
      case .json: try Output.write(JSONText.page(document(microphones, results)))
      case .text: try print(microphones, results, list.absence)
      }
      // One that works is enough; without a trial nobody knows.
      if isTrial, !results.values.contains(where: { $0.trouble == nil }) { throw Exit.device }
    }
  }

  /// The devices of the latest sessions, the newest first.
  private func usedDevices() -> [String] {
    let folders = (try? archive.located().sessions()) ?? []
    return folders.suffix(20).reversed().compactMap { try? $0.readSession().device.name }
  }

  private func chosen(_ name: String, in list: MicrophoneList) -> Microphone {
    list.microphones.first { $0.device == name }
      ?? Microphone(device: name, description: "", origin: .alsa)
  }

  private func document(
    _ microphones: [Microphone], _ results: [String: TrialRunner.Result]
  ) -> Document {
    Document(
      devices: microphones.map {
        let result = results[$0.device]
        return Entry(
          name: $0.device, description: $0.description, origin: $0.origin.rawValue,
          isMonitor: $0.isMonitor, isMuted: $0.isMuted, isLast: $0.isLast,
          peakDBFS: result.map { ($0.peak.value * 100).rounded() / 100 },
          trouble: result?.trouble)
      })
  }

  private func print(
    _ microphones: [Microphone], _ results: [String: TrialRunner.Result],
    _ absence: MicrophoneList.Absence?
  ) throws {
    if let absence { say(MicrophoneWords.absence(absence)) }
    guard !microphones.isEmpty else {
      say("ALSA lists no capture device; plug a microphone in, or start the sound server")
      throw Exit.device
    }
    let entries = microphones.map { microphone in
      let result = results[microphone.device]
      return DeviceTable.Entry(
        name: microphone.device, description: microphone.description,
        remarks: MicrophoneWords.remarks(microphone) + (result?.trouble.map { [$0] } ?? []),
        value: result.map { $0.trouble == nil ? Format.level($0.peak) : "-" } ?? "")
    }
    try Output.write(DeviceTable.text(entries, style: TextStyle.output))
    let best = isTrial ? TrialRunner.loudest(microphones, results) : nil
    if isTrial, best == nil {
      say(
        "none of them heard a voice; unmute the microphone, and see its settings in "
          + "pavucontrol or alsamixer")
      return
    }
    let silent: Set<String> = absence == .noServer ? ["pulse", "pipewire"] : []
    let choices = microphones.filter { !$0.isMonitor && !silent.contains($0.device) }
    let first = choices.first { $0.isLast || $0.origin != .alsa } ?? choices.first
    guard let microphone = best ?? first else { return }
    say(
      (isTrial ? "the loudest is \(microphone.device); keep it" : "keep one")
        + " for all recordings with:")
    // Not folded: it is there to be copied.
    Console.current.writeToErrors(
      "  walkthrough settings device \(microphone.device.shellWord)".forTerminal + "\n")
    if !isTrial { say("see which of them hears you with: walkthrough devices --try") }
  }
}
