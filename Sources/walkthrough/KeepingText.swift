import AudioCore
import Practice
import SessionArchive
import SessionModel

/// What others did to the files of a recording, in words.
struct KeepingText {
  let sampleRate: SampleRate

  /// A word for the live line; nil while the sound is where it should be, or where it was moved.
  static func alarm(_ sink: SinkState) -> String? {
    switch sink.place {
    case .removed: "SOUND REMOVED"
    case .replaced: "SOUND REPLACED"
    case .unreachable: "DISK GONE"
    case .own, .moved, .restored: sink.lost == nil ? nil : "SOUND CUT"
    }
  }

  /// What is new while it is recorded; a line each.
  func news(_ sink: SinkState, since before: SinkState) -> [String] {
    var lines: [String] = []
    if sink.place != before.place { lines.append(place(sink.place)) }
    if let lost = sink.lost, lost != before.lost { lines.append(cut(lost) + "; recording goes on") }
    return lines
  }

  private func place(_ place: SinkState.Place) -> String {
    switch place {
    case .own: "the sound is where it should be again"
    case .moved(let path): "the sound was moved while it is recorded; it goes on in \(path)"
    case .removed:
      "audio.wav was removed while it is recorded; recording goes on, and what is recorded is "
        + "put back at the end"
    case .restored:
      "audio.wav was removed while it is recorded; it was put back, and recording goes on"
    case .replaced:
      "another file was put in the place of audio.wav; recording goes on, and what is recorded is "
        + "put beside it at the end"
    case .unreachable:
      "the session's folder cannot be reached any more, as when a disk is unmounted; recording "
        + "goes on, but nothing says yet that it is kept"
    }
  }

  private func cut(_ lost: FrameRange) -> String {
    let (start, end) = (clock(lost.start), clock(lost.end))
    return "another program cut audio.wav short: the sound from \(start) to \(end) is lost"
  }

  private func clock(_ frames: Int) -> String { Format.clock(sampleRate.seconds(frames: frames)) }

  /// What happened meanwhile, said at the end.
  func lines(_ keeping: Keeping) -> [String] {
    var lines: [String] = []
    if keeping.isMoved { lines.append("the session's folder was moved while it was recorded") }
    switch keeping.sink.place {
    case .own, .unreachable: break
    case .moved(let path):
      if !keeping.isMoved, keeping.isWhole {
        lines.append("audio.wav was moved while it was recorded; it is here again, and in \(path)")
      }
    case .removed, .restored, .replaced:
      if keeping.isWhole {
        lines.append("audio.wav was removed while it was recorded; it is here again")
      }
    }
    if let lost = keeping.sink.lost { lines.append(cut(lost)) }
    return lines
  }
}
