import ALSACapture
import ArgumentParser
import LinuxSystem
import Reports
import SessionModel

/// `walkthrough devices`.
struct DevicesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "devices", abstract: "List the microphones that can be recorded from.")

  @OptionGroup var format: FormatOption

  private struct Entry: Encodable {
    let name: String
    let description: String
  }

  private struct Document: Encodable {
    let schema = 1
    let devices: [Entry]
  }

  func run() throws {
    try Exit.reporting {
      let devices = try DeviceList.captureDevices()
      switch format.format {
      case .json:
        let document = Document(
          devices: devices.map { Entry(name: $0.name, description: $0.description) })
        try Output.write(JSONText.page(document))
      case .text:
        guard !devices.isEmpty else {
          say("ALSA lists no capture device; plug a microphone in, or start the sound server")
          throw Exit.device
        }
        try Output.write(
          DeviceTable.text(
            devices.map { ($0.name, $0.description) },
            style: TextStyle.output))
      }
    }
  }
}
