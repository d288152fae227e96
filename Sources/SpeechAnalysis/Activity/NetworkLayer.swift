/// One layer of a network: `outputs = bias + inputs × weights`.
struct NetworkLayer {
  /// The number of outputs.
  let outputs: Int
  /// The weights, those of each input in a row.
  let weights: [Float]
  /// One for each output.
  let bias: [Float]

  /// The weights in vectors; the number of outputs is a multiple of eight.
  var rows: [Lanes] {
    stride(from: 0, to: weights.count, by: Lanes.count).map { Lanes(weights[$0..<$0 + 8]) }
  }

  /// The biases in vectors.
  var biasRow: [Lanes] {
    stride(from: 0, to: bias.count, by: Lanes.count).map { Lanes(bias[$0..<$0 + 8]) }
  }

  /// What comes out for some inputs, one by one.
  func outputs(of inputs: [Float]) -> [Float] {
    var sums = bias
    for (input, value) in inputs.enumerated() {
      for output in 0..<outputs { sums[output] += value * weights[input * outputs + output] }
    }
    return sums
  }

  /// Reads layer after layer: the numbers of inputs and outputs (16 bits each), scales
  /// and biases (32-bit floats, one per output), then the weights row by row as 8-bit
  /// integers, each to be multiplied by its output's scale.
  ///
  /// Little-endian. The bytes are part of the program.
  struct Reader {
    private let bytes: [UInt8]
    private var offset = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    private mutating func next(_ count: Int) -> UInt32 {
      defer { offset += count }
      return (0..<count).reduce(0) { $0 | UInt32(bytes[offset + $1]) << UInt32(8 * $1) }
    }

    /// The next layer.
    mutating func layer() -> NetworkLayer {
      let inputs = Int(next(2))
      let outputs = Int(next(2))
      let scales = (0..<outputs).map { _ in Float(bitPattern: next(4)) }
      let bias = (0..<outputs).map { _ in Float(bitPattern: next(4)) }
      let weights = (0..<inputs * outputs).map { index in
        Float(Int8(truncatingIfNeeded: next(1))) * scales[index % outputs]
      }
      return NetworkLayer(outputs: outputs, weights: weights, bias: bias)
    }
  }
}
