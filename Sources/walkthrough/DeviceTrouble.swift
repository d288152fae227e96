import ALSACapture
import Practice
import Reports
import SessionModel

/// A device that cannot be used, with what to do about it.
struct DeviceTrouble: Error, CustomStringConvertible {
  let error: ALSAError
  let microphones: [Microphone]

  init(_ error: ALSAError) {
    self.error = error
    let list = try? MicrophoneList.find(programsIn: Console.current.programFolders)
    microphones = list?.microphones ?? []
  }

  var description: String {
    if error.isBusy {
      return "the device '\(error.device)' is in use by another program (\(error.function): "
        + "\(error.reason)); close that program, or choose another device with --device"
    }
    if error.isForbidden {
      return "the device '\(error.device)' may not be opened (\(error.function): \(error.reason)); "
        + "add yourself to the group 'audio', or choose another device with --device"
    }
    if error.isServerMissing {
      return "the device '\(error.device)' belongs to a sound server, and none is running "
        + "(\(error.function): \(error.reason)); \(MicrophoneWords.serverCure)\n" + choice
    }
    let what =
      error.function != "snd_pcm_open" && !error.isUnsupported
      ? "stopped working" : error.isUnsupported ? "cannot record 48000 Hz mono" : "cannot be opened"
    return "the device '\(error.device)' \(what) (\(error.function): \(error.reason))\n" + choice
  }

  private var choice: String {
    guard !microphones.isEmpty else {
      return "ALSA lists no capture device; plug a microphone in, or start the sound server"
    }
    let lines = microphones.map { "  --device \($0.device.shellWord)   \($0.description)" }
    return (["choose one of these:"] + lines).joined(separator: "\n")
  }
}
