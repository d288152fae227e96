import Foundation
import TestSupport

extension Tool {
  /// Writes a sound of a voice that pauses, and returns its path.
  /// - Parameter seconds: its length; it tells one sound from another.
  func writeSound(_ name: String, seconds: Double = 12, rate: Int = 16_000) throws -> String {
    let stretches = stride(from: 0.5, to: seconds - 2, by: 3).map { $0...($0 + 2.2) }
    let samples = Synthesis.pcm16(Synthesis.voice(stretches, seconds: seconds, rate: rate))
    return try folder.write(name, Synthesis.wav(samples, rate: rate))
  }

  /// Imports a sound of three phases as a session.
  /// - Returns: its id.
  @discardableResult
  func importSession(
    _ date: String, question: String = "Live events", seconds: Double = 12
  ) throws -> String {
    let sound = try writeSound("sound-\(UUID().uuidString).wav", seconds: seconds)
    let result = try run([
      "import", sound, "--date", date, "--question", question, "--plan", "netflix-l4", "--scale",
      "0.01", "--phases-at",
      "0,3,6",
    ])
    guard result.status == 0 else { throw ImportTrouble(text: result.err) }
    return result.out.trimmingCharacters(in: .newlines)
  }

  struct ImportTrouble: Error { let text: String }

  var archive: String { folder.path + "/Recordings" }
}
