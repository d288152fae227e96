extension String {
  /// The text as one word of a shell's command line: between quotes where it needs them.
  public var shellWord: String {
    let plain = "@%+=:,./_-"
    let isPlain =
      !isEmpty
      && allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber) || plain.contains($0) }
    return isPlain ? self : "'" + replacing("'", with: #"'\''"#) + "'"
  }
}
