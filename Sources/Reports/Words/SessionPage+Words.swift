import AudioCore
import SessionModel
import Words

extension SessionPage {
  /// What was said, for the page.
  struct WordsSection {
    let about: String
    let warning: String?
    /// The transcript as markup.
    let transcript: String
    let points: PageList<PlaceList>?
    let evidence: PageList<PlaceList>?
    let hasPlaces: Bool
    let notHeard = WordsReport.notHeard
  }

  /// The places of one kind, which can be shown and marked.
  struct PlaceList {
    /// What the script calls it.
    let key: String
    let name: String
    /// How many there are, or how surely it was mentioned.
    let state: String
    let places: PageList<PlaceRow>?
  }

  /// A place to listen to.
  struct PlaceRow {
    let at: String
    let time: String
    let before: String
    let phrase: String
    let after: String
  }

  /// The section on words; nil when the report is without them.
  func wordsSection(_ words: WordsReport) -> WordsSection {
    func rows(_ places: [WordsReport.Place]) -> PageList<PlaceRow>? {
      PageList(
        places.map { place in
          PlaceRow(
            at: at(place.frame), time: words.time(place.frame),
            before: place.before.isEmpty ? "" : place.before.forTerminal + " ",
            phrase: place.phrase.forTerminal,
            after: place.after.isEmpty ? "" : " " + place.after.forTerminal)
        })
    }
    let points = PageList(
      words.points.map { point in
        let isMentioned = point.state != .notHeard
        return PlaceList(
          key: WordsData.key(point), name: "\(point.number) \(point.text)",
          state: point.state.rawValue + (isMentioned ? " \(point.places.count)×" : ""),
          places: rows(point.places))
      })
    let evidence = PageList(
      words.found.map { found in
        PlaceList(
          key: WordsData.key(found), name: found.name, state: "\(found.places.count)",
          places: rows(found.places))
      })
    return WordsSection(
      about: words.heading.joined(separator: " · ") + ".", warning: words.warning,
      transcript: transcript(words), points: points, evidence: evidence,
      hasPlaces: points != nil || evidence != nil)
  }

  /// A paragraph for each run of sentences, a span for each word: nine thousand of them have to
  /// stay small and quick, so they carry nothing, and no template draws them.
  private func transcript(_ words: WordsReport) -> String {
    let escape = PageText()
    let all = words.transcript.words
    var html = ""
    for part in words.parts {
      if !part.name.isEmpty {
        html +=
          "<h3>\(escape.escapeText(part.name)) <small>\(words.time(part.start))</small></h3>\n"
      }
      for paragraph in part.paragraphs {
        html += "<p><small>\(words.time(all[paragraph.words.lowerBound].range.start))</small>"
        for piece in paragraph.pieces {
          switch piece {
          case .words(let range):
            for word in all[range] {
              // What turns the direction of writing would turn the rest of the line.
              html += " <span>\(escape.escapeText(word.text.forTerminal))</span>"
            }
          case .pause(let seconds):
            html += " <small>· \(WordsReport.text(pause: seconds)) ·</small>"
          }
        }
        html += "</p>\n"
      }
    }
    return html.isEmpty ? "<p>No word was heard.</p>" : html
  }
}

/// What the script knows of a session's words.
struct WordsData: Encodable {
  /// By how many milliseconds each word begins after the one before.
  let starts: [Int]
  /// For each list of places, the first word and the one behind the last of each.
  let places: [String: [[Int]]]

  init(_ words: WordsReport) {
    var last = 0
    starts = words.transcript.words.map { word in
      let start = Int((words.rate.seconds(frames: word.range.start) * 1000).rounded())
      defer { last = start }
      return start - last
    }
    var places: [String: [[Int]]] = [:]
    func add(_ key: String, _ list: [WordsReport.Place]) {
      places[key] = list.map { [$0.words.lowerBound, $0.words.upperBound] }
    }
    for point in words.points { add(Self.key(point), point.places) }
    for found in words.found { add(Self.key(found), found.places) }
    self.places = places
  }

  static func key(_ point: WordsReport.Point) -> String { "point-\(point.number)" }

  static func key(_ found: WordsReport.Found) -> String { "heard-\(found.id)" }
}
