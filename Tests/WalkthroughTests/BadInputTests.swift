import Foundation
import TestSupport
import Testing

/// What cannot be used is named with its cure; nothing half-written stays.
@Suite struct BadInputTests {
  private let wav = Synthesis.wav([Int16](repeating: 100, count: 48_000), rate: 48_000)

  @Test func `each bad sound file has its own message and exit code 65`() throws {
    let tool = try Tool()
    let folder = tool.folder
    let cases = [
      (folder.path + "/none.wav", "there is no such file"),
      (folder.path, "is not a file"),
      (try folder.write("empty.wav", []), "the file is empty"),
      (try folder.write("notes.txt", "these are words and no sound"), "is not a sound file"),
      (try folder.write("header.wav", Array(wav.prefix(20))), "header is damaged or cut off"),
      (try folder.write("zero.wav", Array(wav.prefix(40)) + [0, 0, 0, 0]), "holds no audio"),
      (try folder.write("slow.wav", Synthesis.wav([1, 2, 3], rate: 4000)), "needs 8000 or more"),
    ]
    var messages: Set<String> = []
    for (path, words) in cases {
      let result = try tool.run(["analyze", path])
      #expect(result.status == 65)
      #expect(result.err.contains(words) && result.err.contains(path), "\(result.err)")
      #expect(result.out.isEmpty)
      messages.insert(result.err.replacingOccurrences(of: path, with: ""))
    }
    #expect(messages.count == cases.count)
  }

  @Test func `a file cut short is measured as far as it goes, with a warning`() throws {
    let tool = try Tool()
    let path = try tool.folder.write("cut.wav", Array(wav.prefix(44 + 48_000)))
    let result = try tool.run(["analyze", path, "--format", "json"])
    #expect(result.status == 0)
    #expect(result.err.contains("cut short: 24000 frames (1 s)"))
    let source =
      (try JSONSerialization.jsonObject(with: Data(result.out.utf8)) as? [String: Any])?["source"]
      as? [String: Any]
    #expect(source?["frames"] as? Int == 24_000)
  }

  @Test func `bad marks are named by file and line`() throws {
    let tool = try Tool()
    let sound = try tool.folder.write("a.wav", wav)
    let cases = [
      ("0:00.5 requirements\n0:00.2 scope\n", "line 2", "before the line above"),
      ("0:00 requirements\n0:09 scope\n", "line 2", "past the end"),
      ("now requirements\n", "line 1", "is no time"),
      ("0:00 prologue\n", "line 1", "has no 'prologue'"),
    ]
    for (text, line, words) in cases {
      let marks = try tool.folder.write("marks.txt", text)
      let result = try tool.run(["analyze", sound, "--marks", marks])
      #expect(result.status == 65)
      #expect(result.err.contains("\(marks), \(line):") && result.err.contains(words))
    }
    let missing = try tool.run(["analyze", sound, "--marks", "/nowhere/marks"])
    #expect(missing.status == 65 && missing.err.contains("the marks cannot be read"))
  }

  @Test(
    arguments: [
      (["record", "--plan", "netflix-l9"], "no plan is called 'netflix-l9'"),
      (["record", "--scale", "0"], "--scale should be 0.001 to 100"),
      (["record", "--phases-at", "5:00,4:00"], "the times of --phases-at must rise"),
      (["record", "--phases-at", "1,2,3,4,5,6"], "has 6 times"),
      (["record", "--duration", "1:00", "--phases-at", "2:00"], "past the end"),
      (["record", "--duration", "soon"], "--duration"),
      (["analyze", "x.wav", "--pause-threshold", "9"], "--pause-threshold should be"),
      (["dance"], "there is no command 'dance'; 'walkthrough --help' lists all"),
      (["reprot", "last"], "there is no command 'reprot'; did you mean 'report'?"),
      (["help", "tren"], "there is no command 'tren'; did you mean 'trend'?"),
      (["record", "--rest", "5:00"], "--rest goes with --loop"),
      (
        ["list", "--since", "2026-05-01", "--until", "2026-01-01"],
        "--since 2026-05-01 lies after --until 2026-01-01; swap them"
      ),
      (["trend", "--html", "--output", "/nope/x.html"], "the folder /nope does not exist"),
      (["explain", "nothing"], "nothing called 'nothing' is measured"),
    ])
  func `a wrong command line exits with 64`(arguments: [String], words: String) throws {
    let tool = try Tool()
    let result = try tool.run(arguments)
    #expect(result.status == 64)
    #expect(result.err.contains(words), "\(result.err)")
    #expect(tool.sessions.isEmpty)
  }

  @Test func `a missing device lists what there is`() throws {
    var tool = try Tool()
    tool.environment["ALSA_CONFIG_PATH"] = try tool.folder.write(
      "asound.conf",
      """
      pcm.booth {
        type null
        hint { show on description "The booth's microphone" }
      }
      """)
    let result = try tool.run(["record", "--device", "nothere"])
    #expect(result.status == 69)
    #expect(result.err.contains("'nothere' cannot be opened"))
    #expect(result.err.contains("--device booth   The booth's microphone"))
    #expect(tool.sessions.isEmpty)
    let devices = try tool.run(["devices"])
    #expect(devices.out == "booth  The booth's microphone\n")
  }

  @Test func `a busy and a forbidden device say so`() throws {
    for (script, words) in [
      ("open busy\n", "in use by another program"), ("open eacces\n", "may not be opened"),
    ] {
      var tool = try Tool()
      try tool.useFaultyDevice("rate 48000 channels 1", script: script)
      let result = try tool.run(["record", "--device", "mic"])
      #expect(result.status == 69)
      #expect(result.err.contains(words), "\(result.err)")
      #expect(tool.sessions.isEmpty)
    }
  }

  @Test func `an archive that cannot be written is an error before anything is recorded`() throws {
    var tool = try Tool()
    try tool.useSampleDevice([Int16](repeating: 1, count: 4800))
    let file = try tool.folder.write("file", "in the way")
    let result = try tool.run([
      "record", "--device", "mic", "--duration", "0.1", "--archive", file + "/archive",
    ])
    #expect(result.status == 73)
    #expect(result.err.contains("cannot be written") && result.err.contains("--archive"))
  }

  @Test func `a file size limit ends the session with what fitted`() throws {
    var tool = try Tool()
    try tool.useSampleDevice([Int16](repeating: 100, count: 480_000))
    // 1,000 blocks of 512 bytes, or of 1,024 where sh counts so.
    let result = try tool.shell(
      "ulimit -f 1000; '\(Tool.path)' record --device mic --duration 10")
    #expect(result.status == 74, "\(result.err)")
    #expect(result.err.contains("ended early"))
    let audio = try tool.session() + "/audio.wav"
    let frames = try tool.shell("soxi -s \(audio)").out
    #expect((Int(frames.trimmingCharacters(in: .newlines)) ?? 0) > 50_000)
    #expect(try tool.shell("python3 -c \"import wave; wave.open('\(audio)')\"").status == 0)
  }

  @Test func `sessions that do not exist or are newer are archive errors`() throws {
    let tool = try Tool()
    let none = try tool.run(["report", "last"])
    #expect(none.status == 73 && none.err.contains("begin with: walkthrough record"))
    let newer = tool.folder.path + "/Recordings/2026-01-01T0000-x"
    try FileManager.default.createDirectory(atPath: newer, withIntermediateDirectories: true)
    try Data(#"{"schema": 99}"#.utf8).write(to: URL(fileURLWithPath: newer + "/session.json"))
    let result = try tool.run(["report", "2026"])
    #expect(result.status == 73 && result.err.contains("has schema 99"))
  }
}
