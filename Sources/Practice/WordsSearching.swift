public import AudioCore
public import InterviewGuide
import LinuxSystem
public import PracticeHistory
public import SessionArchive
import SessionModel
import SpeechAnalysis
public import Words

/// A phrase looked for in the words of many sessions.
public struct WordsSearching {
  /// What was found in one session.
  public struct Found: Sendable {
    /// The session.
    public let session: SessionSummary
    /// The places, in order of time.
    public let places: [Place]
  }

  /// A place where the phrase was said.
  public struct Place: Sendable {
    /// The words and their sentence.
    public let hit: WordSearch.Hit
    /// Frames per second of the places.
    public let sampleRate: SampleRate
    /// The phase in which it lies: its id and its name; nil without a plan.
    public let phase: (id: String, name: String)?
  }

  /// The sessions with a place, in the order given.
  public let found: [Found]
  /// How many of the sessions have words.
  public let transcribedCount: Int
  /// Sessions whose words cannot be read, a line each.
  public let problems: [String]

  /// Looks for a phrase, on all cores.
  /// - Parameters:
  ///   - phrase: what to look for.
  ///   - phaseID: only in the phase of this id; nil for everywhere.
  ///   - sessions: where to look.
  ///   - archive: that they lie in.
  public init(
    _ phrase: SpokenPhrase, phaseID: String?, sessions: [SessionSummary], in archive: Archive
  ) {
    let search = WordSearch(phrase)
    let folders = sessions.map { archive.folder($0.id) }
    let outcomes = concurrentReduce(folders.count, into: [Outcome]()) { index -> Outcome in
      let folder = folders[index]
      let bytes: [UInt8]
      do throws(SystemError) { bytes = try folder.transcriptBytes() } catch {
        return error.isMissing ? .none : .problem("\(error)")
      }
      guard let hits = search.hits(in: bytes) else {
        return .problem("\(folder.transcriptPath): is damaged; transcribe it again")
      }
      return .places(hits.isEmpty ? [] : Self.places(hits, phaseID: phaseID, in: folder))
    } taking: { outcomes, outcome in
      outcomes.append(outcome)
    }
    var found: [Found] = []
    var transcribed = 0
    var problems: [String] = []
    for (session, outcome) in zip(sessions, outcomes) {
      switch outcome {
      case .none: continue
      case .problem(let line): problems.append(line)
      case .places(let places):
        transcribed += 1
        if !places.isEmpty { found.append(Found(session: session, places: places)) }
      }
    }
    self.found = found
    transcribedCount = transcribed
    self.problems = problems
  }

  private enum Outcome: Sendable {
    case none
    case problem(String)
    case places([Place])
  }

  /// Adds the phases that places lie in, and leaves out those of others.
  private static func places(
    _ hits: [WordSearch.Hit], phaseID: String?, in folder: SessionFolder
  ) -> [Place] {
    guard let session = try? folder.readSession() else { return [] }
    return hits.compactMap { hit in
      let frame = hit.range.start
      let phase = session.timeline.visits
        .first { $0.range.start <= frame && frame < $0.range.end }
        .flatMap { session.plan?.phase($0.phaseIndex) }
      guard phaseID == nil || phase?.id == phaseID else { return nil }
      return Place(
        hit: hit, sampleRate: session.sampleRate, phase: phase.map { ($0.id, $0.name) })
    }
  }
}
