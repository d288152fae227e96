import ALSACapture
import Foundation

/// The sources of a PulseAudio server, as `pactl -f json list sources` prints them.
///
/// PipeWire's server for PulseAudio programs answers in the same form.
enum PulseSources {
  private struct Source: Decodable {
    let name: String
    let description: String?
    let mute: Bool?
    /// The output whose monitor it is; empty for a microphone.
    let monitor_source: String?
    let properties: [String: LooseText]?
  }

  /// Reads what `pactl` printed.
  /// - Returns: the sources in its order; nil when it is no list.
  static func microphones(_ json: [UInt8]) -> [Microphone]? {
    guard let sources = try? JSONDecoder().decode([Loose<Source>].self, from: Data(json)) else {
      return nil
    }
    return sources.compactMap(\.value).filter { !$0.name.isEmpty }.map { source in
      let isMonitor =
        source.monitor_source?.isEmpty == false
        || source.properties?["device.class"]?.value == "monitor"
      let words = source.description ?? source.properties?["device.description"]?.value
      var microphone = Microphone(
        device: DeviceName.text("pulse", "DEVICE", source.name),
        description: words.flatMap { $0.isEmpty ? nil : $0 } ?? source.name, origin: .pulse)
      microphone.isMonitor = isMonitor
      microphone.isMuted = source.mute ?? false
      return microphone
    }
  }
}
