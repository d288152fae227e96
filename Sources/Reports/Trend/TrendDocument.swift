public import PracticeHistory
import SessionModel
import SpeechAnalysis

/// A trend as JSON: what `trend` prints for programs.
///
/// `weeks` begin on Mondays; `measures` have the median and the quartiles, and from
/// five sessions on the Theil–Sen `slopePerWeek` with its 95 % interval. They, and the phases of
/// `weeks`, are of the first of `kinds` alone, so that they compare like with like. `reviews` is there
/// when a session was listened back to, its `ratings` the weakest first. Schema 2.
public enum TrendDocument {
  /// The number of this layout.
  public static let schema = 2

  /// Renders a trend as JSON text ending in a newline.
  public static func json(_ trend: Trend) throws -> [UInt8] {
    try JSONText.page(Document(trend))
  }

  private struct Document: Encodable {
    let schema = TrendDocument.schema
    let sessionCount: Int
    let unmeasuredCount: Int
    let undatedCount: Int
    let uncountedCount: Int
    let kinds: [KindRow]
    let weeks: [WeekRow]
    let measures: [MeasureRow]
    let questions: [QuestionRow]
    let reviews: ReviewRows?

    init(_ trend: Trend) {
      sessionCount = trend.sessions.count
      unmeasuredCount = trend.unmeasuredCount
      undatedCount = trend.undated.count
      uncountedCount = trend.exclusions.count
      kinds = trend.kinds.map { KindRow($0) }
      weeks = trend.weeks.map(WeekRow.init)
      measures = trend.series.map(MeasureRow.init)
      reviews = trend.reviews.map(ReviewRows.init)
      questions = trend.ladders.map {
        QuestionRow(
          question: $0.question, kind: KindRow($0.kind), sessions: $0.sessions.map(\.id))
      }
    }
  }

  private struct KindRow: Encodable {
    let plan: String?
    let scale: Double
    let mode: String?
    var sessionCount: Int?

    init(_ count: SessionKind.Count) {
      self.init(count.kind)
      sessionCount = count.sessionCount
    }

    init(_ kind: SessionKind) {
      plan = kind.plan
      scale = kind.scale.rounded(digits: 6)
      mode = kind.mode
    }
  }

  private struct WeekRow: Encodable {
    let monday: String
    let sessionCount: Int
    let durationSeconds: Double
    let under: Int
    let within: Int
    let over: Int
    let notVisited: Int
    let medians: [String: Double]

    init(_ week: Trend.Week) {
      monday = Day(number: week.monday).description
      sessionCount = week.sessionCount
      durationSeconds = week.durationSeconds.rounded(digits: 6)
      under = week.verdicts.under
      within = week.verdicts.within
      over = week.verdicts.over
      notVisited = week.verdicts.notVisited
      medians = Dictionary(
        uniqueKeysWithValues: week.medians.map { ($0.key.jsonName, $0.value.rounded(digits: 6)) })
    }
  }

  private struct MeasureRow: Encodable {
    let measure: String
    let count: Int
    let median: Double?
    let lowerQuartile: Double?
    let upperQuartile: Double?
    let slopePerWeek: Double?
    let slopeInterval: [Double]?

    init(_ series: Trend.Series) {
      measure = series.measure.jsonName
      count = series.points.count
      median = series.band?.median.rounded(digits: 6)
      lowerQuartile = series.band?.lowerQuartile.rounded(digits: 6)
      upperQuartile = series.band?.upperQuartile.rounded(digits: 6)
      slopePerWeek = series.line?.slope.rounded(digits: 9)
      slopeInterval = series.line.map {
        [$0.lowerSlope.rounded(digits: 9), $0.upperSlope.rounded(digits: 9)]
      }
    }
  }

  private struct ReviewRows: Encodable {
    struct RatingRow: Encodable {
      let id: String
      let levels: [Int]
      let median: Double
    }
    struct MistakeRow: Encodable {
      let id: String
      let happened: Int
      let asked: Int
    }

    let sessionCount: Int
    let ratings: [RatingRow]
    let mistakes: [MistakeRow]
    let coveredPoints: Int
    let askedPoints: Int

    init(_ reviews: ReviewTrend) {
      sessionCount = reviews.sessionCount
      ratings = reviews.ratings.map {
        RatingRow(id: $0.id, levels: $0.levels, median: $0.median)
      }
      mistakes = reviews.mistakes.map {
        MistakeRow(id: $0.id, happened: $0.happened, asked: $0.asked)
      }
      coveredPoints = reviews.coveredPoints
      askedPoints = reviews.askedPoints
    }
  }

  private struct QuestionRow: Encodable {
    let question: String
    let kind: KindRow
    let sessions: [String]
  }
}
