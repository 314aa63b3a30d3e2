import Findings
package import Records
import Reports
import Rules

extension Explanation {
  package var json: JSONTree {
    .object([
      ("as_of", .text(asOf.iso)), ("verdict", .text(verdict.rawValue)), ("because", .text(sentence)),
      ("notes", .list(notes.map(JSONTree.text))),
      ("subject", .object([("account", .text(account)), ("kind", .text(kind)), ("subject", .text(subject))])),
      ("rule", ruleJSON), ("parameters", .list(parameters.map(\.json))), ("near", .list(borders.map(\.json))),
      ("facts", .list(facts.map(\.json))), ("finding", findingJSON), ("history", .list(history.map(\.json))),
      ("waivers", .list(waivers.map(Explanation.json))),
    ])
  }

  private var ruleJSON: JSONTree {
    .object([
      ("id", .text(rule.id)), ("title", .text(rule.title)), ("policy", .text(rule.policy)),
      ("controls", .list(rule.controls.map(JSONTree.text))), ("severity", .text(severity.rawValue)),
      ("severity_origin", .text(severityOrigin)), ("shipped_severity", .text(rule.severity.rawValue)),
      ("origin", .text(RuleBook.origin(rule))), ("why", .text(rule.why)), ("fix", .text(rule.fix)),
    ])
  }

  private var findingJSON: JSONTree {
    guard let finding else { return .null }
    return .object([
      ("finding", .text(finding.id)), ("state", .text(finding.state.rawValue)),
      ("severity", .text(finding.severity.rawValue)), ("reason", .text(finding.reason)),
      ("first_seen", JSONTree(finding.firstSeen?.iso)), ("last_seen", JSONTree(finding.lastSeen?.iso)),
      ("age_days", .number(finding.ageDays)),
    ])
  }

  private static func json(_ waiver: ReportModel.Waiver) -> JSONTree {
    .object([
      ("state", .text(waiver.state.rawValue)), ("why", JSONTree(waiver.why)), ("until", .text(waiver.until.iso)),
      ("owner", .text(waiver.owner)), ("approved_by", .text(waiver.approvedBy)), ("created", .text(waiver.created.iso)),
      ("reason", .text(waiver.reason)), ("ticket", JSONTree(waiver.ticket)),
    ])
  }
}

extension Explanation.Parameter {
  fileprivate var json: JSONTree {
    .object([
      ("name", .text(name)), ("value", .text(value)), ("default", .text(standard)), ("range", JSONTree(range)),
      ("meaning", .text(meaning)), ("origin", .text(origin)),
    ])
  }
}

extension Explanation.Border {
  fileprivate var json: JSONTree {
    .object([("what", .text(what)), ("value", .text(value)), ("sentence", .text(sentence))])
  }
}

extension Explanation.Fact {
  fileprivate var json: JSONTree {
    .object([("about", .text(about))] + values.map { ($0.name, JSONTree.text($0.value)) })
  }
}

extension Explanation.Event {
  fileprivate var json: JSONTree {
    .object([
      ("run", .number(run)), ("as_of", .text(asOf)), ("state", .text(state)), ("why", .text(why)),
      ("cause", .text(cause)),
    ])
  }
}
