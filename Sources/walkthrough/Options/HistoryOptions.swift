import ArgumentParser
import PracticeHistory
import SessionModel

/// Which sessions of the history are meant.
struct FilterOptions: ParsableArguments {
  @Option(help: "Only sessions with this question: its id, or a part of its words.")
  var question = ""

  @Option(help: "Only sessions with this plan.")
  var plan: String?

  @Option(help: "Only sessions of this mode.")
  var mode: String?

  @Option(help: "Only sessions whose plan's times were multiplied with this, such as 0.5.")
  var scale: Double?

  @Option(
    help: ArgumentHelp("Only sessions from this day on, such as 2026-11-01.", valueName: "day"))
  var since: Day?

  @Option(help: ArgumentHelp("Only sessions up to this day.", valueName: "day"))
  var until: Day?

  func validate() throws {
    guard let since, let until, since > until else { return }
    throw ValidationError(
      "--since \(since) lies after --until \(until); swap them")
  }

  var filter: HistoryFilter {
    var filter = HistoryFilter()
    filter.question = question
    filter.plan = plan
    filter.mode = mode
    filter.scale = scale
    filter.firstDay = since?.number
    filter.lastDay = until?.number
    return filter
  }
}

extension FilterOptions {
  /// Why no session is left, when a plan or a mode was named that none has; else nil.
  func unknownName(in all: [SessionSummary]) -> String? {
    for (option, name, known) in [
      ("plan", plan, Set(all.compactMap { $0.plan?.id })),
      ("mode", mode, Set(all.compactMap(\.mode))),
    ] {
      guard let name, !known.contains(name), !known.isEmpty else { continue }
      return "no session has the \(option) '\(name)'; there are: "
        + known.sorted().joined(separator: ", ")
    }
    return nil
  }
}
