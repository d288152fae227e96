@testable import LabelFiles

extension LabelFormat {
  /// Numbered captions with times, which every player shows.
  static let subRip = LabelFormat(
    id: "subrip", name: "SubRip captions",
    writer: Writer(
      suffix: ".srt", about: "phases as captions",
      text: { tracks in
        tracks.phases.enumerated().map { index, phase in
          "\(index + 1)\n\(time(phase.start)) --> \(time(phase.end))\n\(phase.name.onOneLine)\n\n"
        }.joined()
      }))

  /// A time such as `01:02:03,500`.
  private static func time(_ seconds: Double) -> String {
    let all = Int((seconds * 1000).rounded())
    let parts = [all / 3_600_000, all / 60_000 % 60, all / 1000 % 60]
    let clock = parts.map { $0 < 10 ? "0\($0)" : "\($0)" }.joined(separator: ":")
    return clock + "," + String(String(1000 + all % 1000).dropFirst())
  }
}
