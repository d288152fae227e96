extension TimelineDrawing {
  /// What the timeline's templates are filled with; the names are those in the templates.
  struct Values {
    /// The width of paths, in hundredths of a second.
    let units: String
    var height = ""
    var ticks: [Ticks] = []
    var phases: VisitLane?
    var bands: PageList<Block>?
    var sound: SoundLane?
    var others: [PageStretch] = []
    var gaps: [PageStretch] = []
    var holds: [PageStretch] = []
    var pauses: PauseLane?
    var moments: MomentLane?
    var strips: [StripRow] = []
  }

  /// A level of the axis, from coarse to fine.
  struct Ticks {
    let level: String
    let y: String
    let lines: String
    let list: [[String: String]]
  }

  /// The phases in the order in which they were entered.
  struct VisitLane {
    let y: String
    let height: String
    let list: [Visit]
  }

  /// A visit to a phase.
  struct Visit {
    let x: String
    let width: String
    let name: String
    let number: String
    let kind: String
    let verdict: String?
  }

  /// A rectangle.
  struct Block {
    let x: String
    let width: String
    let y: String
    let height: String
  }

  /// The sound's outline, or where there was talk.
  struct SoundLane {
    let y: String
    let height: String
    var waveform: Outline?
    var talk = ""
  }

  /// Paths within units of their own.
  struct Outline {
    let units: String
    let paths: [[String: String]]
  }

  /// Pauses as two paths.
  struct PauseLane {
    let y: String
    let height: String
    let short: String
    let long: String
  }

  /// Everything that happened at a moment.
  struct MomentLane {
    let y: String
    let list: [[String: String]]
  }

  /// A measure along the session: bars, or a line with dots.
  struct StripRow {
    let y: String
    let height: String
    let labelY: String
    let bottom: String
    let name: String
    let scale: String
    var bars: [Block] = []
    var line = ""
    var dots: [[String: String]] = []
  }
}
