import Foundation
import SystemPackage
import TestSupport
import Testing

@testable import LinuxSystem

@Suite struct ReplacementTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test func `a file that no longer fits leaves the old one whole and nothing beside it`() async {
    // The limit and the ignored signal belong to the process.
    await #expect(processExitsWith: .success) {
      let folder = try TemporaryFolder()
      let old = pattern(1000)
      let path = try folder.write("session.json", old)
      limitFiles(bytes: 100_000)
      #expect {
        try PrivateFile.replace(FilePath(path), with: pattern(100_001))
      } throws: {
        "\($0)" == "\(path): File too large" && ($0 as? SystemError)?.function == "write"
      }
      #expect(try PrivateFile.read(FilePath(path), atMost: 1 << 20) == old)
      #expect(folder.entries == ["session.json"])
      try PrivateFile.replace(FilePath(path), with: pattern(100_000))
      #expect(try PrivateFile.read(FilePath(path), atMost: 1 << 20) == pattern(100_000))
    }
  }

  @Test func `what is made is its owner's alone, whatever the umask and the old file say`() async {
    await #expect(processExitsWith: .success) {
      let folder = try TemporaryFolder()
      let path = try folder.write("file", "old")
      chmod(path, 0o644)
      for mask in [mode_t(0), 0o777] {
        umask(mask)
        try PrivateFile.replace(FilePath(path), with: [1, 2])
        #expect(try mode(path) == 0o600)
        #expect(try PrivateFile.read(FilePath(path), atMost: 10) == [1, 2])
        let log = folder.path + "/log-\(mask)"
        _ = try AppendOnlyFile(creating: FilePath(log), beginning: [3])
        #expect(try mode(log) == 0o600)
        let inner = folder.path + "/folder-\(mask)/inner"
        try PrivateFile.createFolders(FilePath(inner))
        #expect(
          try mode(inner) == 0o700 && mode(PrivateFile.parent(of: FilePath(inner)).string) == 0o700)
      }
    }
  }

  @Test func `a name without a folder means one in the folder the program is in`() async {
    await #expect(processExitsWith: .success) {
      let folder = try TemporaryFolder()
      try #require(chdir(folder.path) == 0)
      try PrivateFile.replace("file", with: [1])
      try PrivateFile.replace("file", with: [2])
      try PrivateFile.createFolders("a/b")
      #expect(folder.entries == ["a", "file"] && PrivateFile.isFolder("a/b"))
      #expect(try PrivateFile.read("file", atMost: 1) == [2])
    }
  }

  @Test func `a link gives way to the file, and what it led to stays`() throws {
    let target = try folder.write("target", "old")
    let link = folder.path + "/link"
    try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: target)
    try PrivateFile.replace(FilePath(link), with: [1])
    #expect(PrivateFile.entry(FilePath(link))?.kind == .file)
    #expect(try PrivateFile.read(FilePath(target), atMost: 10) == Array("old".utf8))
  }

  @Test func `who has the old file open reads it to its end`() throws {
    let path = try folder.write("file", "old content")
    let reader = open(path, O_RDONLY | O_CLOEXEC)
    defer { close(reader) }
    try PrivateFile.replace(FilePath(path), with: [])
    #expect(Descriptors.readAvailable(reader) == Array("old content".utf8))
    #expect(try PrivateFile.read(FilePath(path), atMost: 10) == [])
  }

  @Test func `errors name the file that was to be replaced, not its half`() throws {
    try PrivateFile.createFolders(FilePath(folder.path + "/taken/inside"))
    let file = try folder.write("file", "")
    for (path, reason) in [
      (folder.path + "/taken", "Is a directory"),
      (folder.path + "/none/file", "No such file or directory"),
      (file + "/inside", "Not a directory"),
    ] {
      #expect {
        try PrivateFile.replace(FilePath(path), with: [1])
      } throws: {
        "\($0)" == "\(path): \(reason)"
      }
    }
  }

  @Test func `only names of its own are halves`() {
    let names: [(FilePath.Component, Bool, Bool)] = [
      (".walkthrough-a1.new", true, true), ("session.json.new", true, false),
      ("trend.html.new", true, false), ("my.new", false, false),
      (".walkthrough-a1", false, false), ("walkthrough-a1.new", false, false),
      ("session.json", false, false),
    ]
    for (name, inOwn, elsewhere) in names {
      #expect(Replacement.isName(name, inOwnFolder: true) == inOwn)
      #expect(Replacement.isName(name, inOwnFolder: false) == elsewhere)
    }
  }

  @Test func `in others' folders and behind links no half is taken away`() throws {
    let target = try folder.write("target", "text")
    try FileManager.default.createSymbolicLink(
      atPath: folder.path + "/.walkthrough-link.new", withDestinationPath: target)
    try PrivateFile.createFolder(FilePath(folder.path + "/.walkthrough-folder.new"))
    _ = try folder.write("session.json.new", "somebody's own")
    _ = try folder.write(".walkthrough-dead.new", "half")
    let removed = try PrivateFile.removeHalfReplaced(inFolder: FilePath(folder.path), own: false)
    #expect(removed.gone == [".walkthrough-dead.new"] && removed.stuck.isEmpty)
    #expect(
      folder.entries == [
        ".walkthrough-folder.new", ".walkthrough-link.new", "session.json.new", "target",
      ])
    #expect {
      try PrivateFile.removeHalfReplaced(inFolder: FilePath(folder.path + "/none"))
    } throws: {
      "\($0)" == "\(folder.path)/none: No such file or directory"
    }
  }

  @Test func `the folder that a path lies in`() {
    let paths: [(FilePath, FilePath)] = [
      ("/a/b", "/a"), ("/a", "/"), ("a", "."), ("a/b", "a"), ("/", "/"), ("", "."),
    ]
    for (path, parent) in paths { #expect(PrivateFile.parent(of: path) == parent) }
  }
}
