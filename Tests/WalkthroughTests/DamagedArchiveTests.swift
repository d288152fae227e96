import Foundation
import TestSupport
import Testing

/// Files of an archive with numbers and values that nobody expects: every command ends
/// with a report or an error of its own.
///
/// A few in each run; 2,000 with `make test-storms`.
@Suite struct DamagedArchiveTests {
  private static let commands = [
    ["list"], ["report", "last", "--html"], ["trend", "--html"],
    ["export", "--format", "textgrid", "last"], ["review", "--show", "last"],
  ]

  @Test(.timeLimit(.minutes(60)), arguments: ["session.json", "analysis.json", "review.json"])
  func `no damaged file ends a command by a trap`(name: String) throws {
    let count = Storm.isLong ? 2000 : Storm.isShort ? 200 : 12
    var tool = try Tool()
    try tool.useSampleDevice(Synthesis.pcm16(Synthesis.voice([0.5...3], seconds: 4, rate: 48_000)))
    let recorded = try tool.run([
      "record", "--device", "mic", "--duration", "3", "--plan", "netflix-l4", "--phases-at", "1,2",
      "--question", "x",
    ])
    #expect(recorded.status == 0, "\(recorded.err)")
    let session = try tool.session()
    try Storm.review.write(toFile: session + "/review.json", atomically: true, encoding: .utf8)
    let path = session + "/" + name
    let good = Array(try Data(contentsOf: URL(fileURLWithPath: path)))
    var mutator = JSONMutator(seed: UInt64(name.utf8.count))
    for _ in 0..<count {
      let damaged = mutator.mutate(good)
      try Data(damaged).write(to: URL(fileURLWithPath: path))
      let running = try Self.commands.map { try tool.start($0) }
      for (command, output) in zip(Self.commands, try running.map { try $0.wait() }) {
        guard output.status < 0 else { continue }
        let text = String(decoding: damaged, as: UTF8.self)
        Issue.record("\(command) ended by signal \(-output.status) with \(text)\n\(output.err)")
        return
      }
    }
  }
}
