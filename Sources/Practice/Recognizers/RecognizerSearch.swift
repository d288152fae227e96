import Foundation
public import InterviewGuide
import LinuxSystem
public import SystemPackage
import Words

/// A recogniser as it is on this machine.
public struct FoundRecognizer: Hashable, Sendable {
  /// A model on the disk.
  public struct Model: Hashable, Sendable {
    /// Its name, such as `base.en`.
    public let name: String
    /// The absolute path of its file or folder.
    public let path: FilePath
  }

  /// How it is called and what it needs.
  public let entry: RecognizerProgram
  /// The program; nil when it is not there.
  public let program: FilePath?
  /// Its models, the one that is taken first.
  public let models: [Model]
  /// Why it cannot be used; nil when it can.
  public let trouble: RecognizerTrouble?

  /// The model that is taken; nil for none.
  public var model: Model? { models.first }
}

/// Looks for speech recognisers and their models on this machine.
///
/// Nothing is started, and nothing is fetched.
public struct RecognizerSearch {
  private let environment: [String: String]
  private let programFolders: String
  private let entries: [RecognizerProgram]

  /// Prepares to look.
  /// - Parameters:
  ///   - entries: the recognisers that are known, the ones to take first at the beginning.
  ///   - environment: says where home and caches are.
  ///   - programFolders: where programs are, as `PATH` has it.
  public init(
    _ entries: [RecognizerProgram], environment: [String: String], programFolders: String
  ) {
    self.entries = entries
    self.environment = environment
    self.programFolders = programFolders
  }

  /// All that are known.
  public func all() -> [FoundRecognizer] { entries.map { find($0, model: nil) } }

  /// The one to use.
  /// - Parameters:
  ///   - name: its id; nil takes the first that can be used.
  ///   - model: a path, or the name of a model of it; nil takes the first that is there.
  /// - Throws: when it cannot be used, with the cure.
  public func chosen(name: String?, model: String?) throws(RecognizerTrouble) -> FoundRecognizer {
    guard let name else { return try first(model: model) }
    guard let entry = entries.first(where: { $0.id == name }) else {
      throw RecognizerTrouble(
        .unknown,
        "no recogniser is called '\(name)'; there are \(entries.map(\.id).joined(separator: ", ")), "
          + "and those of your recognizers.yaml")
    }
    let found = find(entry, model: model)
    if let trouble = found.trouble { throw trouble }
    return found
  }

  private func first(model: String?) throws(RecognizerTrouble) -> FoundRecognizer {
    let all = entries.map { find($0, model: model) }
    if let ready = all.first(where: { $0.trouble == nil }) { return ready }
    // One that only lacks its model is nearer than one that is not there.
    if let trouble = all.first(where: { $0.program != nil })?.trouble { throw trouble }
    let cure = entries.lazy.compactMap(\.install).first
    throw RecognizerTrouble(
      .none,
      "no speech recogniser is installed (looked for "
        + "\(entries.map { $0.programs[0] }.joined(separator: ", ")))"
        + (cure.map { "; install one, such as: \($0)" } ?? ""), cure: cure)
  }

  // MARK: One recogniser

  private func find(_ entry: RecognizerProgram, model wanted: String?) -> FoundRecognizer {
    let program = entry.programs.lazy.compactMap(path).first
    var models = models(of: entry)
    var trouble: RecognizerTrouble?
    if let wanted {
      switch chosenModel(wanted, of: entry, among: models) {
      case .success(let model): models = [model] + models.filter { $0 != model }
      case .failure(let why): trouble = why
      }
    }
    if entry.needsModel, models.isEmpty, trouble == nil {
      trouble = RecognizerTrouble(
        .noModel,
        "\(entry.id): no model is on this machine, and none is fetched unasked; fetch one"
          + (entry.fetch.map { " with: \($0)" } ?? ", and name its path"), cure: entry.fetch)
    }
    if program == nil {
      trouble = RecognizerTrouble(
        .notInstalled,
        "\(entry.id): is not installed (looked for \(entry.programs.joined(separator: ", ")))"
          + (entry.install.map { "; install it with: \($0)" } ?? "; install it"),
        cure: entry.install)
    }
    if let format = entry.format, TranscriptFormat.named(format) == nil {
      trouble = RecognizerTrouble(
        .unknown,
        "\(entry.id): no format is called '\(format)'; choose one of: "
          + TranscriptFormat.all.map(\.id).joined(separator: ", "))
    }
    return FoundRecognizer(entry: entry, program: program, models: models, trouble: trouble)
  }

  private func path(of name: String) -> FilePath? {
    guard name.contains("/") else { return ChildProgram.path(of: name, in: programFolders) }
    return ModelPlaces(environment: environment).absolute(name).map(FilePath.init(pathText:))
      .flatMap { ChildProgram.isProgram($0) ? $0 : nil }
  }

  private func models(of entry: RecognizerProgram) -> [FoundRecognizer.Model] {
    guard let models = entry.models else { return [] }
    let places = ModelPlaces(environment: environment)
    let found = models.places.flatMap { places.found(at: $0, holds: models.holds) }
    return ModelPlaces.sorted(found, prefer: models.prefer).map {
      FoundRecognizer.Model(name: $0.name, path: $0.path)
    }
  }

  private func chosenModel(
    _ wanted: String, of entry: RecognizerProgram, among models: [FoundRecognizer.Model]
  ) -> Result<FoundRecognizer.Model, RecognizerTrouble> {
    if let model = models.first(where: { $0.name == wanted }) { return .success(model) }
    guard wanted.contains("/") else {
      let known = models.map(\.name).joined(separator: ", ")
      return .failure(
        RecognizerTrouble(
          .noModel,
          "\(entry.id): no model '\(wanted)' is on this machine"
            + (known.isEmpty ? "" : "; there are \(known)")
            + (entry.fetch.map { "; a model is fetched as with: \($0)" } ?? ""),
          cure: entry.fetch))
    }
    // The program works in another folder.
    let path = FilePath(
      pathText: ModelPlaces(environment: environment).absolute(wanted)
        ?? FileManager.default.currentDirectoryPath + "/" + wanted)
    guard ModelPlaces.isWhole(path, holds: []) else {
      return .failure(
        RecognizerTrouble(.noModel, "\(path): there is no such model; check the path"))
    }
    let holds = entry.models?.holds ?? []
    guard ModelPlaces.isWhole(path, holds: holds) else {
      return .failure(
        RecognizerTrouble(
          .noModel,
          "\(path): is no model of \(entry.id), which has \(holds.joined(separator: ", "))"))
    }
    return .success(FoundRecognizer.Model(name: ModelPlaces.name(of: path), path: path))
  }
}
