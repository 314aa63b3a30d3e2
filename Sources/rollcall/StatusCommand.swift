import ArgumentParser
import Audit
import Records

struct StatusCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "status",
    abstract: "For monitoring: exits with 1 when the last good run is too old, or when there is none.",
    discussion: "A good run is complete, whatever it found, and its report stands.")

  @OptionGroup var common: CommonOptions

  @Option(name: .customLong("max-age"), help: "The age that is too old, such as 26h, 90m or 2d.")
  var maxAge = Age(seconds: 26 * 3600)

  func run() throws {
    guard let last = try RunHistory(try common.workspace()).lastGoodRun() else {
      Terminal.print("there is no good run yet")
      throw Ended(status: .findings)
    }
    let age = max(0, Clock.now.seconds - last.started.seconds)
    let isTooOld = age > maxAge.seconds
    if isTooOld || !common.quiet {
      let limit = isTooOld ? "; at most \(maxAge.text) are allowed" : ""
      Terminal.print("run \(last.run) of \(last.started.iso), \(Age(seconds: age).text) ago\(limit)")
    }
    if isTooOld { throw Ended(status: .findings) }
  }
}

/// A stretch of time as people write it.
struct Age: ExpressibleByArgument {
  let seconds: Int

  init(seconds: Int) { self.seconds = seconds }

  init?(argument: String) {
    let units = ["s": 1, "m": 60, "h": 3600, "d": 86_400]
    guard let unit = argument.last.flatMap({ units[String($0)] }), let count = Int(argument.dropLast()), count > 0,
      count < 1_000_000
    else { return nil }
    seconds = count * unit
  }

  var text: String {
    seconds >= 2 * 3600 ? "\(seconds / 3600) hours" : seconds >= 120 ? "\(seconds / 60) minutes" : "\(seconds) seconds"
  }

  var defaultValueDescription: String { "\(seconds / 3600)h" }
}
