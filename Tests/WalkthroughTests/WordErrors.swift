/// What was heard beside what was said, word by word.
struct WordErrors {
  /// A word without case and signs.
  struct Word {
    let text: String
    let endsSentence: Bool
  }

  /// Words that were replaced, left out or added, for each word that was said.
  let rate: Double
  private let said: [Word]
  // For each word that was heard, the one that was said there.
  private let places: [Int?]

  /// The words of a text: letters and digits, apostrophes inside left out.
  static func words(_ text: Substring) -> [Word] {
    text.split { $0.isWhitespace || $0 == "-" || $0 == "–" }.compactMap { word in
      let letters = word.lowercased().filter { $0.isLetter || $0.isNumber }
      guard !letters.isEmpty else { return nil }
      return Word(text: letters, endsSentence: word.last.map { ".?!".contains($0) } ?? false)
    }
  }

  /// Lays them side by side with the fewest errors.
  /// - SeeAlso: Wagner and Fischer, The String-to-String Correction Problem (1974).
  init(said: [Word], heard: [Word]) {
    var rows = [[Int]](
      repeating: [Int](repeating: 0, count: heard.count + 1), count: said.count + 1)
    for i in 0...said.count {
      for j in 0...heard.count where i + j > 0 {
        var least = Int.max
        if i > 0 { least = min(least, rows[i - 1][j] + 1) }
        if j > 0 { least = min(least, rows[i][j - 1] + 1) }
        if i > 0, j > 0 {
          least = min(least, rows[i - 1][j - 1] + (said[i - 1].text == heard[j - 1].text ? 0 : 1))
        }
        rows[i][j] = least
      }
    }
    var places = [Int?](repeating: nil, count: heard.count)
    var (i, j) = (said.count, heard.count)
    while i > 0 || j > 0 {
      if i > 0, j > 0,
        rows[i][j]
          == rows[i - 1][j - 1] + (said[i - 1].text == heard[j - 1].text ? 0 : 1)
      {
        (i, j) = (i - 1, j - 1)
        places[j] = i
      } else if i > 0, rows[i][j] == rows[i - 1][j] + 1 {
        i -= 1
      } else {
        j -= 1
      }
    }
    rate = Double(rows[said.count][heard.count]) / Double(max(1, said.count))
    self.said = said
    self.places = places
  }

  /// The word that was said where one was heard, or the one before it; nil before the first.
  func said(at index: Int) -> Word? {
    places.prefix(index + 1).last { $0 != nil }.flatMap { $0 }.map { said[$0] }
  }
}
