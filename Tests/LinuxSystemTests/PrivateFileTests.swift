import Foundation
import Synchronization
import SystemPackage
import TestSupport
import Testing

@testable import LinuxSystem

@Suite struct PrivateFileTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func halves() -> [String] { folder.entries.filter { $0.hasSuffix(".new") } }

  @Test func `many replace one file at the same time, and it is always one of theirs`() throws {
    let path = folder.path + "/session.json"
    let contents = (0..<6).map { [UInt8](repeating: UInt8(65 + $0), count: 3000 + $0) }
    try PrivateFile.replace(FilePath(path), with: contents[0])
    let failures = Mutex<[String]>([])
    let rounds = 60
    let threads = try contents.map { content in
      try NamedThread(name: "test-writer") {
        for _ in 0..<rounds {
          do {
            try PrivateFile.replace(FilePath(path), with: content)
            let read = try PrivateFile.read(FilePath(path), atMost: 1 << 20)
            if !contents.contains(read) { failures.withLock { $0.append("\(read.count) bytes") } }
          } catch { failures.withLock { $0.append("\(error)") } }
        }
      }
    }
    // Who cleans up at the same time takes nothing that is being written.
    for _ in 0..<rounds { _ = try PrivateFile.removeHalfReplaced(inFolder: FilePath(folder.path)) }
    for thread in threads { thread.join() }
    #expect(failures.withLock { $0 } == [])
    #expect(folder.entries == ["session.json"])
    #expect(try mode(path) == 0o600)
  }

  @Test func `the half of a killed replacement goes, what is being written stays`() throws {
    let dead = try folder.write(".walkthrough-a.new", "half")
    _ = try folder.write("session.json.new", "half of an older version")
    let alive = try folder.write(".walkthrough-b.new", "growing")
    _ = try folder.write("my.new", "somebody's own")
    let lock = try #require(try FileLock(file: FilePath(alive)))
    let gone = try PrivateFile.removeHalfReplaced(inFolder: FilePath(folder.path))
    #expect(gone.gone == [".walkthrough-a.new", "session.json.new"] && gone.stuck.isEmpty)
    #expect(folder.entries == [".walkthrough-b.new", "my.new"])
    #expect(lock.isStill(at: FilePath(alive)) && !FileManager.default.fileExists(atPath: dead))
  }

  @Test func `a file of any year is looked at`() throws {
    try FileManager.default.createDirectory(
      atPath: folder.path + "/inside", withIntermediateDirectories: true)
    for year in [1600.0, 2400] {
      let file = try folder.write("inside/file", "text")
      try FileManager.default.setAttributes(
        [.modificationDate: Date(timeIntervalSince1970: (year - 1970) * 31_556_952)],
        ofItemAtPath: file)
      let found = try FolderScan.folders(in: FilePath(folder.path), files: ["file"])
      #expect(found.first?.stamps.first??.bytes == 4)
    }
  }

  @Test func `a file that cannot be replaced leaves no half behind`() throws {
    let path = folder.path + "/taken"
    try FileManager.default.createDirectory(
      atPath: path + "/inside", withIntermediateDirectories: true)
    #expect(throws: SystemError.self) { try PrivateFile.replace(FilePath(path), with: [1]) }
    #expect(throws: SystemError.self) {
      try PrivateFile.replace(FilePath(folder.path + "/none/file"), with: [1])
    }
    #expect(folder.entries == ["taken"])
  }

  @Test(.timeLimit(.minutes(1)))
  func `of its own files only regular ones of a sane size are read, without waiting`() throws {
    let file = try folder.write("file", "text")
    let pipe = folder.path + "/pipe"
    #expect(mkfifo(pipe, 0o600) == 0)
    let link = folder.path + "/link"
    try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: file)
    let socketPath = folder.path + "/socket"
    let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(descriptor) }
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &address.sun_path) {
      $0.copyBytes(from: socketPath.utf8.prefix(107))
    }
    let bound = withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
      }
    }
    #expect(bound == 0)
    let large = folder.path + "/large"
    #expect(FileManager.default.createFile(atPath: large, contents: nil))
    #expect(truncate(large, 3 << 30) == 0)

    #expect(try PrivateFile.read(FilePath(file), atMost: 4) == Array("text".utf8))
    for (path, words) in [
      (pipe, "no regular file"), (socketPath, "no regular file"), (folder.path, "no regular file"),
      ("/dev/zero", "no regular file"), (link, "is a link"), (large, "larger than the 16 MB"),
    ] {
      #expect {
        try PrivateFile.read(FilePath(path), atMost: 16 << 20)
      } throws: {
        "\($0)".contains(words) && "\($0)".hasPrefix(path + ":")
      }
    }
    #expect(
      try PrivateFile.read(FilePath(link), atMost: 4, followingLinks: true) == Array("text".utf8))
    #expect(throws: SystemError.self) { try PrivateFile.read(FilePath(file), atMost: 3) }
  }

  @Test func `what a person names is read to its end, pipes too`() throws {
    let text = [UInt8](repeating: 7, count: 300_000)
    let pipe = folder.path + "/pipe"
    #expect(mkfifo(pipe, 0o600) == 0)
    let writer = try NamedThread(name: "test-writer") {
      let descriptor = open(pipe, O_WRONLY)
      for part in [text.prefix(100), text.dropFirst(100)] {
        try? Descriptors.writeAll(Array(part), to: descriptor)
        usleep(20_000)
      }
      close(descriptor)
    }
    #expect(try PrivateFile.readGiven(FilePath(pipe), atMost: 1 << 20) == text)
    writer.join()
    #expect(try PrivateFile.readGiven("/dev/null", atMost: 1) == [])
    #expect(throws: SystemError.self) { try PrivateFile.readGiven("/dev/zero", atMost: 1 << 20) }
    #expect(throws: SystemError.self) {
      try PrivateFile.readGiven(FilePath(folder.path), atMost: 1)
    }
  }
}
