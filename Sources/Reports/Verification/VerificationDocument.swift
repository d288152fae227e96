public import SessionArchive
import SessionModel

/// How sessions were found, as JSON: what `verify` prints for programs.
public enum VerificationDocument {
  /// The number of this layout.
  public static let schema = 1

  private struct Document: Encodable {
    let schema: Int
    let sessions: [Row]
  }

  private struct Row: Encodable {
    let id: String
    let state: Verification.State
    let isTrouble: Bool
    let reason: String?
  }

  /// Renders findings in the order given, as JSON text ending in a newline.
  public static func json(_ findings: [Verification.Finding]) throws -> [UInt8] {
    let rows = findings.map {
      Row(
        id: $0.id, state: $0.state, isTrouble: $0.state.isTrouble,
        reason: $0.reason.isEmpty ? nil : $0.reason)
    }
    return try JSONText.page(Document(schema: schema, sessions: rows))
  }
}
