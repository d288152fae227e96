/// Names of devices that take arguments, as ALSA reads them.
public enum DeviceName {
  /// A name with one argument, such as `pulse:DEVICE=alsa_input.usb` or `pipewire:NODE="desk mic"`.
  /// - Parameters:
  ///   - kind: what stands before the colon.
  ///   - key: the argument's name.
  ///   - value: any text; it is quoted where ALSA would end it too early.
  public static func text(_ kind: String, _ key: String, _ value: String) -> String {
    "\(kind):\(key)=" + (isPlain(value) ? value : quoted(value, by: "\""))
  }

  /// A value between quotes: ALSA's arguments end at commas unless they are quoted.
  /// - Parameter mark: one of ALSA's quotes, `'` or `"`.
  static func quoted(_ value: String, by mark: Character) -> String {
    let inner = value.map { character -> String in
      if character == "\\" || character == mark { return "\\\(character)" }
      guard let code = character.asciiValue, code < 0x20 || code == 0x7F else {
        return String(character)
      }
      // Three octal digits: what rules a terminal could not be copied from one.
      let digits = String(code, radix: 8)
      return "\\" + String(repeating: "0", count: 3 - digits.count) + digits
    }
    return "\(mark)\(inner.joined())\(mark)"
  }

  private static func isPlain(_ value: String) -> Bool {
    !value.isEmpty
      && value.utf8.allSatisfy {
        switch $0 {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
          UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "_"),
          UInt8(ascii: "-"):
          true
        default: false
        }
      }
  }
}
