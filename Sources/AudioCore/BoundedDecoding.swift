extension KeyedDecodingContainer {
  /// Reads a number and refuses one that lies outside of a range.
  ///
  /// Numbers in files are checked where they are read: what is reckoned from them later
  /// relies on it.
  /// - Throws: `DecodingError` `dataCorrupted` with the number.
  public func decode<Number: Decodable & Comparable>(
    _ type: Number.Type, forKey key: Key, in range: ClosedRange<Number>
  ) throws -> Number {
    let number = try decode(type, forKey: key)
    guard range.contains(number) else {
      throw DecodingError.dataCorruptedError(
        forKey: key, in: self, debugDescription: "\(key.stringValue) is \(number)")
    }
    return number
  }
}
