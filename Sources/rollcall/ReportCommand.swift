import ArgumentParser
import Audit

struct ReportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report",
    abstract: "Renders a run again from the database, byte for byte; or a copy of it without names.",
    discussion: """
      A report that is gone is put back where it stood, with its signatures; one that stands is compared. What would be \
      other bytes than were published is not put there, and named.
      """)

  @OptionGroup var common: CommonOptions

  @Option(name: .customLong("run"), help: "The number of the run; the last one unless given.")
  var number: Int?

  @Flag(help: "Other names for people and accounts; who is who goes into a file beside the folder.")
  var pseudonyms = false

  @Option(name: .shortAndLong, help: "The folder of a copy; it must not be there.")
  var output: String?

  func validate() throws {
    guard !pseudonyms || output != nil else {
      throw ValidationError("--pseudonyms needs --output; a report itself goes where the policy says")
    }
  }

  func run() throws {
    let report = ReportAgain(try common.workspace(), version: Program.version)
    guard let output else {
      let folder = try report.render(run: number)
      if !common.quiet { Terminal.print(folder + "/index.html") }
      return
    }
    if pseudonyms {
      let copy = try report.renderWithoutNames(run: number, into: output)
      Terminal.print(copy.folder + "/index.html")
      Terminal.say("who is who: \(copy.names)")
    } else {
      let copy = try report.render(run: number, into: output)
      if !common.quiet { Terminal.print(copy.folder + "/index.html") }
      Terminal.say(
        copy.difference.map { "these are not the bytes that were published: \($0)" }
          ?? "the same bytes as were published")
    }
  }
}
