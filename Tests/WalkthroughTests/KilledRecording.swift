import Foundation

extension Tool {
  /// The monotonic clock in nanoseconds.
  static var nowNanoseconds: Int64 {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
  }

  /// When the faulty device began to run; nil when it does not yet.
  var deviceStart: Int64? {
    let log = folder.path + "/device.log"
    let text = (try? String(contentsOfFile: log, encoding: .utf8)) ?? ""
    let line = text.split(separator: "\n").first { $0.contains(" start ") }
    return line?.split(separator: " ").first.flatMap { Int64($0.dropFirst(3)) }
  }

  /// What two readers that know nothing of us find in an unrepaired WAV file.
  func framesRead(_ path: String) throws -> (python: Int?, sox: Int?) {
    func number(_ output: Output) -> Int? {
      output.status == 0 ? Int(output.out.trimmingCharacters(in: .whitespacesAndNewlines)) : nil
    }
    // Each reads all samples before it says how many there are.
    let python = """
      import sys, wave; w = wave.open(sys.argv[1]); \
      assert w.getparams()[:3] == (1, 2, 48000); print(len(w.readframes(w.getnframes())) // 2)
      """
    return (
      number(try shell("python3 -c '\(python)' '\(path)'")),
      number(try shell("sox '\(path)' -t raw - | wc -c | awk '{print $1 / 2}'"))
    )
  }

  /// Where the visits of a session begin, and which phases they are of.
  func visits(_ session: String) throws -> [(phase: Int, start: Int)] {
    let timeline = try json(session + "/session.json")["timeline"] as? [String: Any]
    return (timeline?["visits"] as? [[String: Any]] ?? []).compactMap { visit in
      guard let phase = visit["phaseIndex"] as? Int,
        let start = (visit["range"] as? [String: Int])?["start"]
      else { return nil }
      return (phase, start)
    }
  }

  func samples(_ path: String) throws -> [Int16] {
    let data = try Data(contentsOf: URL(fileURLWithPath: path)).dropFirst(44)
    return stride(from: data.startIndex, to: data.endIndex - 1, by: 2).map {
      Int16(bitPattern: UInt16(data[$0]) | UInt16(data[$0 + 1]) << 8)
    }
  }
}
