import ArgumentParser
import Audit

struct InitCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "init",
    abstract: "Writes a commented policy, a waiver file and small example exports. Never overwrites.")

  @Argument(help: "The folder; the current one unless given.")
  var folder = "."

  @OptionGroup var common: CommonOptions

  func run() throws {
    let paths = try Starter.write(into: folder)
    guard !common.quiet else { return }
    for path in paths { Terminal.print(path) }
    let change = folder == "." ? "" : "cd \(folder) && "
    Terminal.say("Next: \(change)rollcall run --as-of \(Starter.asOf)")
  }
}
