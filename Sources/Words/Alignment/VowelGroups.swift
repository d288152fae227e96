/// The syllables that English spelling suggests.
enum VowelGroups {
  /// Runs of vowels in a word, at least one; an e at the end is mute but in -le.
  static func count(_ word: String) -> Int {
    let letters = word.lowercased().unicodeScalars.filter { $0.properties.isAlphabetic }
      .map { Character($0) }
    var count = 0
    var wasVowel = false
    for (index, letter) in letters.enumerated() {
      let isVowel = "aeiouy".contains(letter)
      let isMute =
        letter == "e" && index == letters.count - 1 && !wasVowel
        && !(index >= 1 && letters[index - 1] == "l")
      if isVowel, !wasVowel, !isMute { count += 1 }
      wasVowel = isVowel
    }
    return max(1, count)
  }
}
