import AudioCore
import InterviewGuide
import SessionModel
import SpeechAnalysis

extension SessionReport {
  /// What happened or was said at a moment.
  struct Moment: Sendable {
    enum Kind: String { case mark, probe, partner, gap, hold, review }

    let kind: Kind
    /// What kind it is, for people.
    let word: String
    let range: FrameRange
    let title: String
    /// Whether somebody asked in words of their own.
    var isOwn = false
    /// What is to be added, in parts.
    var notes: [String] = []
    /// How an answer began, in the speaker's words; empty when not known.
    var opening = ""

    /// When it began.
    func time(_ report: SessionReport) -> String { Format.clock(report.seconds(range.start)) }
  }

  /// Everything that happened at a moment, in the session's order.
  static func moments(_ content: Content, _ spoken: WordsReport?) -> [Moment] {
    let analysis = content.analysis
    let timeline = analysis.timeline
    func seconds(_ frames: Int) -> Double { analysis.sampleRate.seconds(frames: frames) }
    func point(_ frame: Int) -> FrameRange { FrameRange(start: frame, end: frame) }
    var moments = timeline.marks.map { mark in
      Moment(
        kind: .mark, word: "Mark", range: point(mark.frame),
        title: analysis.plan?.marks.first { $0.id == mark.id }?.name ?? mark.id)
    }
    moments += analysis.answers.map { answer in
      var notes = ["no answer"]
      if let latency = answer.latencyFrames, let length = answer.answerFrames {
        notes = [
          "after \(Format.seconds(seconds(latency)))", "for \(Format.length(seconds(length)))",
        ]
      }
      return Moment(
        kind: .probe, word: "Probe", range: answer.probe.asked,
        title: answer.probe.id.map { content.probes[$0] ?? $0 } ?? "in words of their own",
        isOwn: answer.probe.id == nil, notes: notes, opening: spoken?.opening(of: answer) ?? "")
    }
    moments += timeline.partner.map { range in
      Moment(
        kind: .partner, word: "Partner", range: range,
        title: "spoke for \(Format.seconds(seconds(range.count)))")
    }
    moments += timeline.gaps.map { gap in
      Moment(
        kind: .gap, word: "Lost", range: gap.range,
        title: "\(Format.seconds(seconds(gap.range.count))) lost by the device",
        notes: [words(gap.cause)])
    }
    moments += timeline.holds.map { hold in
      Moment(
        kind: .hold, word: "Held", range: point(hold.frame),
        title: "held for \(Format.length(seconds(hold.heldFrames)))")
    }
    moments += content.review.compactMap { answer in
      answer.frame.map {
        Moment(
          kind: .review, word: "Listen-back", range: point($0), title: answer.ask,
          notes: [answer.answer])
      }
    }
    // Sorting is not stable: equal places keep their order by their index.
    return moments.enumerated().sorted {
      ($0.element.range.start, $0.offset) < ($1.element.range.start, $1.offset)
    }.map(\.element)
  }

  private static func words(_ cause: Gap.Cause) -> String {
    switch cause {
    case .overrun: "its buffer ran over before it was read"
    case .suspended: "the machine or the device slept"
    case .disconnected: "it went away and came back"
    case .stalled: "it hung"
    case .inputError: "it reported an error and was started again"
    case .lost: "frames were missing, without an error"
    }
  }
}
