import InterviewGuide
import PracticeHistory
import SessionModel
import SpeechAnalysis

/// What listening back found over several sessions, in words: for the terminal and the page.
struct ReviewTrendWords {
  let trend: ReviewTrend
  private let names: [String: String]

  /// What the levels mean.
  static let scale = zip(1..., FourLevels.names).map { "\($0) \($1)" }.joined(separator: ", ")
  /// The most levels that are shown of one thing, the last ones.
  private static let mostLevels = 8
  /// The most mistakes that are shown, the commonest.
  private static let mostMistakes = 3

  init(_ trend: ReviewTrend) {
    self.trend = trend
    // Who followed both programmes has signals of both.
    let all = Self.known()
    let levels = Set(
      (trend.ratings.map(\.id) + trend.mistakes.map(\.id)).compactMap { all[$0]?.level })
    names = all.mapValues { $0.name }.merging(
      levels.count < 2
        ? [:]
        : all.compactMapValues { known in
          known.level.map { "\(known.name) (\($0.rawValue.uppercased()))" }
        }
    ) { $1 }
  }

  /// Everything that can be judged or ticked, by its id.
  private static func known() -> [String: (name: String, level: Level?)] {
    var known: [String: (name: String, level: Level?)] = [:]
    for question in (try? Guide.listenBackQuestions()) ?? [] {
      known[question.id] = (question.name, nil)
    }
    for rubric in (try? Guide.rubrics()) ?? [] {
      for signal in rubric.signals {
        known[ReviewForm.id(signal, rubric.level)] = (signal.name, rubric.level)
      }
      for mistake in rubric.mistakes {
        known[ReviewForm.id(mistake, rubric.level)] = (mistake.what, rubric.level)
      }
    }
    return known
  }

  /// A name for people; the id when this program does not know it.
  func name(_ id: String) -> String { names[id] ?? id }

  func median(_ rating: ReviewTrend.Rating) -> String {
    Format.decimal(rating.median, digits: rating.median.rounded() == rating.median ? 0 : 1)
  }

  /// The last levels, the oldest first: `2 2 3`.
  func levels(_ rating: ReviewTrend.Rating) -> String {
    rating.levels.suffix(Self.mostLevels).map { "\($0)" }.joined(separator: " ")
  }

  /// What else was answered, a sentence each.
  var sentences: [String] {
    var sentences: [String] = []
    if trend.askedPoints > 0 {
      let share = Double(trend.coveredPoints) / Double(trend.askedPoints)
      sentences.append(
        "Points of strong answers covered: \(trend.coveredPoints) of \(trend.askedPoints), "
          + "\(Format.percent(share)).")
    }
    if !trend.mistakes.isEmpty {
      let list = trend.mistakes.prefix(Self.mostMistakes).map {
        "\(name($0.id)), \($0.happened) of \($0.asked)"
      }
      sentences.append("Commonest mistakes: \(list.joined(separator: "; ")).")
    }
    if let resolution = trend.resolution {
      let date = resolution.session.date.map { Day(number: $0.day).description }
      sentences.append(
        "Meant last\(date.map { ", \($0)" } ?? ""): next time I will \(resolution.words.onOneLine)")
    }
    return sentences
  }
}
