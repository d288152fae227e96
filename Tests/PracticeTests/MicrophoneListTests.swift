import Testing

@testable import Practice

@Suite struct MicrophoneListTests {
  private let pactl = """
    [{"index":0,"name":"speech.monitor","description":"Monitor of Loudspeaker","mute":false,
      "monitor_source":"speech","properties":{"device.class":"monitor"}},
     {"index":1,"name":"alsa_input.usb-Mic","description":"The microphone, of the 'desk'",
      "mute":true,"monitor_source":"","balance":0.00,
      "properties":{"device.class":"sound","alsa.card":"1"}},
     {"index":2,"name":"odd name","description":"","mute":false},
     {"index":3,"description":"Without a name"}, 7, null, {"name":5}, {"name":""}]
    """

  @Test func `PulseAudio's sources come with the names that people know`() throws {
    let found = try #require(PulseSources.microphones(Array(pactl.utf8)))
    #expect(
      found.map(\.device) == [
        "pulse:DEVICE=speech.monitor", "pulse:DEVICE=alsa_input.usb-Mic",
        #"pulse:DEVICE="odd name""#,
      ])
    #expect(
      found.map(\.description) == [
        "Monitor of Loudspeaker", "The microphone, of the 'desk'", "odd name",
      ])
    #expect(found.map(\.isMonitor) == [true, false, false])
    #expect(found.map(\.isMuted) == [false, true, false])
  }

  @Test func `PipeWire's nodes do as well, monitors by their number`() throws {
    let dump = """
      [{"id":0,"type":"PipeWire:Interface:Core","info":{"props":{"media.class":"Audio/Source"}}},
       {"id":30,"type":"PipeWire:Interface:Node","info":{"props":{"object.serial":31,
        "node.name":"speech","node.description":"Loudspeaker","media.class":"Audio/Sink"}}},
       {"id":31,"type":"PipeWire:Interface:Node","info":{"props":{"object.serial":32,
        "node.name":"desk mic","media.class":"Audio/Source/Virtual","node.nick":"Desk"},
        "params":{"Props":[{"volume":1.0,"mute":true},{"params":[]}]}}},
       {"id":32,"type":"PipeWire:Interface:Node","info":{"props":{"object.serial":33,
        "node.name":"5","node.description":"Five","media.class":"Audio/Source"}}},
       {"id":33,"type":"PipeWire:Interface:Node","info":{"props":{"object.serial":34,
        "node.name":"twin","media.class":"Audio/Source"}}},
       {"id":34,"type":"PipeWire:Interface:Node","info":{"props":{"object.serial":"35",
        "node.name":"twin","media.class":"Audio/Duplex"},"params":5}},
       {"id":35,"type":"PipeWire:Interface:Node","info":{"props":{"object.serial":36,
        "node.name":"firefox","media.class":"Stream/Input/Audio"}}},
       {"id":36,"type":"PipeWire:Interface:Node","info":null}, {"type":3}, "x"]
      """
    let found = try #require(PipeWireNodes.microphones(Array(dump.utf8)))
    #expect(
      found.map { "\($0.device) \($0.description)" } == [
        "pipewire:NODE=31 Monitor of Loudspeaker", #"pipewire:NODE="desk mic" Desk"#,
        "pipewire:NODE=33 Five", "pipewire:NODE=34 twin", "pipewire:NODE=35 twin",
      ])
    #expect(found.map(\.isMonitor) == [true, false, false, false, false])
    #expect(found.map(\.isMuted) == [false, true, false, false, false])
  }

  @Test(arguments: ["", "{}", "[", "null", "Connection failure", "[1,2", "\u{0}"])
  func `what is no list is no answer`(text: String) {
    #expect(PulseSources.microphones(Array(text.utf8)) == nil)
    #expect(PipeWireNodes.microphones(Array(text.utf8)) == nil)
  }

  @Test func `cut and damaged answers end nothing`() {
    let bytes = Array(pactl.utf8)
    for index in stride(from: 0, to: bytes.count, by: 3) {
      _ = PulseSources.microphones(Array(bytes[..<index]))
      var damaged = bytes
      damaged[index] = 0xFF
      _ = PulseSources.microphones(damaged)
      _ = PipeWireNodes.microphones(damaged)
    }
    let deep = Array(repeating: UInt8(ascii: "["), count: 100_000)
    #expect(PulseSources.microphones(deep) == nil)
  }

  @Test func `the one used last comes first, monitors last, the default before the rest`() throws {
    let server = try #require(PulseSources.microphones(Array(pactl.utf8)))
    let own = ["default", "pulse", "plughw:0"].map {
      Microphone(device: $0, description: "", origin: .alsa)
    }
    let list = MicrophoneList(
      server: server, own: own, absence: nil, used: ["gone", "plughw:0", "default"])
    #expect(
      list.microphones.map(\.device) == [
        "plughw:0", "default", "pulse:DEVICE=alsa_input.usb-Mic", #"pulse:DEVICE="odd name""#,
        "pulse", "pulse:DEVICE=speech.monitor",
      ])
    #expect(list.microphones.filter(\.isLast).map(\.device) == ["plughw:0"])
    let without = MicrophoneList(server: [], own: own, absence: .noServer, used: ["gone"])
    #expect(without.microphones.map(\.device) == ["default", "pulse", "plughw:0"])
    #expect(without.microphones.allSatisfy { !$0.isLast })
  }
}
