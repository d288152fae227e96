import Foundation
import TestSupport
import Testing

/// Sound files as sessions.
@Suite struct ImportTests {
  private func session(_ tool: Tool, _ index: Int = 0) throws -> [String: Any] {
    try tool.json(tool.sessions[index] + "/session.json")
  }

  @Test(arguments: ["wav", "flac", "ogg", "mp3"])
  func `a sound of any kind has the numbers of its audio.wav`(kind: String) throws {
    let tool = try Tool()
    let sound = try tool.writeSound("talk.wav", seconds: 9, rate: 44_100)
    let path = tool.folder.path + "/2026-11-20 19.03 talk." + (kind == "wav" ? "WAV" : kind)
    // As telephones record: two channels, and 24 bits where the format has them.
    let bits = ["wav", "flac"].contains(kind) ? "-b 24" : ""
    #expect(try tool.shell("sox '\(sound)' -t \(kind) \(bits) -c 2 '\(path)'").status == 0)
    let result = try tool.run(["import", path])
    #expect(result.status == 0, "\(result.err)")
    #expect(result.out == "2026-11-20T1903-2026-11-20-19-03-talk\n")
    #expect(result.err.contains("began 2026-11-20 19:03 (from its name); no phases"))
    let folder = try tool.session()
    #expect(try mode(folder) == 0o700 && mode(folder + "/audio.wav") == 0o600)
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
        == ["analysis.json", "audio.wav", "session.json"])
    let format = try tool.shell("soxi '\(folder)/audio.wav'").out
    #expect(format.contains("Channels       : 1") && format.contains("Precision      : 16-bit"))
    let own = try String(contentsOfFile: folder + "/analysis.json", encoding: .utf8)
    #expect(try tool.run(["report", "--format", "json"]).out == own)

    // The same numbers as the original's, as far as its coding allows.
    let original = try tool.run(["analyze", sound, "--format", "json"]).out
    func talk(_ json: String) throws -> Double {
      let object = try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any]
      return (object?["talk"] as? [String: Any])?["talkSeconds"] as? Double ?? -1
    }
    #expect(try abs(talk(own) - talk(original)) < 0.1 && talk(own) > 3)
    let again = try tool.run(["import", path])
    #expect(again.status == 0 && again.out.isEmpty)
    #expect(again.err.contains("is already there as 2026-11-20T1903") && tool.sessions.count == 1)
  }

  @Test func `a folder is taken file by file, and a bad one keeps no other`() throws {
    let tool = try Tool()
    let folder = tool.folder.path + "/phone"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    func add(_ name: String, _ text: String) throws {
      _ = try tool.folder.write("phone/" + name, text)
    }
    for (index, name) in ["a.wav", "b.wav", "c.wav", "d.wav"].enumerated() {
      _ = try tool.writeSound("phone/" + name, seconds: 6 + Double(index))
    }
    try FileManager.default.copyItem(atPath: folder + "/a.wav", toPath: folder + "/z.wav")
    try add("a.txt", "0.0\t3.0\trequirements\n3.0\t6.0\tscope\n")
    try add("b.vtt", "WEBVTT\n\n00:00.000 --> 00:09.000\nPrologue\n")
    try add("c.txt", "So, first I would ask who the users are.\n")
    try add("bad.wav", "RIFFnothing")
    try add("memo.m4a", "not read")
    try add("notes.pdf", "not a sound")
    let result = try tool.run(["import", folder, "--scale", "0.01"])
    #expect(result.status == 65)
    #expect(tool.sessions.count == 3 && result.out.split(separator: "\n").count == 3)
    #expect(result.err.contains("3 imported, 1 there already, 3 not usable"))
    #expect(result.err.contains("\(folder)/b.vtt, line 3: plan netflix-l4 has no 'Prologue'"))
    #expect(result.err.contains("bad.wav: ") && result.err.contains("memo.m4a: .m4a files cannot"))
    #expect(result.err.contains("phases from \(folder)/a.txt, plan netflix-l4"))
    #expect(result.err.contains("/c.wav: began") && !result.err.contains("c.txt"))
    #expect(result.err.contains("notes.pdf: not taken"))
    #expect(try tool.run(["recover"]).out.contains("nothing to recover"))
  }

  @Test func `dates and times of phases can be given, and are checked`() throws {
    let tool = try Tool()
    let sound = try tool.writeSound("talk.wav")
    let cases: [([String], Int32, String)] = [
      (["--date", "2026-02-30"], 64, "--date"),
      (["--phases-at", "0,1,2,3,4,5,6"], 64, "7 times"),
      (["--phases-at", "0,1", "--labels", "x"], 64, "exclude each other"),
      (["--phases-at", "0,99"], 65, "--phases-at, time 2: 99.0 s lies past the end"),
      (["--labels", "/nowhere"], 65, "/nowhere: the labels cannot be read"),
      ([sound, "--date", "2026-11-01"], 64, "are for one file; these are 2"),
    ]
    for (options, status, words) in cases {
      let result = try tool.run(["import", sound] + options)
      #expect(result.status == status && result.err.contains(words), "\(result.err)")
      #expect(tool.sessions.isEmpty)
    }
    var abroad = tool
    abroad.environment["TZ"] = "Asia/Kolkata"
    let result = try abroad.run([
      "import", sound, "--date", "2026-11-01T07:30", "--phases-at", "1,4", "--question", "<b>Mine",
    ])
    #expect(result.status == 0, "\(result.err)")
    let session = try session(tool)
    #expect(session["start"] as? String == "2026-11-01T07:30:00+05:30")
    #expect(session["question"] as? String == "<b>Mine" && session["end"] as? String == "finished")
    let visits = (session["timeline"] as? [String: Any])?["visits"] as? [[String: Any]]
    #expect(visits?.compactMap { $0["phaseIndex"] as? Int } == [5, 0, 1])
    #expect((session["imported"] as? [String: Any])?["name"] as? String == "talk.wav")
  }

  @Test(
    arguments: [
      ("CET-1CEST,M3.5.0,M10.5.0/3", "2025-07-21T03:30:05+02:00"),
      (":America/New_York", "2025-07-20T21:30:05-04:00"), ("JST-9", "2025-07-21T10:30:05+09:00"),
      ("Europe/Berlin", "2025-07-21T03:30:05+02:00"),
    ])
  func `a name's own clock counts, in every form of TZ`(zone: String, start: String) throws {
    var tool = try Tool()
    tool.environment["TZ"] = zone
    for (name, seconds) in [("2025-07-21T01-30-05.123Z", 12.0), ("GMT20250721-013005_Rec", 13)] {
      let sound = try tool.writeSound(name + ".wav", seconds: seconds)
      let id = String(try tool.run(["import", sound]).out.dropLast())
      #expect(try tool.json("\(tool.archive)/\(id)/session.json")["start"] as? String == start)
    }
  }

  @Test func `each file of a folder is taken, or named, with a cure that a shell can run`() throws {
    let tool = try Tool()
    let folder = tool.folder.path + "/phone"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    _ = try tool.writeSound("phone/memo.wav")
    for name in ["Bob's talk.m4a", "a.qta", "notes.pdf", "memo.txt", ".hidden"] {
      _ = try tool.folder.write("phone/" + name, "no sound")
    }
    let result = try tool.run(["import", folder])
    #expect(result.status == 65 && tool.sessions.count == 1, "\(result.err)")
    #expect(result.err.contains("\(folder)/notes.pdf: not taken"))
    #expect(result.err.contains(".qta files cannot be read"))
    #expect(!result.err.contains("memo.txt: not taken") && !result.err.contains(".hidden"))
    let cure = #"ffmpeg -i '\(folder)/Bob'\''s talk.m4a' '\(folder)/Bob'\''s talk.flac'"#
      .replacing(#"\(folder)"#, with: folder)
    #expect(result.err.contains(cure), "\(result.err)")
  }

  @Test func `a time that cannot be is refused with the option, and asked for on a terminal`()
    throws
  {
    let tool = try Tool()
    let sound = try tool.writeSound("memo.wav")
    try FileManager.default.setAttributes(
      [.modificationDate: Date(timeIntervalSince1970: 40_000)], ofItemAtPath: sound)
    let refused = try tool.run(["import", sound])
    #expect(refused.status == 65 && refused.err.contains("1970-01-01"), "\(refused.err)")
    #expect(refused.err.contains("(from the file's time), which cannot be; say when with --date"))
    let late = try tool.writeSound("2098-01-01T19.00.wav", seconds: 13)
    #expect(try tool.run(["import", late]).err.contains("2098-01-01 19:00 (from its name)"))
    #expect(try tool.run(["import", sound, "--date", "2099-01-01"]).status == 65)
    #expect(tool.sessions.isEmpty && tool.hidden.isEmpty)
    let asked = try TerminalRun(tool, ["import", sound], showsOutput: true)
    #expect(asked.sees("When was it"))
    asked.press("yesterday\n2025-11-20T19:03\n")
    #expect(asked.end() == 0)
    #expect(tool.sessions.count == 1 && tool.sessions[0].contains("2025-11-20T1903"))
    let edited = try tool.run(["edit", "last", "--date", "2099-01-01"])
    #expect(edited.status == 65 && edited.err.contains("cannot have begun"), "\(edited.err)")
  }

  @Test func `a signal ends a long import cleanly`() throws {
    let tool = try Tool()
    let sound = try tool.writeSound("short.wav", seconds: 4)
    let long = tool.folder.path + "/long.flac"
    // Two hours take long enough to be interrupted.
    #expect(try tool.shell("sox '\(sound)' -r 48000 '\(long)' repeat 1800").status == 0)
    let running = try tool.start(["import", sound, long, sound])
    #expect(tool.wait { tool.hidden.contains { $0.hasSuffix("-long") } })
    running.signal(SIGINT)
    let result = try running.wait()
    #expect(result.status == 75, "\(result.err)")
    #expect(result.err.contains("1 imported, 0 there already, 0 not usable, 2 not looked at"))
    #expect(tool.sessions.count == 1 && tool.hidden.isEmpty)
  }

  /// Silence at 48 kHz that takes no room on the disk.
  private func silence(_ tool: Tool, bytesPerFrame: UInt16, frames: Int) throws -> String {
    func little<Value: FixedWidthInteger>(_ value: Value) -> [UInt8] {
      withUnsafeBytes(of: value.littleEndian) { Array($0) }
    }
    let bytes = frames * Int(bytesPerFrame)
    var header = Array("RIFF".utf8) + little(UInt32(bytes + 36)) + Array("WAVEfmt ".utf8)
    header += little(UInt32(16)) + little(UInt16(1)) + little(UInt16(1)) + little(UInt32(48_000))
    header += little(48_000 * UInt32(bytesPerFrame)) + little(bytesPerFrame)
    header += little(bytesPerFrame * 8) + Array("data".utf8) + little(UInt32(bytes))
    let path = try tool.folder.write("long-\(frames).wav", header)
    #expect(truncate(path, off_t(bytes + 44)) == 0)
    return path
  }

  @Test func `a sound longer than a session can be is refused, and the next one taken`() throws {
    let tool = try Tool()
    let long = try silence(tool, bytesPerFrame: 1, frames: 1 << 30)
    let short = try tool.writeSound("short.wav", seconds: 2)
    let result = try tool.run(["import", long, short])
    #expect(result.status == 65)
    #expect(result.err.contains("is longer than the 6:12:49 that a session can have"))
    #expect(result.err.contains("1 imported, 0 there already, 1 not usable"))
    #expect(tool.sessions.count == 1)
  }

  @Test func `a killed import leaves nothing that recover does not remove`() throws {
    let tool = try Tool()
    let running = try tool.start([
      "import", silence(tool, bytesPerFrame: 2, frames: 200_000_000),
    ])
    #expect(
      tool.wait {
        let half = (tool.hidden.first ?? "") + "/audio.wav"
        let size = try? FileManager.default.attributesOfItem(atPath: half)[.size] as? Int
        return (size ?? 0) > 1 << 20
      })
    // While it is under way, nobody sees it, and it is left alone.
    #expect(try tool.run(["recover"]).out.contains("nothing to recover"))
    #expect(tool.sessions.isEmpty && tool.hidden.count == 1)
    running.signal(SIGKILL)
    _ = try running.wait()
    let recovered = try tool.run(["recover"])
    #expect(recovered.status == 0 && recovered.out.contains("import it again"))
    #expect(tool.sessions.isEmpty && tool.hidden.isEmpty)
  }
}
