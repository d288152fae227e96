import Foundation
import SystemPackage
import TestSupport
import Testing

@testable import LinuxSystem

@Suite struct FileLockTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test func `a file or a folder has one holder at a time`() throws {
    let file = try folder.write("file", "")
    for lock in [
      { try FileLock(file: FilePath(file)) }, { try FileLock(folder: FilePath(folder.path)) },
    ] {
      var first = try lock()
      #expect(first != nil)
      #expect(try lock() == nil)
      first = nil
      // A program that another test starts holds it as well, until it has become that program.
      #expect(wait { (try? lock()) != nil })
    }
  }

  @Test func `asking whether it is held keeps it from nobody`() throws {
    let file = try folder.write("file", "")
    #expect(try !FileLock.isHeld(file: FilePath(file)))
    let lock = try #require(try FileLock(file: FilePath(file)))
    #expect(try FileLock.isHeld(file: FilePath(file)))
    #expect(try !FileLock.isHeld(folder: FilePath(folder.path)))
    withExtendedLifetime(lock) {}
  }

  @Test func `a lock asks for no right to write`() throws {
    // A program that runs cannot be opened for writing, not even by root.
    let program = folder.path + "/sleep"
    try FileManager.default.copyItem(atPath: "/bin/sleep", toPath: program)
    var child: pid_t = 0
    var words = [strdup("sleep"), strdup("20"), nil]
    #expect(posix_spawn(&child, program, nil, nil, &words, environ) == 0)
    defer {
      kill(child, SIGKILL)
      waitpid(child, nil, 0)
      words.forEach { free($0) }
    }
    #expect(open(program, O_RDWR) == -1 && errno == ETXTBSY)
    #expect(try FileLock(file: FilePath(program)) != nil)
  }

  @Test func `it tells whether its file was renamed or replaced meanwhile`() throws {
    let file = try folder.write("file", "a")
    let lock = try #require(try FileLock(file: FilePath(file)))
    #expect(lock.isStill(at: FilePath(file)))
    try PrivateFile.replace(FilePath(file), with: [1])
    #expect(!lock.isStill(at: FilePath(file)))
    #expect(!lock.isStill(at: FilePath(file + "-gone")))
  }
}
