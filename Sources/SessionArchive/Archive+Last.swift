import SessionModel

extension Archive {
  /// Names tell the time where a session began, which is 14 hours before UTC to 12 hours
  /// after it; one more where clocks change.
  private static let mostDoubtMinutes = 27 * 60

  /// The session that began last, or some before it.
  ///
  /// Names order sessions nearly: only those of some days around the place are read,
  /// and those whose names tell no time.
  /// - Parameters:
  ///   - back: 0 for the last, less than the number of sessions.
  ///   - all: by name.
  static func latest(_ back: Int, in all: [SessionFolder]) -> SessionFolder {
    let times = all.map { minutes(inName: $0.id) }
    let told = times.compactMap { $0 }
    func time(_ back: Int) -> Int { told.reversed().dropFirst(back).first ?? told.first ?? 0 }
    // The one that is looked for is within the doubt of these places, and what may be
    // on the other side of it is within the doubt of that.
    let least = time(back) - 2 * mostDoubtMinutes
    let most = time(max(0, back - (all.count - told.count))) + 2 * mostDoubtMinutes
    var near: [(folder: SessionFolder, seconds: Int, offset: Int)] = []
    for (offset, folder) in all.enumerated() where times[offset].map({ least...most ~= $0 }) ?? true
    {
      let start = (try? folder.readSession()).flatMap { SessionDate($0.start) }
      let seconds = start?.epochSeconds ?? (times[offset] ?? 0) * 60
      near.append((folder, seconds, offset))
    }
    near.sort { ($1.seconds, $1.offset) < ($0.seconds, $0.offset) }
    return near[back - told.count { $0 > most }].folder
  }

  /// Whether a folder's name begins as those of sessions do, with a date and a time.
  static func isSessionName(_ name: String) -> Bool { minutes(inName: name) != nil }

  /// What a session's name says of its topic, as words; empty when it is no such name.
  static func topic(inName name: String) -> String {
    guard isSessionName(name) else { return "" }
    return name.dropFirst(15).split(separator: "-").joined(separator: " ")
  }

  /// The minutes since 1970 of the time that a session's name begins with, where it
  /// began; nil when it begins otherwise.
  private static func minutes(inName name: String) -> Int? {
    let bytes = Array(name.utf8.prefix(15))
    guard bytes.count == 15, bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-"),
      bytes[10] == UInt8(ascii: "T")
    else { return nil }
    func number(_ range: Range<Int>) -> Int? {
      range.reduce(0) { number, index in
        guard let number, UInt8(ascii: "0")...UInt8(ascii: "9") ~= bytes[index] else { return nil }
        return number * 10 + Int(bytes[index] - UInt8(ascii: "0"))
      }
    }
    guard let year = number(0..<4), let month = number(5..<7), let day = number(8..<10),
      let hour = number(11..<13), let minute = number(13..<15)
    else { return nil }
    return Day(year: year, month: month, day: day).number * 1440 + hour * 60 + minute
  }
}
