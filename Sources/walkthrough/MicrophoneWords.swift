import Practice

/// What is said of microphones and their sound server.
enum MicrophoneWords {
  /// How to see whether a sound server runs.
  static let serverCure =
    "see with 'pactl info' whether one answers, and with 'systemctl --user status "
    + "pipewire-pulse' or '… status pulseaudio' why not"

  /// Why no microphone of a sound server is listed.
  static func absence(_ absence: MicrophoneList.Absence) -> String {
    switch absence {
    case .noTool:
      "only ALSA's own devices are listed: a sound server's are found with pactl or pw-dump; "
        + "sudo apt-get install pulseaudio-utils or pipewire-bin brings one"
    case .noServer: "only ALSA's own devices are listed: no sound server answers; " + serverCure
    case .noPlugin:
      "the sound server's microphones cannot be recorded from yet; sudo apt-get install "
        + "libasound2-plugins (for PulseAudio) or pipewire-alsa brings what is missing"
    }
  }

  /// What is to be said of a microphone besides its name.
  static func remarks(_ microphone: Microphone) -> [String] {
    var remarks: [String] = []
    if microphone.isLast { remarks.append("used last") }
    if microphone.isMonitor { remarks.append("hears what is played, no voice") }
    if microphone.isMuted { remarks.append("muted in the sound server") }
    return remarks
  }
}
