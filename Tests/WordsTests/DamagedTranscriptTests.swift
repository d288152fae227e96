import Foundation
import TestSupport
import Testing
import Words

/// Seeded damage to transcripts: words within the limits, or an error of one line.
///
/// `WALKTHROUGH_FAULTS=1` tries 100,000 inputs of each form.
@Suite struct DamagedTranscriptTests {
  private let count =
    ProcessInfo.processInfo.environment["WALKTHROUGH_FAULTS"] == "1" ? 100_000 : 500

  @Test(.timeLimit(.minutes(30)), arguments: WrittenTranscript.all)
  func `transcripts`(written: WrittenTranscript) throws {
    let original = Array(written.text(WrittenTranscript.utterance).utf8)
    let format = try #require(TranscriptFormat.named(written.formatID))
    let isJSON = original.first == UInt8(ascii: "{") || original.first == UInt8(ascii: "[")
    var mutator = ByteMutator(seed: 20)
    var values = JSONMutator(seed: 20)
    var (errors, understood) = (0, 0)
    for index in 0..<count {
      let bytes = isJSON && index % 2 == 0 ? values.mutate(original) : mutator.mutate(original)
      do throws(TranscriptError) {
        let read = try TranscriptReader.read(bytes, format: index % 3 == 0 ? format : nil)
        understood += 1
        for word in read.words {
          #expect(!word.text.isEmpty && word.text.utf8.count <= 200)
          #expect(word.text.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control })
          #expect((word.startSeconds ?? 0).isFinite && (word.endSeconds ?? 0).isFinite)
        }
      } catch {
        errors += 1
        #expect(!error.description.isEmpty && error.description.utf8.count < 1000)
        #expect(
          error.description.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control })
      }
    }
    #expect(understood > 0)
    if isJSON { #expect(errors > 0) }
  }
}
