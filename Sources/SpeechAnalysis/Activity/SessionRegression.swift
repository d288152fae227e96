/// What this session's own speech sounds like, learned from the network's scores of it.
///
/// The network has never heard this voice, through this microphone, in this room.
/// But over a session it is right far more often than wrong, so that its scores can
/// teach: a linear regression leads from the sound of three groups of hops to the
/// score of the middle one. Its opinion joins the network's. Errors that come now
/// here, now there cancel; what speech and pauses of this session have in common
/// counts everywhere in it.
///
/// Only groups near sure speech teach: how long a recording goes on before or after
/// changes nothing.
///
/// - SeeAlso: Scudder, IEEE Trans. Information Theory 11 (1965), on machines that
///   learn from their own decisions.
struct SessionRegression {
  private static let groupHops = ActivityNetwork.groupHops
  /// Groups that teach at most, evenly spaced among those that could.
  private static let mostTeachers = 16_384
  /// Scores beyond do not teach more, in log odds.
  private static let farthestScore: Float = 4
  /// How much the regression's opinion weighs beside the network's.
  private static let weight: Float = 2
  /// Groups, or teachers, computed at a time.
  private static let blockGroups = 1024

  private let groups: SoundGroups
  private let coefficients: RidgeRegression.Row

  /// Learns; nil when there is no sure speech to learn from.
  /// - Parameters:
  ///   - scene: of the session.
  ///   - scores: the network's, for each of the scene's rows.
  init?(_ scene: SessionScene, scores: [Float]) {
    let groups = SoundGroups(scene: scene, hops: Self.groupHops)
    let able = SureSpeech(scores).near.flatMap { near in
      groups.indices(middlesIn: near).lazy.filter { groups.holdsSound($0) }.map { Int32($0) }
    }
    guard !able.isEmpty else { return nil }
    let step = (able.count + Self.mostTeachers - 1) / Self.mostTeachers
    let teachers = stride(from: 0, to: able.count, by: step).map { Int(able[$0]) }
    let regression = RidgeRegression(teachers.count, blockCount: Self.blockGroups) { teacher in
      let group = teachers[teacher]
      let mean = scores[groups.rows(group)].reduce(0, +) / Float(Self.groupHops)
      return groups.sound(group).map { own in
        Self.row(
          groups.sound(group - 1), own, groups.sound(group + 1),
          score: min(Self.farthestScore, max(-Self.farthestScore, mean)))
      }
    }
    self.groups = groups
    coefficients = regression.coefficients()
  }

  /// Joins the regression's opinion with the network's scores.
  ///
  /// Groups that touch digital silence, and hops after the last whole group, keep theirs.
  func join(_ scores: inout [Float]) {
    let opinions = concurrentBlocks(groups.count, blockCount: Self.blockGroups) {
      self.opinions($0)
    }
    let opinion = { (group: Int, other: Float) in
      opinions.indices.contains(group) && !opinions[group].isNaN ? opinions[group] : other
    }
    for (group, own) in opinions.enumerated() where !own.isNaN {
      let before = opinion(group - 1, own)
      let after = opinion(group + 1, own)
      for (hop, row) in groups.rows(group).enumerated() {
        // Linear between the middles of neighbouring groups.
        let fromMiddle = Float(2 * hop + 1 - Self.groupHops) / Float(2 * Self.groupHops)
        let mixed = own + ((fromMiddle < 0 ? before : after) - own) * abs(fromMiddle)
        scores[row] = (scores[row] + Self.weight * mixed) / (1 + Self.weight / 2)
      }
    }
  }

  /// What the regression says of some groups; not a number of those that do not hold sound.
  private func opinions(_ block: Range<Int>) -> [Float] {
    let sounds = (block.lowerBound - 1...block.upperBound).map { groups.sound($0) }
    return (1...block.count).map { index in
      guard let own = sounds[index] else { return .nan }
      let row = Self.row(sounds[index - 1], own, sounds[index + 1], score: 0)
      var sum = Lanes.zero
      for vector in row.indices { sum += row[vector] * coefficients[vector] }
      return sum.total
    }
  }

  /// What the regression sees of a group: its sound and its neighbours', its own where
  /// there is none.
  private static func row(
    _ before: SoundGroups.Sound?, _ own: SoundGroups.Sound, _ after: SoundGroups.Sound?,
    score: Float
  ) -> RidgeRegression.Row {
    var row = RidgeRegression.Row(repeating: .zero)
    func take(_ sound: SoundGroups.Sound, as place: Int) {
      for vector in 0..<SoundGroups.vectors {
        row[SoundGroups.vectors * place + vector] = sound.bands[vector]
      }
      row[row.count - 1][place] = sound.harmonicity
    }
    take(before ?? own, as: 0)
    take(own, as: 1)
    take(after ?? own, as: 2)
    row[row.count - 1][3] = 1
    row[row.count - 1][4] = score
    return row
  }
}
