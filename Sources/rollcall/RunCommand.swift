import ArgumentParser
import Audit
import Records

struct RunCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run",
    abstract: "The night: import, audit, report. The one line in cron.")

  @OptionGroup var common: CommonOptions
  @OptionGroup var allow: AllowOptions

  func run() throws {
    let workspace = try common.workspace()
    let options = Night.Options(
      asOf: common.asOf, now: Clock.now, isDryRun: common.dryRun, failOn: common.failOn, allowed: allow.allowed,
      version: Program.version)
    let display = ProgressDisplay(isQuiet: common.quiet, isVerbose: common.verbose)
    let result: Night.Result
    do {
      result = try Night(workspace, options, progress: display.show).run()
      display.clear()
    } catch {
      display.clear()
      throw error
    }
    if common.quiet, result.status != .complete {
      for remark in workspace.remarks { Terminal.say("rollcall: \(remark)") }
    }
    if !common.quiet || result.status != .complete {
      Terminal.print(RunSummary(result, isDryRun: common.dryRun).text)
    }
    if result.status != .complete { throw Ended(status: result.status) }
  }
}
