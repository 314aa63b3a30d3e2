import ArgumentParser
import Audit

struct ReviewCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "review", abstract: "Decisions of people about findings.", subcommands: [Import.self])

  struct Import: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Takes back the worksheet review.csv with its decisions: all rows or none.",
      discussion:
        "Each row needs a decision (fix, keep, waive, not-a-problem), who decided, and unless it is fix a note.")

    @OptionGroup var common: CommonOptions

    @Argument(help: "The worksheet, as it was saved.")
    var file: String

    func run() throws {
      let lines = try ReviewImport(try common.workspace(), now: Clock.now).run(file)
      if !common.quiet { for line in lines { Terminal.print(line) } }
    }
  }
}
