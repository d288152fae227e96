import AudioCore
import PracticePlan
import Reports
import SessionArchive
import SoundFileIO
import SpeechAnalysis

/// The analysis of a sound file from its first frame to its last.
struct FileAnalysis {
  let analysis: SessionAnalysis
  /// What the user should know about the file; empty when it was whole.
  let warnings: [String]
  /// The sound's outline, where asked for.
  let waveform: Waveform?

  /// Reads and measures a file.
  /// - Parameters:
  ///   - path: any sound file.
  ///   - plan: the plan that the timeline refers to.
  ///   - parameters: the rules.
  ///   - drawsWaveform: whether the sound's outline is wanted as well.
  ///   - makeTimeline: gives phases and gaps once the file's length is known.
  init(
    path: String, plan: Plan?, parameters: AnalysisParameters, drawsWaveform: Bool = false,
    makeTimeline: (_ sampleRate: SampleRate, _ frames: Int) throws -> SessionTimeline?
  ) throws {
    var reader = try SoundFileReader(path: path)
    var analyzer = SpeechAnalyzer(sampleRate: reader.sampleRate, channels: reader.channels)
    var waveform = drawsWaveform ? Waveform(sampleRate: reader.sampleRate) : nil
    var samples = [Float](repeating: 0, count: 4096)
    while true {
      var span = samples.mutableSpan
      let count = try reader.read(into: &span)
      guard count > 0 else { break }
      analyzer.process(samples.span.extracting(..<count))
      waveform?.append(samples.span.extracting(..<count))
    }
    self.waveform = waveform
    let timeline = try makeTimeline(reader.sampleRate, analyzer.frames)
    analysis = analyzer.finish(timeline: timeline, plan: plan, parameters: parameters)
    let missing = reader.missingFrames
    warnings =
      missing == 0
      ? []
      : [
        "\(path): the file is cut short: \(missing) frames "
          + "(\(Int(reader.sampleRate.seconds(frames: missing).rounded(.up))) s) announced by its header are missing; "
          + "measured as far as it goes"
      ]
  }

  /// Measures a session by the usual rules and writes its `analysis.json`.
  static func write(_ folder: SessionFolder, _ session: Session) throws {
    let result = try FileAnalysis(
      path: folder.audioPath, plan: session.plan, parameters: AnalysisParameters()
    ) { _, _ in session.timeline }
    try folder.writeAnalysis(AnalysisDocument.json(result.analysis))
  }
}
