public import SessionArchive

/// How sessions were found, in words.
public enum VerificationText {
  /// What a state means for the user, with the cure.
  static func words(_ finding: Verification.Finding) -> String {
    switch finding.state {
    case .whole: "whole"
    case .damaged:
      "DAMAGED: its sound is not what was recorded; put it back from a copy"
    case .missing: "MISSING: its sound is not there; put it back from a copy"
    case .foreign: "FOREIGN: \(finding.reason)"
    case .unreadable: "UNREADABLE: \(finding.reason)"
    case .noChecksum: finding.reason.isEmpty ? "no checksum" : "no checksum: \(finding.reason)"
    case .added: "no checksum; added"
    case .forgotten: "forgotten: its sound was removed at your wish"
    case .unfinished: "unfinished: being recorded, or to be brought back by walkthrough recover"
    }
  }

  /// One session on a line.
  public static func line(_ finding: Verification.Finding) -> String {
    "\(finding.id): \(words(finding))"
  }

  /// How many sessions are how.
  /// - Parameters:
  ///   - findings: what was found of each session.
  ///   - cure: how checksums are added, for a person who may.
  public static func summary(_ findings: [Verification.Finding], cure: String) -> String {
    let names: [(Verification.State, String)] = [
      (.whole, "whole"), (.damaged, "damaged"), (.missing, "missing"), (.foreign, "foreign"),
      (.unreadable, "unreadable"), (.added, "given a checksum"),
      (.noChecksum, "without a checksum (\(cure))"), (.forgotten, "forgotten"),
      (.unfinished, "unfinished"),
    ]
    let parts = names.compactMap { state, name in
      let count = findings.count { $0.state == state }
      return count > 0 ? "\(count) \(name)" : nil
    }
    return "\(findings.count) session\(findings.count == 1 ? "" : "s"): "
      + parts.joined(separator: ", ")
  }
}
