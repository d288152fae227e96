import Foundation
import SystemPackage
import TestSupport
import Testing

@testable import LinuxSystem

@Suite struct FolderScanTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func make(_ name: String) throws {
    try FileManager.default.createDirectory(
      atPath: folder.path + "/" + name, withIntermediateDirectories: true)
  }

  private func link(_ name: String, to target: String) throws {
    try FileManager.default.createSymbolicLink(
      atPath: folder.path + "/" + name, withDestinationPath: target)
  }

  @Test func `folders and links are found by name, each with the files asked for`() throws {
    for name in ["b", "a", ".hidden"] { try make(name) }
    _ = try folder.write("a/one", "12345")
    _ = try folder.write("a/other", "")
    _ = try folder.write("b/two", "1")
    _ = try folder.write("file", "no folder")
    #expect(mkfifo(folder.path + "/pipe", 0o600) == 0)
    try link("to-a", to: "a")
    try link("to-nothing", to: "none")
    let found = try FolderScan.folders(in: FilePath(folder.path), files: ["two", "one"])
    #expect(found.map(\.name) == [".hidden", "a", "b", "to-a", "to-nothing"])
    #expect(found.map(\.isLink) == [false, false, false, true, true])
    let bytes = found.map { $0.stamps.map { $0?.bytes } }
    #expect(bytes == [[nil, nil], [nil, 5], [1, nil], [nil, 5], [nil, nil]])
  }

  @Test func `what is no file has a stamp, so that reading says what is wrong`() throws {
    try make("a/one")
    try link("a/two", to: "/nowhere")
    let found = try FolderScan.folders(in: FilePath(folder.path), files: ["one", "two"])
    #expect(found.map { $0.stamps.map { $0 != nil } } == [[true, true]])
  }

  @Test func `another length or another time is another stamp`() throws {
    try make("a")
    let path = try folder.write("a/one", "123")
    func stamp() throws -> FileStamp {
      let found = try FolderScan.folders(in: FilePath(folder.path), files: ["one"])
      return try #require(found.first?.stamps.first ?? nil)
    }
    func setTime(_ seconds: Int, _ nanoseconds: Int) {
      let time = timespec(tv_sec: seconds, tv_nsec: nanoseconds)
      #expect(utimensat(AT_FDCWD, path, [time, time], 0) == 0)
    }
    setTime(1_700_000_000, 5)
    let first = try stamp()
    #expect(first == FileStamp(bytes: 3, modifiedNanoseconds: 1_700_000_000_000_000_005))
    setTime(1_700_000_000, 6)
    #expect(try stamp() != first)
    #expect(truncate(path, 2) == 0)
    setTime(1_700_000_000, 5)
    #expect(try stamp() != first && stamp().bytes == 2)
  }

  @Test func `of many folders each keeps its own stamps`() throws {
    // More than one core's share, and no whole number of them.
    let names = (0..<1100).map { "session-" + String(10_000 + $0) }
    for (index, name) in names.enumerated() {
      #expect(mkdir(folder.path + "/" + name, 0o700) == 0)
      if index % 3 != 0 {
        let file = open(folder.path + "/\(name)/one", O_WRONLY | O_CREAT | O_CLOEXEC, 0o600)
        #expect(ftruncate(file, off_t(index)) == 0)
        close(file)
      }
    }
    let found = try FolderScan.folders(in: FilePath(folder.path), files: ["one"])
    #expect(found.map(\.name) == names)
    let bytes = found.map { $0.stamps.first.flatMap { $0?.bytes } }
    #expect(bytes == names.indices.map { $0 % 3 == 0 ? nil : $0 })
  }

  @Test func `no files asked for, and an empty folder, are no trouble`() throws {
    #expect(try FolderScan.folders(in: FilePath(folder.path), files: ["one"]).isEmpty)
    try make("a")
    #expect(try FolderScan.folders(in: FilePath(folder.path), files: []).map(\.stamps) == [[]])
  }

  @Test func `the names in a folder are sorted, hidden ones among them`() throws {
    for name in ["ä", "b", ".c", "A"] { _ = try folder.write(name, "") }
    #expect(try PrivateFile.names(inFolder: FilePath(folder.path)) == [".c", "A", "b", "ä"])
  }

  @Test func `a folder that cannot be listed is named with the reason`() throws {
    let file = try folder.write("file", "")
    for (path, reason) in [
      (folder.path + "/none", "No such file or directory"), (file, "Not a directory"),
    ] {
      #expect {
        try PrivateFile.names(inFolder: FilePath(path))
      } throws: {
        "\($0)" == "\(path): \(reason)"
      }
      #expect {
        try FolderScan.folders(in: FilePath(path), files: [])
      } throws: {
        "\($0)" == "\(path): \(reason)"
      }
    }
  }
}
