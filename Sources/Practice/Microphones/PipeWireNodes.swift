import ALSACapture
import Foundation

/// The nodes of a PipeWire server that can be recorded from, as `pw-dump` prints them.
enum PipeWireNodes {
  private struct Entry: Decodable {
    struct Info: Decodable {
      let props: [String: LooseText]?
      let params: Loose<Parameters>?
    }
    struct Parameters: Decodable {
      struct Properties: Decodable { let mute: Bool? }
      let Props: [Loose<Properties>]?
    }
    let type: String
    let info: Info?
  }

  /// Reads what `pw-dump` printed.
  /// - Returns: microphones and the monitors of outputs in its order; nil when it is no list.
  static func microphones(_ json: [UInt8]) -> [Microphone]? {
    guard let entries = try? JSONDecoder().decode([Loose<Entry>].self, from: Data(json)) else {
      return nil
    }
    let nodes = entries.compactMap(\.value).filter { $0.type.hasSuffix(":Node") }
    let names = nodes.compactMap { $0.info?.props?["node.name"]?.value }
    return nodes.compactMap { node in
      func text(_ key: String) -> String? {
        node.info?.props?[key]?.value.flatMap { $0.isEmpty ? nil : $0 }
      }
      let kind = text("media.class") ?? ""
      let isMonitor = kind == "Audio/Sink"
      guard isMonitor || kind.hasPrefix("Audio/Source") || kind == "Audio/Duplex" else {
        return nil
      }
      let name = text("node.name")
      let words = text("node.description") ?? text("node.nick") ?? name
      // A name outlives the server, a number does not; but only microphones are found by it,
      // and only by one that is no number and their own.
      let isOwn = name.map { name in Int(name) == nil && names.count { $0 == name } == 1 } ?? false
      guard let target = isMonitor || !isOwn ? text("object.serial") ?? name : name else {
        return nil
      }
      var microphone = Microphone(
        device: DeviceName.text("pipewire", "NODE", target),
        description: (isMonitor ? "Monitor of " : "") + (words ?? target), origin: .pipewire)
      microphone.isMonitor = isMonitor
      microphone.isMuted =
        node.info?.params?.value?.Props?.contains { $0.value?.mute == true } ?? false
      return microphone
    }
  }
}
