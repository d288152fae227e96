import AudioCore
public import InterviewGuide
import SessionModel
public import Words

/// What was heard in some sessions and not in others, and how answers began.
///
/// Places to listen to, no judgement: what was not heard may have been said in other words.
public struct SpokenComparison: Sendable {
  /// A session with its words.
  public struct Spoken: Sendable {
    /// What is found in the words.
    public let content: SpokenContent
    /// The words.
    public let transcript: Transcript
    /// How the answers began, in the order of the questions: when, and the first words.
    public let openings: [String]

    /// Describes a session.
    public init(content: SpokenContent, transcript: Transcript, openings: [String]) {
      self.content = content
      self.transcript = transcript
      self.openings = openings
    }

    fileprivate func clock(_ words: Range<Int>) -> String {
      Format.clock(
        transcript.sampleRate.seconds(frames: transcript.words[words.lowerBound].range.start))
    }
  }

  /// A row: what is looked for, and when it was first heard in each session.
  public struct Row: Hashable, Sendable {
    /// What is looked for.
    public let name: String
    /// `1:49`, `perhaps 2:10`, `not heard`, or empty for a session without words.
    public let cells: [String]
  }

  /// Points of the question, all of them; empty where the questions differ.
  public let points: [Row]
  /// What was heard in one session and not in another.
  public let evidence: [Row]
  /// How the answers began, side by side.
  public let openings: [Row]

  /// Compares the words of sessions.
  /// - Parameters:
  ///   - sessions: in the order of the comparison; nil for one without words that can be used.
  ///   - points: the points of the question that all of them have; empty where there is none.
  ///   - categories: what is looked for.
  public init(_ sessions: [Spoken?], points: [String], categories: [EvidenceCategory]) {
    self.points = points.enumerated().map { index, point in
      Row(
        name: "\(index + 1). \(point)",
        cells: sessions.map { session in
          guard let session else { return "" }
          guard let first = session.content.mentions.first(where: { $0.point == index }) else {
            return "not heard"
          }
          return (first.isSure ? "" : "perhaps ") + session.clock(first.words)
        })
    }
    evidence = categories.compactMap { category in
      let hits = sessions.map { session in
        session?.content.hits.filter { $0.categoryID == category.id }
      }
      let known = hits.compactMap { $0 }
      guard known.contains(where: \.isEmpty), known.contains(where: { !$0.isEmpty }) else {
        return nil
      }
      return Row(
        name: category.name,
        cells: zip(sessions, hits).map { session, hits in
          guard let session, let hits else { return "" }
          return hits.first.map { session.clock($0.words) } ?? "not heard"
        })
    }
    let most = sessions.map { $0?.openings.count ?? 0 }.max() ?? 0
    openings = (0..<most).map { index in
      Row(
        name: "Answer \(index + 1)",
        cells: sessions.map { session in
          session.flatMap { $0.openings.indices ~= index ? $0.openings[index] : nil } ?? ""
        })
    }
  }

  /// Whether there is anything to say.
  public var isEmpty: Bool { points.isEmpty && evidence.isEmpty && openings.isEmpty }

  /// Renders it below a comparison in the terminal.
  func lines(names: [String], style: TextStyle) -> [String] {
    var lines: [String] = []
    for (title, rows) in [
      ("Points of the question", points), ("Heard in one and not in the other", evidence),
      ("How answers began", openings),
    ] where !rows.isEmpty {
      lines += ["", style.paint(title, .bold)]
      for row in rows {
        lines += style.wrapped(row.name, start: "  ", indent: 4)
        for (name, cell) in zip(names, row.cells) where !cell.isEmpty {
          lines += style.wrapped("\(name): \(cell)", start: "      ", indent: 8)
        }
      }
    }
    if !lines.isEmpty {
      lines += [""]
      lines += style.wrapped(
        "Times are places to listen to. What was not heard may have been said in other words, or "
          + "lost by the recogniser.")
    }
    return lines
  }
}
