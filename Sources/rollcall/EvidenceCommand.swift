import ArgumentParser
import Audit

struct EvidenceCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "evidence",
    abstract: "All that an auditor asks for about a run, or several, in one archive; the same bytes each time.")

  @OptionGroup var common: CommonOptions

  @Option(name: .customLong("run"), help: "The number of the run, or the first and the last: 7, or 3-7.")
  var runs: RunRange

  @Option(name: .shortAndLong, help: "The archive (tar); nothing is overwritten.")
  var output: String

  func run() throws {
    let lines = try Evidence(try common.workspace(), runs: runs.range).write(to: output)
    if !common.quiet { for line in lines { Terminal.print(line) } }
  }
}

/// `7`, or `3-7`.
struct RunRange: ExpressibleByArgument {
  let range: ClosedRange<Int>

  init?(argument: String) {
    let ends = argument.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) }
    guard (1...2).contains(ends.count), let first = ends[0], let last = ends[ends.count - 1], 1 <= first, first <= last,
      last - first < 10_000
    else { return nil }
    range = first...last
  }
}
