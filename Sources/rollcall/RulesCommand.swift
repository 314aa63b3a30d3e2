import ArgumentParser
import Audit
import Records
import Rules

struct RulesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rules",
    abstract: "What is checked, and why; rules of your own.",
    subcommands: [List.self, Show.self, New.self, Test.self], defaultSubcommand: List.self)

  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "All rules with their severities.")

    @OptionGroup var common: CommonOptions

    @Option(help: "table, csv or json.")
    var format = ListFormat.table

    func run() throws {
      let rows = try common.rules().map { rule in
        [
          rule.id, rule.severity.rawValue, rule.policy, RuleBook.needs(rule), RuleBook.origin(rule), rule.title,
        ]
      }
      Terminal.print(
        ListText.text(
          columns: ["rule", "severity", "policy", "needs", "origin", "title"], rows: rows, format: format))
    }
  }

  struct Show: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "One rule: why, what to do, its parameters and its SQL.")

    @OptionGroup var common: CommonOptions

    @Argument(help: "The rule's id, such as leaver-privileged.")
    var rule: String

    func run() throws { Terminal.print(try RuleBook.text(of: rule, among: try common.rules())) }
  }

  struct New: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Writes a rule of your own to begin with, whole and with examples. Never overwrites.")

    @Argument(help: "Its id, such as lobby-phone; the file gets the same name.")
    var rule: String

    @OptionGroup var common: CommonOptions

    func run() throws {
      let workspace = try common.namesPolicy ? common.workspace(.unread) : nil
      let (file, toBeNamed) = try RuleTrial.write(rule, workspace)
      if !common.quiet { Terminal.print(file) }
      if let toBeNamed {
        let policy = workspace?.policyPath ?? "the policy"
        Terminal.say("rollcall: no night runs it before \(policy) names its folder:  custom_rules: \(toBeNamed)/")
      }
    }
  }

  struct Test: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Runs the examples inside rule files: those that come with rollcall, and your own.")

    @Argument(help: "Only this rule.")
    var rule: String?

    @OptionGroup var common: CommonOptions

    func run() throws {
      let workspace = try common.namesPolicy ? common.workspace(.orBeside) : nil
      let rules = try workspace?.rules ?? RuleTrial.rulesWithoutPolicy()
      let result = try RuleTrial.test(rule, of: rules, onOverrun: CommonOptions.endWithRule)
      for fault in result.faults { Terminal.say("rollcall: \(fault)") }
      if !result.faults.isEmpty { throw Ended(status: .invalid) }
      if !common.quiet {
        if let workspace, !workspace.namesOwnRules, rules.contains(where: \.isCustom) {
          Terminal.say("rollcall: no night runs the rules in rules/: \(workspace.policyPath) does not name this folder")
        }
        Terminal.print("\(result.rules) rule\(result.rules == 1 ? "" : "s"), \(result.examples) examples: all hold")
      }
    }
  }
}
