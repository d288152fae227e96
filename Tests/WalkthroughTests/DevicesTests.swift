import Foundation
import TestSupport
import Testing

/// The command `devices` with sound servers that are only played.
///
/// Their tools print what they are told; SoundServerTests asks real ones.
@Suite struct DevicesTests {
  private static let sources = #"""
    [{"name":"speech.monitor","description":"Monitor of Loudspeaker","mute":false,
      "monitor_source":"speech"},
     {"name":"alsa_input.usb-Mic","description":"Microphone of the desk","mute":true},
     {"name":"odd 'n' \"ends\"","description":"Odd one"}]
    """#

  /// A tool whose ALSA knows the sound servers' devices, and whose `PATH` has some tools.
  private func tool(_ programs: [String: String], kinds: [String] = ["pulse"]) throws -> Tool {
    var tool = try Tool()
    let folder = tool.folder.path + "/programs"
    try FileManager.default.createDirectory(
      atPath: folder, withIntermediateDirectories: true)
    for (name, script) in programs {
      let path = "\(folder)/\(name)"
      try "#!/bin/sh\n\(script)\n".write(toFile: path, atomically: false, encoding: .utf8)
      chmod(path, 0o700)
    }
    tool.environment["PATH"] = folder
    let listed = kinds.map { "pcm.\($0) { type null hint { show on description \"Server\" } }\n" }
    tool.environment["ALSA_CONFIG_PATH"] = try tool.folder.write(
      "asound.conf",
      listed.joined() + "pcm.booth { type null hint { show on description \"The booth's\" } }\n")
    return tool
  }

  private func printing(_ text: String) -> String { "exec /bin/cat <<'END'\n\(text)\nEND" }

  @Test func `a sound server's microphones come with their names, as a shell takes them`() throws {
    let result = try tool(["pactl": printing(Self.sources)]).run(["devices"])
    #expect(result.status == 0, "\(result.err)")
    let lines = result.out.split(separator: "\n").map {
      $0.split(separator: " ", omittingEmptySubsequences: true).joined(separator: " ")
    }
    #expect(
      lines == [
        "pulse:DEVICE=alsa_input.usb-Mic Microphone of the desk (muted in the sound server)",
        #"'pulse:DEVICE="odd '\''n'\'' \"ends\""' Odd one"#,
        "pulse Server", "booth The booth's",
        "pulse:DEVICE=speech.monitor Monitor of Loudspeaker (hears what is played, no voice)",
      ])
    #expect(result.err.contains("walkthrough settings device pulse:DEVICE=alsa_input.usb-Mic"))
    #expect(result.err.contains("walkthrough devices --try"))
  }

  @Test func `JSON has each device as it is named, and what is known of it`() throws {
    let result = try tool(["pactl": printing(Self.sources)]).run(["devices", "--format", "json"])
    let object =
      try JSONSerialization.jsonObject(with: Data(result.out.utf8)) as? [String: Any] ?? [:]
    let devices = object["devices"] as? [[String: Any]] ?? []
    #expect(devices.count == 5)
    #expect(devices[1]["name"] as? String == #"pulse:DEVICE="odd 'n' \"ends\"""#)
    #expect(devices[0]["isMuted"] as? Bool == true && devices[0]["origin"] as? String == "pulse")
    #expect(devices[4]["isMonitor"] as? Bool == true && devices[4]["peakDBFS"] == nil)
    #expect(result.err.isEmpty)
  }

  @Test(
    arguments: [
      [:], ["pactl": "exit 1"], ["pactl": "exec /bin/sleep 1000"], ["pactl": "echo '[{]'"],
      ["pactl": "echo '{}'", "pw-dump": "echo; exit 3"],
      ["pactl": "while :; do echo '[[[[[[[[[['; done"],
    ] as [[String: String]])
  func `without an answer ALSA's devices are listed, and it is said why`(
    programs: [String: String]
  ) throws {
    let before = Date()
    let result = try tool(programs).run(["devices"])
    #expect(result.status == 0 && Date().timeIntervalSince(before) < 20)
    #expect(result.out == "pulse  Server\nbooth  The booth's\n")
    let words = programs.isEmpty ? "apt-get install pulseaudio-utils" : "no sound server answers"
    #expect(result.err.contains(words), "\(result.err)")
  }

  @Test func `a server that ALSA has no plug-in for is mentioned`() throws {
    let result = try tool(["pactl": printing(Self.sources)], kinds: []).run(["devices"])
    #expect(result.out == "booth  The booth's\n")
    #expect(result.err.contains("libasound2-plugins"), "\(result.err)")
  }

  @Test func `the microphone used last stands first`() throws {
    let tool = try tool(["pactl": printing(Self.sources)])
    for device in ["pulse:DEVICE=alsa_input.usb-Mic", "booth"] {
      // Nothing that can be recorded from stands behind the first name here: a session of it
      // is made of one of the second.
      let recorded = try tool.run([
        "record", "--device", "booth", "--duration", "0.2", "--no-check",
      ])
      #expect(recorded.status == 0, "\(recorded.err)")
      let path = try #require(tool.sessions.last) + "/session.json"
      let text = try String(contentsOfFile: path, encoding: .utf8)
      try text.replacing(#""name" : "booth""#, with: "\"name\" : \"\(device)\"").write(
        toFile: path, atomically: true, encoding: .utf8)
      let listed = try tool.run(["devices"]).out.split(separator: "\n")
      #expect(listed.first?.hasPrefix(device) == true, "\(listed)")
      #expect(listed.filter { $0.contains("(used last)") }.count == 1)
    }
    // One that is not there any more does not count.
    let path = try #require(tool.sessions.last) + "/session.json"
    let text = try String(contentsOfFile: path, encoding: .utf8)
    try text.replacing(#""name" : "booth""#, with: #""name" : "gone""#).write(
      toFile: path, atomically: true, encoding: .utf8)
    let listed = try tool.run(["devices"]).out.split(separator: "\n")
    #expect(listed.first?.hasPrefix("pulse:DEVICE=alsa_input.usb-Mic") == true, "\(listed)")
  }

  // MARK: Trying

  /// A tool with three devices of real time: a voice, a dead one, and one that is not there.
  private func room() throws -> Tool {
    var tool = try Tool()
    let sounds = [
      "voice": Synthesis.pcm16(
        Synthesis.voice([0.2...7.5], seconds: 8, rate: 48_000, level: 0.15)),
      "dead": [Int16](repeating: 0, count: 48_000),
    ]
    var devices = "pcm_type.faulty { lib \"\(Tool.productFile("libFaultyDevice.so"))\" }\n"
    for (name, samples) in sounds {
      let raw = try tool.folder.write("\(name).raw", samples.withUnsafeBytes { Array($0) })
      devices += """
        pcm.\(name) {
          type faulty id \(name) rate 48000 channels 1 speed 1 sample "\(raw)"
          hint { show on description "The \(name) one" }
        }

        """
    }
    devices += """
      pcm.away { type hw card 31 hint { show on description "Away" } }
      pcm.again {
        type faulty id voice rate 48000 channels 1 speed 1
        hint { show on description "The voice by another name" }
      }

      """
    tool.environment["PATH"] = "/nothing"
    tool.environment["ALSA_CONFIG_PATH"] = try tool.folder.write("asound.conf", devices)
    return tool
  }

  @Test func `a trial shows which microphone hears, and ends by itself`() throws {
    let result = try room().run(["devices", "--try", "voice", "dead", "away"])
    #expect(result.status == 0, "\(result.err)")
    let lines = result.out.split(separator: "\n")
    #expect(lines.count == 3)
    #expect(lines[0].contains("dBFS  voice") && lines[0].hasSuffix("The voice one"))
    #expect(lines[1].hasPrefix("−120.0 dBFS  dead"), "\(lines)")
    #expect(lines[2].contains("-  away") && lines[2].contains("(No such"), "\(lines)")
    #expect(result.err.contains("the loudest is voice; keep it for all recordings with:"))
    #expect(result.err.contains("walkthrough settings device voice"))
  }

  @Test func `two names of one microphone have their turns, and JSON has the peaks`() throws {
    let result = try room().run(["devices", "--try", "voice", "again", "--format", "json"])
    #expect(result.status == 0 && result.err.isEmpty, "\(result.err)")
    let object =
      try JSONSerialization.jsonObject(with: Data(result.out.utf8)) as? [String: Any] ?? [:]
    let devices = object["devices"] as? [[String: Any]] ?? []
    #expect(devices.compactMap { $0["name"] as? String } == ["voice", "again"])
    for device in devices {
      #expect(device["trouble"] == nil, "\(device)")
      #expect((-40...0).contains(device["peakDBFS"] as? Double ?? 1), "\(device)")
    }
  }

  @Test func `where nobody is heard, it is said what to do`() throws {
    let result = try room().run(["devices", "--try", "dead"])
    #expect(result.status == 0 && result.err.contains("none of them heard a voice"))
    let away = try room().run(["devices", "--try", "away"])
    #expect(away.status == 69)
  }

  @Test func `on a terminal there is a bar for each, and a key ends it`() throws {
    let run = try TerminalRun(try room(), ["devices", "--try", "voice", "dead"], showsOutput: true)
    #expect(run.sees("The voice one", "The dead one", "any key ends it", "█"))
    let before = Date()
    run.press("q")
    #expect(run.end() == 0)
    #expect(Date().timeIntervalSince(before) < 4)
    #expect(run.screen.contains("settings device voice"), "\(run.screen)")
  }

  @Test func `a device is named with --try only`() throws {
    #expect(try room().run(["devices", "voice"]).status == 64)
  }
}
