import ArgumentParser
import Audit
import Records

struct RunCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run",
    abstract: "The night: import, audit, report. The one line in cron.")

  @OptionGroup var common: CommonOptions

  @Option(name: .customLong("as-of"), help: "The day that rules look at (YYYY-MM-DD); today unless given.")
  var asOf: Day?

  @Flag(name: .customLong("dry-run"), help: "Everything but the commit and the publishing.")
  var dryRun = false

  @Option(name: .customLong("fail-on"), help: "Exit with 1 for open findings of this severity or above.")
  var failOn: Severity?

  func run() throws {
    let workspace = try common.workspace()
    let options = Night.Options(
      asOf: asOf, now: Clock.now, isDryRun: dryRun, failOn: failOn, version: Program.version)
    let display = ProgressDisplay(isQuiet: common.quiet, isVerbose: common.verbose)
    let result: Night.Result
    do {
      result = try Night(workspace, options, progress: display.show).run()
      display.clear()
    } catch {
      display.clear()
      throw error
    }
    if !common.quiet || result.status != .complete {
      Terminal.print(RunSummary(result, isDryRun: dryRun).text)
    }
    if result.status != .complete { throw Ended(status: result.status) }
  }
}
