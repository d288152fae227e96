import AudioCore

/// The place of a session in a loop of several.
public struct LoopPlace: Hashable, Sendable, Codable {
  /// The id of the loop's first session.
  public let id: String
  /// The round, from 1.
  public let round: Int
  /// How many rounds the loop has.
  public let rounds: Int

  /// Names a place.
  public init(id: String, round: Int, rounds: Int) {
    self.id = id
    self.round = round
    self.rounds = rounds
  }

  /// Reads a place and refuses an impossible round.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    id = try container.decode(String.self, forKey: .id)
    rounds = try container.decode(Int.self, forKey: .rounds, in: 1...1000)
    round = try container.decode(Int.self, forKey: .round, in: 1...rounds)
  }
}
