import ArgumentParser
import Foundation
import LinuxSystem

/// A question on the terminal before something goes that cannot be brought back.
enum Confirmation {
  /// Asks; only `y` and `yes` are a yes.
  /// - Throws: a `ValidationError` without a terminal to ask on.
  static func isGiven(_ question: String) throws -> Bool {
    guard Console.current.input.isTerminal else {
      throw ValidationError("there is no terminal to ask on, so nothing was removed; pass --yes")
    }
    Console.current.writeToErrors("\(question) [y/N] ")
    let answer = Console.current.readLine()?.trimmingCharacters(in: .whitespaces).lowercased()
    return answer == "y" || answer == "yes"
  }
}
