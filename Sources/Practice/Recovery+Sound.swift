import InterviewGuide
import LinuxSystem
public import SessionArchive
import SessionModel
import SoundFileIO
import SpeechAnalysis

extension Recovery {
  /// Recovery of sessions whose sound is a WAV file.
  public static var ofWAV: Recovery {
    Recovery { path, sampleRate in
      guard let repaired = try WAVRepair.repair(path: path, sampleRate: sampleRate) else {
        return nil
      }
      let content = try? SoundContent(path: path)
      return Sound(
        sampleRate: repaired.sampleRate, frames: repaired.frames,
        announcedFrames: repaired.announcedFrames, zeroTailFrames: content?.zeroTailFrames ?? 0,
        sha256: content?.sha256)
    } describing: { folder, session in
      session.described(byAnalysisIn: folder)
    }
  }
}

extension SessionStore {
  /// Makes `analysis.json` where it is missing; a report makes it anew in any case.
  public static func measureIfMissing(_ folder: SessionFolder, _ session: Session) throws {
    guard session.audioForgotten != true, PrivateFile.entry(folder.analysisPath) == nil else {
      return
    }
    _ = try numbers(folder, session)
  }
}

extension Session {
  /// Adds what the numbers of a session tell of its plan and its timeline.
  ///
  /// They are written once it is finished: where they fit the sound, it was.
  fileprivate func described(byAnalysisIn folder: SessionFolder) -> Session {
    let record = (try? folder.analysisBytes()).flatMap { try? AnalysisRecord($0) }
    let told = record.flatMap { $0.told(sampleRate: sampleRate, frames: timeline.frames) }
    let plan = told?.plan.map(Self.known)
    // A session without a question is called after its plan.
    let plans = Set((try? Guide.plans().map(\.id)) ?? []).union([plan?.id].compactMap { $0 })
    let isPlan = plans.contains(question.replacing(" ", with: "-"))
    var session = Session(
      id: id, start: start, device: device, sampleRate: sampleRate, plan: plan,
      question: isPlan ? "" : question, toolVersion: toolVersion)
    session.timeline = told?.timeline ?? timeline
    session.end = told == nil ? nil : .finished
    return session
  }

  /// The plan as it was written, with points and marks, where it still has these phases.
  private static func known(_ plan: Plan) -> Plan {
    guard plan.scale > 0, let written = try? PlanLibrary.plan(id: plan.id).scaled(by: plan.scale),
      written.phases.map(\.id) == plan.phases.map(\.id),
      written.phases.map(\.budget) == plan.phases.map(\.budget)
    else { return plan }
    return written
  }
}
