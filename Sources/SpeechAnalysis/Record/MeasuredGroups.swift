/// The numbers of measures in the groups that JSON has them in.
struct MeasuredGroups {
  /// By the fields' keys, such as `talk.talkSeconds`.
  let values: [String: Double]

  /// Takes numbers by their fields' keys.
  init(_ values: [String: Double]) { self.values = values }

  /// Adds the numbers to the groups of an object.
  func encode(into container: inout KeyedEncodingContainer<NameKey>) throws {
    for (key, value) in values {
      let path = key.split(separator: ".")
      guard let name = path.last else { continue }
      var group = container
      for part in path.dropLast() {
        group = group.nestedContainer(keyedBy: NameKey.self, forKey: NameKey(part))
      }
      try group.encode(value, forKey: NameKey(name))
    }
  }

  /// Finds the numbers of all measures in the groups of an object.
  init(from container: KeyedDecodingContainer<NameKey>) throws {
    var values: [String: Double] = [:]
    var groups: [Substring: KeyedDecodingContainer<NameKey>] = [:]
    func number(_ key: String) throws -> Double? {
      let path = key.split(separator: ".")
      guard let name = path.last else { return nil }
      var group = container
      let parent = key.dropLast(name.count)
      if let known = groups[parent] {
        group = known
      } else {
        for part in path.dropLast() {
          guard group.contains(NameKey(part)) else { return nil }
          group = try group.nestedContainer(keyedBy: NameKey.self, forKey: NameKey(part))
        }
        groups[parent] = group
      }
      return try group.decodeIfPresent(Double.self, forKey: NameKey(name))
    }
    for field in Field.kept {
      values[field.key] = try number(field.key)
    }
    self.values = values
  }
}
