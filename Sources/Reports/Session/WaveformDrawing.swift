import SpeechAnalysis

/// The outline of a sound as paths, in a box 200 units high with 0 in the middle.
///
/// Scaled so that all but the loudest moments fill it: one knock on the table must
/// not flatten an hour of speech. What is above is cut.
struct WaveformDrawing {
  /// Closed outlines, one after the other; apart, so that what is out of sight costs nothing.
  let paths: [String]

  private static let stretchesPerPath = 500

  /// Draws an outline, one unit across for each stretch.
  init(_ outline: SoundOutline) {
    let stretches = outline.stretches.map { Float($0.lowerBound)...Float($0.upperBound) }
    let sizes = stretches.map { max(abs($0.lowerBound), abs($0.upperBound)) }.sorted()
    let usual = sizes.isEmpty ? 0 : sizes[(sizes.count - 1) * 998 / 1000]
    let scale = usual > 0 ? 96 / usual : 0
    // A line remains where there is silence.
    let tops = stretches.map { -max(1, min(100, Int(($0.upperBound * scale).rounded()))) }
    let bottoms = stretches.map { max(1, min(100, Int((-$0.lowerBound * scale).rounded()))) }
    paths = stride(from: 0, to: stretches.count, by: Self.stretchesPerPath).map { first in
      // The first stretch of the next path closes the seam.
      let last = min(first + Self.stretchesPerPath, stretches.count - 1)
      var path = "M\(first) \(tops[first])"
      var height = tops[first]
      func line(_ step: Int, _ next: Int) {
        let difference = next - height
        path += difference < 0 ? "l\(step)\(difference)" : "l\(step) \(difference)"
        height = next
      }
      for index in first..<last { line(1, tops[index + 1]) }
      path += "V\(bottoms[last])"
      height = bottoms[last]
      for index in stride(from: last, to: first, by: -1) { line(-1, bottoms[index - 1]) }
      return path + "z"
    }
  }
}
