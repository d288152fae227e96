import Foundation
import TestSupport
import Testing

/// Recording in real time from PulseAudio, through ALSA's `pulse` device.
@Suite struct SoundServerTests {
  private static let isInstalled = ["pulseaudio", "paplay", "pactl"].allSatisfy {
    FileManager.default.isExecutableFile(atPath: "/usr/bin/\($0)")
  }

  @Test(.enabled(if: isInstalled, "needs the packages pulseaudio and libasound2-plugins"))
  func `what is played into a sink is recorded without a lost or repeated sample`() throws {
    var tool = try Tool()
    let folder = tool.folder.path
    tool.environment["XDG_RUNTIME_DIR"] = folder
    tool.environment["PULSE_RUNTIME_PATH"] = folder + "/pulse"
    tool.environment["PULSE_STATE_PATH"] = folder + "/state"
    tool.environment["PULSE_SERVER"] = "unix:\(folder)/server"
    tool.environment["ALSA_CONFIG_PATH"] = try tool.folder.write(
      "asound.conf",
      """
      </usr/share/alsa/alsa.conf>
      pcm.monitor { type pulse device speech.monitor }
      """)
    // Noise: every shift of it looks different.
    let noise = Synthesis.pcm16(Synthesis.noise(amplitude: 0.2, frames: 48_000 * 12, seed: 11))
    let played = try tool.folder.write("noise.wav", Synthesis.wav(noise, rate: 48_000))
    let server = try tool.start(
      [
        "-n", "--daemonize=no", "--exit-idle-time=-1", "--disable-shm=yes",
        "--load=module-null-sink sink_name=speech rate=48000 channels=1",
        "--load=module-native-protocol-unix socket=\(folder)/server auth-anonymous=1",
      ], program: "/usr/bin/pulseaudio")
    defer {
      server.signal(SIGTERM)
      _ = try? server.wait()
    }
    #expect(tool.wait { (try? tool.shell("pactl info").status) == 0 })
    let player = try tool.start(
      ["--device=speech", "--volume=65536", played], program: "/usr/bin/paplay")
    defer {
      player.signal(SIGTERM)
      _ = try? player.wait()
    }
    usleep(500_000)
    let before = Date()
    let result = try tool.run(["record", "--device", "monitor", "--duration", "8"])
    let wall = Date().timeIntervalSince(before)
    #expect(result.status == 0, "\(result.err)")
    // Opening, draining and the report come on top of the eight seconds.
    #expect(wall > 8 && wall < 10)
    let data = try Data(contentsOf: URL(fileURLWithPath: tool.session() + "/audio.wav")).dropFirst(
      44)
    let recorded = stride(from: data.startIndex, to: data.endIndex - 1, by: 2).map {
      Int(Int16(bitPattern: UInt16(data[$0]) | UInt16(data[$0 + 1]) << 8))
    }
    #expect(recorded.count == 384_000)
    // The place in the noise where the recording begins, found by its first loud moments.
    let probe = Array(recorded[48_000..<48_200])
    let offset = (0..<noise.count - 400_000).first { start in
      zip(probe.indices, probe).allSatisfy { abs(Int(noise[start + $0]) - $1) <= 2 }
    }
    let first = try #require(offset) - 48_000
    #expect(first >= 0)
    let different = recorded.indices.count { abs(recorded[$0] - Int(noise[first + $0])) > 2 }
    #expect(different == 0)
    let gaps =
      (try tool.json(tool.session() + "/session.json")["timeline"] as? [String: Any])?["gaps"]
    #expect((gaps as? [Any])?.isEmpty == true, "\(String(describing: gaps))")
  }
}
