import SessionModel

/// Capture devices on a terminal, a line each.
public enum DeviceTable {
  /// A device and what is known of it.
  public struct Entry: Hashable, Sendable {
    /// What records from it.
    public let name: String
    /// What a person calls it.
    public let description: String
    /// What else is to be said, such as that it was used last.
    public var remarks: [String] = []
    /// What stands before the name, such as a level; empty for nothing.
    public var value = ""

    /// Describes a device.
    public init(name: String, description: String, remarks: [String] = [], value: String = "") {
      self.name = name
      self.description = description
      self.remarks = remarks
      self.value = value
    }
  }

  /// Renders devices in the order given.
  ///
  /// Nothing is cut: a name is there to be copied, so it stands as a shell takes it.
  /// - Returns: lines that each end in a newline.
  public static func text(_ devices: [Entry], style: TextStyle) -> String {
    let names = devices.map { style.shown($0.name.shellWord) }
    let width = names.map(\.columns).max() ?? 0
    let valueWidth = devices.map { style.shown($0.value).columns }.max() ?? 0
    return zip(devices, names).map { device, name in
      let value = style.shown(device.value)
      let words = [style.shown(device.description)] + device.remarks.map { "(\($0))" }
      return (valueWidth > 0 ? value.leading(valueWidth) + "  " : "")
        + name.filled(to: width + 2) + style.plain(words.joined(separator: " ")) + "\n"
    }.joined()
  }
}
