import CALSA
import Glibc

/// A capture device as a person chooses it.
public struct CaptureDevice: Hashable, Sendable {
  /// What opens it.
  public let name: String
  /// What ALSA says of it, on one line.
  public let description: String
}

/// The capture devices that ALSA lists.
public enum DeviceList {
  /// Names that are plumbing rather than microphones: converters, bridges, outputs.
  private static let plumbing: Set<String> = [
    "null", "lavrate", "samplerate", "speexrate", "jack", "oss", "speex", "upmix", "vdownmix",
    "hw", "dsnoop", "dmix", "front", "surround21", "surround40", "surround41", "surround50",
    "surround51", "surround71", "iec958", "spdif", "hdmi", "modem", "phoneline", "usbstream",
    "usb_stream",
  ]

  /// Lists capture devices in ALSA's order, the default first.
  ///
  /// Left out are plug-ins without a microphone of their own, and `hw:` devices,
  /// which `plughw:` offers with conversion.
  ///
  /// The corresponding C function is `snd_device_name_hint`.
  public static func captureDevices() throws(ALSAError) -> [CaptureDevice] {
    walkthrough_alsa_silence()
    var allocated: UnsafeMutablePointer<UnsafeMutableRawPointer?>?
    try ALSAError.check(
      "snd_device_name_hint", "the device list",
      unsafe snd_device_name_hint(-1, "pcm", &allocated))
    guard let hints = unsafe allocated else { return [] }
    defer { unsafe snd_device_name_free_hint(hints) }
    var devices: [CaptureDevice] = []
    var index = 0
    while let hint = unsafe hints[index] {
      index += 1
      // No IOID means both directions.
      if let direction = unsafe text(hint, "IOID"), direction != "Input" { continue }
      guard let name = unsafe text(hint, "NAME") else { continue }
      let kind = name.prefix { $0 != ":" }
      guard !plumbing.contains(String(kind)) else { continue }
      let words = unsafe (text(hint, "DESC") ?? "").split(separator: "\n").joined(separator: ", ")
      devices.append(CaptureDevice(name: name, description: words))
    }
    let standard = devices.filter { $0.name == "default" }
    return standard + devices.filter { $0.name != "default" }
  }

  private static func text(_ hint: UnsafeRawPointer, _ key: String) -> String? {
    guard let value = unsafe snd_device_name_get_hint(hint, key) else { return nil }
    defer { unsafe free(value) }
    return unsafe String(cString: value)
  }
}
