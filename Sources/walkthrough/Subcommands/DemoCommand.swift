import ArgumentParser
import AudioCore
import InterviewGuide
import LabelFiles
import LinuxSystem
import Practice
import SessionArchive
import SessionModel
import SoundFileIO
import SpeechAnalysis
import SystemPackage

/// `walkthrough demo`.
struct DemoCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "demo",
    abstract: "Record a spoken sample without a microphone, and show its report.",
    discussion: """
      A synthetic voice talks through a design. ALSA's file device plays it as a microphone \
      would, faster than real time; everything after that is what 'record' does.
      """)

  @Option(
    help: ArgumentHelp(
      "The folder of the sample; default: where it was built or installed.",
      valueName: "folder"), completion: .directory)
  var sample: FilePath?

  @OptionGroup var archive: ArchiveOption
  @OptionGroup var format: FormatOption

  /// The share of the plan's hour that fits the sample.
  private static let scale = 0.06

  func run() throws {
    try Exit.reporting {
      let sample = try DemoSample(folder: sample)
      let plan = try PlanLibrary.plan(id: "netflix-l4").scaled(by: Self.scale)
      let timeline = try sample.timeline(plan: plan)
      let work = try Environment.makeTemporaryFolder()
      defer { sample.removeDevice(in: work) }
      let device = try sample.makeDevice(in: work)
      var recording = SessionRecording(
        device: device, plan: plan, question: "Feature flags (demo)", archive: try archive.opened(),
        toolVersion: WalkthroughCommand.version)
      recording.mode = Mode.demoID
      recording.durationFrames = sample.samples.count
      recording.phaseStartFrames = timeline.visits.dropFirst().map(\.range.start)
      try SessionRunner.report(SessionRunner(recording: recording).run(), format: format.format)
    }
  }
}

extension DemoCommand {
  /// The sample is in none of the folders where it could be.
  struct MissingSample: Error, CustomStringConvertible {
    let folders: [FilePath]
    var description: String {
      "there is no spoken.opus in \(folders.map(\.description).joined(separator: ", ")); "
        + "name its folder with --sample"
    }
  }
}

/// The spoken sample, and a device that plays it.
private struct DemoSample {
  let samples: [Int16]
  private let marks: String
  private let marksPath: FilePath

  init(folder: FilePath?) throws {
    func folderAbove(_ levels: Int) -> FilePath {
      (0..<levels).reduce(Environment.programPath) { path, _ in path.removingLastComponent() }
    }
    // Where it was installed; where it was built, three folders down in the sources.
    let candidates: [FilePath] =
      folder.map { [$0] }
      ?? [
        "Recordings/demo", folderAbove(2).appending("share/walkthrough/demo"),
        folderAbove(4).appending("Recordings/demo"),
      ]
    guard
      let found = candidates.first(where: {
        PrivateFile.entry($0.appending("spoken.opus")) != nil
      })
    else { throw DemoCommand.MissingSample(folders: candidates) }
    var reader = try SoundFileReader(path: found.appending("spoken.opus"))
    guard reader.sampleRate == .recording else {
      throw SampleRateError(path: reader.path, sampleRate: reader.sampleRate)
    }
    var samples: [Int16] = []
    var block = [Float](repeating: 0, count: 4096)
    while true {
      var span = block.mutableSpan
      let count = try reader.read(into: &span)
      guard count > 0 else { break }
      samples += block.prefix(count).map {
        Int16(max(-32_768, min(32_767, ($0 * 32_768).rounded())))
      }
    }
    self.samples = samples
    marksPath = found.appending("spoken.marks")
    marks = String(
      decoding: try PrivateFile.readGiven(marksPath, atMost: LabelFile.mostBytes), as: UTF8.self)
  }

  struct SampleRateError: Error, CustomStringConvertible {
    let path: FilePath
    let sampleRate: SampleRate
    var description: String {
      "\(path): has \(sampleRate.hertz) Hz; the demo needs \(SampleRate.recording.hertz) Hz"
    }
  }

  func timeline(plan: Plan) throws -> SessionTimeline {
    do throws(LabelLineError) {
      return try MarksFile.timeline(
        marks, plan: plan, sampleRate: .recording, frames: samples.count)
    } catch {
      throw GivenLabels.Trouble("\(marksPath), \(error)")
    }
  }

  /// Writes the samples and an ALSA configuration that plays them.
  /// - Returns: the device's name.
  func makeDevice(in folder: FilePath) throws -> String {
    let raw = folder.appending(Self.rawName)
    var bytes: [UInt8] = []
    bytes.reserveCapacity(samples.count * 2)
    for sample in samples {
      bytes.append(UInt8(truncatingIfNeeded: sample))
      bytes.append(UInt8(truncatingIfNeeded: sample >> 8))
    }
    try PrivateFile.replace(raw, with: bytes)
    let configuration = folder.appending(Self.configurationName)
    let text = """
      pcm.demo {
        type file
        slave.pcm { type null }
        file "/dev/null"
        infile "\(raw.pathText)"
        format "raw"
      }

      """
    try PrivateFile.replace(configuration, with: text.pathBytes)
    Environment.set("ALSA_CONFIG_PATH", to: configuration.pathText)
    return "demo"
  }

  /// Removes what ``makeDevice(in:)`` wrote, and the folder.
  func removeDevice(in folder: FilePath) {
    for name in [Self.rawName, Self.configurationName] {
      try? PrivateFile.remove(folder.appending(name))
    }
    try? PrivateFile.removeFolder(folder)
  }

  private static let rawName: FilePath.Component = "spoken.raw"
  private static let configurationName: FilePath.Component = "asound.conf"
}
