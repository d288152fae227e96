/// Tables as comma-separated values.
///
/// - SeeAlso: RFC 4180.
public enum CSVText {
  /// A row ending in a newline; cells are quoted where they have to be.
  public static func line(_ cells: [String]) -> String {
    cells.map(quoted).joined(separator: ",") + "\n"
  }

  private static func quoted(_ cell: String) -> String {
    let isPlain = cell.utf8.allSatisfy { ![0x22, 0x2C, 0x0A, 0x0D].contains($0) }
    if isPlain, cell.utf8.first != 0x20, cell.utf8.last != 0x20 { return cell }
    return "\"" + cell.replacing("\"", with: "\"\"") + "\""
  }

  /// A cell of words from outside, which no spreadsheet runs as a formula: an apostrophe before
  /// what would begin one makes it text.
  ///
  /// - SeeAlso: OWASP, *CSV Injection*.
  public static func words(_ text: String) -> String {
    guard let first = text.unicodeScalars.first, "=+-@\t\r＝＋－＠".unicodeScalars.contains(first)
    else { return text }
    return "'" + text
  }
}
