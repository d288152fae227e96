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
  private let coefficients: [Lanes]

  /// Learns; nil when there is no sure speech to learn from.
  /// - Parameters:
  ///   - scene: of the session.
  ///   - scores: the network's, for each of the scene's rows.
  init?(_ scene: SessionScene, scores: [Float]) {
    let groups = SoundGroups(scene: scene, hops: Self.groupHops)
    let near = SureSpeech(scores).near.flatMap { near in
      groups.indices(middlesIn: near).lazy.map { Int32($0) }
    }
    let step = near.count / Self.mostTeachers + 1
    let teachers = (near.count + step - 1) / step
    let regression = RidgeRegression(teachers, blockCount: Self.blockGroups) { teacher, row in
      let group = Int(near[teacher * step])
      guard let own = groups.sound(group) else { return false }
      let mean = scores[groups.rows(group)].reduce(0, +) / Float(Self.groupHops)
      Self.fill(&row, own, before: groups.sound(group - 1), after: groups.sound(group + 1))
      row[row.count - 1][RidgeRegression.oneLane + 1] = min(
        Self.farthestScore, max(-Self.farthestScore, mean))
      return true
    }
    guard regression.count > 0 else { return nil }
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
    var row = [Lanes](repeating: .zero, count: RidgeRegression.vectors)
    return (1...block.count).map { index in
      guard let own = sounds[index] else { return .nan }
      Self.fill(&row, own, before: sounds[index - 1], after: sounds[index + 1])
      var sum = Lanes.zero
      for (vector, coefficient) in zip(row, coefficients) { sum += vector * coefficient }
      return sum.total
    }
  }

  /// What the regression sees of a group: its sound and its neighbours', its own where
  /// there is none.
  private static func fill(
    _ row: inout [Lanes], _ own: MeanSound, before: MeanSound?, after: MeanSound?
  ) {
    let (before, after) = (before ?? own, after ?? own)
    (row[0], row[1], row[2]) = (before.low, before.middle, before.high)
    (row[3], row[4], row[5]) = (own.low, own.middle, own.high)
    (row[6], row[7], row[8]) = (after.low, after.middle, after.high)
    row[9] = Lanes(before.harmonicity, own.harmonicity, after.harmonicity, 1, 0, 0, 0, 0)
  }
}
