import ArgumentParser
import Audit
import Records

struct CheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Validates policy, mapping, rules and waivers against the real exports. Touches nothing.")

  @OptionGroup var common: CommonOptions
  @OptionGroup var allow: AllowOptions

  func run() throws {
    let workspace = try common.workspace()
    let report = try Checkup(workspace, now: Clock.now, allowed: allow.allowed).run()
    if !common.quiet || report.status != .complete { Terminal.print(report.text) }
    if report.status != .complete { throw Ended(status: report.status) }
  }
}
