import AudioCore
import SoundFileIO

extension Waveform {
  /// Reads a session's sound from its first frame to its last for its outline.
  init(path: String) throws {
    var reader = try SoundFileReader(path: path, followingLinks: false)
    self.init(sampleRate: reader.sampleRate)
    var samples = [Float](repeating: 0, count: 4096)
    while true {
      var span = samples.mutableSpan
      let count = try reader.read(into: &span)
      guard count > 0 else { return }
      append(samples.span.extracting(..<count))
    }
  }
}
