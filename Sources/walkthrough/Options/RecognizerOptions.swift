import ArgumentParser
import InterviewGuide
import Practice

/// Which program hears the words.
struct RecognizerOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The speech recogniser, as 'walkthrough recognizers' lists it.",
      discussion:
        "Default: $WALKTHROUGH_RECOGNIZER, else that of the settings, else the first with a model.",
      valueName: "name"))
  var recognizer: String?

  @Option(
    help: ArgumentHelp(
      "Its model: the path of a file or folder, or the name of one that is there.",
      valueName: "path"), completion: .file())
  var model: String?

  @Option(help: ArgumentHelp("The language that is spoken.", valueName: "code"))
  var language = "en"

  func validate() throws {
    guard language.wholeMatch(of: /[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*/) != nil else {
      throw ValidationError(
        "--language should be a code such as en or pt-BR, instead of '\(language)'")
    }
  }

  /// The recogniser that is meant.
  func chosen() throws -> FoundRecognizer {
    try Console.current.recognizer(named: recognizer, model: model)
  }
}

extension Console {
  /// Looks for recognisers on this machine.
  var recognizers: RecognizerSearch {
    get throws {
      RecognizerSearch(
        try Guide.recognizers(), environment: environment, programFolders: programFolders)
    }
  }

  /// The recogniser that an option names, else the environment, else the settings, else the first
  /// that can be used.
  func recognizer(named option: String? = nil, model: String? = nil) throws -> FoundRecognizer {
    let named = option ?? environment["WALKTHROUGH_RECOGNIZER"].flatMap { $0.isEmpty ? nil : $0 }
    let usual = settings[.recognizer]
    // A model that was chosen for one fits no other.
    let isUsual = named == nil || named == usual
    do {
      return try recognizers.chosen(
        name: named ?? usual, model: model ?? (isUsual ? settings[.model] : nil))
    } catch let error as RecognizerTrouble where error.kind == .unknown {
      // It may be in a file that cannot be read.
      throw own.troubles[.recognizers] ?? error
    }
  }
}
