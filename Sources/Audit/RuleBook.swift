import Records
package import Rules
import Schema

/// The rules as people read them.
package enum RuleBook {
  package static func rules() throws -> [RuleFile] {
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

  /// Everything about one rule.
  package static func text(of id: String) throws -> String {
    let rules = try rules()
    guard let rule = rules.first(where: { $0.id == id }) else {
      let isLater = RuleCatalogue.later.contains(id)
      throw AuditFailure(
        .invalid,
        isLater
          ? "rule '\(id)' is not part of this version" : "there is no rule '\(id)'; 'rollcall rules list' has them")
    }
    var lines = [
      "\(rule.id): \(rule.title)", "", "severity  \(rule.severity.rawValue)", "needs     \(needs(rule))",
      "policy    \(rule.policy)", "supports  \(rule.controls.joined(separator: ", "))", "",
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
