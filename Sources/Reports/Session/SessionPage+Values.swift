extension SessionPage {
  /// What the page's template is filled with; the names are those in the template.
  struct Values {
    let title: String
    let about: String
    let verdict: String?
    let timeline: String
    let lanes: String
    let legend: [[String: String]]
    /// The section on words as markup.
    let words: String?
    let seconds: String
    let sound: String?
    let figures: [TopFigure]
    let phases: PhaseTable?
    let pauses: PauseSection
    let moments: PageList<MomentRow>?
    let review: PageList<SessionReport.ReviewAnswer>?
    let voice: PageRows<[String: String]>?
    let level: PageRows<[String: String]>
    let definitions = Definition.all
    let facts: [[String: String]]
  }

  /// A number on top of the page.
  struct TopFigure {
    let name: String
    let value: String
    let part: String
    /// The definition that its name leads to; empty for none.
    let term: String
  }

  /// The phases with their budgets.
  struct PhaseTable {
    let rows: [PhaseRow]
    let whole: SessionReport.PhaseRow
  }

  /// A phase with its bar.
  struct PhaseRow {
    let phase: SessionReport.PhaseRow
    let verdict: String
    let bandX: String
    let bandWidth: String
    let width: String
    let at: String?
  }

  /// Something that happened at a moment.
  struct MomentRow {
    let kind: String
    let word: String
    let at: String
    let time: String
    let title: String
    let note: String
    let opening: String
  }

  /// The section on pauses; nothing but `none` where nobody speaks.
  struct PauseSection {
    var none = false
    var threshold = ""
    var count = ""
    var total = ""
    var brief = ""
    var medium = ""
    var long = ""
    var histogram: Histogram?
    var median: String?
    var p90: String?
    var quartiles: String?
    var runs: String?
    var perMinute: String?
    var usual: String?
    var longest: PageList<LongPause>?
  }

  /// One of the longest pauses.
  struct LongPause {
    let at: String
    let length: String
    let time: String
    let phase: String
  }

  /// The distribution of pauses as a drawing.
  struct Histogram {
    let summary: String
    let bars: [Bar]
    let labels: [[String: String]]
    let briefEnd: String
    let longStart: String
    let mediumMiddle: String
    let threshold: String
    let median: String?
    let usual: PageStretch?

    struct Bar {
      let x: String
      let width: String
      let y: String
      let height: String
      let count: String
      let middle: String
      let textY: String
    }
  }
}

/// A list with what stands around it.
struct PageList<Item> {
  let list: [Item]

  /// Nil for an empty list, so that its heading is left out too.
  init?(_ list: [Item]) {
    guard !list.isEmpty else { return nil }
    self.list = list
  }
}

/// Rows of a table with what stands around them.
struct PageRows<Row> { let rows: [Row] }

/// A stretch across a drawing.
struct PageStretch {
  let x: String
  var width = ""
}
