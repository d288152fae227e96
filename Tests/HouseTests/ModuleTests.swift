import Foundation
import Testing

/// What the architecture page says of modules, held against the sources.
@Suite struct ModuleTests {
  /// The modules from the ground up: each imports only those before it.
  private static let modules = [
    "CALSA", "CSndfile", "CLinuxShims", "LinuxSystem", "AudioCore", "ALSACapture", "SoundFileIO",
    "SessionModel", "LabelFiles", "InterviewGuide", "SpeechAnalysis", "Words",
    "SessionArchive", "Recording", "PracticeHistory", "Reports", "Practice", "walkthrough",
  ]
  /// What comes from elsewhere, and the one module that may import it.
  private static let owners = [
    "Yams": "InterviewGuide", "Mustache": "Reports", "ArgumentParser": "walkthrough",
    "CALSA": "ALSACapture", "CSndfile": "SoundFileIO", "CLinuxShims": "LinuxSystem",
  ]

  private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  private struct Source {
    let module: String
    let name: String
    let lines: [Substring]

    /// The modules that it imports.
    var imports: [String] {
      lines.compactMap { line in
        let words = line.split(separator: " ")
        guard let index = words.firstIndex(of: "import"), index <= 1, words.count == index + 2
        else { return nil }
        return String(words[index + 1])
      }
    }
  }

  private func sources() throws -> [Source] {
    let folder = Self.root.appendingPathComponent("Sources")
    let files = try #require(FileManager.default.enumerator(atPath: folder.path))
    return try files.compactMap { $0 as? String }.filter { $0.hasSuffix(".swift") }.map { path in
      let text = try String(
        contentsOf: folder.appendingPathComponent(path), encoding: .utf8)
      return Source(
        module: String(path.prefix { $0 != "/" }), name: path, lines: text.split(separator: "\n"))
    }
  }

  @Test func `modules import only what stands before them`() throws {
    let sources = try sources()
    #expect(Set(sources.map(\.module)).isSubset(of: Self.modules))
    #expect(sources.count > 200)
    for source in sources {
      let own = try #require(Self.modules.firstIndex(of: source.module))
      for name in source.imports {
        if let place = Self.modules.firstIndex(of: name) {
          #expect(place < own, "\(source.name) imports \(name)")
        }
        if let owner = Self.owners[name] {
          #expect(owner == source.module, "\(source.name) imports \(name)")
        }
      }
    }
  }

  @Test func `the package declares no other dependencies than these`() throws {
    let package = try String(
      contentsOf: Self.root.appendingPathComponent("Package.swift"), encoding: .utf8)
    for target in package.components(separatedBy: ".target(").dropFirst() {
      let words = target.components(separatedBy: "\"").enumerated()
        .filter { $0.offset % 2 == 1 }.map(\.element)
      guard let own = words.first.flatMap(Self.modules.firstIndex) else { continue }
      let list = target.components(separatedBy: "dependencies: [").dropFirst().first ?? ""
      let names = list.prefix { $0 != "]" }.components(separatedBy: "\"")
      for name in names {
        guard let place = Self.modules.firstIndex(of: name) else { continue }
        #expect(place < own, "\(Self.modules[own]) depends on \(name)")
      }
    }
  }

  @Test func `what computes touches no file`() throws {
    let forbidden = [
      "FileManager", "FileHandle", "contentsOf: URL", "contentsOfFile", "Process(", "import Yams",
      "import LinuxSystem", "import SystemPackage",
    ]
    for source in try sources()
    where ["SessionModel", "LabelFiles", "SpeechAnalysis", "Words"].contains(source.module) {
      for line in source.lines {
        #expect(!forbidden.contains { line.contains($0) }, "\(source.name): \(line)")
      }
    }
    for source in try sources() where source.module == "Recording" {
      #expect(!source.imports.contains("Yams") && !source.imports.contains("CALSA"))
      #expect(!source.lines.contains { $0.contains("FileManager") }, "\(source.name)")
    }
  }

  @Test func `a path is no text`() throws {
    let text = /\b(\w*([pP]ath|[fF]older|[rR]oot)s?)\??: \[?String\b/
    for source in try sources() {
      for line in source.lines where !line.contains("//") {
        guard let name = line.firstMatch(of: text)?.1 else { continue }
        // What `PATH` holds, and the outlines of drawings.
        let isOther =
          ["folders", "programFolders"].contains(name)
          || source.module == "Reports" && name == "paths"
        #expect(isOther, "\(source.name): \(line)")
      }
    }
  }

  @Test func `no library names an option of the command line`() throws {
    for source in try sources() where source.module != "walkthrough" {
      for line in source.lines where !line.contains("sox --") {
        #expect(!line.contains(/(^|[^-\w])--[a-z]/), "\(source.name): \(line)")
      }
    }
  }

  @Test func `memory is touched unsafely in four places alone`() throws {
    let allowed = ["ALSACapture", "SoundFileIO", "LinuxSystem"]
    for source in try sources() where !allowed.contains(source.module) {
      guard !source.name.hasPrefix("AudioCore/FrameRing") else { continue }
      #expect(!source.lines.contains { $0.contains(/\bunsafe\b/) }, "\(source.name)")
    }
  }
}
