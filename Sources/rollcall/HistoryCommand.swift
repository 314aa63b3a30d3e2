import ArgumentParser
import Audit

struct HistoryCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "history",
    abstract: "The runs: day, rows, findings new, open and resolved, signatures. The last one first.")

  @OptionGroup var common: CommonOptions

  @Option(help: "table, csv or json.")
  var format = ListFormat.table

  func run() throws {
    let rows = try RunHistory(try common.workspace()).rows()
    Terminal.print(ListText.text(columns: RunHistory.columns, rows: rows, format: format))
  }
}
