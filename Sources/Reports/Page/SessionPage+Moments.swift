import AudioCore
import PracticePlan
import SpeechAnalysis

extension SessionPage {
  /// What happened or was said at a moment, as the list and the timeline show it.
  struct ListedMoment {
    /// What it is: `mark`, `probe`, `partner`, `hold`, `gap` or `review`.
    let kind: String
    let word: String
    let range: FrameRange
    let title: String
    var note = ""
  }

  /// Everything that happened at a moment, in the session's order.
  static func moments(_ content: Content) throws -> [ListedMoment] {
    let analysis = content.analysis
    let timeline = analysis.timeline
    func seconds(_ frames: Int) -> Double { analysis.sampleRate.seconds(frames: frames) }
    func point(_ frame: Int) -> FrameRange { FrameRange(start: frame, end: frame) }
    var moments = timeline.marks.map { mark in
      ListedMoment(
        kind: "mark", word: "Mark", range: point(mark.frame),
        title: analysis.plan?.marks.first { $0.id == mark.id }?.name ?? mark.id)
    }
    let asks = Dictionary(
      try Guide.probes().map { ($0.id, $0.ask) }, uniquingKeysWith: { first, _ in first })
    moments += analysis.answers.map { answer in
      let probe = answer.probe
      var note = "no answer"
      if let latency = answer.latencyFrames, let length = answer.answerFrames {
        note =
          "answered after \(Format.seconds(seconds(latency))) "
          + "for \(Format.clock(seconds(length)))"
      }
      return ListedMoment(
        kind: "probe", word: "Probe", range: probe.asked,
        title: probe.id.map { asks[$0] ?? $0 } ?? "in words of their own", note: note)
    }
    moments += timeline.partner.map { range in
      ListedMoment(
        kind: "partner", word: "Partner", range: range,
        title: "spoke for \(Format.seconds(seconds(range.count)))")
    }
    moments += timeline.gaps.map { gap in
      ListedMoment(
        kind: "gap", word: "Lost", range: gap.range,
        title: "\(Format.seconds(seconds(gap.range.count))) lost by the device",
        note: words(gap.cause))
    }
    moments += timeline.holds.map { hold in
      ListedMoment(
        kind: "hold", word: "Held", range: point(hold.frame),
        title: "held for \(Format.clock(seconds(hold.heldFrames)))")
    }
    moments += content.review.compactMap { answer in
      answer.frame.map {
        ListedMoment(
          kind: "review", word: "Listen-back", range: point($0), title: answer.ask,
          note: answer.answer)
      }
    }
    // Sorting is not stable: equal places keep their order by their index.
    return moments.enumerated().sorted {
      ($0.element.range.start, $0.offset) < ($1.element.range.start, $1.offset)
    }.map(\.element)
  }

  func momentValues(_ moment: ListedMoment) -> MomentRow {
    MomentRow(
      kind: moment.kind, word: moment.word, at: at(moment.range.start),
      time: Format.clock(seconds(moment.range.start)), title: moment.title, note: moment.note)
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
