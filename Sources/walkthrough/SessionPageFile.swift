import AudioCore
import InterviewGuide
import LinuxSystem
import Practice
import PracticeHistory
import Reports
import SessionArchive
import SpeechAnalysis
import SystemPackage

/// Where a session's page is written.
struct SessionPageFile {
  private let folder: SessionFolder
  private let archive: Archive
  private let output: FilePath?

  /// Names a page.
  /// - Parameters:
  ///   - folder: the session's.
  ///   - archive: whose sessions say what is usual, when the session is one of them.
  ///   - output: the page's path; nil for the one beside the sound.
  init(_ folder: SessionFolder, archive: Archive, output: FilePath? = nil) {
    self.folder = folder
    self.archive = archive
    self.output = output
  }

  /// Whether a page holds what was said.
  enum Words {
    /// It does not.
    case none
    /// It does; a session without words has no such page.
    case demanded
    /// It does where there are words.
    case wished

    /// What the settings say.
    static var fromSettings: Words { Console.current.settings.showsWords ? .wished : .none }
  }

  /// Writes the page.
  /// - Parameters:
  ///   - numbers: of the session.
  ///   - session: what its `session.json` says.
  ///   - words: whether it holds what was said.
  /// - Returns: its path; nil when the session has changed meanwhile, and nothing was written.
  /// - Throws: ``NoWords`` when words are demanded and there are none.
  func write(
    _ numbers: SessionStore.Numbers, of session: Session, words: Words = .fromSettings
  ) throws -> FilePath? {
    let path = output ?? folder.pagePath
    var content = try SessionReport.Content(session, numbers.analysis)
    if numbers.hasSound {
      content.outline = numbers.analysis.outline
      content.soundPath = Self.way(to: folder.audioPath, fromFolderOf: path)
    }
    content.usual = try usual(numbers.analysis.parameters)
    if let review = try folder.readReview() {
      content.review = ReviewSummary.pageAnswers(review)
    }
    if words != .none {
      content.words = try SpokenWords(folder, session, numbers.analysis)
      if words == .demanded, content.words == nil { throw NoWords(folder) }
    }
    let bytes = try SessionPage.bytes(SessionReport(content))
    guard output == nil else {
      try OutputFile.write(bytes, to: path)
      return path
    }
    // A page of a sound that was forgotten meanwhile would bring back what is gone.
    do {
      let lock = try folder.locked()
      guard try folder.readSession() == session,
        try content.words == nil || folder.readTranscript() != nil
      else { return nil }
      try lock.writePage(bytes)
    } catch let error
      where error is SystemError || (error as? ArchiveError)?.code == .notWritable
    {
      throw ArchiveError(
        .notWritable, "\(error); name another place with --output FILE.html", cause: error)
    }
    return path
  }

  /// What is usual for the person in whose archive the session lies; nil under rules that
  /// others were not measured by.
  private func usual(_ parameters: AnalysisParameters) throws -> SessionReport.Usual? {
    guard folder.path == archive.folder(folder.id).path, parameters == AnalysisParameters() else {
      return nil
    }
    let sessions = try SummaryReader(archive).summaries
    guard let own = sessions.first(where: { $0.id == folder.id }) else { return nil }
    return MiddleBand.usual(.pauseMedian, beside: own, in: sessions).map {
      SessionReport.Usual(
        medianPauseSeconds: $0.lowerQuartile...$0.upperQuartile, sessions: $0.count)
    }
  }

  /// The way from a page to a file, which stays right when both move together.
  static func way(to file: FilePath, fromFolderOf page: FilePath) -> FilePath {
    let working = (try? PrivateFile.resolved(".")) ?? "/"
    let goal = working.pushing(file).lexicallyNormalized().components
    let start = working.pushing(page).lexicallyNormalized().removingLastComponent().components
    let common = zip(goal, start).prefix { $0 == $1 }.count
    let up = [FilePath.Component](repeating: "..", count: start.count - common)
    return FilePath(root: nil, up + goal.dropFirst(common))
  }
}
