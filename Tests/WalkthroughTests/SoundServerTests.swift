import Foundation
import TestSupport
import Testing

/// Recording and listening back in real time with PulseAudio and PipeWire, through ALSA's plug-ins.
@Suite(.serialized) struct SoundServerTests {
  private static let isInstalled = ["pulseaudio", "paplay", "pactl"].allSatisfy {
    FileManager.default.isExecutableFile(atPath: "/usr/bin/\($0)")
  }

  /// A tool with the devices `monitor` and `speaker`, and the server that they belong to.
  private func sound(device: String = "") throws -> (tool: Tool, server: Tool.Running) {
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
      pcm.speaker { type pulse device speech }
      \(device)
      """)
    let server = try tool.start(
      [
        "-n", "--daemonize=no", "--exit-idle-time=-1", "--disable-shm=yes",
        "--load=module-null-sink sink_name=speech rate=48000 channels=1",
        "--load=module-native-protocol-unix socket=\(folder)/server auth-anonymous=1",
      ], program: "/usr/bin/pulseaudio")
    let started = tool
    #expect(started.wait { (try? started.shell("pactl info").status) == 0 })
    return (tool, server)
  }

  private func samples(_ bytes: Data) -> [Int] {
    stride(from: bytes.startIndex, to: bytes.endIndex - 1, by: 2).map {
      Int(Int16(bitPattern: UInt16(bytes[$0]) | UInt16(bytes[$0 + 1]) << 8))
    }
  }

  /// Where samples begin in others, by some that stand a second after their beginning.
  private func place(of samples: ArraySlice<Int>, in whole: [Int]) -> Int? {
    let first = samples.startIndex + 48_000
    let probe = Array(samples[first..<(first + 200)])
    return (0..<max(0, whole.count - 200)).first { start in
      probe.indices.allSatisfy { abs(whole[start + $0] - probe[$0]) <= 2 }
    }.map { $0 - 48_000 }
  }

  @Test(.enabled(if: isInstalled, "needs the packages pulseaudio and libasound2-plugins"))
  func `what is played into a sink is recorded without a lost or repeated sample`() throws {
    let (tool, server) = try sound()
    defer {
      server.signal(SIGTERM)
      _ = try? server.wait()
    }
    // Noise: every shift of it looks different.
    let noise = Synthesis.pcm16(Synthesis.noise(amplitude: 0.2, frames: 48_000 * 12, seed: 11))
    let played = try tool.folder.write("noise.wav", Synthesis.wav(noise, rate: 48_000))
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
    let recorded = samples(
      try Data(contentsOf: URL(fileURLWithPath: tool.session() + "/audio.wav")).dropFirst(44))
    #expect(recorded.count == 384_000)
    let first = try #require(place(of: recorded[...], in: noise.map(Int.init)))
    #expect(first >= 0)
    let different = recorded.indices.count { abs(recorded[$0] - Int(noise[first + $0])) > 2 }
    #expect(different == 0)
    let gaps =
      (try tool.json(tool.session() + "/session.json")["timeline"] as? [String: Any])?["gaps"]
    #expect((gaps as? [Any])?.isEmpty == true, "\(String(describing: gaps))")
  }

  @Test(.enabled(if: isInstalled, "needs the packages pulseaudio and libasound2-plugins"))
  func `a listen-back plays what was recorded, faster at the same pitch`() throws {
    // Seven seconds of noise, then a tone of 200 Hz with its overtones.
    let noise = Synthesis.noise(amplitude: 0.2, frames: 48_000 * 7, seed: 12)
    let tone = (0..<48_000 * 11).map { index -> Float in
      let overtones = (1...8).map { number -> Double in
        sin(Double(index * number % 240) * .pi / 120) / Double(number)
      }
      return Float(overtones.reduce(0, +) * 0.1)
    }
    let sound = Synthesis.pcm16(noise + tone)
    let files = try TemporaryFolder()
    let raw = try files.write("microphone.raw", sound.withUnsafeBytes { Array($0) })
    let (tool, server) = try self.sound(
      device: """
        pcm.mic { type file slave.pcm { type null } file "/dev/null" infile "\(raw)" format "raw" }
        """)
    defer {
      server.signal(SIGTERM)
      _ = try? server.wait()
    }
    let recorded = try tool.run([
      "record", "--device", "mic", "--duration", "18", "--phases-at", "8", "--no-check",
    ])
    #expect(recorded.status == 0, "\(recorded.err)")
    let heardPath = tool.folder.path + "/heard.raw"
    let listener = try tool.start(
      [
        "--device=speech.monitor", "--format=s16le", "--rate=48000", "--channels=1",
        "--latency-msec=50", heardPath,
      ], program: "/usr/bin/parec")
    // Until somebody listens, a null sink works in pieces of two seconds.
    usleep(2_500_000)
    // The first stretch as it was, the second one faster, and once more at the highest speed.
    let review = try tool.start(["review", "--device", "speaker"])
    for line in ["", "f", "", "b", "f", "", "q"] { review.send(line) }
    let before = Date()
    let result = try review.wait()
    let wall = Date().timeIntervalSince(before)
    usleep(500_000)
    // It inherits that other signals are blocked.
    listener.signal(SIGKILL)
    _ = try listener.wait()
    #expect(result.status == 0 && result.err.contains("Listen, 1 of 2"), "\(result.err)")
    #expect(!result.err.contains("no sound"), "\(result.err)")
    let lengths = [9.0, 10 / 1.25, 10 / 1.5]
    #expect(abs(wall - lengths.reduce(0, +)) < 3, "\(wall) s")

    let truth = samples(
      try Data(contentsOf: URL(fileURLWithPath: tool.session() + "/audio.wav")).dropFirst(44))
    let heard = samples(try Data(contentsOf: URL(fileURLWithPath: heardPath)))
    let first = try #require(place(of: truth[...], in: heard))
    // The monitor of a sink that was idle lacks the first tenths of a second, whoever plays.
    let missing = 12_000
    let different = (missing..<48_000 * 9).count { abs(heard[first + $0] - truth[$0]) > 2 }
    #expect(different == 0)

    // After it there is silence, then two tones with silence between.
    let rest = heard[(first + 48_000 * 9)...]
    var tones: [Range<Int>] = []
    for start in stride(from: rest.startIndex, to: rest.endIndex - 480, by: 480)
    where rest[start..<(start + 480)].contains(where: { abs($0) > 500 }) {
      if let last = tones.last, start - last.upperBound < 2400 {
        tones[tones.count - 1] = last.lowerBound..<(start + 480)
      } else {
        tones.append(start..<(start + 480))
      }
    }
    #expect(tones.count == 2, "\(tones)")
    for (tone, seconds) in zip(tones, lengths.dropFirst()) {
      let length = Double(tone.count) / 48_000
      #expect((seconds - 0.25)...(seconds + 0.02) ~= length, "\(length) s")
      // The period that repeats best in the middle of it.
      let middle = tone.lowerBound + tone.count / 2
      let period = (120..<480).min { one, other in
        func difference(_ lag: Int) -> Int {
          (0..<4800).reduce(0) { $0 + abs(heard[middle + $1] - heard[middle + $1 + lag]) }
        }
        return difference(one) < difference(other)
      }
      #expect(abs((period ?? 0) - 240) <= 2)
    }
  }

  // MARK: PulseAudio and PipeWire

  private static let servers = SoundServer.Kind.allCases

  private static func needs(_ kind: SoundServer.Kind) -> Comment {
    switch kind {
    case .pulseaudio: "needs the packages pulseaudio and libasound2-plugins"
    case .pipewire: "needs the packages pipewire, pipewire-bin, wireplumber and pipewire-alsa"
    }
  }

  @Test(
    .enabled(if: SoundServer.Kind.pulseaudio.isInstalled, needs(.pulseaudio)),
    .timeLimit(.minutes(3)))
  func `a PulseAudio server that is killed and started again costs its own time`() throws {
    try killInTheMiddle(.pulseaudio)
  }

  @Test(
    .enabled(if: SoundServer.Kind.pipewire.isInstalled, needs(.pipewire)), .timeLimit(.minutes(3)))
  func `a PipeWire server that is killed and started again costs its own time`() throws {
    try killInTheMiddle(.pipewire)
  }

  private func killInTheMiddle(_ kind: SoundServer.Kind) throws {
    let server = try SoundServer(kind)
    let tool = server.tool
    let noise = Synthesis.pcm16(Synthesis.noise(amplitude: 0.2, frames: 48_000 * 60, seed: 21))
    let path = try tool.folder.write("noise.wav", Synthesis.wav(noise, rate: 48_000))
    var players = [try server.play(path)]
    defer {
      for player in players {
        player.signal(SIGKILL)
        _ = try? player.wait()
      }
    }
    let monitor = try #require(try server.listed().first { $0["isMonitor"] as? Bool == true })
    let device = try #require(monitor["name"] as? String)
    let seconds = 20.0
    let recorder = try tool.start([
      "record", "--device", device, "--duration", "\(seconds)", "--no-check",
    ])
    /// Waits until so much is in the sound file.
    func wait(seconds: Double) -> Bool {
      for _ in 0..<3 where tool.wait(until: { recordedSeconds(tool) >= seconds }) { return true }
      return false
    }
    #expect(wait(seconds: 4), "\(recorder.err)")
    let killed = recordedSeconds(tool)
    try server.kill()
    // Without its server, a player goes on as fast as it can.
    players[0].signal(SIGKILL)
    #expect(tool.wait { recorder.err.contains("the device is gone") }, "\(recorder.err)")
    usleep(1_500_000)
    try server.start()
    players.append(try server.play(path))
    let result = try recorder.wait()
    #expect(result.status == 0, "\(result.err)")

    // The file opens, and has every frame of the session's clock.
    let sound = samples(
      try Data(contentsOf: URL(fileURLWithPath: tool.session() + "/audio.wav")).dropFirst(44))
    #expect(sound.count == Int(seconds) * 48_000)
    let session = try tool.json(tool.session() + "/session.json")
    let timeline = session["timeline"] as? [String: Any] ?? [:]
    let gaps = (timeline["gaps"] as? [[String: Any]] ?? []).map { gap -> (Range<Int>, String) in
      let range = gap["range"] as? [String: Int] ?? [:]
      let start = range["start"] ?? 0
      return (start..<max(start, range["end"] ?? 0), gap["cause"] as? String ?? "")
    }
    let gap = try #require(gaps.first { $0.1 == "disconnected" }?.0, "\(gaps)")
    // It begins where the server went, and is as long as that was away.
    #expect(abs(Double(gap.lowerBound) / 48_000 - killed) < 1.5, "\(gap), killed at \(killed) s")
    #expect((1.4...12) ~= Double(gap.count) / 48_000, "\(gap)")
    #expect(sound[gap].allSatisfy { $0 == 0 })
    // What was recorded before and after stands where it belongs, all the way through.
    let truth = noise.map(Int.init)
    for part in [48_000..<(gap.lowerBound - 24_000), (gap.upperBound + 96_000)..<sound.count] {
      let begin = try #require(shift(of: sound, from: part.lowerBound, in: truth), "\(gaps)")
      let end = try #require(shift(of: sound, from: part.upperBound - 24_000, in: truth), "\(gaps)")
      // On a starved machine, a server without real-time scheduling leaves turns out.
      #expect(abs(begin - end) < 24_000, "\(part) of \(gaps)")
      let silent = stride(from: part.lowerBound, to: part.upperBound - 4800, by: 4800).count {
        sound[$0..<($0 + 4800)].allSatisfy { $0 == 0 }
      }
      #expect(silent * 10 < part.count / 4800, "\(part) of \(gaps)")
      if kind == .pulseaudio, gaps.count == 1 { #expect(begin == end, "\(part) of \(gaps)") }
    }
    #expect(session["driftPartsPerMillion"] == nil)
  }

  /// How far what was played lies before where it was recorded, near a place of the recording.
  private func shift(of sound: [Int], from start: Int, in truth: [Int]) -> Int? {
    for first in stride(from: start, to: start + 20_000, by: 1000) {
      let probe = Array(sound[first..<(first + 200)])
      let found = (0..<(truth.count - 200)).first { place in
        probe.indices.allSatisfy { abs(truth[place + $0] - probe[$0]) <= 2 }
      }
      if let found { return found - first }
    }
    return nil
  }

  private func recordedSeconds(_ tool: Tool) -> Double {
    guard let session = try? tool.session() else { return 0 }
    let attributes = try? FileManager.default.attributesOfItem(atPath: session + "/audio.wav")
    return Double((attributes?[.size] as? Int ?? 44) - 44) / 96_000
  }

  @Test(.enabled(if: SoundServer.Kind.pulseaudio.isInstalled, needs(.pulseaudio)))
  func `each device that is listed of PulseAudio records`() throws {
    let names = try recordFromEach(.pulseaudio)
    #expect(
      names == [
        "Desk": "pulse:DEVICE=desk", "Monitor of Loudspeaker": "pulse:DEVICE=speech.monitor",
      ])
  }

  @Test(.enabled(if: SoundServer.Kind.pipewire.isInstalled, needs(.pipewire)))
  func `each device that is listed of PipeWire records`() throws {
    let names = try recordFromEach(.pipewire)
    #expect(names.keys.sorted() == ["Monitor of The loudspeaker", "The desk's microphone"])
    #expect(names["The desk's microphone"] == #"pipewire:NODE="desk mic, \"odd\" 'one'""#)
  }

  /// Records a moment from every device of a server.
  /// - Returns: the devices by their descriptions.
  private func recordFromEach(_ kind: SoundServer.Kind) throws -> [String: String] {
    let server = try SoundServer(kind)
    let tool = server.tool
    let tone = (0..<48_000 * 60).map { Int16(8000 * sin(Double($0) * .pi / 60)) }
    let path = try tool.folder.write("tone.wav", Synthesis.wav(tone, rate: 48_000))
    let player = try server.play(path)
    defer {
      player.signal(SIGKILL)
      _ = try? player.wait()
    }
    let devices = try server.listed()
    var names: [String: String] = [:]
    for (index, device) in devices.enumerated() {
      let name = try #require(device["name"] as? String)
      names[device["description"] as? String ?? ""] = name
      // Microphones stand before monitors.
      let isMonitor = device["isMonitor"] as? Bool == true
      #expect(isMonitor == (index == devices.count - 1))
      let result = try tool.run(["record", "--device", name, "--duration", "2", "--no-check"])
      #expect(result.status == 0, "\(name): \(result.err)")
      let session = try #require(tool.sessions.last)
      let sound = samples(
        try Data(contentsOf: URL(fileURLWithPath: session + "/audio.wav")).dropFirst(44))
      #expect(sound.count == 96_000)
      if isMonitor { #expect((sound.suffix(24_000).max() ?? 0) > 7000, "\(name)") }
      // It is known as the one used last.
      let last = try server.listed().first { $0["isLast"] as? Bool == true }
      #expect(last?["name"] as? String == name)
    }
    // All at once, with their levels.
    let trial = try tool.run(["devices", "--try"] + names.values)
    #expect(trial.status == 0, "\(trial.err)")
    #expect(trial.out.split(separator: "\n").count == names.count)
    let monitor = trial.out.split(separator: "\n").first { $0.contains("Monitor of") }
    #expect(monitor?.contains("−12.") == true, "\(trial.out)")
    return names
  }
}
