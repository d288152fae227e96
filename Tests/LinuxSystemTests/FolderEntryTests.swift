import Foundation
import SystemPackage
import TestSupport
import Testing

@testable import LinuxSystem

@Suite struct FolderEntryTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func path(_ name: String) -> String { folder.path + "/" + name }

  private func link(_ name: String, to target: String) throws {
    try FileManager.default.createSymbolicLink(atPath: path(name), withDestinationPath: target)
  }

  @Test func `what a name stands for, links not followed`() throws {
    _ = try folder.write("file", "12345")
    let time = timespec(tv_sec: 1_700_000_000, tv_nsec: 999_999_999)
    #expect(utimensat(AT_FDCWD, path("file"), [time, time], 0) == 0)
    try link("link", to: "file")
    try link("dangling", to: "nothing")
    #expect(mkfifo(path("pipe"), 0o600) == 0)
    #expect(
      PrivateFile.entry(FilePath(path("file")))
        == FolderEntry(kind: .file, bytes: 5, modifiedSeconds: 1_700_000_000))
    #expect(PrivateFile.entry(FilePath(path("link")))?.kind == .link)
    #expect(PrivateFile.entry(FilePath(path("link")))?.bytes == 4)
    #expect(PrivateFile.entry(FilePath(path("dangling")))?.kind == .link)
    #expect(PrivateFile.entry(FilePath(path("pipe")))?.kind == .other)
    #expect(PrivateFile.entry("/dev/null")?.kind == .other)
    #expect(PrivateFile.entry(FilePath(folder.path))?.kind == .folder)
    #expect(PrivateFile.entry(FilePath(path("none"))) == nil)
    #expect(PrivateFile.entry(FilePath(path("file/inside"))) == nil)
  }

  @Test func `a path without links, dots and doubled slashes`() throws {
    try FileManager.default.createDirectory(
      atPath: path("a/b"), withIntermediateDirectories: true)
    try link("link", to: "a/b")
    try link("circle", to: "circle")
    let real = try PrivateFile.resolved(FilePath(folder.path))
    #expect(try PrivateFile.resolved(FilePath(path("link/..//./b"))) == real.appending("a/b"))
    #expect(try PrivateFile.resolved("/") == "/")
    for (name, reason) in [
      ("none", "No such file or directory"), ("circle", "Too many levels of symbolic links"),
    ] {
      #expect {
        try PrivateFile.resolved(FilePath(path(name)))
      } throws: {
        "\($0)" == "\(path(name)): \(reason)"
      }
    }
  }

  @Test func `a file takes another's name in one step`() throws {
    let new = try folder.write("new", "new")
    let old = try folder.write("old", "old")
    try PrivateFile.move(FilePath(new), to: FilePath(old))
    #expect(folder.entries == ["old"])
    #expect(try PrivateFile.read(FilePath(old), atMost: 10) == Array("new".utf8))
    #expect {
      try PrivateFile.move(FilePath(new), to: FilePath(old))
    } throws: {
      "\($0)" == "\(new): No such file or directory"
    }
    #expect(try PrivateFile.read(FilePath(old), atMost: 10) == Array("new".utf8))
  }

  @Test func `a name is removed, and never what a link leads to`() throws {
    _ = try folder.write("kept", "text")
    try link("link", to: "kept")
    try PrivateFile.remove("link", inFolder: FilePath(folder.path))
    #expect(folder.entries == ["kept"])
    // It is gone already, which is all that was asked for.
    try PrivateFile.remove("link", inFolder: FilePath(folder.path))
    try PrivateFile.remove(FilePath(path("link")))
    try PrivateFile.remove("kept", inFolder: FilePath(folder.path))
    #expect(folder.entries == [])
  }

  @Test func `nothing is removed through a link to a folder, or outside of the folder`() throws {
    try PrivateFile.createFolder(FilePath(path("real")))
    _ = try folder.write("real/file", "text")
    _ = try folder.write("file", "text")
    try link("link", to: "real")
    #expect {
      try PrivateFile.remove("file", inFolder: FilePath(path("link")))
    } throws: {
      "\($0)".hasPrefix(path("link") + ": ")
    }
    for name in ["../file", "/etc/none", "real/file", ""] {
      #expect(FilePath.Component(name) == nil)
    }
    #expect {
      try PrivateFile.remove("real", inFolder: FilePath(folder.path))
    } throws: {
      "\($0)" == "\(path("real")): Is a directory"
    }
    #expect {
      try PrivateFile.remove("..", inFolder: FilePath(path("real")))
    } throws: {
      $0 is SystemError
    }
    #expect {
      try PrivateFile.remove("file", inFolder: FilePath(path("none")))
    } throws: {
      "\($0)" == "\(path("none")): No such file or directory"
    }
    #expect(folder.entries == ["file", "link", "real"])
    #expect(PrivateFile.entry(FilePath(path("real/file")))?.kind == .file)
  }

  @Test func `what fails gives its descriptor back`() async {
    await #expect(processExitsWith: .success) {
      let folder = try TemporaryFolder()
      let file = try folder.write("file", "text")
      let lock = try FileLock(file: FilePath(file))
      let before = try descriptorCount()
      for _ in 0..<5 {
        #expect(try FileLock(file: FilePath(file)) == nil)
        #expect(try FileLock.isHeld(file: FilePath(file)))
        _ = try? PrivateFile.read(FilePath(file), atMost: 1)
        _ = try? PrivateFile.read(FilePath(folder.path), atMost: 1)
        _ = try? PrivateFile.readGiven(FilePath(file), atMost: 1)
        _ = try? PrivateFile.remove("..", inFolder: FilePath(folder.path))
        _ = try? PrivateFile.replace(FilePath(folder.path), with: [1])
        _ = try? PrivateFile.reserve(FilePath(folder.path + "/new"), bytes: -1)
        _ = try? FolderScan.folders(in: FilePath(file), files: [])
        _ = try? AppendOnlyFile(creating: FilePath(file), beginning: [])
        _ = try? AppendOnlyFile(creating: FilePath(folder.path + "/log"), beginning: [1])
        unlink(folder.path + "/log")
        unlink(folder.path + "/new")
        _ = try? ChildProgram("/none", [])
      }
      #expect(try descriptorCount() == before)
      withExtendedLifetime(lock) {}
    }
  }
}
