import Foundation
import SystemPackage
import TestSupport
import Testing

@testable import LinuxSystem

@Suite struct AppendOnlyFileTests {
  let folder: TemporaryFolder
  var path: String { folder.path + "/log" }

  init() throws { folder = try TemporaryFolder() }

  @Test func `it grows at its end, whoever else writes into it`() throws {
    let file = try AppendOnlyFile(creating: FilePath(path), beginning: [1, 2])
    try file.append([3])
    let other = open(path, O_WRONLY | O_APPEND | O_CLOEXEC)
    #expect(write(other, [UInt8(4)], 1) == 1)
    close(other)
    try file.append([])
    try file.append([5])
    try file.sync()
    #expect(try PrivateFile.read(FilePath(path), atMost: 10) == [1, 2, 3, 4, 5])
    #expect(truncate(path, 1) == 0)
    try file.append([6])
    #expect(try PrivateFile.read(FilePath(path), atMost: 10) == [1, 6])
  }

  @Test func `it is locked as long as it is held`() throws {
    var file: AppendOnlyFile? = try AppendOnlyFile(creating: FilePath(path), beginning: [1])
    #expect(try FileLock.isHeld(file: FilePath(path)))
    withExtendedLifetime(file) {}
    file = nil
    // A program that another test starts holds it as well, until it has become that program.
    #expect(wait { (try? FileLock.isHeld(file: FilePath(path))) == false })
  }

  @Test func `it follows its file to another name`() throws {
    let file = try AppendOnlyFile(creating: FilePath(path), beginning: [1])
    try PrivateFile.move(FilePath(path), to: FilePath(path + "-moved"))
    try file.append([2])
    try file.sync()
    #expect(folder.entries == ["log-moved"])
    #expect(try PrivateFile.read(FilePath(path + "-moved"), atMost: 10) == [1, 2])
  }

  @Test func `what is already there is left alone, and no link is followed`() throws {
    _ = try folder.write("log", "old")
    let link = folder.path + "/link"
    try FileManager.default.createSymbolicLink(
      atPath: link, withDestinationPath: folder.path + "/target")
    for taken in [path, link, folder.path] {
      #expect {
        try AppendOnlyFile(creating: FilePath(taken), beginning: [1])
      } throws: {
        ($0 as? SystemError)?.isAlreadyThere == true && "\($0)" == "File exists"
      }
    }
    #expect(try PrivateFile.read(FilePath(path), atMost: 10) == Array("old".utf8))
    #expect(folder.entries == ["link", "log"])
    #expect {
      try AppendOnlyFile(creating: FilePath(folder.path + "/none/log"), beginning: [])
    } throws: {
      ($0 as? SystemError)?.isMissing == true
    }
  }

  @Test func `when no more fits, what it has stays and it says so each time`() async {
    await #expect(processExitsWith: .success) {
      let folder = try TemporaryFolder()
      let path = folder.path + "/log"
      limitFiles(bytes: 1000)
      let file = try AppendOnlyFile(creating: FilePath(path), beginning: pattern(600))
      for _ in 0..<2 {
        #expect {
          try file.append(pattern(600))
        } throws: {
          ($0 as? SystemError)?.code == .fileTooLarge && ($0 as? SystemError)?.function == "write"
        }
      }
      #expect(
        try PrivateFile.read(FilePath(path), atMost: 5000) == pattern(600)
          + pattern(600).prefix(400))
      limitFiles(bytes: 1 << 30)
      try file.append([9])
      #expect(try PrivateFile.read(FilePath(path), atMost: 5000).last == 9)
    }
  }
}
