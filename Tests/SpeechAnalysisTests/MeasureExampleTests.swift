import Foundation
import Testing

@testable import SpeechAnalysis

/// The answers that `explain` prints, computed by the code that reports use.
@Suite struct MeasureExampleTests {
  @Test(arguments: Measure.all)
  func `the example of a measure is what its code gives`(measure: Measure) throws {
    let value = try #require(measure.example.computed())
    #expect(abs(value - measure.example.value) <= measure.example.tolerance, "\(measure.id)")
  }

  @Test func `every measure says all that it should, and no name is used twice`() {
    #expect(Set(Measure.all.map(\.id)).count == Measure.all.count)
    let keys = Field.kept.map(\.key)
    #expect(Set(keys).count == keys.count)
    let columns = Measure.all.flatMap(\.fields).compactMap(\.column)
    #expect(Set(columns.map(\.place)) == Set(0..<columns.count))
    #expect(Set(columns.map(\.name)).count == columns.count)
    for measure in Measure.all {
      #expect(!measure.definition.isEmpty && !measure.formula.isEmpty && !measure.limits.isEmpty)
      #expect(!measure.sources.isEmpty, "\(measure.id) should have a source")
      #expect(measure.shortName.count <= 24 || !measure.isCompared, "\(measure.id)")
      #expect(!measure.isCompared || !measure.fields.isEmpty, "\(measure.id)")
      for norm in measure.norms { #expect(!norm.population.isEmpty && !norm.source.isEmpty) }
      for word in [measure.id, measure.name.uppercased()] + measure.words {
        #expect(Measure.named(word) == measure, "\(word)")
      }
    }
  }

  @Test func `the page of the record names every number that a record keeps`() throws {
    let page = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("../../Sources/SpeechAnalysis/SpeechAnalysis.docc/Record.md")
    let text = try String(contentsOf: page, encoding: .utf8)
    for field in Field.kept { #expect(text.contains("| `\(field.key)` |"), "\(field.key)") }
  }
}
