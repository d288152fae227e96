/// The median of values, in time proportional to their number; nil when there are none.
///
/// Of an even number it is the mean of the middle two.
///
/// - SeeAlso: Hoare, Communications of the ACM 4 (1961), algorithm 65, "Find".
func median(_ values: [Float]) -> Float? {
  guard !values.isEmpty else { return nil }
  var values = values
  let middle = values.count / 2
  var (low, high) = (0, values.count - 1)
  while low < high {
    let pivot = values[low + (high - low) / 2]
    var (left, right) = (low, high)
    while left <= right {
      while values[left] < pivot { left += 1 }
      while pivot < values[right] { right -= 1 }
      if left <= right {
        values.swapAt(left, right)
        left += 1
        right -= 1
      }
    }
    if middle <= right {
      high = right
    } else if middle >= left {
      low = left
    } else {
      break
    }
  }
  guard values.count.isMultiple(of: 2) else { return values[middle] }
  // What lies before the middle is not larger; the largest of it is the other one.
  return ((values[..<middle].max() ?? values[middle]) + values[middle]) / 2
}
