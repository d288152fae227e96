import CLinuxShims
import Glibc
public import SystemPackage

/// A program that works for long, watched until its end.
public enum ProgramRun {
  /// What is wished of it meanwhile.
  public enum Wish: Hashable, Sendable {
    /// To work.
    case work
    /// To stand still, which costs it no time.
    case wait
    /// To end.
    case end
  }

  /// How it came to its end.
  public enum Outcome: Hashable, Sendable {
    /// By itself, or by a signal of others.
    case ended(ChildProgram.Ending)
    /// As it was wished.
    case stopped
    /// It took longer than it may.
    case tookTooLong
  }

  /// How it ended, and what it said last.
  public struct Result: Hashable, Sendable {
    /// How it came to its end.
    public let outcome: Outcome
    /// The last lines of its stderr, without control characters; 20 at most, of 400 bytes at most.
    public let lastErrors: [String]
  }

  /// How long a group may take to end when it is asked to, in milliseconds.
  private static let graceMilliseconds = 2000
  /// How often wishes are asked for, in milliseconds.
  private static let tickMilliseconds = 100

  /// Runs a program to its end.
  ///
  /// Blocks the thread. There is no shell between, its stdin is empty, and it speaks English. It
  /// has a process group of its own at low priority, and whatever is left of that ends with it.
  /// - Parameters:
  ///   - path: absolute.
  ///   - arguments: without the program's own name.
  ///   - environment: variables that it has besides those of this program, or instead of them.
  ///   - folder: the one that it works in.
  ///   - limitSeconds: how long it may work.
  ///   - wish: asked ten times a second.
  ///   - line: is given each line of its stdout and its stderr, as far as 400 bytes; a carriage
  ///     return ends a line as well.
  /// - Throws: when it cannot be started.
  public static func run(
    _ path: FilePath, _ arguments: [String], environment: [String: String], folder: FilePath,
    limitSeconds: Double, wish: () -> Wish, line: (String) -> Void
  ) throws(SystemError) -> Result {
    let output = try Pipe()
    let errors = try Pipe()
    var surroundings = ChildProgram.Surroundings()
    surroundings.environment = environment
    surroundings.environment["LC_ALL"] = "C.UTF-8"
    surroundings.output = output.writing
    surroundings.errors = errors.writing
    surroundings.folder = folder
    surroundings.isBackground = true
    var program = try ChildProgram(path, arguments, in: surroundings)
    output.closeWriting()
    errors.closeWriting()
    var outputLines = ProgramLines()
    var errorLines = ProgramLines()
    var streams = [output.reading, errors.reading]
    func take(waiting milliseconds: Int) -> Bool {
      guard !streams.isEmpty else {
        MonotonicClock.sleep(milliseconds: milliseconds)
        return false
      }
      let ready = Descriptors.waitReadable(streams, timeoutMilliseconds: milliseconds)
      for (stream, isReady) in zip(streams, ready) where isReady {
        guard let bytes = Descriptors.readAvailable(stream) else { continue }
        if bytes.isEmpty { streams.removeAll { $0 == stream } }
        if stream == output.reading {
          outputLines.take(bytes, line)
        } else {
          errorLines.take(bytes, line)
        }
      }
      return ready.contains(true)
    }
    var outcome: Outcome?
    var isHalted = false
    var workedNanoseconds = Int64(0)
    var last = MonotonicClock.nowNanoseconds
    while outcome == nil {
      _ = take(waiting: tickMilliseconds)
      let now = MonotonicClock.nowNanoseconds
      if !isHalted { workedNanoseconds += now - last }
      last = now
      guard program.isRunning() else { break }
      switch wish() {
      case .end: outcome = .stopped
      case let wish:
        if isHalted != (wish == .wait) {
          isHalted = wish == .wait
          program.setHalted(isHalted)
        }
      }
      if Double(workedNanoseconds) > limitSeconds * 1e9 { outcome = outcome ?? .tookTooLong }
    }
    program.end(within: graceMilliseconds)
    // What it had said before its end; a pipe holds 64 KiB.
    for _ in 0..<64 where !streams.isEmpty { guard take(waiting: 0) else { break } }
    outputLines.end(line)
    errorLines.end(line)
    return Result(
      outcome: outcome ?? .ended(program.ending ?? .signal(SIGKILL)), lastErrors: errorLines.last)
  }

  /// Two ends of a pipe, which close with it.
  private final class Pipe {
    let reading: Int32
    private(set) var writing: Int32

    init() throws(SystemError) {
      var ends: [Int32] = [-1, -1]
      _ = try checked("pipe2") { unsafe walkthrough_pipe(&ends) }
      (reading, writing) = (ends[0], ends[1])
    }

    func closeWriting() {
      guard writing >= 0 else { return }
      close(writing)
      writing = -1
    }

    deinit {
      closeWriting()
      close(reading)
    }
  }
}

/// Bytes of a program as lines, of which the last are kept.
struct ProgramLines {
  private static let mostBytes = 400
  private static let mostLines = 20

  private var begun: [UInt8] = []
  /// The last lines that were no white space.
  private(set) var last: [String] = []

  /// Takes bytes as they come, and hands on each line that they end.
  mutating func take(_ bytes: [UInt8], _ line: (String) -> Void) {
    for byte in bytes {
      if byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") {
        end(line)
      } else if begun.count < Self.mostBytes {
        begun.append(byte)
      }
    }
  }

  /// Hands on what no line end follows.
  mutating func end(_ line: (String) -> Void) {
    let text = String(
      String.UnicodeScalarView(
        String(decoding: begun, as: UTF8.self).unicodeScalars.map {
          $0.value < 32 || (127..<160).contains($0.value) ? " " : $0
        }))
    begun = []
    guard text.contains(where: { !$0.isWhitespace }) else { return }
    last = last.suffix(Self.mostLines - 1) + [text]
    line(text)
  }
}
