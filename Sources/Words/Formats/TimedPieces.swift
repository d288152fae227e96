/// Pieces of words with their times, as recognisers write them, and the words that they make.
///
/// A piece is a word, a part of one, or a line of several. Parts are put together before they
/// are decoded: a character may be cut in two.
struct TimedPieces: Sendable {
  /// What the beginnings of pieces say.
  enum Joining: Sendable {
    /// Each piece stands for itself.
    case never
    /// Parts of words: where one piece begins with a space, those without it go on with a word.
    case tokens
    /// Words: the same where a quarter of them begin with a space.
    case words
    /// Captions: the same as of words; where their spaces were taken away,
    /// by punctuation that begins no word.
    case captions
  }

  /// How a piece stands to the one before it.
  enum Border: Sendable {
    /// In the same line of the recogniser's.
    case none
    /// In another, which may have been broken inside a word.
    case line
    /// In another, which always begins with a word.
    case word
  }

  /// Pieces of 200,000 words; more are no transcript.
  private static let mostPieces = 2_000_000

  private struct Piece {
    var range: Range<Int>
    var start: Double?
    var end: Double?
    let place: Int
    let border: Border
  }

  /// What places in the file are counted in, such as `line`.
  let unit: String
  /// What the beginnings of pieces say.
  var joining: Joining
  /// What the file says of the language.
  var language: String?
  /// What the file says of the model.
  var model: String?
  /// The words as the recogniser spells them elsewhere in its file.
  var spelling: [String]?
  private var bytes: [UInt8] = []
  private var pieces: [Piece] = []

  init(countedIn unit: String, _ joining: Joining) {
    self.unit = unit
    self.joining = joining
  }

  /// Adds a piece behind the others.
  /// - Parameters:
  ///   - text: its bytes, with the white space around it.
  ///   - start: where it begins, in seconds.
  ///   - end: where it ends, in seconds.
  ///   - place: in the file, in the unit.
  ///   - border: how it stands to the piece before it.
  /// - Throws: ``TranscriptError`` for too many.
  mutating func add(
    _ text: some Collection<UInt8>, from start: Double?, to end: Double?, at place: Int,
    _ border: Border = .line
  ) throws(TranscriptError) {
    guard !text.isEmpty else { return }
    guard pieces.count < Self.mostPieces else { throw TranscriptLimits.tooManyWords }
    let first = bytes.count
    bytes.append(contentsOf: text)
    pieces.append(
      Piece(range: first..<bytes.count, start: start, end: end, place: place, border: border))
  }

  /// The words that the pieces make.
  /// - Parameter format: the id of the file's format.
  /// - Throws: ``TranscriptError`` beyond the limits, and when no word has a time.
  func transcript(format: String) throws(TranscriptError) -> RecognizedTranscript {
    let isSpaced = isSpaced
    var words: [RecognizedWord] = []
    var cues = 0
    var last: Piece?
    for var piece in pieces {
      if var earlier = last, joins(earlier, piece, isSpaced) {
        // Of a line, the first word alone goes on with the one before it.
        let text = bytes[piece.range]
        let end = text.firstIndex(where: Self.isSpace) ?? piece.range.upperBound
        if text[end...].allSatisfy(Self.isSpace) {
          earlier.range = earlier.range.lowerBound..<piece.range.upperBound
          earlier.start = earlier.start ?? piece.start
          earlier.end = piece.end ?? earlier.end
          last = earlier
          continue
        }
        earlier.range = earlier.range.lowerBound..<end
        piece.range = end..<piece.range.upperBound
        last = earlier
      }
      if let last { try append(last, to: &words, &cues) }
      last = piece
    }
    if let last { try append(last, to: &words, &cues) }
    guard words.isEmpty || words.contains(where: { $0.startSeconds ?? $0.endSeconds != nil })
    else {
      throw TranscriptError(
        "\(words.count) words and not one has a time; have the recogniser write times of words")
    }
    if let spelling, spelling.count == words.count,
      zip(spelling, words).allSatisfy({ $0.lowercased() == $1.text.lowercased() })
    {
      words = zip(spelling, words).map {
        RecognizedWord($0, startSeconds: $1.startSeconds, endSeconds: $1.endSeconds, cue: $1.cue)
      }
    }
    return RecognizedTranscript(
      words: words, language: language, model: model, formatID: format)
  }

  /// The words of what belongs together: a word's own times, or those of a cue.
  private func append(
    _ piece: Piece, to words: inout [RecognizedWord], _ cues: inout Int
  ) throws(TranscriptError) {
    let texts = WordText.words(
      bytes[piece.range], atMost: TranscriptLimits.mostWords + 1 - words.count)
    for text in texts {
      guard text.utf8.count <= TranscriptLimits.mostWordBytes else {
        throw TranscriptError(
          "\(unit) \(piece.place): a word of \(text.utf8.count) bytes, the most is "
            + "\(TranscriptLimits.mostWordBytes); have the recogniser put spaces between words")
      }
      guard words.count < TranscriptLimits.mostWords else { throw TranscriptLimits.tooManyWords }
      let isCue = texts.count > 1 && (piece.start ?? piece.end) != nil
      words.append(
        RecognizedWord(
          text, startSeconds: piece.start, endSeconds: piece.end, cue: isCue ? cues : nil))
    }
    if texts.count > 1 { cues += 1 }
  }

  /// Whether the spaces at the beginnings of pieces say where words begin.
  private var isSpaced: Bool {
    var (spaced, all) = (0, 0)
    for piece in pieces where !bytes[piece.range].allSatisfy(Self.isSpace) {
      all += 1
      if Self.isSpace(bytes[piece.range.lowerBound]) { spaced += 1 }
    }
    return switch joining {
    case .never: false
    case .tokens: spaced > 0
    case .words, .captions: spaced > 0 && spaced * 4 >= all
    }
  }

  private func joins(_ last: Piece, _ piece: Piece, _ isSpaced: Bool) -> Bool {
    let first = bytes[piece.range.lowerBound]
    if first & 0xC0 == 0x80, isCut(last) { return true }
    // A space in a piece of its own begins the word behind it.
    if last.range.count <= 4, bytes[last.range].allSatisfy(Self.isSpace) {
      return piece.border == .none
    }
    guard !Self.isSpace(first), !Self.isSpace(bytes[last.range.upperBound - 1]) else {
      return false
    }
    let isTouching = last.end == piece.start
    if isSpaced {
      return switch piece.border {
      case .none: true
      case .line:
        isTouching && WordBreak.isPossible(bytes[last.range].suffix(1), bytes[piece.range])
      case .word: false
      }
    }
    return joining == .captions && isTouching && piece.start != nil
      && !bytes[last.range].prefix(200).contains(where: Self.isSpace)
      && WordBreak.isCertain(bytes[last.range].suffix(1), bytes[piece.range])
  }

  /// Whether a piece ends inside a character.
  private func isCut(_ piece: Piece) -> Bool {
    var following = 0
    for byte in bytes[piece.range].suffix(3).reversed() {
      if byte & 0xC0 == 0x80 {
        following += 1
      } else {
        return byte >= 0xC0 && following < (byte >= 0xF0 ? 3 : byte >= 0xE0 ? 2 : 1)
      }
    }
    return false
  }

  private static func isSpace(_ byte: UInt8) -> Bool { byte <= 0x20 }
}
