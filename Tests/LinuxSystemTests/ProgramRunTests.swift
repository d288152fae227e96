import Foundation
import SystemPackage
import TestSupport
import Testing

@testable import LinuxSystem

@Suite struct ProgramRunTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// Runs a script, whose `$0` is this test's folder.
  private func run(
    _ script: String, limit: Double = 60, environment: [String: String] = [:],
    line: (String) -> Void = { _ in }, wish: () -> ProgramRun.Wish = { .work }
  ) throws -> ProgramRun.Result {
    try ProgramRun.run(
      "/bin/sh", ["-c", script, folder.path], environment: environment,
      folder: FilePath(folder.path),
      limitSeconds: limit, wish: wish, line: line)
  }

  /// The number that a script wrote into a file.
  private func number(_ name: String) -> pid_t? {
    (try? String(contentsOfFile: "\(folder.path)/\(name)", encoding: .utf8)).flatMap {
      pid_t($0.trimmingCharacters(in: .whitespacesAndNewlines))
    }
  }

  private func isGone(_ process: pid_t) -> Bool {
    wait { kill(process, 0) == -1 && errno == ESRCH }
  }

  @Test func `its lines come as it writes them, and its last errors stay`() throws {
    var lines: [String] = []
    let result = try run(
      #"printf 'one\ntwo\rthree'; echo bad >&2; printf 'a\033[1mb\n' >&2; exit 3"#
    ) { lines.append($0) }
    #expect(Set(lines) == ["one", "two", "three", "bad", "a [1mb"])
    #expect(result.outcome == .ended(.code(3)))
    #expect(result.lastErrors == ["bad", "a [1mb"])
  }

  @Test func `it finds the variables that it is given, its folder, and a low priority`() throws {
    var lines: [String] = []
    let result = try run(
      #"echo "$OWN $LC_ALL"; pwd -P; sleep 1; nice; ls /proc/self/fd | tr '\n' ' '; cat"#,
      environment: ["OWN": "with a space=", "LC_ALL": "xx"]
    ) { lines.append($0) }
    #expect(result.outcome == .ended(.code(0)))
    #expect(lines.first == "with a space= C.UTF-8")
    #expect(lines.dropFirst().first == (try PrivateFile.resolved(FilePath(folder.path)).string))
    #expect(lines.dropFirst(2).first.flatMap { Int($0) } ?? 0 >= 10, "\(lines)")
    // One more is that of the folder that is listed.
    #expect(lines.last?.split(separator: " ") == ["0", "1", "2", "3"])
  }

  @Test func `no descriptor is inherited, even one that anybody may inherit`() throws {
    let file = open("/dev/null", O_RDONLY)
    defer { close(file) }
    var lines: [String] = []
    _ = try run("test -e /proc/self/fd/\(file) && echo there; echo end") { lines.append($0) }
    #expect(lines == ["end"])
  }

  @Test func `whatever it prints, little of it is kept`() throws {
    var (count, longest) = (0, 0)
    let result = try run(
      #"i=0; while [ $i -lt 300 ]; do echo $i >&2; i=$((i+1)); done; head -c 3000000 /dev/zero | tr '\0' x >&2"#
    ) {
      count += 1
      longest = max(longest, $0.utf8.count)
    }
    #expect(count == 301 && longest == 400)
    #expect(result.lastErrors.count == 20)
    #expect(result.lastErrors.dropLast().last == "299")
  }

  @Test func `a time limit ends it, and what it has started`() throws {
    let result = try run(
      #"trap '' TERM; sleep 1000 & echo $! > child; echo $$ > own; wait; sleep 1000"#, limit: 0.3)
    #expect(result.outcome == .tookTooLong)
    for name in ["child", "own"] { #expect(isGone(try #require(number(name)))) }
  }

  @Test func `a wish ends it with its group, and waits for nobody who ignores that`() throws {
    var asked = 0
    let began = MonotonicClock.nowNanoseconds
    let result = try run(
      """
      (trap '' TERM; echo $$ > shell; exec sh -c 'echo $$ > grandchild; sleep 1000') &
      echo $$ > own; trap '' TERM; wait; sleep 1000
      """,
      wish: {
        asked += 1
        return number("grandchild") != nil && number("own") != nil ? .end : .work
      })
    #expect(result.outcome == .stopped && asked > 0)
    #expect(MonotonicClock.nowNanoseconds - began < 15_000_000_000)
    for name in ["grandchild", "own"] { #expect(isGone(try #require(number(name)))) }
  }

  @Test func `what it leaves behind ends with it, and holds nobody up`() throws {
    let result = try run(#"sleep 1000 & echo $! > child"#)
    #expect(result.outcome == .ended(.code(0)))
    #expect(isGone(try #require(number("child"))))
  }

  @Test func `while it waits it stands still, which costs it no time`() throws {
    // It counts as long as it works.
    let script = "i=0; while [ $i -lt 20 ]; do echo $i; i=$((i+1)); sleep 0.05; done"
    var (lines, waits, seenWaiting) = (0, 0, 0)
    let result = try run(
      script, limit: 3, line: { _ in lines += 1 },
      wish: {
        guard lines > 2, waits < 40 else { return .work }
        // What was on its way has come.
        if waits == 5 { seenWaiting = lines }
        waits += 1
        if waits == 40 { #expect(lines == seenWaiting) }
        return .wait
      })
    #expect(result.outcome == .ended(.code(0)) && lines == 20 && waits == 40)
  }

  @Test func `a signal that ends it is told`() throws {
    #expect(try run("kill -9 $$").outcome == .ended(.signal(9)))
    #expect(throws: SystemError.self) {
      _ = try ProgramRun.run(
        FilePath(folder.path + "/none"), [], environment: [:], folder: FilePath(folder.path),
        limitSeconds: 1,
        wish: { .work }, line: { _ in })
    }
  }

  @Test func `a tree goes with all that is in it, and nothing that links lead to`() throws {
    let kept = try folder.write("kept", "text")
    let root = folder.path + "/tree"
    try FileManager.default.createDirectory(
      atPath: root + "/a/b", withIntermediateDirectories: true)
    try Data().write(to: URL(fileURLWithPath: root + "/a/b/file"))
    symlink(kept, root + "/link")
    symlink(folder.path, root + "/a/up")
    mkfifo(root + "/pipe", 0o600)
    try PrivateFile.removeTree(FilePath(root))
    try PrivateFile.removeTree(FilePath(root))
    #expect(folder.entries == ["kept"])
  }
}
