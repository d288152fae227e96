import CALSA
import SystemPackage

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

  private var number: Errno { Errno(rawValue: -code) }

  /// One line: device, reason and C function.
  public var description: String { "\(device): \(reason) (\(function))" }

  /// No device of that name exists, or it has gone.
  public var isMissing: Bool {
    [.noSuchFileOrDirectory, .operationNotSupportedByDevice, .noSuchAddressOrDevice].contains(
      number)
  }

  /// Another program holds the device.
  public var isBusy: Bool { [.resourceBusy, .resourceTemporarilyUnavailable].contains(number) }

  /// The user may not open the device.
  public var isForbidden: Bool { [.permissionDenied, .notPermitted].contains(number) }

  /// No sound server answers: the device is one of PulseAudio's or PipeWire's.
  public var isServerMissing: Bool {
    [.connectionRefused, .hostIsDown, .connectionReset].contains(number)
  }

  /// The device cannot do what was asked for.
  public var isUnsupported: Bool { number == .invalidArgument }
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
