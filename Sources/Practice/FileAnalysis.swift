public import AudioCore
import Foundation
import LinuxSystem
public import SessionArchive
public import SessionModel
import SoundFileIO
public import SpeechAnalysis
public import SystemPackage

/// The analysis of a sound file from its first frame to its last.
public struct FileAnalysis {
  /// What was measured.
  public let analysis: SessionAnalysis
  /// What the user should know about the file; empty when it was whole.
  public let warnings: [String]

  /// Reads and measures a file.
  /// - Parameters:
  ///   - path: any sound file.
  ///   - followingLinks: false refuses a link.
  ///   - plan: the plan that the timeline refers to.
  ///   - parameters: the rules.
  ///   - makeTimeline: gives phases and gaps once the file's length is known.
  public init(
    path: FilePath, followingLinks: Bool = true, plan: Plan?, parameters: AnalysisParameters,
    makeTimeline: (_ sampleRate: SampleRate, _ frames: Int) throws -> SessionTimeline?
  ) throws {
    var reader = try SoundFileReader(path: path, followingLinks: followingLinks)
    var analyzer = SpeechAnalyzer(sampleRate: reader.sampleRate, channels: reader.channels)
    if reader.isPlainInt16, let announcedFrames = reader.announcedFrames {
      analyzer = try Self.measureParts(
        path, followingLinks: followingLinks, frames: announcedFrames, analyzer)
    } else {
      try Self.measure(&reader, &analyzer)
    }
    let frames = analyzer.frames
    let timeline = try makeTimeline(reader.sampleRate, frames)
    analysis = analyzer.finish(timeline: timeline, plan: plan, parameters: parameters)
    let missing = reader.missingFrames(afterReading: frames)
    var warnings: [String] = []
    if missing > 0 {
      warnings.append(
        "\(path): the file is cut short: \(missing) frames "
          + "(\(Int(reader.sampleRate.seconds(frames: missing).rounded(.up))) s) announced by its header are missing; "
          + "measured as far as it goes")
    }
    if let loss = Self.downmixLoss(reader) { warnings.append("\(path): \(loss)") }
    self.warnings = warnings
  }

  /// Measures the sound of a session.
  public init(
    _ folder: SessionFolder, _ session: Session,
    parameters: AnalysisParameters = AnalysisParameters()
  ) throws {
    try self.init(
      path: folder.audioPath, followingLinks: false, plan: session.plan, parameters: parameters
    ) { _, _ in session.timeline }
  }

  /// Two channels of which one is silent lose 6 dB.
  private static let mostDownmixLoss = 5.0

  /// What to know of a file whose channels do not go together; nil when they do.
  static func downmixLoss(_ reader: borrowing SoundFileReader) -> String? {
    guard let loss = reader.downmixLoss, loss.decibels > mostDownmixLoss else { return nil }
    return "the average of its channels, which is measured, is \(Int(loss.decibels.rounded())) dB "
      + "softer than channel \(loss.channel): the others are silent or cancel it; for that one "
      + "alone: sox FILE OUT remix \(loss.channel)"
  }

  /// Any format, from its first frame to the last that can be decoded.
  private static func measure(
    _ reader: inout SoundFileReader, _ analyzer: inout SpeechAnalyzer
  ) throws {
    var samples = [Float](repeating: 0, count: 4096)
    while true {
      var span = samples.mutableSpan
      let count = try reader.read(into: &span)
      guard count > 0 else { return }
      analyzer.process(samples.span.extracting(..<count))
    }
  }

  /// What sessions hold, in parts on all cores.
  private static func measureParts(
    _ path: FilePath, followingLinks: Bool, frames: Int, _ whole: SpeechAnalyzer
  ) throws -> SpeechAnalyzer {
    let parts = whole.parts(frames: frames)
    let joined = concurrentReduce(parts.count, into: Joined(analyzer: whole)) { index in
      Result { try measure(parts[index], path, followingLinks: followingLinks, whole) }
    } taking: { joined, part in
      switch part {
      case .success(let next):
        if joined.analyzer.frames == 0 { joined.analyzer.reserve(frames: frames) }
        joined.analyzer.append(next)
      case .failure(let error): joined.failure = joined.failure ?? error
      }
    }
    if let failure = joined.failure { throw failure }
    return joined.analyzer
  }

  private struct Joined: Sendable {
    var analyzer: SpeechAnalyzer
    var failure: (any Error)?
  }

  private static func measure(
    _ part: SpeechAnalyzer.Part, _ path: FilePath, followingLinks: Bool, _ whole: SpeechAnalyzer
  ) throws -> SpeechAnalyzer {
    var reader = try SoundFileReader(path: path, followingLinks: followingLinks)
    var analyzer = whole.analyzer(for: part)
    try reader.seek(toFrame: part.reads.start)
    var left = part.reads.count
    var samples = [Int16](repeating: 0, count: 8192)
    while left > 0 {
      var span = samples.mutableSpan
      let count = min(left, reader.read(into: &span))
      guard count > 0 else { throw Shrunk(path: path) }
      analyzer.process(samples.span.extracting(..<count))
      left -= count
    }
    return analyzer
  }

  /// The file became shorter while it was read.
  private struct Shrunk: Error, CustomStringConvertible {
    let path: FilePath
    var description: String { "\(path): the file became shorter while it was read; try again" }
  }
}
