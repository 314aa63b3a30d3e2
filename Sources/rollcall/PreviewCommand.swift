import ArgumentParser
import Audit

struct PreviewCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "preview",
    abstract: "The first rows of a source as rollcall reads them: header, field, values. Touches nothing.")

  @Argument(help: "The source's name in the policy.")
  var source: String

  @OptionGroup var common: CommonOptions

  @Option(help: "How many records are shown, 0 to 100.")
  var rows = 5

  @Option(help: "table, csv or json.")
  var format = ListFormat.table

  func validate() throws {
    guard (0...100).contains(rows) else { throw ValidationError("--rows is a number from 0 to 100") }
  }

  func run() throws {
    let report = try Preview(try common.workspace(), rows: rows).run(source: source)
    let columns = ["header", "field"] + report.rows.map { "line \($0)" }
    let rows = report.lines.map { line -> [String?] in
      let values = line.values.isEmpty ? report.rows.map { _ in nil } : line.values
      return [line.header, line.field ?? (format == .table ? "- (not read)" : nil)] + values
    }
    for remark in report.remarks { Terminal.say(remark) }
    Terminal.print(ListText.text(columns: columns, rows: rows, format: format))
    if report.status != .complete { throw Ended(status: report.status) }
  }
}
