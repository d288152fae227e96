import ArgumentParser
import InterviewGuide
import LinuxSystem
import Practice
import Reports

/// `walkthrough questions`.
struct QuestionsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "questions",
    abstract: "List what there is to practise, show one question, or pick the next.",
    discussion: """
      Your own questions come from questions.yaml in $XDG_CONFIG_HOME/walkthrough, or \
      ~/.config/walkthrough.
      """,
    subcommands: [List.self, Next.self], defaultSubcommand: List.self)

  /// Which questions.
  struct Filter: ParsableArguments {
    @Option(help: "Only this level: \(Level.listed).")
    var level: Level?

    @Option(help: "Only this theme, such as streaming or ads.")
    var theme: String?

    @Option(help: "design or story.")
    var kind: Question.Kind?

    @Flag(help: "Only what was never practised.")
    var new = false

    func chosen(_ desk: Desk) throws -> [Question] {
      let all = desk.material.questions
      if let theme, !all.contains(where: { $0.theme == theme }) {
        let known = Set(all.map(\.theme)).sorted().joined(separator: ", ")
        throw ValidationError("no question has the theme '\(theme)'; there are: \(known)")
      }
      let rotation = desk.rotation
      return all.filter { question in
        (level.map(question.fits) ?? true) && (theme.map { question.theme == $0 } ?? true)
          && (kind.map { question.kind == $0 } ?? true)
          && (!new || rotation.latest(question) == nil)
      }
    }
  }

  /// `walkthrough questions [ID]`.
  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "list", abstract: "List the questions, or show one of them.")

    @Argument(help: "A question's id, to show it with what a strong answer covers.")
    var id: String?

    @Flag(help: "With an id: show the follow-up questions as well.")
    var probes = false

    @OptionGroup var filter: Filter
    @OptionGroup var day: DayOption
    @OptionGroup var archive: ArchiveOption
    @OptionGroup var format: FormatOption

    func run() throws {
      try Exit.reporting {
        let desk = try Desk(archive, today: day.today)
        let chosen =
          try id.map { [try one($0, of: desk.material.questions)] }
          ?? filter.chosen(desk)
        if format.format == .json {
          return try Output.write(
            GuideDocument.json(chosen, rotation: desk.rotation))
        }
        guard id != nil, let question = chosen.first else {
          return try show {
            QuestionPage.list(chosen, rotation: desk.rotation, style: $0)
          }
        }
        let fitting =
          try probes
          ? Guide.probes().filter { $0.questions.contains(question.id) } : []
        try show {
          QuestionPage.one(question, probes: fitting, rotation: desk.rotation, style: $0)
        }
      }
    }

    private func one(_ id: String, of questions: [Question]) throws -> Question {
      if let exact = questions.first(where: { $0.isMeant(by: id) }) { return exact }
      let found = questions.filter { $0.id.hasPrefix(id) }
      guard found.count == 1 else {
        let cure =
          found.isEmpty
          ? "look with: walkthrough questions"
          : "it could be " + found.map(\.id).joined(separator: ", ")
        throw ValidationError("no question is called '\(id)'; \(cure)")
      }
      return found[0]
    }
  }

  /// `walkthrough questions next`.
  struct Next: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "next",
      abstract: "Pick the question whose turn it is, and say why.",
      discussion: """
        First what was never practised; then what is longest ago, where a session that missed \
        its mode counts double. Without --level, of the level of the programme, else the first.
        """)

    @OptionGroup var filter: Filter

    @Option(help: "Decides among equals; default: the day, so that an evening keeps its answer.")
    var seed: UInt64?

    @OptionGroup var day: DayOption
    @OptionGroup var archive: ArchiveOption

    func run() throws {
      try Exit.reporting {
        let desk = try Desk(archive, today: day.today)
        var filter = filter
        filter.kind = filter.kind ?? .design
        let level = try filter.level ?? desk.programme?.0.level ?? Console.current.usualLevel()
        filter.level = level
        guard let pick = desk.rotation.next(of: try filter.chosen(desk), seed: seed) else {
          throw ValidationError("no question is left by these filters; leave one out")
        }
        try show { QuestionPage.next(pick, style: $0) + Level.others(than: level, $0) }
      }
    }
  }
}
