import AudioCore
import Foundation
import InterviewGuide
import SystemPackage
import TestSupport
import Testing

@testable import SessionArchive

@Suite struct ReviewTests {
  private func answer(
    _ kind: Review.Kind, _ id: String, _ value: Review.Value, frame: Int? = nil
  ) -> Review.Answer {
    Review.Answer(
      kind: kind, id: id, ask: "Ask?", value: value, frame: frame,
      given: "2026-11-20T21:30:00+01:00")
  }

  private func session(
    _ archive: Archive, _ name: String, question: String = "", questionID: String? = nil,
    mode: String? = nil, resolution: String? = nil
  ) throws -> SessionFolder {
    let folder = try archive.stageSession(stamp: name, topic: "s").publish().folder
    var session = Session(
      id: folder.id, start: "2026-11-20T20:00:00+01:00",
      device: .init(name: "mic", conversionNote: ""), sampleRate: .recording,
      plan: try PlanLibrary.plan(id: "netflix-l4"), question: question, toolVersion: "0")
    session.questionID = questionID
    session.mode = mode
    try folder.locked().write(session)
    if let resolution {
      var review = Review(sampleRate: .recording)
      review.give(answer(.resolution, "next", .words(resolution)))
      try folder.locked().write(review)
    }
    return folder
  }

  @Test func `review.json is readable, sorted, private, and reads back the same`() throws {
    let temporary = try TemporaryFolder()
    let folder = SessionFolder(path: FilePath(temporary.path))
    #expect(try folder.readReview() == nil)
    var review = Review(sampleRate: .recording)
    review.give(answer(.listenBack, "clarity", .level(3), frame: 48_000))
    review.give(answer(.point, "Copies at the edge", .yes(true), frame: 0))
    review.give(answer(.resolution, "next", .words("say \"why\" / first")))
    review.give(answer(.listenBack, "clarity", .level(4), frame: 96_000))
    try folder.locked().write(review)
    #expect(try folder.readReview() == review)
    let attributes = try FileManager.default.attributesOfItem(atPath: folder.reviewPath.string)
    #expect(attributes[.posixPermissions] as? Int == 0o600)
    let text = try String(contentsOfFile: folder.reviewPath.string, encoding: .utf8)
    #expect(
      text == """
        {
          "answers" : [
            {
              "ask" : "Ask?",
              "frame" : 96000,
              "given" : "2026-11-20T21:30:00+01:00",
              "id" : "clarity",
              "kind" : "listenBack",
              "level" : 4
            },
            {
              "ask" : "Ask?",
              "frame" : 0,
              "given" : "2026-11-20T21:30:00+01:00",
              "id" : "Copies at the edge",
              "isYes" : true,
              "kind" : "point"
            },
            {
              "ask" : "Ask?",
              "given" : "2026-11-20T21:30:00+01:00",
              "id" : "next",
              "kind" : "resolution",
              "words" : "say \\"why\\" / first"
            }
          ],
          "earlier" : [
            {
              "ask" : "Ask?",
              "frame" : 48000,
              "given" : "2026-11-20T21:30:00+01:00",
              "id" : "clarity",
              "kind" : "listenBack",
              "level" : 3
            }
          ],
          "sampleRate" : 48000,
          "schema" : 1
        }

        """)
  }

  @Test func `the same answer again changes nothing`() {
    var review = Review(sampleRate: .recording)
    let isNew = review.give(answer(.signal, "l4/requirements", .level(2), frame: 1))
    let isNewAgain = review.give(answer(.signal, "l4/requirements", .level(2), frame: 9))
    #expect(isNew && !isNewAgain)
    #expect(review.answers.count == 1 && review.earlier.isEmpty)
    #expect(review.answer(.signal, "l4/requirements")?.frame == 1)
  }

  @Test(
    arguments: [
      ("", ArchiveError.Code.damaged), ("{", .damaged), ("{\"schema\": 1}", .damaged),
      ("{\"schema\": 2}", .newer),
      (
        "{\"schema\":1,\"sampleRate\":48000,\"earlier\":[],\"answers\":[{\"kind\":\"note\","
          + "\"id\":\"1\",\"ask\":\"\",\"given\":\"\",\"level\":5}]}", .damaged
      ),
      (
        "{\"schema\":1,\"sampleRate\":48000,\"earlier\":[],\"answers\":[{\"kind\":\"note\","
          + "\"id\":\"1\",\"ask\":\"\",\"given\":\"\",\"words\":\"w\",\"frame\":-1}]}", .damaged
      ),
    ])
  func `a file that cannot be understood is refused, not replaced`(
    text: String, code: ArchiveError.Code
  ) throws {
    let temporary = try TemporaryFolder()
    let folder = SessionFolder(path: FilePath(temporary.path))
    try Data(text.utf8).write(to: URL(fileURLWithPath: folder.reviewPath.string))
    let error = #expect(throws: ArchiveError.self) { try folder.readReview() }
    #expect(error?.code == code)
  }

  @Test func `the latest words for the same question are found, else for the same mode`() throws {
    let temporary = try TemporaryFolder()
    let archive = Archive(root: FilePath(temporary.path + "/Recordings"))
    func latest(_ question: String, id: String? = nil, mode: String = "full") throws
      -> PastResolution?
    {
      try archive.latestResolution(
        question: question, questionID: id, mode: mode, planID: "netflix-l4")
    }
    #expect(try latest("Chat") == nil)
    _ = try session(archive, "2026-11-01T2000", question: "Chat", resolution: "breathe")
    _ = try session(
      archive, "2026-11-02T2000", question: "Live", questionID: "live", mode: "full",
      resolution: "name numbers")
    _ = try session(archive, "2026-11-03T2000", questionID: "x", mode: "full", resolution: "slow")
    let last = try session(archive, "2026-11-04T2000", questionID: "live", mode: "full")
    #expect(try latest("chat")?.words == "breathe")
    #expect(try latest("", id: "live")?.words == "name numbers")
    #expect(try latest("", id: "live")?.isSameQuestion == true)
    let other = try latest("Something else")
    #expect(other?.words == "slow" && other?.isSameQuestion == false)
    #expect(other?.sessionID == "2026-11-03T2000-s")
    #expect(try latest("", mode: "story") == nil)
    let near = try archive.latestResolution(
      question: "Chat", questionID: nil, mode: nil, planID: nil, most: 2)
    #expect(near == nil)
    // A damaged review must not hide the one before.
    try Data("{".utf8).write(to: URL(fileURLWithPath: last.reviewPath.string))
    #expect(try latest("", id: "live")?.words == "name numbers")
  }

  @Test func `answers that two gave at the same time are all kept`() throws {
    let temporary = try TemporaryFolder()
    let folder = try session(Archive(root: FilePath(temporary.path + "/R")), "2026-11-01T2000")
    func answer(_ id: String, _ level: Int) -> Review.Answer {
      Review.Answer(
        kind: .listenBack, id: id, ask: "?", value: .level(level), frame: nil,
        given: "2026-11-01T20:0\(level):00Z")
    }
    var (one, other) = (Review(sampleRate: .recording), Review(sampleRate: .recording))
    one.give(answer("clarity", 1))
    try folder.locked().write(one)
    other.give(answer("order", 2))
    other.give(answer("clarity", 3))
    try folder.locked().write(other)
    one.give(answer("followed", 4))
    try folder.locked().write(one)
    let kept = try #require(try folder.readReview())
    #expect(Set(kept.answers) == [answer("clarity", 3), answer("order", 2), answer("followed", 4)])
    #expect(kept.earlier == [answer("clarity", 1)])
  }

  @Test func `two listen-backs of one session do not overwrite each other`() throws {
    let temporary = try TemporaryFolder()
    let folder = try session(Archive(root: FilePath(temporary.path + "/R")), "2026-11-01T2000")
    var ran = 0
    try folder.whileReviewing {
      ran += 1
      let error = #expect(throws: ArchiveError.self) { try folder.whileReviewing { ran += 1 } }
      #expect(error?.code == .unfinished)
    }
    try folder.whileReviewing { ran += 1 }
    #expect(ran == 2)
  }
}
