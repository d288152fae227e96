import CALSA
import Glibc

/// An alsa-lib call that failed on a device.
public struct ALSAError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The C function that failed.
  public let function: String
  /// The device's name.
  public let device: String
  /// The negative number that alsa-lib returned.
  public let code: Int32

  /// alsa-lib's words for the number.
  public var reason: String { unsafe String(cString: snd_strerror(code)) }

  /// One line: device, reason and C function.
  public var description: String { "\(device): \(reason) (\(function))" }

  /// No device of that name exists, or it has gone.
  public var isMissing: Bool { [-ENOENT, -ENODEV, -ENXIO].contains(code) }

  /// Another program holds the device.
  public var isBusy: Bool { [-EBUSY, -EAGAIN].contains(code) }

  /// The user may not open the device.
  public var isForbidden: Bool { [-EACCES, -EPERM].contains(code) }

  /// No sound server answers: the device is one of PulseAudio's or PipeWire's.
  public var isServerMissing: Bool { [-ECONNREFUSED, -EHOSTDOWN, -ECONNRESET].contains(code) }

  /// The device cannot do what was asked for.
  public var isUnsupported: Bool { code == -EINVAL }
}

extension ALSAError {
  /// Turns a negative result into a thrown error.
  @discardableResult
  static func check(_ function: String, _ device: String, _ result: Int32) throws(ALSAError)
    -> Int32
  {
    guard result >= 0 else { throw ALSAError(function: function, device: device, code: result) }
    return result
  }
}
