import TestSupport
import Testing

@testable import InterviewGuide

/// Speech recognisers as data: those that come with the program, and a person's own.
@Suite struct RecognizerTests {
  @Test func `the built-in ones are told their model, and not to look on the network`() throws {
    let all = try Guide.recognizers()
    #expect(all.map(\.id) == ["whisper-ctranslate2", "whisper-cli", "whisper", "vosk-transcriber"])
    for program in all {
      #expect(program.needsModel && program.models?.places.isEmpty == false)
      #expect(program.install != nil && program.fetch != nil && !program.isOwn)
      let line = program.commandLine([
        .sound: "/w/sound.wav", .folder: "/w", .language: "en", .model: "/m",
      ])
      #expect(line.contains("/w/sound.wav") && line.contains("/m"))
      #expect(!line.contains { $0.contains("{") }, "\(line)")
    }
    #expect(all[0].environment["HF_HUB_OFFLINE"] == "1")
  }

  @Test func `a person's own comes first, and what is filled in is never filled in again`() throws {
    let text = """
      - id: own
        programs: [~/bin/hear]
        arguments: ["--in={sound}", "{model}", "{language}-{folder}/{x1}", ""]
        output: words.vtt
        format: webvtt
        environment: { KEY: value with spaces }
        minutes-per-minute: 0.5
      """
    #expect(throws: ContentError.self) {
      _ = try RecognizerProgram.read(text, taken: ["whisper"])
    }
    let right = text.replacing(#", ""]"#, with: "]")
    let own = OwnGuide([.recognizers: right])
    #expect(own.errors.isEmpty)
    try Guide.$own.withValue(own.files) {
      let first = try #require(Guide.recognizers().first)
      #expect(first.id == "own" && first.isOwn && first.minutesPerMinute == 0.5)
      #expect(first.environment == ["KEY": "value with spaces"])
      #expect(
        first.commandLine([.sound: "{model}", .model: "M", .language: "en", .folder: "F"])
          == ["--in={model}", "M", "en-F/{x1}"])
      #expect(first.commandLine([.language: "de"])[2] == "de-{folder}/{x1}")
    }
  }

  @Test(arguments: [
    ("arguments: [\"{sond}\"]", "nothing is called {sond}"),
    ("output: ../out", "without a slash"),
    ("programs: [bin/hear]", "a name without a slash"),
    ("minutes-per-minute: 0", "a number from 0.001 to 1000"),
    ("environment: { \"A B\": x }", "no name of a variable"),
    ("models: { places: [models/x] }", "from /, ~/ or $VARIABLE on"),
    ("models: { holds: [x] }", "has no places"),
    ("colour: red", "has no 'colour'"),
    ("id: whisper", "built-in recogniser"),
  ])
  func `what cannot be used is named by its line`(line: String, words: String) throws {
    var lines = ["- id: own", "  programs: [hear]", "  arguments: [x]", "  output: out"]
    let key = line.prefix { $0 != ":" }
    if let index = lines.firstIndex(where: { $0.dropFirst(2).hasPrefix(key + ":") }) {
      lines[index] = lines[index].prefix(2) + line
    } else {
      lines.append("  " + line)
    }
    let number = 1 + (lines.firstIndex { $0.dropFirst(2) == line } ?? 0)
    let own = OwnGuide([.recognizers: lines.joined(separator: "\n") + "\n"])
    let error = try #require(own.errors[.recognizers])
    #expect(error.message.contains(words) && error.line == number, "\(error)")
    #expect(Guide.$own.withValue(own.files) { (try? Guide.recognizers().count) == 4 })
  }
}
