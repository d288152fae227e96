extension TrendPage {
  /// What the page's template is filled with; the names are those in the template.
  struct Values {
    let title: String
    let about: String
    let notes: [String]
    let figures: [[String: String]]
    let definitions: [[String: String]]
    var calendars: Calendars?
    var charts: Charts?
    var discipline: Discipline?
    var programme: ProgrammeRows?
    var reviews: Reviews?
    var ladders: Ladders?
    var sessions: Sessions?
  }

  /// Days of practice, a drawing for each year.
  struct Calendars {
    let years: [[String: String]]
    let legend: [[String: String]]
  }

  /// Measures over weeks.
  struct Charts { let list: [Chart] }

  /// One measure over weeks.
  struct Chart {
    let name: String
    let usual: String
    let change: String
    let drawing: String
  }

  /// Phases against their budgets.
  struct Discipline {
    let drawing: String
    let weeks: [Week]
  }

  /// A week as a row.
  struct Week {
    let monday: String
    let cells: [String]
  }

  /// What listening back found.
  struct Reviews {
    let about: String
    let table: PageRows<Row>?
    let sentences: [String]
  }

  /// Questions that were practised several times.
  struct Ladders {
    let list: [Ladder]
    let more: [String]
  }

  /// The attempts at a question.
  struct Ladder {
    let id: String
    let question: String
    let kind: String
    let words: [String]
    let rows: [Row]
  }

  /// The newest sessions.
  struct Sessions {
    let about: String
    let rows: [Row]
  }

  /// Something with its numbers; a session has the others too.
  struct Row {
    let name: String
    var link: String?
    var question = ""
    var plan = ""
    let cells: [String]
  }
}
