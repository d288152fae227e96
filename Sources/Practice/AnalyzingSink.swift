import AudioCore
import SessionArchive
import SoundFileIO
import SpeechAnalysis
import Synchronization

/// The sound file and the analyzer as one sink: what is written is what is analyzed.
struct AnalyzingSink: ~Copyable, FrameSink {
  private var file: WAVWriter
  private var analyzer: SpeechAnalyzer
  private let lock: SessionLock
  private let result: AnalyzerBox

  init(creatingIn lock: SessionLock, sampleRate: SampleRate, result: AnalyzerBox) throws {
    file = try WAVWriter(creating: lock.folder.audioPath, sampleRate: sampleRate)
    self.lock = lock
    analyzer = SpeechAnalyzer(sampleRate: sampleRate)
    self.result = result
  }

  var frames: Int { file.frames }
  var state: SinkState { file.state }
  var checksum: String? { file.checksum }

  mutating func append(_ frames: Span<Int16>) throws {
    let before = file.frames
    defer { analyzer.process(frames.extracting(..<(file.frames - before))) }
    try file.append(frames)
  }

  mutating func checkpoint() throws { try file.checkpoint() }

  consuming func finalize() throws {
    result.set(analyzer)
    do { try lock.follow() } catch {
      // What is on the disk that went away is complete all the same.
      try? file.finalize(at: nil, else: lock.folder.besideAudioPath)
      throw error
    }
    let folder = lock.folder
    try file.finalize(at: folder.audioPath, else: folder.besideAudioPath)
  }
}

/// Carries the analyzer from the writer thread to the main thread.
final class AnalyzerBox: Sendable {
  private let analyzer = Mutex<SpeechAnalyzer?>(nil)

  func set(_ new: SpeechAnalyzer) { analyzer.withLock { $0 = new } }

  func take() -> SpeechAnalyzer? { analyzer.withLock { $0.take() } }
}
