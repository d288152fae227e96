import CLinuxShims
import Glibc
public import SystemPackage

/// What another program prints.
public enum ProgramOutput {
  /// Runs a program to its end and reads its stdout.
  ///
  /// Blocks the thread. There is no shell between, its stdin and stderr are empty, and it
  /// speaks English. What takes too long or prints too much is killed.
  /// - Parameters:
  ///   - path: absolute.
  ///   - arguments: without the program's own name.
  ///   - milliseconds: how long it may take.
  ///   - limit: the most bytes that it may print.
  /// - Returns: what it printed; nil when it could not be started, failed, or was killed.
  public static func read(
    _ path: FilePath, _ arguments: [String], within milliseconds: Int, atMost limit: Int
  ) -> [UInt8]? {
    var ends: [Int32] = [-1, -1]
    guard unsafe walkthrough_pipe(&ends) == 0 else { return nil }
    defer { close(ends[0]) }
    var program: ChildProgram
    do {
      program = try ChildProgram(path, arguments, output: ends[1], isPlain: true)
      close(ends[1])
    } catch {
      close(ends[1])
      return nil
    }
    let deadline = MonotonicClock.nowNanoseconds + Int64(milliseconds) * 1_000_000
    func left() -> Int { Int(max(0, deadline - MonotonicClock.nowNanoseconds) / 1_000_000) }
    var bytes: [UInt8] = []
    while true {
      guard Descriptors.waitReadable([ends[0]], timeoutMilliseconds: left())[0] else {
        // A signal wakes as well.
        if left() > 0 { continue }
        program.kill()
        return nil
      }
      guard let part = Descriptors.readAvailable(ends[0]) else { continue }
      if part.isEmpty { break }
      bytes += part
      guard bytes.count <= limit else {
        program.kill()
        return nil
      }
    }
    // It has closed its stdout, which is not yet its end.
    while program.isRunning() {
      guard left() > 0 else {
        program.kill()
        return nil
      }
      MonotonicClock.sleep(milliseconds: 2)
    }
    return program.hasSucceeded ? bytes : nil
  }
}
