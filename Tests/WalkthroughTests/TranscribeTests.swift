import Foundation
import LinuxSystem
import SystemPackage
import TestSupport
import Testing

/// `transcribe` with recognisers that are small scripts: what they do wrong, and what stays then.
@Suite struct TranscribeTests {
  private var tool: Tool
  private let id: String
  private var session: String { "\(tool.archive)/\(id)" }
  private var transcript: String { session + "/transcript.json" }

  init() throws {
    tool = try Tool()
    id = try tool.importSession("2026-11-20T19:03")
  }

  /// Makes `fake` a recogniser of the user's.
  /// - Parameter script: finds the sound in `$1`, its folder in `$2`, and this test's in `$HERE`.
  private func useRecognizer(_ script: String, keys: String = "") throws {
    let path = try tool.folder.write("hear", "#!/bin/sh\nHERE='\(tool.folder.path)'\n\(script)\n")
    chmod(path, 0o700)
    let config = tool.folder.path + "/config/walkthrough"
    try FileManager.default.createDirectory(atPath: config, withIntermediateDirectories: true)
    _ = try tool.folder.write(
      "config/walkthrough/recognizers.yaml",
      """
      - id: fake
        programs: [\(path)]
        arguments: ["{sound}", "{folder}", "{language}"]
        output: words.json
      \(keys)
      """)
  }

  /// Words in the stretches of speech of the imported sound, as Whisper writes them.
  private func words(
    _ texts: [String] = ["So,", "let", "us", "begin."], from start: Double = 0.6,
    timed: Bool = true
  ) -> String {
    let each = texts.enumerated().map { index, text in
      let from = start + 0.4 * Double(index)
      return timed
        ? #"{"word":" \#(text)","start":\#(from),"end":\#(from + 0.35),"probability":0.9}"#
        : #"{"word":" \#(text)"}"#
    }
    return
      #"{"text":"x","language":"en","segments":[{"id":0,"start":\#(start),"end":\#(start + 2),"#
      + #""text":"x","words":[\#(each.joined(separator: ","))]}]}"#
  }

  private func writing(_ json: String) -> String { "cat > \"$2/words.json\" <<'END'\n\(json)\nEND" }

  private var names: [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: session)) ?? []).sorted()
  }

  private func text(_ name: String) -> String {
    (try? String(contentsOfFile: "\(tool.folder.path)/\(name)", encoding: .utf8)) ?? ""
  }

  // MARK: What goes well

  @Test func `words come into a private file, and nothing else is left`() throws {
    try useRecognizer(
      """
      stat -c %a "$2" > "$HERE/mode"; head -c 44 "$1" > "$HERE/head"; ls "$2" > "$HERE/names"
      echo "$3 $LC_ALL" > "$HERE/language"; pwd -P > "$HERE/work"
      \(writing(words()))
      """)
    let result = try tool.start(["transcribe"]).wait()
    #expect(result.status == 0, "\(result.err)")
    #expect(result.out == "\(id): 4 words (fake)\n")
    #expect(names == ["analysis.json", "audio.wav", "session.json", "transcript.json"])
    #expect(try mode(transcript) == 0o600)
    #expect(text("mode") == "700\n" && text("names") == "sound.wav\n")
    #expect(text("language") == "en C.UTF-8\n" && text("work").contains(id))
    let head = Array(try Data(contentsOf: URL(fileURLWithPath: tool.folder.path + "/head")))
    // Channels, rate and bits of a WAV header.
    #expect(head[22] == 1 && head[24] == 0x80 && head[25] == 0x3E && head[34] == 16)
    let json = try tool.json(transcript)
    #expect((json["words"] as? [Any])?.count == 4)
    let recognizer = json["recognizer"] as? [String: Any]
    #expect(recognizer?["name"] as? String == "fake")
    #expect(
      (recognizer?["command"] as? [String])?.dropFirst() == ["{sound}", "{folder}", "en"])

    let again = try tool.start(["transcribe", id]).wait()
    #expect(again.status == 0 && again.out.isEmpty && again.err.contains("--again makes a new one"))
    try useRecognizer(writing(words(["Again."])))
    let anew = try tool.start(["transcribe", id, "--again"]).wait()
    #expect(anew.out == "\(id): 1 words (fake)\n", "\(anew.err)")
    #expect(try tool.run(["verify"]).status == 0 && tool.run(["list"]).status == 0)
  }

  @Test func `all sessions go one after the other, and one that fails keeps no other`() throws {
    let second = try tool.importSession("2026-11-21T19:03", seconds: 13)
    try useRecognizer("case \"$2\" in *\(id)*) exit 1;; esac\n" + writing(words()))
    let result = try tool.start(["transcribe", "--all"]).wait()
    #expect(result.status == 69 && result.out == "\(second): 4 words (fake)\n", "\(result.err)")
    try useRecognizer(writing(words()))
    #expect(try tool.start(["transcribe", "--all"]).wait().out == "\(id): 4 words (fake)\n")
    #expect(try tool.start(["transcribe", "--all"]).wait().err.contains("nothing to transcribe"))
  }

  @Test func `recording is followed by a transcript where that is wished`() throws {
    var tool = tool
    try tool.useSampleDevice(
      Synthesis.pcm16(Synthesis.voice([0.4...2.6], seconds: 3, rate: 48_000)))
    try useRecognizer(writing(words()))
    let record = ["record", "--device", "mic", "--duration", "3"]
    let wished = try tool.start(record + ["--transcribe"]).wait()
    #expect(wished.status == 0 && wished.out.contains(": 4 words (fake)"), "\(wished.err)")
    #expect(try !tool.start(record).wait().out.contains("words (fake)"))
    #expect(try tool.run(["settings", "transcribe", "yes"]).status == 0)
    #expect(try tool.start(record).wait().out.contains("words (fake)"))
    #expect(try !tool.start(record + ["--no-transcribe"]).wait().out.contains("words (fake)"))
    // What was recorded stays, whatever becomes of its transcript.
    try useRecognizer("exit 1")
    let count = tool.sessions.count
    let failed = try tool.start(record).wait()
    #expect(failed.status == 0 && failed.err.contains("kept without a transcript"))
    #expect(tool.sessions.count == count + 1)
    // Who asks for one knows before that there will be none.
    let unknown = try tool.shell(
      "WALKTHROUGH_RECOGNIZER=nobody '\(Tool.path)' \(record.joined(separator: " ")) --transcribe")
    #expect(unknown.status == 69 && tool.sessions.count == count + 1, "\(unknown.err)")
  }

  // MARK: What goes wrong

  @Test(arguments: [
    (
      "echo first >&2; echo 'no GPU here' >&2; exit 3",
      "ended with exit code 3; it said last:\n  first\n  no GPU here"
    ),
    ("kill -9 $$", "was ended by signal 9, as when memory runs out; it said nothing"),
    ("echo done >&2", "wrote nothing: its folder has no words.json; it said last:\n  done"),
    (": > \"$2/words.json\"", "wrote nothing: its words.json is empty"),
    ("echo '{\"text\":' > \"$2/words.json\"", "wrote words.json, which cannot be read"),
    ("echo '{\"text\":\"\",\"segments\":[]}' > \"$2/words.json\"", "heard no word"),
    ("ln -s \"$1\" \"$2/words.json\"", "wrote words.json, which cannot be used (it is a link"),
    ("mkfifo \"$2/words.json\"", "wrote words.json, which cannot be used (it is no regular"),
    ("rm -r \"$2\"", "wrote nothing"),
  ])
  func `what a recogniser does wrong is said, and the old transcript stays`(
    script: String, words: String
  ) throws {
    try useRecognizer(script)
    try "old".write(toFile: transcript, atomically: true, encoding: .utf8)
    let result = try tool.start(["transcribe", "--again"]).wait()
    #expect(result.status == 69 && result.out.isEmpty)
    #expect(result.err.contains("fake: " + words), "\(result.err)")
    #expect(try String(contentsOfFile: transcript, encoding: .utf8) == "old")
    #expect(names == ["analysis.json", "audio.wav", "session.json", "transcript.json"])
  }

  @Test func `one that hangs is ended with all that it started`() throws {
    try useRecognizer(
      "trap '' TERM; sleep 1000 & echo $! > \"$HERE/child\"; wait; sleep 1000",
      keys: "  minutes-per-minute: 0.02")
    let result = try tool.start(["transcribe"]).wait()
    #expect(result.status == 69 && result.err.contains("took longer than"), "\(result.err)")
    let child = try #require(pid_t(text("child").trimmingCharacters(in: .newlines)))
    #expect(tool.wait { kill(child, 0) == -1 })
    #expect(names == ["analysis.json", "audio.wav", "session.json"])
  }

  @Test(arguments: [SIGINT, SIGTERM, SIGHUP])
  func `a signal ends it with all that it started, and changes nothing`(signal: Int32) throws {
    try useRecognizer(
      "sh -c 'sleep 1000 & echo $! > \"$0/child\"; wait' \"$HERE\" & wait; sleep 1000")
    try "old".write(toFile: transcript, atomically: true, encoding: .utf8)
    let running = try tool.start(["transcribe", "--again"])
    #expect(tool.wait { text("child").hasSuffix("\n") })
    let child = try #require(pid_t(text("child").trimmingCharacters(in: .newlines)))
    running.signal(signal)
    let result = try running.wait()
    #expect(result.status == 75 && result.err.contains("stopped; nothing was changed"))
    #expect(tool.wait { kill(child, 0) == -1 })
    #expect(try String(contentsOfFile: transcript, encoding: .utf8) == "old")
    #expect(names == ["analysis.json", "audio.wav", "session.json", "transcript.json"])
  }

  @Test
  func `on a terminal it shows how far it is and how long it takes, and an interrupt ends it`()
    throws
  {
    try useRecognizer(
      "sleep 1; echo '[00:00.500 --> 00:06.000]  So, let us begin.'; sleep 1000")
    let run = try TerminalRun(tool, ["transcribe"])
    #expect(run.sees("transcribing ", "0:06/0:12, 0:0"), "\(run.screen)")
    kill(run.process, SIGINT)
    #expect(run.end() == 75)
    #expect(names == ["analysis.json", "audio.wav", "session.json"])
  }

  @Test func `what a kill leaves is removed by recover, and is in nobody's way`() throws {
    try useRecognizer("echo $$ > \"$HERE/own\"; sleep 1000")
    let running = try tool.start(["transcribe"])
    #expect(tool.wait { text("own").hasSuffix("\n") })
    let meanwhile = try tool.run(["recover"])
    #expect(meanwhile.out.contains("nothing to recover"), "\(meanwhile.out)")
    running.signal(SIGKILL)
    _ = try running.wait()
    kill(-(try #require(pid_t(text("own").trimmingCharacters(in: .newlines)))), SIGKILL)
    #expect(names.contains(".transcribing"))
    for command in ["list", "verify", "report"] { #expect(try tool.run([command]).status == 0) }
    #expect(try tool.run(["list"]).out.split(separator: "\n").count > 0)
    let recovered = try tool.run(["recover"])
    #expect(recovered.status == 0 && recovered.out.contains("\(id): had sound that was being"))
    #expect(names == ["analysis.json", "audio.wav", "session.json"])
    // A deleted session takes it along, and lets go of it with all else.
    try FileManager.default.createDirectory(
      atPath: session + "/.transcribing", withIntermediateDirectories: true)
    _ = try tool.folder.write("Recordings/\(id)/.transcribing/sound.wav", "sound")
    #expect(try tool.run(["delete", id]).status == 0)
    #expect(try tool.run(["delete", "--purge", "--yes"]).status == 0)
    #expect(!FileManager.default.fileExists(atPath: tool.archive + "/.trash"))
  }

  @Test func `two at once never work on one session`() throws {
    try useRecognizer(
      "touch \"$HERE/begun\"; until [ -e \"$HERE/go\" ]; do sleep 0.02; done\n" + writing(words()))
    let first = try tool.start(["transcribe"])
    #expect(tool.wait { FileManager.default.fileExists(atPath: tool.folder.path + "/begun") })
    let second = try tool.start(["transcribe"]).wait()
    #expect(second.status == 73 && second.err.contains("is being transcribed by another"))
    // Others may change the session meanwhile.
    #expect(try tool.run(["edit", id, "--question", "Other events"]).status == 0)
    _ = try tool.folder.write("go", "")
    let result = try first.wait()
    #expect(result.status == 0 && result.out.contains("4 words"), "\(result.err)")
  }

  @Test func `it waits while something is recorded, before it begins and while it works`() throws {
    let other = tool.archive + "/2026-11-22T1903-live"
    try FileManager.default.createDirectory(atPath: other, withIntermediateDirectories: true)
    _ = try tool.folder.write("Recordings/2026-11-22T1903-live/journal.jsonl", "")
    var lock: FileLock? = try FileLock(file: FilePath(other + "/journal.jsonl"))
    try useRecognizer("touch \"$HERE/begun\"\n" + writing(words()))
    let running = try tool.start(["transcribe"])
    #expect(tool.wait { running.err.contains("waiting until nothing is recorded") })
    #expect(running.err.contains("2026-11-22T1903-live"))
    #expect(!FileManager.default.fileExists(atPath: tool.folder.path + "/begun"))
    withExtendedLifetime(lock) {}
    lock = nil
    let result = try running.wait()
    #expect(result.status == 0 && result.out.contains("4 words"), "\(result.err)")
    #expect(result.err.ranges(of: "waiting").count == 1)

    // A recording that begins later halts it.
    try useRecognizer(
      "echo $$ > \"$HERE/own\"; until [ -e \"$HERE/go\" ]; do sleep 0.02; done\n"
        + writing(words()))
    let later = try tool.start(["transcribe", "--again"])
    #expect(tool.wait { text("own").hasSuffix("\n") })
    lock = try FileLock(file: FilePath(other + "/journal.jsonl"))
    let own = text("own").trimmingCharacters(in: .newlines)
    #expect(
      tool.wait {
        let status = (try? String(contentsOfFile: "/proc/\(own)/stat", encoding: .utf8)) ?? ""
        return status.contains(") T ")
      })
    _ = try tool.folder.write("go", "")
    withExtendedLifetime(lock) {}
    lock = nil
    #expect(try later.wait().status == 0)
  }

  @Test func `without its sound a session is not heard again`() throws {
    try useRecognizer(writing(words()))
    #expect(try tool.run(["forget", "last", "--yes"]).status == 0)
    let result = try tool.start(["transcribe"]).wait()
    #expect(result.status == 73 && result.err.contains("was forgotten"), "\(result.err)")
  }

  // MARK: From elsewhere

  private func take(_ json: String, _ more: String...) throws -> Tool.Output {
    let file = try tool.folder.write("heard.json", json)
    return try tool.run(["transcribe", "last", "--from", file] + more)
  }

  @Test func `a transcript made elsewhere is taken, once`() throws {
    let result = try take(words())
    #expect(result.status == 0, "\(result.err)")
    #expect(result.out == "\(id): 4 words (whisper, heard.json)\n")
    let json = try tool.json(transcript)
    #expect((json["recognizer"] as? [String: Any])?["importedFrom"] as? String == "heard.json")
    #expect(try take(words()).status == 64)
    #expect(try take(words(["Once", "more."]), "--again").out.contains("2 words"))
    #expect(try take(words(), "--again", "--read-as", "whisper").status == 0)
    let wrong = try take(words(), "--again", "--read-as", "textgrid")
    #expect(wrong.status == 65 && wrong.err.contains("heard.json: "), "\(wrong.err)")
    #expect(try take(words(), "--read-as", "nonsense").status == 64)
  }

  @Test func `one of another sound is refused, unless its user is sure`() throws {
    let late = try take(words(from: 14))
    #expect(late.status == 65 && late.err.contains("its last word ends at 0:15, the sound at 0:12"))
    #expect(late.err.contains("--force"))
    // In the silence between two stretches of speech, far from both.
    let sound = try tool.folder.write(
      "sparse.wav",
      Synthesis.wav(
        Synthesis.pcm16(Synthesis.voice([0.5...2.5], seconds: 30, rate: 16_000)), rate: 16_000))
    #expect(try tool.run(["import", sound, "--date", "2026-11-23T19:03"]).status == 0)
    let texts = (1...20).map { "word\($0)" }
    let silent = try take(words(texts, from: 10))
    #expect(silent.status == 65 && silent.err.contains("only 0 % of its words"), "\(silent.err)")
    #expect(silent.err.contains("--force"))
    let half = try take(words(Array(texts.prefix(7)), from: 0.6))
    #expect(half.status == 0 && half.err.contains("warning: only "), "\(half.err)")
    let forced = try take(words(texts, from: 10), "--again", "--force")
    #expect(forced.status == 0 && forced.err.contains("warning: only 0 %"), "\(forced.err)")
  }

  @Test func `one without times, or that is none, is refused whatever the user says`() throws {
    let untimed = try take(words(timed: false), "--force")
    #expect(untimed.status == 65, "\(untimed.err)")
    let none = try take(#"{"text":"","segments":[]}"#, "--force")
    #expect(none.status == 65 && none.err.contains("has no word"), "\(none.err)")
    #expect(try take("So, let us begin.", "--force").status == 65)
    #expect(try take("", "--force").status == 65)
    let missing = try tool.run(["transcribe", "last", "--from", tool.folder.path + "/nothing"])
    #expect(missing.status == 65 && missing.err.contains("cannot be read"), "\(missing.err)")
    #expect(names == ["analysis.json", "audio.wav", "session.json"])
  }

  @Test(arguments: [
    "transcribe --all last", "transcribe --read-as whisper", "transcribe --all --from x",
    "transcribe last last~1 --from x", "transcribe --from x --recognizer y",
    "transcribe --language 'en us'",
  ])
  func `options that do not go together are refused`(command: String) throws {
    #expect(try tool.shell("'\(Tool.path)' \(command)").status == 64)
  }

  private static let canTrace = FileManager.default.isExecutableFile(atPath: "/usr/bin/strace")

  @Test(.enabled(if: canTrace, "needs the package strace"))
  func `no socket to another machine is opened, by nobody who takes part`() throws {
    try useRecognizer(writing(words()))
    let trace = tool.folder.path + "/trace"
    let output = try tool.shell(
      "strace -f -e trace=%network -o '\(trace)' '\(Tool.path)' transcribe")
    #expect(output.status == 0, "\(output.err)")
    let calls = try String(contentsOfFile: trace, encoding: .utf8)
    #expect(!calls.contains("AF_INET"), "\(calls)")
  }
}
