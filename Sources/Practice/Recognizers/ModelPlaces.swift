import LinuxSystem
import SystemPackage

/// Looks for models on the disk, in places that are written with `*` and `{name}`.
struct ModelPlaces {
  let environment: [String: String]

  /// A model.
  struct Found: Hashable {
    let name: String
    let path: FilePath
  }

  /// What is at a place, by name; nothing where its variable is not set.
  /// - Parameter holds: paths that each model's folder has.
  func found(at place: String, holds: [String]) -> [Found] {
    guard let start = absolute(place) else { return [] }
    var ways = [Way(place: "/", name: nil)]
    for part in start.split(separator: "/").map(String.init) {
      guard part.contains("*") || part.contains(Self.namePart) else {
        ways = ways.map { Way(place: $0.place.appending(pathText: part), name: $0.name) }
        continue
      }
      let pattern = Self.pieces(part)
      ways = ways.flatMap { way -> [Way] in
        let names = ((try? PrivateFile.names(inFolder: way.place)) ?? []).map(\.pathText)
        return names.filter { !$0.hasPrefix(".") }.compactMap { name -> Way? in
          guard let found = Self.match(pattern[...], Array(name)[...]) else { return nil }
          return Way(
            place: way.place.appending(pathText: name), name: found.isEmpty ? way.name : found)
        }
      }
    }
    return ways.compactMap { way -> Found? in
      guard Self.isWhole(way.place, holds: holds) else { return nil }
      return Found(name: way.name ?? Self.name(of: way.place), path: way.place)
    }
  }

  /// A path as far as it was looked for, and the name of the model in it.
  private struct Way {
    let place: FilePath
    let name: String?
  }

  /// Whether a model is there to its last file: a download that was cut off has links to nothing.
  static func isWhole(_ path: FilePath, holds: [String]) -> Bool {
    ([path] + holds.map { path.appending(pathText: $0) }).allSatisfy {
      (try? PrivateFile.resolved($0)) != nil
    }
  }

  /// What a model at a path is called that no place names: its file's name without an end.
  static func name(of path: FilePath) -> String {
    var name = path.lastComponent?.pathText ?? path.pathText
    for end in [".bin", ".pt"] where name.hasSuffix(end) { name.removeLast(end.count) }
    for start in ["ggml-", "vosk-model-", "faster-whisper-"] where name.hasPrefix(start) {
      name.removeFirst(start.count)
    }
    return name
  }

  /// Orders models: those that are preferred first, then by name; of one name the first stays,
  /// and of one path.
  static func sorted(_ all: [Found], prefer: [String]) -> [Found] {
    func rank(_ name: String) -> Int {
      prefer.firstIndex { match(pieces($0)[...], Array(name)[...]) != nil } ?? prefer.count
    }
    var (names, places) = (Set<String>(), Set<FilePath>())
    return all.filter { places.insert($0.path).inserted && names.insert($0.name).inserted }
      .sorted { (rank($0.name), $0.name) < (rank($1.name), $1.name) }
  }

  /// A path without `~/` and a variable at its beginning; nil where that is not set.
  func absolute(_ place: String) -> String? {
    if place.hasPrefix("~/") {
      return environment["HOME"].flatMap { $0.hasPrefix("/") ? $0 + place.dropFirst() : nil }
    }
    guard place.hasPrefix("$") else { return place.hasPrefix("/") ? place : nil }
    let name = place.dropFirst().prefix { $0 != "/" }
    guard let value = environment[String(name)], value.hasPrefix("/") else { return nil }
    return value + place.dropFirst(1 + name.count)
  }

  // MARK: Names

  private static let namePart = "{name}"

  private enum Piece: Hashable {
    case letter(Character)
    case any, name
  }

  private static func pieces(_ pattern: String) -> [Piece] {
    var pieces: [Piece] = []
    var rest = pattern[...]
    while let first = rest.first {
      let isName = rest.hasPrefix(namePart)
      pieces.append(isName ? .name : first == "*" ? .any : .letter(first))
      rest = rest.dropFirst(isName ? namePart.count : 1)
    }
    return pieces
  }

  /// What `{name}` stands for in a name, empty where the pattern has none; nil for another name.
  private static func match(
    _ pattern: ArraySlice<Piece>, _ name: ArraySlice<Character>
  ) -> String? {
    switch pattern.first {
    case nil: return name.isEmpty ? "" : nil
    case .letter(let letter):
      return name.first == letter ? match(pattern.dropFirst(), name.dropFirst()) : nil
    case .any:
      for count in 0...name.count {
        if let found = match(pattern.dropFirst(), name.dropFirst(count)) { return found }
      }
      return nil
    case .name:
      guard !name.isEmpty else { return nil }
      for count in 1...name.count where match(pattern.dropFirst(), name.dropFirst(count)) != nil {
        return String(name.prefix(count))
      }
      return nil
    }
  }
}
