import Foundation
import Testing

@testable import SpeechAnalysis

/// The measure that the page on contributing adds.
@Suite struct NewMeasureTests {
  @Test func `the page shows this measure, and it is what its example says`() throws {
    let tests = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    let code = try String(
      contentsOf: tests.appendingPathComponent("Examples/LongPauseShare.swift"), encoding: .utf8)
    let page = try String(
      contentsOf: tests.appendingPathComponent(
        "../../Sources/walkthrough/walkthrough.docc/Contributing.md"), encoding: .utf8)
    let shown = code.replacingOccurrences(of: "@testable import SpeechAnalysis\n\n", with: "")
      .replacingOccurrences(of: "static let", with: "public static let")
    #expect(page.contains("```swift\n\(shown)```"))
    let measure = Measure.longPauseShare
    #expect(measure.example.computed() == measure.example.value)
    #expect(measure.fields[0].value(ExampleSession.analysis) == 0.25)
  }
}
