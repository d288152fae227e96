import ALSACapture
import ArgumentParser
import Foundation

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
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
        let document = Document(
          devices: devices.map { Entry(name: $0.name, description: $0.description) })
        print(String(decoding: try encoder.encode(document), as: UTF8.self))
      case .text:
        guard !devices.isEmpty else {
          say("ALSA lists no capture device; plug a microphone in, or start the sound server")
          throw Exit.device
        }
        let width = devices.map(\.name.count).max() ?? 0
        for device in devices {
          let gap = String(repeating: " ", count: width - device.name.count + 2)
          print(device.name + gap + device.description)
        }
      }
    }
  }
}
