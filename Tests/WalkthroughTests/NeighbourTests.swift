import Foundation
import SessionArchive
import SystemPackage
import TestSupport
import Testing

/// What a command meets beside itself: other commands, closed descriptors, pipes where
/// files should be, and what killed ones left.
@Suite struct NeighbourTests {
  /// An archive of two sessions with everything in it, and a programme.
  private func practised() throws -> Tool {
    var tool = try Tool()
    try tool.useSampleDevice(Synthesis.pcm16(Synthesis.voice([0.5...3], seconds: 4, rate: 48_000)))
    try tool.importSession("2026-11-20T19:03")
    let id = try tool.importSession("2026-11-21T19:03", seconds: 13)
    try Storm.review.write(
      toFile: "\(tool.archive)/\(id)/review.json", atomically: true, encoding: .utf8)
    #expect(try tool.run(["programme", "start", "--level", "l4"]).status == 0)
    #expect(try tool.run(["report", "last", "--html"]).status == 0)
    return tool
  }

  /// The files of an archive that nobody may change without being asked, by their paths.
  private func kept(_ tool: Tool) throws -> [String: Data] {
    var kept: [String: Data] = [:]
    for session in tool.sessions {
      for name in ["session.json", "audio.wav", "review.json"] {
        kept["\(session)/\(name)"] = try? Data(
          contentsOf: URL(fileURLWithPath: "\(session)/\(name)"))
      }
    }
    let programme = tool.archive + "/programme.json"
    kept[programme] = try Data(contentsOf: URL(fileURLWithPath: programme))
    return kept
  }

  private static let commands = [
    "list", "trend", "trend --html", "report last", "report last --html", "compare",
    "review --show last", "export --format csv", "export --format json last", "programme",
    "questions",
    "plans", "signals", "loops", "recover", "explain", "explain talk-time", "manual", "--help",
    "devices", "tonight", "forget nothing-such", "analyze nothing-such.wav", "nonsense",
    "record --device mic --duration 1 --question x", "programme done nothing-such",
    "check --device mic", "demo", "programme topics", "programme move --interview 2020-01-01",
    "loops stamina", "import Recordings/demo/spoken.opus --question y",
  ]

  @Test func `no message and no result is written into a file of the archive`() throws {
    let tool = try practised()
    let before = try kept(tool)
    for closing in ["0<&-", "1>&-", "2>&-", "0<&- 1>&- 2>&-"] {
      for command in Self.commands + ["review last --no-sound --plain"] {
        let input = closing.contains("0<&-") ? "" : "echo q | "
        let result = try tool.shell("\(input)'\(Tool.path)' \(command) \(closing)")
        #expect(result.status >= 0 && result.status < 128, "\(command) \(closing): \(result.err)")
      }
      let after = try kept(tool)
      for (path, bytes) in before { #expect(after[path] == bytes, "\(path) with \(closing)") }
    }
    // Recording needs none of them: two were there, each way recorded two, one was imported once.
    #expect(tool.sessions.count == 11)
    for session in tool.sessions { #expect(try tool.json(session + "/session.json")["id"] != nil) }
    // A result that cannot be printed is an error, not a success.
    #expect(try tool.shell("'\(Tool.path)' list >&-").status == 74)
  }

  private enum Kind: String, CaseIterable {
    case pipe, device, socket, folder, sparse, link, loop
  }

  /// Puts something else in a file's place.
  private func put(_ kind: Kind, at path: String, _ tool: Tool) throws {
    let make =
      switch kind {
      case .pipe: "mkfifo \"$1\""
      case .device: "mknod \"$1\" c 1 5 || ln -s /dev/zero \"$1\""
      case .socket:
        "python3 -c 'import socket,sys,os; os.chdir(os.path.dirname(sys.argv[1])); "
          + "socket.socket(socket.AF_UNIX).bind(os.path.basename(sys.argv[1]))' \"$1\""
      case .folder: "mkdir -p \"$1/inside\""
      case .sparse: "truncate -s 3G \"$1\""
      case .link: "ln -s /etc/passwd \"$1\""
      case .loop: "ln -s \"$1\" \"$1\""
      }
    let made = try tool.start(["-c", "rm -rf \"$1\"; \(make)", "sh", path], program: "/bin/sh")
    #expect(try made.wait().status == 0)
  }

  @Test(
    .timeLimit(.minutes(10)),
    arguments: [
      "session.json", "analysis.json", "review.json", "audio.wav", "journal.jsonl", "report.html",
      "../programme.json", "../summaries.index",
    ])
  func `what is no file of its kind stops no command, and hides no other session`(
    name: String
  ) throws {
    let tool = try practised()
    let odd = try #require(tool.sessions.last)
    let id = odd.split(separator: "/").last.map(String.init) ?? ""
    let path = name.hasPrefix("../") ? tool.archive + name.dropFirst(2) : "\(odd)/\(name)"
    let commands = [
      "list --format json", "trend", "report \(id)", "report \(id) --html", "review --show \(id)",
      "export --format csv --all", "compare", "programme", "recover", "questions next",
      "forget \(id) --yes",
    ]
    let copy = tool.folder.path + "/copy"
    #expect(try tool.shell("cp -a '\(tool.archive)' '\(copy)'").status == 0)
    for kind in Kind.allCases {
      #expect(
        try tool.shell("rm -rf '\(tool.archive)' && cp -a '\(copy)' '\(tool.archive)'").status == 0)
      try put(kind, at: path, tool)
      for command in commands {
        let result = try tool.shell(
          "ulimit -v 1500000; timeout 20 '\(Tool.path)' \(command) < /dev/null")
        #expect(
          result.status >= 0 && result.status < 124,
          "\(kind) as \(name), \(command): \(result.status) \(result.err)")
        guard command.hasPrefix("list") else { continue }
        #expect(result.out.contains("2026-11-20T1903"), "\(kind) as \(name): \(result.err)")
        if name == "session.json" { #expect(result.err.contains("left out: "), "\(kind)") }
      }
      #expect(try String(contentsOfFile: "/etc/passwd", encoding: .utf8).hasPrefix("root:"))
    }
  }

  @Test func `a pipe of labels or marks is read to its end`() throws {
    let tool = try Tool()
    let sound = try tool.writeSound("talk.wav")
    let labels = #"printf '0:00 requirements\n0:05 scope\n'"#
    let imported = try tool.shell(
      "bash -c \"\\\"\(Tool.path)\\\" import '\(sound)' --labels <(\(labels))\"")
    #expect(imported.status == 0, "\(imported.err)")
    let timeline = try tool.json(tool.session() + "/session.json")["timeline"] as? [String: Any]
    #expect(
      (timeline?["visits"] as? [[String: Any]])?.compactMap { $0["phaseIndex"] as? Int } == [0, 1])
    let analyzed = try tool.shell(
      "\(labels) | '\(Tool.path)' analyze '\(sound)' --marks /dev/stdin --format json")
    #expect(analyzed.status == 0 && analyzed.out.contains("\"scope\""), "\(analyzed.err)")
    // Nothing but an empty pipe has no phases, and says so.
    let none = try tool.shell(
      "printf '' | '\(Tool.path)' import '\(tool.writeSound("b.wav", seconds: 9))' --labels /dev/stdin"
    )
    #expect(none.status == 65 && none.err.contains("there are no labels in it"), "\(none.err)")
  }

  @Test(.timeLimit(.minutes(10)))
  func `a pipe that nobody writes into keeps no signal from ending a command`() throws {
    let tool = try Tool()
    let sound = try tool.writeSound("talk.wav")
    let pipe = tool.folder.path + "/pipe"
    #expect(mkfifo(pipe, 0o600) == 0)
    let running = try tool.start(["import", sound, "--labels", pipe])
    usleep(500_000)
    running.signal(SIGTERM)
    #expect(try running.wait().status == -SIGTERM)
    #expect(tool.sessions.isEmpty && tool.hidden.isEmpty)
    // As a sound, a pipe is refused at once.
    let refused = try tool.run(["analyze", pipe])
    #expect(refused.status == 65 && refused.err.contains("is not a file"), "\(refused.err)")
  }

  @Test func `one file imported by many at once is one session`() throws {
    let tool = try Tool()
    let sound = try tool.writeSound("talk.wav", seconds: 60)
    let running = try (0..<6).map { _ in try tool.start(["import", sound]) }
    let results = try running.map { try $0.wait() }
    #expect(results.allSatisfy { $0.status == 0 }, "\(results.map(\.err))")
    #expect(results.count { !$0.out.isEmpty } == 1)
    #expect(results.count { $0.err.contains("is already there as") } == 5)
    #expect(tool.sessions.count == 1 && tool.hidden.isEmpty)
  }

  @Test func `a reader that has seen enough ends no import`() throws {
    let tool = try Tool()
    for number in 1...8 {
      _ = try tool.writeSound("s\(number).wav", seconds: 5 + Double(number) / 4)
    }
    // One that never reads is gone before the first line.
    let result = try tool.shell(
      "bash -c 'set -o pipefail; \"\(Tool.path)\" import \"\(tool.folder.path)\" | true'")
    #expect(result.status == 0, "\(result.err)")
    #expect(tool.sessions.count == 8)
    // Nor does a full one, though that is said.
    let full = try Tool()
    let told = try tool.shell(
      "WALKTHROUGH_ARCHIVE='\(full.archive)' '\(Tool.path)' import '\(tool.folder.path)' > /dev/full"
    )
    #expect(told.status == 74 && full.sessions.count == 8, "\(told.err)")
    let list = try tool.shell("bash -c 'set -o pipefail; \"\(Tool.path)\" list | true'")
    #expect(list.status == 0 && list.err.isEmpty, "\(list.err)")
  }

  @Test func `a session that is in use keeps no other from being forgotten`() throws {
    let tool = try practised()
    let folders = tool.sessions.map { SessionFolder(path: FilePath($0)) }
    let lock = try #require(try folders[0].lockedIfFree())
    let result = try tool.run(["forget", "2026-11-20", "2026-11-21", "--yes"])
    withExtendedLifetime(lock) {}
    #expect(result.status == 73 && result.err.contains("by another walkthrough"))
    let left = folders.map { FileManager.default.fileExists(atPath: $0.audioPath.string) }
    #expect(left == [true, false])
  }

  @Test func `a sound that was to be forgotten is named by recover, and stays`() throws {
    let tool = try practised()
    let session = try tool.session()
    let sound = try Data(contentsOf: URL(fileURLWithPath: session + "/audio.wav"))
    #expect(try tool.run(["forget", "2026-11-20", "--yes"]).status == 0)
    #expect(try tool.run(["recover"]).err.isEmpty)
    // As a kill before the removal leaves it, or somebody who puts a copy back.
    try sound.write(to: URL(fileURLWithPath: session + "/audio.wav"))
    let result = try tool.run(["recover"])
    #expect(result.status == 0 && result.err.contains("walkthrough forget 2026-11-20T1903"))
    #expect(FileManager.default.fileExists(atPath: session + "/audio.wav"))
  }

  @Test(.timeLimit(.minutes(10)))
  func `a kill in the first moments leaves nothing that is seen, and nothing after recover`()
    throws
  {
    var generator = SeededGenerator(seed: 15)
    var tool = try Tool()
    try tool.useSampleDevice(Synthesis.pcm16(Synthesis.voice([0.5...3], seconds: 4, rate: 48_000)))
    let sound = try tool.writeSound("talk.wav", seconds: 20)
    for round in 0..<(Storm.isLong ? 500 : 40) {
      let running = try tool.start(
        round % 2 == 0
          ? ["record", "--device", "mic", "--duration", "3", "--question", "k\(round)"]
          : ["import", sound, "--question", "k\(round)"])
      usleep(UInt32.random(in: 3_000...70_000, using: &generator))
      running.signal(SIGKILL)
      _ = try running.wait()
      for session in tool.sessions {
        let names = try FileManager.default.contentsOfDirectory(atPath: session)
        #expect(
          names.contains("session.json") || names.contains("journal.jsonl"), "\(session): \(names)")
      }
    }
    let recovered = try tool.run(["recover"])
    #expect(recovered.status == 0, "\(recovered.err)")
    #expect(tool.hidden.isEmpty)
    for session in tool.sessions {
      let names = try FileManager.default.contentsOfDirectory(atPath: session).sorted()
      let all: Set = ["analysis.json", "audio.wav", "session.json"]
      #expect(all.isSuperset(of: names) && names.contains("session.json"), "\(session): \(names)")
    }
    // A file is in the archive once, however often its import was killed.
    #expect(try tool.run(["import", sound]).status == 0)
    let imports = try tool.sessions.filter {
      try tool.json($0 + "/session.json")["imported"] != nil
    }
    #expect(imports.count == 1)
    #expect(try tool.run(["recover"]).out.contains("nothing to recover"))
  }
}
