import ArgumentParser
import Audit

struct VerifyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Checks database, chain, published files and signatures; names the first broken link. Changes nothing.")

  @OptionGroup var common: CommonOptions

  func run() throws {
    let lines = try Verification.run(try common.workspace())
    if !common.quiet { for line in lines { Terminal.print(line) } }
  }
}
