/// A small convolutional network that turns what is seen of hops into log odds of speech.
///
/// It works on groups of four hops: a dense layer, five dilated convolutions of
/// three taps with a residual path (1 to 16 groups apart, so that it sees 1.24 s
/// to either side), and one output for each hop of the group. 5,504 multiply-adds
/// a hop. The training script is beside the weights in `Model/`.
///
/// - SeeAlso: Bai, Kolter and Koltun, arXiv:1803.01271 (2018), on temporal
///   convolutional networks.
struct ActivityNetwork {
  private static let channels = 32
  private static let dilations = [1, 2, 4, 8, 16]
  /// Hops in a group.
  static let groupHops = 4
  private static let reachGroups = 31
  /// Groups computed at a time; what they see beyond is computed twice.
  private static let blockGroups = 1024
  private static let vectors = channels / Lanes.count

  private let first: NetworkLayer
  private let middle: [NetworkLayer]
  private let last: NetworkLayer

  /// The network that comes with the program.
  static let standard = ActivityNetwork(PackageResources.voice_activity_bin)

  /// Reads weights, see ``NetworkLayer``.
  init(_ bytes: [UInt8]) {
    var reader = NetworkLayer.Reader(bytes)
    first = reader.layer()
    middle = Self.dilations.map { _ in reader.layer() }
    last = reader.layer()
  }

  /// Log odds of speech for each row of a session's track.
  func scores(_ scene: SessionScene) -> [Float] {
    let rows = scene.rowCount
    let groups = (rows - scene.firstRow + Self.groupHops - 1) / Self.groupHops
    var scores = concurrentBlocks(
      groups, blockCount: Self.blockGroups, valuesEach: Self.groupHops
    ) { self.scores(scene, groups: $0) }
    scores.removeLast(scores.count - (rows - scene.firstRow))
    // Nothing can be said of rows before the first sound.
    scores.insert(contentsOf: repeatElement(-20, count: scene.firstRow), at: 0)
    return scores
  }

  private func scores(_ scene: SessionScene, groups: Range<Int>) -> [Float] {
    var scores: [Float] = []
    scores.reserveCapacity(Self.groupHops * groups.count)
    let width = groups.count + 2 * Self.reachGroups
    let start = scene.firstRow + Self.groupHops * (groups.lowerBound - Self.reachGroups)
    var hidden = dense(scene, rows: start..<start + Self.groupHops * width)
    for (layer, dilation) in zip(middle, Self.dilations) {
      hidden = convolve(hidden, layer: layer, dilation: dilation)
    }
    for group in 0..<groups.count {
      for output in 0..<last.outputs {
        var sum = last.bias[output]
        for channel in 0..<Self.channels {
          let value = hidden[group * Self.vectors + channel / Lanes.count][channel % Lanes.count]
          sum += value * last.weights[channel * last.outputs + output]
        }
        scores.append(sum)
      }
    }
    return scores
  }

  /// The first layer, group by group.
  private func dense(_ scene: SessionScene, rows: Range<Int>) -> [Lanes] {
    let allWeights = first.rows
    let weights = allWeights.span
    let bias = first.biasRow
    var hidden: [Lanes] = []
    hidden.reserveCapacity(rows.count / Self.groupHops * Self.vectors)
    var inputs: [Lanes] = []
    inputs.reserveCapacity(Self.groupHops * SessionScene.inputVectors)
    for start in stride(from: rows.lowerBound, to: rows.upperBound, by: Self.groupHops) {
      inputs.removeAll(keepingCapacity: true)
      for row in start..<start + Self.groupHops { scene.appendInputs(row: row, to: &inputs) }
      var sums = (bias[0], bias[1], bias[2], bias[3])
      var row = 0
      for (index, values) in inputs.enumerated() {
        let isLast = index % SessionScene.inputVectors == SessionScene.inputVectors - 1
        let count = isLast ? SessionScene.lastInputs : Lanes.count
        let part = weights.extracting(row..<row + Self.vectors * count)
        for lane in 0..<count { Self.add(values[lane], times: part, from: lane, to: &sums) }
        row += part.count
      }
      hidden.append(sums.0.larger(.zero))
      hidden.append(sums.1.larger(.zero))
      hidden.append(sums.2.larger(.zero))
      hidden.append(sums.3.larger(.zero))
    }
    return hidden
  }

  /// Adds an input times its weight for each of the outputs.
  @inline(__always)
  private static func add(
    _ value: Float, times weights: Span<Lanes>, from input: Int,
    to sums: inout (Lanes, Lanes, Lanes, Lanes)
  ) {
    sums.0 += value * weights[4 &* input]
    sums.1 += value * weights[4 &* input &+ 1]
    sums.2 += value * weights[4 &* input &+ 2]
    sums.3 += value * weights[4 &* input &+ 3]
  }

  /// Each output sees its input a dilation earlier, at its place, and a dilation later.
  private func convolve(_ input: [Lanes], layer: NetworkLayer, dilation: Int) -> [Lanes] {
    let allRows = layer.rows
    let rows = allRows.span
    let bias = layer.biasRow
    let count = input.count / Self.vectors - 2 * dilation
    var output: [Lanes] = []
    output.reserveCapacity(count * Self.vectors)
    for group in 0..<count {
      var sums = (bias[0], bias[1], bias[2], bias[3])
      var row = 0
      for tap in 0..<3 {
        let place = (group + tap * dilation) * Self.vectors
        for vector in place..<place + Self.vectors {
          let values = input[vector]
          let part = rows.extracting(row..<row + Self.vectors * Lanes.count)
          for lane in 0..<Lanes.count { Self.add(values[lane], times: part, from: lane, to: &sums) }
          row += part.count
        }
      }
      let own = (group + dilation) * Self.vectors
      output.append(input[own] + sums.0.larger(.zero))
      output.append(input[own + 1] + sums.1.larger(.zero))
      output.append(input[own + 2] + sums.2.larger(.zero))
      output.append(input[own + 3] + sums.3.larger(.zero))
    }
    return output
  }
}
