import AudioCore
import Foundation
import TestSupport
import Testing

@testable import ALSACapture

/// The devices of these tests: ALSA's own plug-ins, and one with scripted faults.
///
/// What differs from test to test is in the device's name; Tests/FaultyDevice/README.md has
/// the faults.
enum Devices {
  private static let configuration = """
    pcm_type.faulty { lib "\(BuiltProduct.path("libFaultyDevice.so"))" }
    defaults.namehint.showall off
    defaults.namehint.extended off

    pcm.speaker { type null hint { show on description "Loudspeaker|IOIDOutput" } }
    pcm.microphone { type null hint { show on description "A microphone
    of the desk|IOIDInput" } }
    pcm.both { type null hint { show on description "A headset" } }
    pcm.sample {
      @args [ RAW ]
      @args.RAW { type string }
      type file
      slave.pcm { type null }
      file "/dev/null"
      infile $RAW
      format "raw"
    }
    pcm.null { type null hint { show on description "Nothing" } }
    pcm.hw { type null hint { show on description "Without conversion" } }
    pcm.hidden { type null hint { show off description "Hidden" } }
    pcm.default { type null hint { show on description "The usual one" } }
    pcm.keeper {
      @args [ FILE ]
      @args.FILE { type string }
      type file
      slave.pcm { type null }
      file $FILE
      format "raw"
    }
    pcm.stereo {
      @args [ FILE ]
      @args.FILE { type string }
      type multi
      slaves.a { pcm { type file slave.pcm { type null } file $FILE format "raw" } channels 2 }
      bindings.0 { slave a channel 0 }
      bindings.1 { slave a channel 1 }
    }
    pcm.plug {
      @args [ SLAVE ]
      @args.SLAVE { type string }
      type plug
      slave.pcm $SLAVE
    }
    pcm.faulty {
      @args [ SCRIPT LOG RATE CHANNELS FORMAT PERIOD SPEED SAMPLE ]
      @args.SCRIPT { type string }
      @args.LOG { type string default "" }
      @args.RATE { type string default "48000" }
      @args.CHANNELS { type string default "1" }
      @args.FORMAT { type string default "S16_LE" }
      @args.PERIOD { type string default "64 16384" }
      @args.SPEED { type string default "0" }
      @args.SAMPLE { type string default "" }
      type faulty
      script $SCRIPT
      log $LOG
      rate $RATE
      channels $CHANNELS
      format $FORMAT
      period $PERIOD
      speed $SPEED
      sample $SAMPLE
    }
    """

  // alsa-lib reads the variable, and the file it names, when it is first used: every test
  // comes through here before. Other modules' tests use no device in this process.
  private static let folder: TemporaryFolder? = {
    guard let folder = try? TemporaryFolder(),
      let path = try? folder.write("asound.conf", configuration)
    else { return nil }
    setenv("ALSA_CONFIG_PATH", path, 1)
    atexit { Devices.remove() }
    return folder
  }()

  private static func remove() {
    if let path = folder?.path { try? FileManager.default.removeItem(atPath: path) }
  }

  /// Makes alsa-lib know these devices, and no others.
  static func prepare() throws { try #require(folder != nil) }
}

/// A device with a script of faults, which a test has for itself.
struct FaultyDevice {
  let folder: TemporaryFolder
  let name: String

  /// - Parameters:
  ///   - script: one fault a line.
  ///   - keys: further arguments, such as `RATE=44100`.
  init(_ script: String = "", _ keys: String...) throws {
    try Devices.prepare()
    folder = try TemporaryFolder()
    let path = try folder.write("script.txt", script)
    name =
      "faulty:" + (["SCRIPT=\(path)", "LOG=\(folder.path)/log"] + keys).joined(separator: ",")
  }

  /// What happened to the device, without times.
  var log: [String] {
    let text = (try? String(contentsOfFile: folder.path + "/log", encoding: .utf8)) ?? ""
    return text.split(separator: "\n").map { line in
      line.split(separator: " ").dropFirst(2).joined(separator: " ")
    }
  }
}

extension CapturePCM {
  /// What one attempt to read brought, with the samples.
  struct Answer: Equatable {
    var samples: [Int16]
    var read: CaptureRead
  }

  mutating func answer(
    room: Int? = nil, timeoutMilliseconds: Int = 5000, wakeDescriptor: Int32 = -1
  ) throws(ALSAError) -> Answer {
    var frames = [Int16](repeating: 0, count: room ?? periodFrames)
    var span = frames.mutableSpan
    let read = try read(
      into: &span, timeoutMilliseconds: timeoutMilliseconds, wakeDescriptor: wakeDescriptor)
    guard case .frames(let count, _) = read else { return Answer(samples: [], read: read) }
    return Answer(samples: Array(frames.prefix(count)), read: read)
  }

  /// Reads until so many frames came.
  mutating func samples(_ count: Int) throws -> [Int16] {
    var samples: [Int16] = []
    while samples.count < count {
      let answer = try answer(room: min(periodFrames, count - samples.count))
      guard case .frames = answer.read else {
        Issue.record("\(answer.read) after \(samples.count) frames")
        break
      }
      samples += answer.samples
    }
    return samples
  }

  /// Reads until something else than frames or nothing comes.
  mutating func samplesUntilLoss() throws -> Answer {
    var samples: [Int16] = []
    for _ in 0..<10_000 {
      let answer = try answer()
      switch answer.read {
      case .frames: samples += answer.samples
      case .idle: continue
      case .restarted: return Answer(samples: samples, read: answer.read)
      }
    }
    return Answer(samples: samples, read: .idle)
  }
}

/// The frame numbers of a stretch, as the faulty device gives them for samples.
func numbers(_ range: Range<Int>) -> [Int16] { range.map { Int16(truncatingIfNeeded: $0) } }
