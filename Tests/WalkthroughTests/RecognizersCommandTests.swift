import Foundation
import TestSupport
import Testing

/// `recognizers`: what is there, what is missing, and the command that mends it.
@Suite struct RecognizersCommandTests {
  private var tool: Tool
  private var home: String { tool.folder.path }

  init() throws {
    tool = try Tool()
    tool.environment["HOME"] = tool.folder.path
    for name in ["HF_HOME", "HF_HUB_CACHE", "XDG_CACHE_HOME", "VOSK_MODEL_PATH"] {
      tool.environment[name] = nil
    }
    tool.environment["XDG_DATA_HOME"] = tool.folder.path + "/data"
    tool.environment["WALKTHROUGH_RECOGNIZER"] = nil
    tool.environment["PATH"] = tool.folder.path + "/bin:/usr/bin:/bin"
  }

  private func make(_ path: String, _ text: String = "", mode: mode_t = 0o600) throws {
    let folder = "\(home)/\(path)".split(separator: "/").dropLast().map { "/" + $0 }.joined()
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    chmod(try tool.folder.write(path, text), mode)
  }

  private func install(_ name: String, _ script: String = "exit 1") throws {
    try make("bin/" + name, "#!/bin/sh\n\(script)\n", mode: 0o700)
  }

  /// A model as the Hugging Face cache keeps it.
  private func fetch(_ name: String, holding files: [String]) throws -> String {
    let folder = ".cache/huggingface/hub/models--Systran--faster-whisper-\(name)"
    let snapshot = folder + "/snapshots/0123abc"
    for file in files {
      try make("\(folder)/blobs/\(name)-\(file)")
      try FileManager.default.createDirectory(
        atPath: "\(home)/\(snapshot)", withIntermediateDirectories: true)
      symlink("../../blobs/\(name)-\(file)", "\(home)/\(snapshot)/\(file)")
    }
    return "\(home)/\(snapshot)"
  }

  private static let whole = ["model.bin", "config.json", "tokenizer.json"]

  private func listed() throws -> [String: [String: Any]] {
    let result = try tool.start(["recognizers", "--format", "json"]).wait()
    #expect(result.status == 0, "\(result.err)")
    let json = try JSONSerialization.jsonObject(with: Data(result.out.utf8)) as? [String: Any]
    #expect(json?["schema"] as? Int == 1)
    let rows = json?["recognizers"] as? [[String: Any]] ?? []
    return Dictionary(uniqueKeysWithValues: rows.map { ($0["id"] as? String ?? "", $0) })
  }

  @Test func `on a bare machine each line has its cure, and none is taken`() throws {
    let result = try tool.start(["recognizers"]).wait()
    let lines = result.out.split(separator: "\n")
    #expect(result.status == 0 && lines.count == 4)
    #expect(
      lines.first == """
        whisper-ctranslate2  is not installed (looked for whisper-ctranslate2); install it with: \
        pipx install whisper-ctranslate2
        """)
    #expect(result.err.contains("none is taken: no speech recogniser is installed"))
    try tool.importSession("2026-11-20T19:03")
    let refused = try tool.start(["transcribe"]).wait()
    #expect(refused.status == 69 && refused.err.contains("pipx install whisper-ctranslate2"))
    #expect(refused.err.contains("transcribe SESSION --from FILE"))
  }

  @Test func `a program without a whole model is not started`() throws {
    try install("whisper-ctranslate2", "touch '\(home)/started'")
    _ = try fetch("tiny.en", holding: ["model.bin", "config.json"])
    // A download that was cut off.
    symlink(
      "../../blobs/nothing",
      try fetch("base.en", holding: ["model.bin", "config.json"]) + "/tokenizer.json")
    try tool.importSession("2026-11-20T19:03")
    let refused = try tool.start(["transcribe"]).wait()
    #expect(refused.status == 69)
    #expect(
      refused.err.contains(
        "no model is on this machine, and none is fetched unasked; fetch one with: "
          + "pipx run --spec huggingface_hub hf download"), "\(refused.err)")
    #expect(!FileManager.default.fileExists(atPath: home + "/started"))
  }

  @Test func `the first model that is preferred is taken, or the one that is chosen`() throws {
    try install(
      "whisper-ctranslate2",
      "echo \"$HF_HUB_OFFLINE $*\" > '\(home)/started'; exit 5")
    let tiny = try fetch("tiny.en", holding: Self.whole)
    let large = try fetch("large-v3", holding: Self.whole)
    let own = home + "/data/walkthrough/models/own"
    for file in Self.whole { try make("data/walkthrough/models/own/" + file) }
    var row = try #require(try listed()["whisper-ctranslate2"])
    #expect(
      (row["models"] as? [[String: String]])?.map { $0["name"] } == ["tiny.en", "large-v3", "own"])
    #expect(row["isTaken"] as? Bool == true && row["trouble"] == nil)
    #expect(
      try tool.start(["recognizers"]).wait().out.hasPrefix(
        "whisper-ctranslate2  is taken: ~/bin/whisper-ctranslate2, model tiny.en (~/.cache/"))

    try tool.importSession("2026-11-20T19:03")
    func started(_ arguments: String...) throws -> String {
      let result = try tool.start(["transcribe"] + arguments).wait()
      #expect(result.status == 69 && result.err.contains("exit code 5"), "\(result.err)")
      return try String(contentsOfFile: home + "/started", encoding: .utf8)
    }
    #expect(try started().hasPrefix("1 --model_directory \(tiny) "))
    #expect(try started("--model", "large-v3").contains(large))
    #expect(try started("--model", own).contains(own))
    #expect(try tool.start(["settings", "model", "own"]).wait().status == 0)
    #expect(try started().contains(own))
    row = try #require(try listed()["whisper-ctranslate2"])
    #expect((row["models"] as? [[String: String]])?.first?["name"] == "own")
    for (model, words) in [
      ("medium", "no model 'medium' is on this machine; there are tiny.en, large-v3, own"),
      (home + "/none", "there is no such model"), (home + "/bin", "is no model of"),
    ] {
      let result = try tool.start(["transcribe", "--model", model]).wait()
      #expect(result.status == 69 && result.err.contains(words), "\(result.err)")
    }
  }

  @Test func `other programs find their models where they keep them`() throws {
    for name in ["whisper-cpp", "whisper", "vosk-transcriber"] { try install(name) }
    try make(".local/share/whisper.cpp/ggml-tiny.en-q5_1.bin")
    try make(".cache/whisper/base.pt")
    try make(".cache/vosk/vosk-model-fr-0.22/am/final.mdl")
    try make(".cache/vosk/vosk-model-small-en-us-0.15/am/final.mdl")
    let rows = try listed()
    for (id, model) in [
      ("whisper-cli", "tiny.en-q5_1"), ("whisper", "base"),
      ("vosk-transcriber", "small-en-us-0.15"),
    ] {
      let row = try #require(rows[id])
      #expect(row["trouble"] == nil, "\(row)")
      #expect((row["models"] as? [[String: String]])?.first?["name"] == model)
      #expect(row["isTaken"] as? Bool == (id == "whisper-cli"))
    }
  }

  @Test func `the environment, the settings and a file of one's own say which`() throws {
    try make(
      "config/walkthrough/recognizers.yaml",
      """
      - id: own
        programs: [~/bin/hear]
        arguments: ["{sound}"]
        output: words.vtt
        format: webvtt
      - id: other
        programs: [hear]
        arguments: ["{model}"]
        output: words.vtt
        format: nonsense
      """)
    try install("hear")
    var rows = try listed()
    #expect(rows["own"]?["isTaken"] as? Bool == true && rows["own"]?["isOwn"] as? Bool == true)
    #expect(
      (rows["other"]?["trouble"] as? String)?.contains("no format is called 'nonsense'") == true)
    #expect(try tool.start(["settings", "recognizer", "whisper"]).wait().status == 0)
    rows = try listed()
    #expect(!rows.values.contains { $0["isTaken"] as? Bool == true })
    var named = self
    named.tool.environment["WALKTHROUGH_RECOGNIZER"] = "own"
    #expect(try named.listed()["own"]?["isTaken"] as? Bool == true)
    #expect(
      try named.tool.start(["settings", "recognizer"]).wait().out == "own\n")
    try make("config/walkthrough/recognizers.yaml", "- id: own\n  programs: hear\n")
    try named.tool.importSession("2026-11-20T19:03")
    let broken = try named.tool.start(["transcribe"]).wait()
    #expect(broken.status == 65 && broken.err.contains("recognizers.yaml, line 2"), "\(broken.err)")
  }
}
