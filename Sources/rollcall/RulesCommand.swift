import ArgumentParser
import Audit
import Records
import Rules

struct RulesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rules",
    abstract: "What is checked, and why.", subcommands: [List.self, Show.self], defaultSubcommand: List.self)

  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "All rules with their severities.")

    @OptionGroup var common: CommonOptions

    @Option(help: "table, csv or json.")
    var format = ListFormat.table

    func run() throws {
      let rules = try RuleBook.rules()
      let rows = rules.map { rule in
        [rule.id, rule.severity.rawValue, rule.policy, RuleBook.needs(rule), rule.title]
      }
      Terminal.print(
        ListText.text(columns: ["rule", "severity", "policy", "needs", "title"], rows: rows, format: format))
    }
  }

  struct Show: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "One rule: why, what to do, its parameters and its SQL.")

    @OptionGroup var common: CommonOptions

    @Argument(help: "The rule's id, such as leaver-privileged.")
    var rule: String

    func run() throws { Terminal.print(try RuleBook.text(of: rule)) }
  }
}
