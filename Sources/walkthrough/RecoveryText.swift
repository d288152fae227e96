import AudioCore
import LinuxSystem
import Reports
import SessionArchive
import SessionModel
import SpeechAnalysis

/// What was saved and what is missing, in words.
enum RecoveryText {
  static func lines(_ recovered: RecoveredSession, folder: SessionFolder) -> [String] {
    let session = recovered.session
    let timeline = session.timeline
    func seconds(_ frames: Int) -> String {
      Format.seconds(session.sampleRate.seconds(frames: frames))
    }
    let sound = session.sampleRate.seconds(frames: timeline.frames - recovered.zeroFrames)
    var saved = ["\(Format.clock(sound)) of sound"]
    if session.plan != nil {
      saved.append(counted(Set(timeline.visits.map(\.phaseIndex)).count, "phase"))
    }
    saved.append(counted(timeline.marks.count, "mark"))
    if !timeline.gaps.isEmpty { saved.append(counted(timeline.gaps.count, "gap")) }
    if !timeline.holds.isEmpty { saved.append(counted(timeline.holds.count, "hold")) }

    var missing: [String] = []
    if recovered.vanishedFrames > 0 {
      missing.append(
        "\(seconds(recovered.vanishedFrames)) of sound that was on the disk at the last checkpoint")
    } else if session.end == .interrupted {
      missing.append(
        "what the microphone gave after the last frame, a second at most "
          + "(\(seconds(recovered.framesBehindCheckpoint)) behind the last checkpoint were saved)")
    }
    if recovered.zeroFrames > 0 {
      missing.append(
        "the sound of the last \(seconds(recovered.zeroFrames)): only zeros are there, as a "
          + "power loss or a mute microphone leaves them")
    }
    if recovered.isDescriptionBlank {
      missing.append("what session.json said: nothing was in it, as after a power loss")
    }
    if recovered.isDescriptionLost {
      missing.append(
        session.plan == nil
          ? "plan, phases, question and device: the journal that knew them is lost"
          : "device and question, besides what the folder's name says: plan and phases are those "
            + "of analysis.json")
    }
    if recovered.skippedLines > 0 {
      missing.append(
        "\(counted(recovered.skippedLines, "line")) of the journal that cannot be understood; "
          + "it is kept as journal.damaged.jsonl")
    }
    if recovered.isLastLineTorn { missing.append("the journal's last line, which was cut off") }
    if recovered.sound.announcedFrames == nil {
      missing.append("the sound file's header, which was written anew")
    }
    return ["\(folder.id): recovered", "  saved    " + saved.joined(separator: ", ")]
      + (missing.isEmpty ? ["nothing"] : missing).enumerated().map {
        ($0 == 0 ? "  missing  " : "           ") + $1
      } + ["  where    \(folder.path.pathText)"]
  }

  static func lines(_ lost: LostSession, folder: SessionFolder) -> [String] {
    var known = "  known    "
    if let started = lost.started {
      known += "started \(started.start)"
      let frames = lost.checkpointFrames ?? 0
      known +=
        ", \(Format.clock(started.sampleRate.seconds(frames: frames))) in "
        + counted(lost.phaseCount, "phase")
    } else {
      known += "nothing besides its name"
    }
    return [
      "\(folder.id): lost, there is not one frame of sound in audio.wav", known,
      "  where    \(folder.path.pathText) (nothing was deleted)",
    ]
  }

  /// A session of which nothing had been recorded.
  static func line(nothingRecorded session: Session, folder: SessionFolder) -> String {
    "\(folder.id): was killed before its first second was on the disk, at \(session.start); "
      + "it is removed"
  }

  /// What a killed program had left.
  static func line(_ leftover: Leftover) -> String {
    switch leftover {
    case .session(let name): "\(name): was a session that had not begun; it is removed"
    case .import(let name):
      "\(name): was the half of an import that was killed; it is removed, import it again"
    case .file(let path): "\(path): was the half of a file; it is removed"
    case .work(let id):
      "\(id): had sound that was being transcribed when the program was killed; it is removed, "
        + "the session's own is untouched"
    case .stuck(let trouble): trouble
    }
  }

  private static func counted(_ count: Int, _ word: String) -> String {
    "\(count) \(word)\(count == 1 ? "" : "s")"
  }
}
