import InterviewGuide
import Testing

@Suite struct SessionStandingTests {
  private func standing(
    _ seconds: Double, talk: Double?, least: Double = 1800, isDemo: Bool = false,
    _ misses: [PassOutcome.Miss]? = []
  ) -> SessionStanding {
    SessionStanding(
      seconds: seconds, talkSeconds: talk, planLeastSeconds: least, isDemo: isDemo,
      outcome: misses.map { PassOutcome(seconds: seconds, misses: $0) })
  }

  @Test func `half of the plan's least and ten seconds of talk count`() {
    #expect(standing(900, talk: 10).verdict == .passed)
    #expect(standing(899.9, talk: 600).exclusion == .tooShort(leastSeconds: 900))
    #expect(standing(900, talk: 9.9).exclusion == .tooLittleTalk)
    // A file without a plan, and one that was not measured.
    #expect(standing(12, talk: 11, least: 0, nil).verdict == .counts)
    #expect(standing(12, talk: nil, least: 0, nil).counts)
    #expect(standing(8, talk: nil, least: 0, nil).exclusion == .tooLittleTalk)
    #expect(standing(3600, talk: 2000, isDemo: true).exclusion == .demo)
  }

  @Test func `what missed its mode counts, and what does not count never passed`() {
    let missed = standing(3600, talk: 2000, [.tooLong(mostSeconds: 3000)])
    #expect(missed.counts && missed.verdict == .missed)
    let short = standing(2, talk: 1)
    #expect(short.outcome?.isPass == true && short.verdict == .doesNotCount)
  }
}
