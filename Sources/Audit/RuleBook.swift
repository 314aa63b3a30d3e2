import Policy
import Records
package import Rules
import Schema

/// The rules as people read them.
package enum RuleBook {
  /// Those that come with the program.
  package static func shipped() throws -> [RuleFile] {
    do {
      return try RuleCatalogue.shipped()
    } catch {
      throw AuditFailure(error)
    }
  }

  /// `roles, users.status`
  package static func needs(_ rule: RuleFile) -> String {
    rule.needs.map { need in
      need.anyOf.map { item in item.kind.rawValue + (item.field.map { "." + $0 } ?? "") }.joined(separator: " or ")
    }.joined(separator: ", ") + (rule.needsHistory ? ", history" : "")
  }

  /// `shipped`, or the file of an organization's own rule.
  package static func origin(_ rule: RuleFile) -> String { rule.customFile ?? "shipped" }

  static func unknown(_ id: String, among rules: [RuleFile]) -> AuditFailure {
    guard !RuleCatalogue.later.contains(id) else {
      return AuditFailure(.invalid, "rule '\(id)' is not part of this version")
    }
    let nearest = NearestWord.of(id, among: rules.map(\.id))
    return AuditFailure(
      .invalid,
      VisibleText.of("there is no rule '\(id)'; ")
        + (nearest.map { "did you mean '\($0)'?" } ?? "'rollcall rules list' has them"))
  }

  /// Everything about one rule.
  package static func text(of id: String, among rules: [RuleFile]) throws -> String {
    guard let rule = rules.first(where: { $0.id == id }) else { throw unknown(id, among: rules) }
    var lines = [
      "\(rule.id): \(rule.title)", "", "severity  \(rule.severity.rawValue)", "needs     \(needs(rule))",
      "policy    \(rule.policy)",
      "supports  \(rule.controls.isEmpty ? "no control that it names" : rule.controls.joined(separator: ", "))",
      "origin    \(origin(rule))", "",
      "Why: \(rule.why)", "", "What to do: \(rule.fix)",
    ]
    for parameter in rule.parameters {
      let range = parameter.range.map { "\($0.lowerBound) to \($0.upperBound); " } ?? ""
      let standard = parameter.shown(parameter.standard)
      lines += ["", "Parameter \(parameter.name): \(standard) unless set, \(range)\(parameter.meaning)"]
    }
    lines += ["", "Examples:"]
    lines += rule.examples.map { "  \($0.isFlagged ? "flagged" : "passes "): \($0.title)" }
    lines += ["", rule.select + ";"]
    return lines.joined(separator: "\n")
  }
}
