import ArgumentParser
import Audit
import Records

struct WaiveCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "waive", abstract: "Adds a waiver for a finding to the waiver file.",
    discussion: """
      The day of the decision is --as-of, else the day of the last run. The file keeps every byte that it has; the waiver \
      takes effect in the next run.
      """)

  @OptionGroup var common: CommonOptions

  @Argument(help: "The id of the finding, such as K7Q2-M4TD.")
  var finding: String

  @Option(help: "Why it may stay; a sentence that an auditor understands.")
  var reason: String

  @Option(help: "Who answers for it (e-mail).")
  var owner: String

  @Option(name: .customLong("approved-by"), help: "Who allowed it (e-mail); not the owner.")
  var approvedBy: String

  @Option(help: "The last day on which it holds (YYYY-MM-DD), at most 365 days on.")
  var until: Day

  @Option(help: "Where it was decided.")
  var ticket: String?

  func run() throws {
    let request = Waiving.Request(
      finding: finding, reason: reason, owner: owner, approvedBy: approvedBy, until: until, ticket: ticket,
      created: common.asOf, isDryRun: common.dryRun)
    let lines = try Waiving(try common.workspace(), request, now: Clock.now).run()
    if !common.quiet { for line in lines { Terminal.print(line) } }
  }
}
