public import InterviewGuide

/// The way through the interviews on a terminal.
public enum InterviewsPage {
  /// Shows the stations with their minutes, and which practice stands for each.
  /// - Returns: lines of at most `style.columns` characters.
  public static func text(_ loop: Interviews, style: TextStyle) -> String {
    var page = TextPage(style: style)
    page.heading("The interviews: \(loop.name), \(loop.years)")
    for (index, stage) in loop.stages.enumerated() {
      page.gap()
      let many = stage.conversations == 1...1 ? "" : "\(band(stage.conversations)) × "
      page.paragraph(
        "\(stage.name): \(many)\(band(stage.minutes)) min", start: "\(index + 1) ")
      page.paragraph(stage.about, start: "  ")
      if !stage.modes.isEmpty {
        page.paragraph(
          "practise it in mode \(stage.modes.joined(separator: ", "))", start: "  ",
          colour: .dim)
      }
      if let gate = stage.gate { page.paragraph(gate, start: "  → ") }
    }
    page.gap()
    page.paragraph("All together \(band(loop.minutes)) minutes of conversation.")
    page.heading("What holds everywhere")
    page.list(loop.rules)
    return page.text
  }
}

/// What interviewers listen for, on a terminal.
public enum SignalPage {
  /// Shows signals with their four levels, traits, mistakes and the listen-back questions.
  /// - Returns: lines of at most `style.columns` characters.
  public static func text(
    _ rubric: Rubric, listenBack: [ListenBackQuestion], style: TextStyle
  ) -> String {
    var page = TextPage(style: style)
    page.heading("What interviewers listen for at \(rubric.level.name)")
    page.paragraph("No program can hear these. Listen back, and judge yourself.", colour: .dim)
    for (index, signal) in rubric.signals.enumerated() {
      page.heading("\(index + 1) \(signal.name)")
      page.paragraph(signal.ask, start: "  ")
      levels(signal.levels, on: &page)
    }
    page.heading("Culture")
    page.list(rubric.culture)
    page.heading("This passes")
    page.list(rubric.passes)
    page.heading("This fails")
    page.list(rubric.fails)
    page.heading("Common mistakes")
    for mistake in rubric.mistakes {
      page.paragraph(mistake.what, start: "  – ")
      page.paragraph(mistake.cure, start: "    → ")
    }
    page.heading("While you listen back")
    for question in listenBack {
      page.gap()
      page.paragraph(question.ask, start: "  ")
      levels(question.levels, on: &page)
    }
    return page.text
  }

  private static func levels(_ levels: FourLevels, on page: inout TextPage) {
    for (name, text) in zip(FourLevels.names, levels.descriptions) {
      page.paragraph(text, start: "    " + name.filled(to: 8))
    }
  }
}

/// Topics to know, on a terminal.
public enum TopicPage {
  /// Shows ladders.
  /// - Returns: lines of at most `style.columns` characters.
  public static func text(_ ladders: [TopicLadder], style: TextStyle) -> String {
    var page = TextPage(style: style)
    for ladder in ladders {
      page.heading(ladder.name)
      page.list(ladder.topics)
    }
    return page.text
  }
}
