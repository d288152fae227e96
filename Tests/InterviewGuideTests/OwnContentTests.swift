import Foundation
import SessionModel
import TestSupport
import Testing

@testable import InterviewGuide

extension PlanLibrary {
  fileprivate static func readOwn(_ text: String) throws -> [Plan] {
    try read(text, taken: Set(Guide.plans().map(\.id)))
  }
}

extension Guide {
  fileprivate static func readOwnQuestions(_ text: String) throws -> [Question] {
    try Question.read(text, taken: Set(allQuestions().map(\.id)), isOwn: true)
  }
}

/// Files that people write: what is read, and what is said of what cannot be.
@Suite struct OwnContentTests {
  /// The documentation's example blocks.
  private func examples() throws -> [String] {
    let page = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("Sources/InterviewGuide/InterviewGuide.docc/YourOwnContent.md")
    return try String(contentsOf: page, encoding: .utf8).components(separatedBy: "```yaml\n")
      .dropFirst().map { $0.components(separatedBy: "\n```")[0] }
  }

  @Test func `the documentation's example plan is a plan`() throws {
    let plans = try PlanLibrary.readOwn(examples()[0])
    #expect(plans.map(\.id) == ["lighthouse-senior"])
    let plan = try #require(plans.first)
    #expect(plan.totalSeconds == 45 * 60)
    #expect(plan.phases.map(\.id) == ["clarify", "sketch", "deep-dive", "wrap-up"])
    #expect(plan.phasesBudget == TimeBudget(minimumSeconds: 28 * 60, maximumSeconds: 40 * 60))
    #expect(plan.marks.map(\.key) == ["n", "t"])
    let text = try examples()[0]
    #expect(
      try Guide.$own.withValue([.plans: text]) { try PlanLibrary.plan(id: "lighthouse-senior") }
        == plan)
    let drill = try Mode.mode(id: "drill").plan(from: plan, phaseID: "deep-dive")
    #expect(drill.totalSeconds == 14 * 60)
  }

  @Test func `the documentation's example questions are questions`() throws {
    let questions = try Guide.readOwnQuestions(examples()[1])
    #expect(questions.map(\.kind) == [.design, .story])
    #expect(questions.map(\.level) == [nil, .l6])
    #expect(questions.map(\.theme) == ["freight", "own"])
    #expect(questions.allSatisfy { $0.isOwn })
    #expect(questions[1].ask == "How I convinced the depot")
  }

  private static let good = """
    - id: mine
      name: My plan
      minutes: 30
      phases:
        - id: one
          name: The first
          minutes: [5, 10]
        - id: two
          name: The second
          minutes: [5, 10]
      marks:
        - { id: key-point, name: a point, key: k }
    """

  @Test(
    arguments: [
      ("- id: mine", "- id: Mine", 1, "lower-case letters"),
      ("- id: mine", "- id: netflix-l4", 1, "built-in plan"),
      ("- id: mine", "- name: twice", 1, "'name' is there twice"),
      ("name: My plan", "nam: My plan", 2, "has no 'nam'; it may have id, name"),
      ("name: My plan", "name:", 2, "name is empty"),
      ("  name: My plan\n", "", 1, "has no name; add a line 'name: …'"),
      ("minutes: 30", "minutes: half an hour", 3, "a number from 1 to 1440"),
      ("minutes: 30", "minutes: 9", 1, "take 10 minutes at least, the whole has 9"),
      ("minutes: 30", "minutes: nan", 3, "a number"),
      ("[5, 10]\n    - id: two", "[10, 5]\n    - id: two", 7, "put the least first"),
      ("[5, 10]\n    - id: two", "5\n    - id: two", 7, "such as [5, 7]"),
      ("id: two", "id: one", 8, "phase 'one' is already on line 5"),
      ("id: two", "id: open", 8, "'open' is the name of what the phases leave"),
      ("key: k", "key: q", 12, "one lower-case letter"),
      ("key: k", "key: kk", 12, "one lower-case letter"),
      ("id: key-point", "id: two", 1, "a phase and a mark"),
      ("name: The first", "name: \"The\\tfirst\"", 6, "one line of plain text"),
      ("name: The second", "name: [The, second]", 9, "should be a text"),
      ("name: My plan", "name: \"My plan", 0, "this is no YAML"),
      ("  phases:", " phases:", 0, "this is no YAML"),
    ])
  func `a mistake is named by its line, with the cure`(
    part: String, mistake: String, line: Int, words: String
  ) throws {
    #expect(Self.good.contains(part))
    let text = Self.good.replacingOccurrences(of: part, with: mistake)
    #expect {
      try PlanLibrary.readOwn(text)
    } throws: { error in
      guard let error = error as? ContentError else { return false }
      return (line == 0 || error.line == line) && error.line >= 1
        && error.message.contains(words)
    }
  }

  @Test func `a list is expected, and nothing is nothing`() throws {
    #expect(try PlanLibrary.readOwn("").isEmpty)
    #expect(try PlanLibrary.readOwn("# nothing yet\n").isEmpty)
    #expect(throws: ContentError.self) { try PlanLibrary.readOwn("id: mine\n") }
    #expect(throws: ContentError.self) { try PlanLibrary.readOwn("words") }
    #expect(try Guide.readOwnQuestions("- id: a\n  title: A\n").count == 1)
    #expect {
      try Guide.readOwnQuestions("- id: a\n  title: A\n- id: live-events\n  title: B\n")
    } throws: {
      ($0 as? ContentError)?.line == 3 && "\($0)".contains("built-in question")
    }
    #expect(try PlanLibrary.readOwn(Self.good).count == 1)
  }

  @Test func `ten thousand brackets are an error and no crash`() {
    let deep = String(repeating: "[", count: 100_000)
    #expect(throws: ContentError.self) { try PlanLibrary.readOwn(deep) }
    #expect(throws: ContentError.self) { try PlanLibrary.readOwn("- id: " + deep) }
    let nested = String(repeating: "- ", count: 50_000)
    #expect(throws: ContentError.self) { try PlanLibrary.readOwn(nested) }
  }

  /// `WALKTHROUGH_FAULTS=1` tries 100,000 inputs.
  @Test(.timeLimit(.minutes(10))) func `damaged files are read, or name a line`() throws {
    let isLong = ProcessInfo.processInfo.environment["WALKTHROUGH_FAULTS"] == "1"
    let count = isLong ? 100_000 : 2_000
    var mutator = ByteMutator(seed: 5)
    var errors = 0
    let examples = try examples()
    for index in 0..<count {
      let isPlan = index % 2 == 0
      let original = isPlan ? examples[0] : examples[1]
      let damaged = String(decoding: mutator.mutate(Array(original.utf8)), as: UTF8.self)
      do {
        if isPlan {
          for plan in try PlanLibrary.readOwn(damaged) {
            #expect(plan.phasesBudget.minimumSeconds <= plan.totalSeconds)
            #expect(!plan.phases.isEmpty)
          }
        } else {
          _ = try Guide.readOwnQuestions(damaged)
        }
      } catch let error as ContentError {
        let lines = damaged.split(
          omittingEmptySubsequences: false, whereSeparator: \.isNewline
        ).count
        #expect((1...lines + 1).contains(error.line), "\(error)")
        errors += 1
      }
    }
    #expect(errors > 0 && errors < count)
  }
}
