import Foundation
import TestSupport
import Testing

/// A private sound server with a null sink called `speech`, and a microphone that nobody speaks
/// into.
final class SoundServer {
  enum Kind: String, CaseIterable, CustomTestStringConvertible {
    case pulseaudio, pipewire

    var testDescription: String { rawValue }

    /// Whether all that it takes is there.
    var isInstalled: Bool {
      let programs: [String] =
        switch self {
        case .pulseaudio: ["pulseaudio", "paplay", "pactl"]
        case .pipewire: ["pipewire", "wireplumber", "aplay", "pw-dump"]
        }
      return programs.allSatisfy { FileManager.default.isExecutableFile(atPath: "/usr/bin/\($0)") }
        && (self == .pulseaudio || SoundServer.pipewirePlugin != nil)
    }
  }

  /// ALSA's plug-in for PipeWire, from the system or where the Makefile unpacks it, and the
  /// file that configures it.
  private static let pipewirePlugin: (library: String, configuration: String)? = {
    let files = FileManager.default
    for root in ["", Tool.package + "/.build/pipewire-alsa"] {
      let configuration = root + "/usr/share/alsa/alsa.conf.d/50-pipewire.conf"
      let folders = (try? files.contentsOfDirectory(atPath: root + "/usr/lib")) ?? []
      let library = folders.map {
        "\(root)/usr/lib/\($0)/alsa-lib/libasound_module_pcm_pipewire.so"
      }.first { files.fileExists(atPath: $0) }
      if let library, files.fileExists(atPath: configuration) { return (library, configuration) }
    }
    return nil
  }()

  /// The tool, which finds this server and no other.
  private(set) var tool: Tool
  let kind: Kind
  private var programs: [Tool.Running] = []

  init(_ kind: Kind) throws {
    self.kind = kind
    tool = try Tool()
    let folder = tool.folder.path
    for name in ["DBUS_SESSION_BUS_ADDRESS", "PIPEWIRE_REMOTE", "PIPEWIRE_RUNTIME_DIR"] {
      tool.environment[name] = nil
    }
    tool.environment["XDG_RUNTIME_DIR"] = folder
    tool.environment["XDG_STATE_HOME"] = folder + "/state"
    tool.environment["PULSE_RUNTIME_PATH"] = folder + "/pulse"
    tool.environment["PULSE_STATE_PATH"] = folder + "/state"
    tool.environment["PULSE_SERVER"] = "unix:\(folder)/server"
    var configuration = "</usr/share/alsa/alsa.conf>\n"
    if kind == .pipewire, let plugin = Self.pipewirePlugin {
      configuration +=
        "<\(plugin.configuration)>\npcm_type.pipewire { lib \"\(plugin.library)\" }\n"
      try FileManager.default.createDirectory(
        atPath: folder + "/config/pipewire/pipewire.conf.d", withIntermediateDirectories: true)
      try Self.nodes.write(
        toFile: folder + "/config/pipewire/pipewire.conf.d/nodes.conf", atomically: false,
        encoding: .utf8)
    }
    tool.environment["ALSA_CONFIG_PATH"] = try tool.folder.write("asound.conf", configuration)
    try start()
  }

  private static let nodes = #"""
    context.objects = [
      { factory = adapter args = {
          factory.name = support.null-audio-sink  media.class = Audio/Sink
          node.name = speech  node.description = "The loudspeaker"
          audio.position = [ MONO ]  audio.rate = 48000 } }
      { factory = adapter args = {
          factory.name = support.null-audio-sink  media.class = Audio/Source/Virtual
          node.name = "desk mic, \"odd\" 'one'"  node.description = "The desk's microphone"
          audio.position = [ MONO ]  audio.rate = 48000 } }
    ]
    """#

  /// Starts the server, and returns when it can be recorded from.
  func start() throws {
    let folder = tool.folder.path
    switch kind {
    case .pulseaudio:
      programs.append(
        try tool.start(
          [
            "-n", "--daemonize=no", "--exit-idle-time=-1", "--disable-shm=yes",
            "--load=module-null-sink sink_name=speech rate=48000 channels=1 "
              + "sink_properties=device.description=Loudspeaker",
            "--load=module-virtual-source source_name=desk master=speech.monitor "
              + "source_properties=device.description=Desk",
            "--load=module-native-protocol-unix socket=\(folder)/server auth-anonymous=1",
          ], program: "/usr/bin/pulseaudio"))
      #expect(tool.wait { (try? self.tool.shell("pactl info").status) == 0 })
    case .pipewire:
      programs.append(try tool.start([], program: "/usr/bin/pipewire"))
      #expect(tool.wait { self.dump.contains("\"speech\"") })
      // The policy alone: it links streams with nodes, and needs no session bus. Newer ones
      // have it as a profile.
      let policy =
        FileManager.default.fileExists(atPath: "/usr/share/wireplumber/policy.conf")
        ? ["-c", "policy.conf"] : ["-p", "policy"]
      programs.append(try tool.start(policy, program: "/usr/bin/wireplumber"))
      #expect(tool.wait { self.dump.contains("WirePlumber") })
    }
  }

  private var dump: String { (try? tool.shell("pw-dump").out) ?? "" }

  /// Kills the server without a word.
  func kill() throws {
    for program in programs.reversed() {
      program.signal(SIGKILL)
      _ = try program.wait()
    }
    programs = []
  }

  deinit { try? kill() }

  /// Plays a sound file into the sink.
  func play(_ path: String) throws -> Tool.Running {
    switch kind {
    case .pulseaudio:
      try tool.start(["--device=speech", "--volume=65536", path], program: "/usr/bin/paplay")
    // PipeWire's own player misses turns where it has no real-time scheduling.
    case .pipewire:
      try tool.start(["-q", "-D", "pipewire:NODE=speech", path], program: "/usr/bin/aplay")
    }
  }

  /// What `devices` lists of the server.
  func listed() throws -> [[String: Any]] {
    let result = try tool.run(["devices", "--format", "json"])
    #expect(result.status == 0, "\(result.err)")
    let object =
      try JSONSerialization.jsonObject(with: Data(result.out.utf8)) as? [String: Any] ?? [:]
    let devices = object["devices"] as? [[String: Any]] ?? []
    return devices.filter { $0["origin"] as? String != "alsa" }
  }
}
