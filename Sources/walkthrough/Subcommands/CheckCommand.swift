import ALSACapture
import ArgumentParser
import AudioCore
import LinuxSystem
import Recording
import Reports
import SpeechAnalysis

/// `walkthrough check`.
struct CheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Check the microphone with some seconds of room tone and one sentence.",
    discussion: """
      Nothing is kept. Says noise floor, speech level, peak, clipping, hum and offset, each with \
      a cure where it is not good. Exit code 0 when the microphone can be used, also with \
      remarks; 69 when it cannot.
      """)

  @OptionGroup var device: DeviceOption

  @OptionGroup var format: FormatOption

  func run() throws {
    try Exit.reporting {
      let check = try listen()
      switch format.format {
      case .json: try Output.write(MicrophoneDocument.json(check, device: device.name))
      case .text:
        let style = TextStyle.output
        let text = MicrophoneReport.text(check, device: device.name, style: style)
        try Output.write(text)
      }
      if let problem = check.refusal {
        // The report has said why; JSON has not.
        let why = format.format == .json ? ": " + MicrophoneReport.description(of: problem) : ""
        say("walkthrough: the device '\(device.name)' cannot be used like this\(why)")
        throw Exit.device
      }
    }
  }

  /// Guides the speaker and measures what the device delivers meanwhile.
  private func listen() throws -> MicrophoneCheck {
    let rate = SampleRate.recording
    let device = device.name
    var guide = CheckGuide(sampleRate: rate)
    do {
      _ = try Listening.samples(
        sampleRate: rate, frameCount: guide.mostFrames,
        opening: { try CapturePCM(device: device, sampleRate: rate) },
        opened: { note in
          if !note.isEmpty { say(note) }
          say(CheckGuide.beginning)
        },
        heard: { samples in
          for words in guide.take(samples) { say(words) }
          return !guide.isComplete
        })
    } catch let error as ALSAError {
      throw DeviceTrouble(error)
    }
    return MicrophoneCheck(
      room: CheckGuide.values(guide.room), speech: CheckGuide.values(guide.speech),
      sampleRate: rate)
  }
}
