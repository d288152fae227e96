import Foundation

/// Triangular filters, evenly spaced on the mel scale, that sum a power spectrum into bands.
///
/// - SeeAlso: O'Shaughnessy, Speech Communication (1987), p. 150, for the mel
///   formula; Davis and Mermelstein, IEEE Trans. ASSP 28 (1980), for the filters.
struct BandFilters {
  /// How many bands.
  static let count = 24
  /// The lower edge of the lowest band in hertz, above mains hum and DC.
  static let lowestHertz = 120.0
  /// The upper edge of the highest band in hertz.
  static let highestHertz = 7000.0

  private struct Band {
    let firstBin: Int
    let weights: [Float]
  }
  private let bands: [Band]

  init() {
    func mel(_ hertz: Double) -> Double { 2595 * log10(1 + hertz / 700) }
    let low = mel(Self.lowestHertz)
    let step = (mel(Self.highestHertz) - low) / Double(Self.count + 1)
    let edges = (0..<Self.count + 2).map { 700 * (pow(10, (low + Double($0) * step) / 2595) - 1) }
    let hertzPerBin = Double(Resampler.outputHertz) / Double(FourierTransform.size)
    bands = (0..<Self.count).map { band in
      let (left, centre, right) = (edges[band], edges[band + 1], edges[band + 2])
      let bins = (0..<FourierTransform.bins).filter {
        let hertz = Double($0) * hertzPerBin
        return left < hertz && hertz < right
      }
      let weights = bins.map { bin -> Double in
        let hertz = Double(bin) * hertzPerBin
        return hertz < centre
          ? (hertz - left) / (centre - left) : (right - hertz) / (right - centre)
      }
      // Mean power in the band: white noise reads the same in each.
      let sum = weights.reduce(0, +)
      return Band(firstBin: bins.first ?? 0, weights: weights.map { Float($0 / sum) })
    }
  }

  /// Mean power of each band.
  func process(_ power: [Lanes], into output: inout [Lanes]) {
    for (index, band) in bands.enumerated() {
      var sum = Lanes.zero
      for (offset, weight) in band.weights.enumerated() {
        sum += power[band.firstBin + offset] * weight
      }
      output[index] = sum
    }
  }
}
