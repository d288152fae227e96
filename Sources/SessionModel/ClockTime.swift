/// Times as people write them.
public enum ClockTime {
  /// The seconds that a time such as `1:02:03.5` stands for; nil when it is none.
  public static func seconds(_ text: some StringProtocol) -> Double? {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard (1...3).contains(parts.count) else { return nil }
    var total = 0.0
    for (index, part) in parts.enumerated() {
      let isLast = index == parts.count - 1
      guard !part.isEmpty, part.utf8.count <= 9,
        part.allSatisfy({ ("0"..."9").contains($0) || (isLast && $0 == ".") }),
        let value = Double(part), index == 0 || value < 60
      else { return nil }
      total = total * 60 + value
    }
    return total
  }
}
