import Foundation

/// The manual page, made from what the commands say of themselves.
///
/// - SeeAlso: man(7) and groff_char(7).
struct ManualPage {
  /// A description of the commands that cannot be read.
  struct Unreadable: Error, CustomStringConvertible {
    /// Why.
    let description: String
  }

  private var lines: [String] = []

  /// Renders the page as roff.
  /// - Parameters:
  ///   - commands: what `--experimental-dump-help` prints, JSON.
  ///   - version: the program's.
  ///   - exitCodes: number and meaning of each.
  static func roff(
    commands: [UInt8], version: String, exitCodes: [(code: Int, meaning: String)]
  ) throws -> [UInt8] {
    let tool: ToolInfo
    do { tool = try JSONDecoder().decode(ToolInfo.self, from: Data(commands)) } catch {
      throw Unreadable(description: "the commands' description cannot be read: \(error)")
    }
    var page = ManualPage()
    page.write(tool.command, version: version, exitCodes: exitCodes)
    return Array((page.lines.joined(separator: "\n") + "\n").utf8)
  }

  private mutating func write(
    _ root: Command, version: String, exitCodes: [(code: Int, meaning: String)]
  ) {
    let name = root.commandName
    macro("TH", name.uppercased(), "1", "", "\(name) \(version)", "User Commands")
    macro("SH", "NAME")
    lines.append("\(Self.text(name)) \\- \(Self.text(Self.phrase(root.abstract)))")
    macro("SH", "SYNOPSIS")
    lines.append("\\fB\(Self.text(name))\\fR [\\fICOMMAND\\fR] [\\fIARGUMENTS\\fR]")
    macro("SH", "DESCRIPTION")
    paragraph(
      "Results go to standard output, everything else to standard error. SESSION stands for an id, "
        + "the unique beginning of one, last, last~1 for the one before, or the path of a "
        + "session's folder. A time is 95, 1:35 or 1:02:03.5.")
    macro("SH", "COMMANDS")
    for command in root.subcommands ?? [] where command.isShown && command.commandName != "help" {
      write(command, below: name)
    }
    macro("SH", "EXIT STATUS")
    for (code, meaning) in exitCodes { entry("\\fB\(code)\\fR", meaning) }
    macro("SH", "ENVIRONMENT")
    entry(
      "\\fBWALKTHROUGH_ARCHIVE\\fR",
      "The folder of all sessions, unless --archive names one. Else that of settings.yaml, "
        + "else $XDG_DATA_HOME/walkthrough/Recordings.")
    entry("\\fBNO_COLOR\\fR", "Set to anything, it turns colours off.")
    entry(
      "\\fBLC_ALL\\fR, \\fBLC_CTYPE\\fR, \\fBLANG\\fR",
      "Text is plain ASCII unless the locale is one of UTF-8.")
    macro("SH", "FILES")
    entry(
      "audio.wav, session.json, analysis.json",
      "A session: its sound, everything known besides, and its measures, which may be deleted and "
        + "are made anew.")
    entry(
      "settings.yaml",
      "In $XDG_CONFIG_HOME/walkthrough: what was chosen once; walkthrough settings shows it.")
    entry(
      "summaries.index", "In the archive's folder: makes list and trend fast. It may be deleted.")
  }

  private mutating func write(_ command: Command, below name: String) {
    macro("SS", "\(name) \(command.commandName)")
    paragraph(Self.sentence(command.abstract))
    let arguments = (command.arguments ?? []).filter(\.isShown)
    let usage = arguments.compactMap(\.usage).joined(separator: " ")
    macro("PP")
    lines.append(
      "\\fB\(Self.text("\(name) \(command.commandName)"))\\fR" + (usage.isEmpty ? "" : " " + usage))
    for part in command.discussion?.split(separator: "\n\n") ?? [] { paragraph(String(part)) }
    // Every command has these two.
    for argument in arguments where !["help", "version"].contains(argument.valueName ?? "") {
      entry(argument.heading, argument.description)
    }
  }

  // MARK: Roff

  private mutating func macro(_ name: String, _ arguments: String...) {
    let words = arguments.map { "\"\(Self.text($0).replacing("\"", with: "\\(dq"))\"" }
    lines.append(([".\(name)"] + words).joined(separator: " "))
  }

  private mutating func paragraph(_ text: String) {
    macro("PP")
    lines.append(Self.text(text))
  }

  /// - Parameter heading: roff as it is.
  private mutating func entry(_ heading: String, _ text: String) {
    lines.append(".TP")
    lines.append(heading)
    lines.append(Self.text(text.isEmpty ? "\u{200B}" : text))
  }

  /// A text whose characters mean themselves.
  static func text(_ text: String) -> String {
    let line = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    let escaped = line.replacing("\\", with: "\\e").replacing("-", with: "\\-")
    return escaped.hasPrefix(".") || escaped.hasPrefix("'") ? "\\&" + escaped : escaped
  }

  private static func sentence(_ text: String?) -> String {
    guard let text, !text.isEmpty else { return "" }
    return text.hasSuffix(".") ? text : text + "."
  }

  private static func phrase(_ text: String?) -> String {
    let text = text ?? ""
    let start = text.prefix(1).lowercased() + text.dropFirst()
    return start.hasSuffix(".") ? String(start.dropLast()) : start
  }
}

// MARK: What the commands say

/// The layout of `--experimental-dump-help`, as far as it is used.
private struct ToolInfo: Decodable { let command: Command }

private struct Command: Decodable {
  let commandName: String
  let abstract: String?
  let discussion: String?
  let shouldDisplay: Bool?
  let arguments: [Argument]?
  let subcommands: [Command]?

  var isShown: Bool { shouldDisplay ?? true }
}

private struct Argument: Decodable {
  struct Name: Decodable {
    let kind: String
    let name: String

    var text: String { (kind == "long" ? "--" : "-") + name }
  }
  let kind: String
  let names: [Name]?
  let valueName: String?
  let abstract: String?
  let discussion: String?
  let defaultValue: String?
  let allValues: [String]?
  let shouldDisplay: Bool?
  let isOptional: Bool?
  let isRepeating: Bool?

  var isShown: Bool { shouldDisplay ?? true }

  private var value: String { "\\fI\(ManualPage.text((valueName ?? "value").uppercased()))\\fR" }
  private var name: String { names?.map(\.text).max { $0.count < $1.count } ?? "" }

  /// How it stands in a command's usage; nil for what every command has.
  var usage: String? {
    guard !["help", "version"].contains(valueName ?? "") else { return nil }
    let own =
      switch kind {
      case "positional": value
      case "flag": "\\fB\(ManualPage.text(name))\\fR"
      default: "\\fB\(ManualPage.text(name))\\fR \(value)"
      }
    let all = isRepeating == true ? own + "\\&.\\|.\\|." : own
    return isOptional == true ? "[\(all)]" : all
  }

  var heading: String {
    if kind == "positional" { return value }
    let all = (names ?? []).map { "\\fB\(ManualPage.text($0.text))\\fR" }.joined(separator: ", ")
    return kind == "flag" ? all : "\(all) \(value)"
  }

  var description: String {
    var parts = [abstract, discussion].compactMap { $0 }.filter { !$0.isEmpty }
    let text = parts.joined(separator: " ")
    if let allValues, !allValues.isEmpty, !allValues.allSatisfy(text.contains) {
      parts.append("One of: \(allValues.joined(separator: ", ")).")
    }
    if let defaultValue, !defaultValue.isEmpty, !text.contains("efault") {
      parts.append("Default: \(defaultValue).")
    }
    return parts.joined(separator: " ")
  }
}
