import Testing

@testable import ALSACapture

@Suite struct DeviceListTests {
  init() throws { try Devices.prepare() }

  @Test func `microphones are listed, the default first, without plumbing and loudspeakers`() throws
  {
    let devices = try DeviceList.captureDevices()
    #expect(
      devices == [
        CaptureDevice(name: "default", description: "The usual one"),
        CaptureDevice(name: "microphone", description: "A microphone, of the desk"),
        CaptureDevice(name: "both", description: "A headset"),
      ])
  }

  @Test func `it can be made again and again`() throws {
    let first = try DeviceList.captureDevices()
    for _ in 0..<20 { #expect(try DeviceList.captureDevices() == first) }
  }
}
