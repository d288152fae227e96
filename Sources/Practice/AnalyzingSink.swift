import AudioCore
import SoundFileIO
import SpeechAnalysis
import Synchronization

/// The sound file and the analyzer as one sink: what is written is what is analyzed.
struct AnalyzingSink: ~Copyable, FrameSink {
  private var file: WAVWriter
  private var analyzer: SpeechAnalyzer
  private let result: AnalyzerBox

  init(creating path: String, sampleRate: SampleRate, result: AnalyzerBox) throws {
    file = try WAVWriter(creating: path, sampleRate: sampleRate)
    analyzer = SpeechAnalyzer(sampleRate: sampleRate)
    self.result = result
  }

  var frames: Int { file.frames }

  mutating func append(_ frames: Span<Int16>) throws {
    let before = file.frames
    defer { analyzer.process(frames.extracting(..<(file.frames - before))) }
    try file.append(frames)
  }

  mutating func checkpoint() throws { try file.checkpoint() }

  consuming func finalize() throws {
    result.set(analyzer)
    try file.finalize()
  }
}

/// Carries the analyzer from the writer thread to the main thread.
final class AnalyzerBox: Sendable {
  private let analyzer = Mutex<SpeechAnalyzer?>(nil)

  func set(_ new: SpeechAnalyzer) { analyzer.withLock { $0 = new } }

  func take() -> SpeechAnalyzer? { analyzer.withLock { $0.take() } }
}
