public import AudioCore
import SessionModel
public import SpeechAnalysis

/// Where a session's speech is: what words are laid on.
public struct SpeechMap: Hashable, Sendable {
  /// Frames per second.
  public let sampleRate: SampleRate
  /// The length of the session in frames.
  public let frames: Int
  /// Runs of the speaker's speech, in order, apart from each other.
  public let segments: [FrameRange]
  /// Where nuclei of syllables lie, in order.
  public let nuclei: [Int]
  /// Where others spoke, in order and apart from each other.
  public let otherVoices: [FrameRange]
  /// The version of the analyzer that found all this.
  public let analyzer: Int

  /// Creates a map.
  public init(
    sampleRate: SampleRate, frames: Int, segments: [FrameRange], nuclei: [Int] = [],
    otherVoices: [FrameRange] = [], analyzer: Int = AnalyzerIdentity.current.version
  ) {
    self.sampleRate = sampleRate
    self.frames = frames
    self.segments = segments
    self.nuclei = nuclei
    self.otherVoices = otherVoices
    self.analyzer = analyzer
  }

  /// The map of a session that was measured.
  public init(_ analysis: SessionAnalysis) {
    self.init(
      sampleRate: analysis.sampleRate, frames: analysis.timeline.frames,
      segments: analysis.sounding, nuclei: analysis.syllableNuclei,
      otherVoices: analysis.timeline.otherVoices, analyzer: analysis.analyzer.version)
  }
}
