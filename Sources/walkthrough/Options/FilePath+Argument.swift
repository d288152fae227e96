public import ArgumentParser
import LinuxSystem
public import SystemPackage

extension FilePath: @retroactive ExpressibleByArgument {
  /// A path of the command line, whose words are `PathText`.
  public init(argument: String) { self.init(pathText: argument) }
}
