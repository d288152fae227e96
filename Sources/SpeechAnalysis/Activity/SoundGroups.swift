/// The mean of what some hops sound like.
struct MeanSound {
  /// How far the lowest eight bands are above their noise floors, 20 dB being 1.
  let low: Lanes
  /// The same of the next eight.
  let middle: Lanes
  /// The same of the highest eight.
  let high: Lanes
  /// 0 to 2.
  let harmonicity: Float
}

/// Groups of hops of a session, and how each sounds.
struct SoundGroups: Sendable {
  private let scene: SessionScene
  private let hops: Int
  /// The number of whole groups.
  let count: Int

  init(scene: SessionScene, hops: Int) {
    self.scene = scene
    self.hops = hops
    count = (scene.rowCount - scene.firstRow) / hops
  }

  /// The rows of a group.
  func rows(_ group: Int) -> Range<Int> {
    let start = scene.firstRow + group * hops
    return start..<start + hops
  }

  /// Groups whose middle is among rows.
  func indices(middlesIn rows: Range<Int>) -> Range<Int> {
    let group = { (row: Int) in
      min(count, max(0, (row - scene.firstRow - hops / 2 + hops - 1) / hops))
    }
    return group(rows.lowerBound)..<group(rows.upperBound)
  }

  /// Whether there is such a group and nothing of it is digital silence.
  func holdsSound(_ group: Int) -> Bool {
    (0..<count).contains(group) && rows(group).allSatisfy { scene.holdsSound($0) }
  }

  /// The sound of a group; nil when it does not hold any.
  func sound(_ group: Int) -> MeanSound? { holdsSound(group) ? scene.meanSound(rows(group)) : nil }
}
