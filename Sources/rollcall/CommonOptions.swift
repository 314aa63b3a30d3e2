import ArgumentParser
import Audit
import Foundation
import Glibc
import Records
import Rules

/// Options that all commands take, so that one set of them serves a whole script; each uses what concerns it.
struct CommonOptions: ParsableArguments {
  @Option(help: "The policy file; else $ROLLCALL_POLICY, else ./rollcall.yml.")
  var policy: String?

  @Option(name: .customLong("as-of"), help: "The day that rules look at (YYYY-MM-DD); today unless given.")
  var asOf: Day?

  @Flag(name: .customLong("dry-run"), help: "Everything but the commit and the publishing.")
  var dryRun = false

  @Option(name: .customLong("fail-on"), help: "Exit with 1 for open findings of this severity or above.")
  var failOn: Severity?

  @Flag(help: "Say nothing unless the exit status is not 0.")
  var quiet = false

  @Flag(help: "Say more about what is being done.")
  var verbose = false

  @Flag(name: .customLong("no-color"), help: "No colours; NO_COLOR in the environment does the same.")
  var noColor = false

  var policyPath: String {
    policy ?? ProcessInfo.processInfo.environment["ROLLCALL_POLICY"].flatMap { $0.isEmpty ? nil : $0 } ?? "rollcall.yml"
  }

  /// Whether there is a policy, or one was asked for.
  var namesPolicy: Bool {
    policy != nil || policyPath != "rollcall.yml" || FileManager.default.fileExists(atPath: policyPath)
  }

  /// A rule that cannot be stopped ends the program; what the night wrote is undone when the database is opened next.
  static let endWithRule: @Sendable (String) -> Void = { rule in
    Terminal.say("rollcall: \(rule) ran for too long and could not be stopped; nothing was stored")
    _exit(ExitStatus.invalid.rawValue)
  }

  /// All rules: with a policy that cannot be read, those that come with the program, and a word about it.
  func rules() throws -> [RuleFile] {
    guard namesPolicy else { return try RuleTrial.rulesWithoutPolicy() }
    do {
      return try workspace(.orBeside).rules
    } catch let failure as AuditFailure {
      for line in failure.lines { Terminal.say("rollcall: \(line)") }
      Terminal.say("rollcall: so only the rules that come with rollcall are shown")
      return try RuleBook.shipped()
    }
  }

  func workspace(_ ownRules: Workspace.OwnRules = .ofPolicy) throws -> Workspace {
    let workspace = try Workspace(
      policyPath: policyPath, onOverrun: CommonOptions.endWithRule, ownRules: ownRules)
    if !quiet { for remark in workspace.remarks { Terminal.say("rollcall: \(remark)") } }
    return workspace
  }

  /// Whether standard output may carry colours.
  var isColored: Bool {
    !noColor && Terminal.isOutputTerminal && ProcessInfo.processInfo.environment["NO_COLOR"].map(\.isEmpty) ?? true
  }
}

/// The wall clock, read here and nowhere else.
enum Clock {
  static var now: Instant { Instant(seconds: Int(Date().timeIntervalSince1970)) }
}

extension Day: ExpressibleByArgument {
  package init?(argument: String) { self.init(iso: argument) }
}

extension Severity: ExpressibleByArgument {}
extension FindingState: ExpressibleByArgument {}

/// How a list is printed.
enum ListFormat: String, CaseIterable, ExpressibleByArgument { case table, csv, json }
