import Foundation
import TestSupport
import Testing

/// What a running recording does not do.
@Suite struct SteadyStateTests {
  /// The allocations of the capture thread in a recording of some seconds.
  private func allocations(seconds: Int) throws -> Int {
    var tool = try Tool()
    try tool.useFaultyDevice("rate 48000 channels 1 speed 1")
    let counter = tool.folder.path + "/count"
    let output = try tool.shell(
      "LD_PRELOAD='\(Tool.productFile("libAllocationCounter.so"))' COUNTED_THREAD=wt-capture "
        + "COUNT_FILE='\(counter)' '\(Tool.path)' record --device mic --duration \(seconds)")
    #expect(output.status == 0, "\(output.err)")
    let text = try String(contentsOfFile: counter, encoding: .utf8)
    return try #require(Int(text.dropLast()))
  }

  @Test func `the capture thread allocates for its start and its end, and nothing in between`()
    throws
  {
    let short = try allocations(seconds: 2)
    let long = try allocations(seconds: 6)
    #expect(short > 0)
    // One a period would be eighty more; a late wake-up at the end may cost one or two.
    #expect(abs(long - short) < 10)
  }

  private static let canTrace = FileManager.default.isExecutableFile(atPath: "/usr/bin/strace")

  @Test(.enabled(if: canTrace, "needs the package strace"))
  func `no command opens a socket to another machine`() throws {
    var tool = try Tool()
    try tool.useSampleDevice([Int16](repeating: 50, count: 48_000))
    for command in [
      "record --device mic --duration 1", "report last", "devices", "demo", "--help",
    ] {
      let trace = tool.folder.path + "/trace"
      let output = try tool.shell(
        "strace -f -e trace=%network -o '\(trace)' '\(Tool.path)' \(command)")
      #expect([0, 69].contains(output.status), "\(command): \(output.err)")
      let calls = try String(contentsOfFile: trace, encoding: .utf8).split(separator: "\n")
      let sockets = calls.filter { $0.contains("socket(") || $0.contains("connect(") }
      // Sound servers are reached through local sockets.
      #expect(sockets.allSatisfy { $0.contains("AF_UNIX") }, "\(sockets)")
    }
  }
}
