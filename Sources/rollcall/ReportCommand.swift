import ArgumentParser
import Audit

struct ReportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report",
    abstract: "Renders the last run again from the database, byte for byte; or a copy of it without names.")

  @OptionGroup var common: CommonOptions

  @Option(name: .customLong("run"), help: "The number of the run; the last one unless given.")
  var number: Int?

  @Flag(help: "Other names for people and accounts; who is who goes into a file beside the folder.")
  var pseudonyms = false

  @Option(name: .shortAndLong, help: "The folder of a copy with --pseudonyms; it must not be there.")
  var output: String?

  func validate() throws {
    guard pseudonyms == (output != nil) else {
      throw ValidationError("--pseudonyms and --output belong together; a report itself goes where the policy says")
    }
  }

  func run() throws {
    let report = ReportAgain(try common.workspace())
    if let output {
      let copy = try report.renderWithoutNames(run: number, into: output)
      Terminal.print(copy.folder + "/index.html")
      Terminal.say("who is who: \(copy.names)")
    } else {
      let folder = try report.render(run: number)
      if !common.quiet { Terminal.print(folder + "/index.html") }
    }
  }
}
