import Foundation
import TestSupport
import Testing

/// What `export` writes, read by the programs that it is for.
@Suite struct ExportTests {
  private func tool() throws -> Tool {
    let tool = try Tool()
    try tool.importSession("2026-11-01T19:00", question: "A \"b\", <c>; d", seconds: 14)
    try tool.importSession("2026-11-02T19:00")
    return tool
  }

  /// Runs a program of the system's Python; it prints what it found.
  private func python(_ tool: Tool, _ program: String) throws -> String {
    let path = try tool.folder.write("program-\(UUID().uuidString).py", program)
    let result = try tool.shell("cd '\(tool.folder.path)' && /usr/bin/python3 '\(path)'")
    #expect(result.status == 0, "\(result.err)")
    return result.out
  }

  @Test func `the history is one file, and a folder is not taken for it`() throws {
    let tool = try Tool()
    try tool.importSession("2026-11-01T19:00")
    for options in [[], ["--force"]] {
      let result = try tool.run(
        ["export", "--format", "csv", "--output", tool.folder.path] + options)
      #expect(result.status == 64 && result.err.contains("is a folder; csv is one file"))
    }
  }

  @Test func `Python reads JSON, JSON Lines and CSV`() throws {
    let tool = try tool()
    for format in ["json", "jsonl", "csv"] {
      let result = try tool.run([
        "export", "--format", format, "--output", "\(tool.folder.path)/x.\(format)",
      ])
      #expect(result.status == 0 && result.out.isEmpty, "\(result.err)")
    }
    let found = try python(
      tool,
      """
      import csv, json
      one = json.load(open("x.json"))
      lines = [json.loads(line) for line in open("x.jsonl")]
      assert one == lines[1] and len(lines) == 2
      folder = "Recordings/2026-11-02T1900-live-events"
      assert one["session"] == json.load(open(folder + "/session.json"))
      assert one["analysis"] == json.load(open(folder + "/analysis.json"))
      rows = list(csv.DictReader(open("x.csv", newline="")))
      assert [row["row"] for row in rows] == (["session"] + 6 * ["phase"]) * 2
      assert rows[0]["question"] == lines[0]["session"]["question"] == 'A "b", <c>; d'
      total = sum(float(row["durationSeconds"] or 0) for row in rows[1:7])
      assert abs(total - float(rows[0]["durationSeconds"])) < 1e-6 and abs(total - 14) < 1e-6
      assert float(rows[7]["phonationRatio"]) == one["analysis"]["talk"]["phonationRatio"]
      print("read")
      """)
    #expect(found == "read\n")
  }

  @Test func `Praat reads the TextGrid`() throws {
    let tool = try tool()
    let grid = tool.folder.path + "/x.TextGrid"
    #expect(try tool.run(["export", "--format", "textgrid", "--output", grid]).status == 0)
    let script = try tool.folder.write(
      "read.praat",
      """
      Read from file: "\(grid)"
      tiers = Get number of tiers
      end = Get end time
      phases = Get number of intervals: 1
      label$ = Get label of interval: 1, 2
      start = Get start time of interval: 1, 3
      speech = Count intervals where: 2, "is equal to", "speech"
      writeInfoLine: tiers, " ", end, " ", phases, " ", label$, " ", start, " ", speech
      """)
    let result = try tool.shell("praat --run '\(script)'")
    let analysis = try tool.json(tool.sessions[1] + "/analysis.json")
    let speech = (analysis["speechSegments"] as? [Any])?.count ?? -1
    #expect(result.out == "2 12 3 Approach and scope 6 \(speech)\n", "\(result.err)")
  }

  @Test func `WebVTT and RTTM are read by their parsers`() throws {
    let tool = try tool()
    for (format, name) in [("webvtt", "x.vtt"), ("rttm", "x.rttm")] {
      let path = tool.folder.path + "/" + name
      #expect(try tool.run(["export", "--format", format, "--output", path]).status == 0)
    }
    let found = try python(
      tool,
      """
      import json, webvtt
      cues = webvtt.read("x.vtt")
      print([(cue.identifier, cue.start, cue.end, cue.text) for cue in cues])
      # NIST's fields: type, file, channel, start, length, two unused, speaker, two unused.
      fields = [line.split() for line in open("x.rttm")]
      assert all(len(line) == 10 and line[0] == "SPEAKER" for line in fields)
      segments = json.load(open("Recordings/2026-11-02T1900-live-events/analysis.json"))["speechSegments"]
      assert len(segments) == len(fields) > 0
      for line, segment in zip(fields, segments):
        assert abs(float(line[3]) - segment["start"]) < 1e-5
        assert abs(float(line[3]) + float(line[4]) - segment["end"]) < 1e-5
      """)
    #expect(
      found == """
        [('requirements', '00:00:00.000', '00:00:03.000', 'Requirements'), \
        ('scope', '00:00:03.000', '00:00:06.000', 'Approach and scope'), \
        ('architecture', '00:00:06.000', '00:00:12.000', 'Architecture walkthrough')]

        """)
  }

  @Test(arguments: [("audacity", "txt"), ("textgrid", "TextGrid"), ("webvtt", "vtt")])
  func `what is exported can be imported`(format: String, suffix: String) throws {
    let tool = try tool()
    let original = tool.sessions[1]
    let labels = "\(tool.folder.path)/again.\(suffix)"
    #expect(try tool.run(["export", "--format", format, "--output", labels]).status == 0)
    // The same sound is not taken twice into one archive.
    let other = tool.folder.path + "/Other"
    let again = try tool.run([
      "import", original + "/audio.wav", "--labels", labels, "--scale", "0.01", "--date",
      "2026-11-03", "--archive", other,
    ])
    let copy = other + "/" + again.out.trimmingCharacters(in: .newlines)
    try #require(again.status == 0, "\(again.err)")
    func visits(_ session: String) throws -> String {
      let timeline = try tool.json(session + "/session.json")["timeline"] as? [String: Any]
      let data = try JSONSerialization.data(
        withJSONObject: timeline?["visits"] ?? [], options: .sortedKeys)
      return String(decoding: data, as: UTF8.self)
    }
    #expect(try visits(copy) == visits(original))
    // Its sound is the same, so its numbers are.
    let numbers = try [original, copy].map {
      try String(contentsOfFile: $0 + "/analysis.json", encoding: .utf8)
    }
    #expect(numbers[0] == numbers[1])
  }

  @Test func `several sessions go into a folder, and files are never replaced unasked`() throws {
    let tool = try tool()
    let folder = tool.folder.path + "/out"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let all = ["export", "--all", "--format", "audacity"]
    #expect(try tool.run(all + ["--output", folder]).status == 0)
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
        == ["2026-11-01T1900-a-b-c-d.txt", "2026-11-02T1900-live-events.txt"])
    let again = try tool.run(all + ["--output", folder])
    #expect(again.status == 64 && again.err.contains("pass --force"))
    #expect(try tool.run(all + ["--output", folder, "--force"]).status == 0)
    let new = tool.folder.path + "/new/folder"
    #expect(try tool.run(all + ["--output", new + "/"]).status == 0)
    #expect(try FileManager.default.contentsOfDirectory(atPath: new).count == 2)
    let both = try tool.run(all)
    #expect(both.status == 64 && both.err.contains("name a folder with --output"))
    let rows = try tool.run(["export", "--format", "csv", "--question", "live"]).out
    #expect(rows.split(separator: "\n").count == 8)
  }
}
