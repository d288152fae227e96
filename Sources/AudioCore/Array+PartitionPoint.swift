extension Array {
  /// The index of the first element that a condition holds for; the array's end where it holds for none.
  ///
  /// It has to hold for all behind that one: the search is binary.
  /// - Parameter holds: the condition.
  @inlinable public func partitionPoint(where holds: (Element) -> Bool) -> Int {
    var range = startIndex..<endIndex
    while !range.isEmpty {
      let middle = range.lowerBound + range.count / 2
      range = holds(self[middle]) ? range.lowerBound..<middle : (middle + 1)..<range.upperBound
    }
    return range.lowerBound
  }
}
