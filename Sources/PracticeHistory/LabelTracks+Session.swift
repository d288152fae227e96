import AudioCore
public import LabelFiles
public import SessionArchive
public import SpeechAnalysis
public import Words

extension LabelTracks {
  /// Puts a session and its analysis together.
  /// - Parameters:
  ///   - session: what is known of it.
  ///   - id: the name of its folder.
  ///   - record: its analysis; nil when there is none.
  ///   - transcript: its words; nil when there are none.
  public init(
    _ session: Session, id: String, record: AnalysisRecord?, transcript: Transcript? = nil
  ) {
    func interval(_ words: Range<Int>, of transcript: Transcript) -> Interval {
      let rate = transcript.sampleRate
      return Interval(
        start: rate.seconds(frames: transcript.words[words.lowerBound].range.start),
        end: rate.seconds(frames: transcript.words[words.upperBound - 1].range.end), id: "word",
        name: transcript.text(words))
    }
    self.init(
      id: id, session.timeline, plan: session.plan, sampleRate: session.sampleRate,
      speech: record?.speechSegments.map { ($0.start, $0.end) },
      words: transcript.map { transcript in
        transcript.words.indices.map { interval($0..<($0 + 1), of: transcript) }
      },
      sentences: transcript.map { transcript in
        transcript.sentences.map { interval($0.words, of: transcript) }
      })
  }
}
