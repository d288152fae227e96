/// Capture devices on a terminal, a line each.
public enum DeviceTable {
  /// Renders devices in the order given.
  ///
  /// Nothing is cut: a name is there to be copied.
  /// - Returns: lines that each end in a newline.
  public static func text(
    _ devices: [(name: String, description: String)], style: TextStyle
  ) -> String {
    let width = devices.map { style.shown($0.name).columns }.max() ?? 0
    return devices.map { device in
      style.shown(device.name).filled(to: width + 2) + style.shown(device.description) + "\n"
    }.joined()
  }
}
