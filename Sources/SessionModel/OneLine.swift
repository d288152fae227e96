extension String {
  /// Control characters as spaces, for a line of a file: in data nothing else may change.
  public var onOneLine: String {
    var line = UnicodeScalarView()
    for scalar in unicodeScalars {
      line.append(scalar.properties.generalCategory == .control ? " " : scalar)
    }
    return String(line)
  }
}
