/// The phrases by which one point of a question may be recognised.
public struct PointPhrases: Hashable, Sendable {
  /// One of these is a mention.
  public let sure: [SpokenPhrase]
  /// Two different ones in a sentence and the next are perhaps one.
  public let any: [SpokenPhrase]

  /// Creates a list.
  public init(sure: [SpokenPhrase], any: [SpokenPhrase]) {
    self.sure = sure
    self.any = any
  }

  /// Reads a file: for each question's id the phrases of its points, in their order.
  /// - Parameter points: how many points each question has.
  static func read(
    _ text: String, points: [String: Int]
  ) throws -> [String: [PointPhrases]] {
    var all: [String: [PointPhrases]] = [:]
    for (id, line, node) in try ContentNode.pairs(
      text, of: "questions, such as 'lost-parcels:' with a list below it")
    {
      guard let count = points[id] else {
        throw ContentError(
          line: line, message: "no question is called '\(id)'; look with: walkthrough questions")
      }
      let entries = try node.list("the points of '\(id)'")
      guard entries.count == count else {
        throw ContentError(
          line: line,
          message: "'\(id)' has \(count) points, and phrases for \(entries.count); write one "
            + "entry for each, in their order")
      }
      all[id] = try entries.map { entry in
        let keys = try entry.entry("a point", keys: ["sure", "any"])
        func phrases(_ key: String) throws -> [SpokenPhrase] {
          try SpokenPhrase.read(keys[key]?.list(key) ?? [])
        }
        return PointPhrases(sure: try phrases("sure"), any: try phrases("any"))
      }
    }
    return all
  }
}
