import AudioCore
import Foundation
import SoundFileIO
import SystemPackage

/// The demo's spoken sound.
enum DemoSound {
  /// So many seconds from its beginning, averaged down to a lower rate.
  static func samples(seconds: Int, rate: Int) throws -> [Float] {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    var reader = try SoundFileReader(path: FilePath(root.path + "/Recordings/demo/spoken.opus"))
    let step = reader.sampleRate.hertz / rate
    var samples: [Float] = []
    var buffer = [Float](repeating: 0, count: 4096)
    while samples.count < seconds * rate * step {
      var span = buffer.mutableSpan
      let count = try reader.read(into: &span)
      guard count > 0 else { break }
      samples += buffer[..<count]
    }
    var slow: [Float] = []
    for start in stride(from: 0, to: samples.count - step + 1, by: step) {
      slow.append(samples[start..<start + step].reduce(0, +) / Float(step))
    }
    return slow
  }
}
