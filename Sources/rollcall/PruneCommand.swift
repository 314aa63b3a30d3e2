import ArgumentParser
import Audit
import Records

struct PruneCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "prune",
    abstract: "Removes the nights that the policy does not keep (retain), and says first which.",
    discussion: """
      Kept are every night for 90 days and the last of each month for seven years, unless the policy says otherwise, and what \
      was signed or reviewed. A removed run keeps its line in the history and its links in the chain; 'rollcall verify' holds \
      as before, and every run that stays can be shown again. With --dry-run nothing is removed.
      """)

  @OptionGroup var common: CommonOptions

  @Flag(name: .customLong("include-signed"), help: "Removes old runs also where they were signed or reviewed.")
  var includesSigned = false

  @Option(help: "table, csv or json.")
  var format = ListFormat.table

  func run() throws {
    let options = Retention.Options(
      asOf: common.asOf, now: Clock.now, isDryRun: common.dryRun, includesSigned: includesSigned)
    let lines = try Retention(try common.workspace(), options).run { plan in
      guard !common.quiet else { return }
      Terminal.say(plan.summary)
      guard format == .table else {
        Terminal.print(ListText.text(columns: Retention.Plan.columns, rows: plan.rows, format: format))
        return
      }
      guard !plan.ranges.isEmpty else { return }
      Terminal.print(ListText.text(columns: Retention.Plan.rangeColumns, rows: plan.ranges, format: .table))
    }
    if !common.quiet { for line in lines { Terminal.say(line) } }
  }
}
