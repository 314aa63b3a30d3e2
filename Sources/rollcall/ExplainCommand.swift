import ArgumentParser
import Audit
import Records

struct ExplainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Why a finding is there, or why a rule does not speak of somebody.",
    discussion: "It looks at what the last run stored, and changes nothing.")

  @OptionGroup var common: CommonOptions

  @Argument(help: "The finding, such as K7Q2-M4TD.")
  var finding: String?

  @Option(help: "A rule, for a subject that may have no finding.")
  var rule: String?

  @Option(help: "Whom or what the rule is asked about: an id, a user name, an e-mail address, an account, a role.")
  var subject: String?

  @Option(help: "The account of the subject, where several have one of that name.")
  var account: String?

  @Option(help: "table, csv or json.")
  var format = ListFormat.table

  func validate() throws {
    guard finding != nil ? rule == nil && subject == nil && account == nil : rule != nil && subject != nil else {
      throw ValidationError("Name a finding, or give --rule and --subject.")
    }
  }

  func run() throws {
    let explainer = Explainer(try common.workspace(), asOf: common.asOf)
    let explanation =
      if let finding {
        try explainer.explain(finding: finding)
      } else {
        try explainer.explain(rule: rule ?? "", subject: subject ?? "", account: account)
      }
    switch format {
    case .table: Terminal.print(ExplanationText(explanation).text)
    case .json: Terminal.print(explanation.json.text())
    case .csv:
      let rows = explanation.lines.map { [$0.section, $0.name, $0.value] }
      Terminal.print(ListText.text(columns: ["section", "field", "value"], rows: rows, format: .csv))
    }
  }
}
