import Findings
import Records
import Reports
import Rules

extension Explanation {
  /// One thing that is said: in which section, under which name.
  package struct Line: Sendable {
    package let section: String
    package let name: String
    package let value: String?
  }

  /// All that there is to say, for people and for tables.
  package var lines: [Line] {
    var lines: [Line] = []
    func add(_ section: String, _ name: String, _ value: String?) {
      lines.append(Line(section: section, name: name, value: value))
    }
    add("answer", "verdict", verdict.rawValue)
    add("answer", "because", sentence)
    for note in notes { add("answer", "note", note) }
    add("subject", kind, subject)
    add("subject", "account", account)
    add("rule", "rule", rule.id)
    add("rule", "title", rule.title)
    add("rule", "policy", rule.policy)
    if !rule.controls.isEmpty { add("rule", "supports", rule.controls.joined(separator: ", ")) }
    add("rule", "severity", "\(severity.rawValue) (\(severityOrigin))")
    add("rule", "origin", RuleBook.origin(rule))
    add("rule", "why", rule.why)
    if verdict == .silent {
      for example in rule.examples where !example.isFlagged { add("rule", "passes", example.title) }
    }
    for parameter in parameters {
      let origin = [
        parameter.origin, parameter.origin == "default" ? nil : "default \(parameter.standard)", parameter.range,
      ].compactMap { $0 }.joined(separator: ", ")
      add("limits", parameter.name, "\(parameter.value) (\(origin)): \(parameter.meaning)")
    }
    for border in borders { add("limits", "near", border.sentence) }
    for fact in facts {
      add(
        "facts", fact.about,
        fact.values.map { "\($0.name)=\($0.value.isEmpty ? "(empty)" : $0.value)" }.joined(separator: "  "))
    }
    if let finding {
      add("finding", "finding", finding.id)
      add("finding", "state", finding.state.rawValue)
      add("finding", "first seen", finding.firstSeen?.iso)
      add("finding", "last seen", finding.lastSeen?.iso)
      add("finding", "age", "\(finding.ageDays) days")
    }
    for event in history {
      let cause = event.cause == "data" ? "" : " (\(event.cause))"
      add("history", "\(event.asOf), run \(event.run)", "\(event.state): \(event.why)\(cause)")
    }
    for waiver in waivers {
      add("waiver", "state", waiver.state.rawValue + (waiver.why.map { ": \($0)" } ?? ""))
      add("waiver", "until", waiver.until.iso)
      add("waiver", "owner", "\(waiver.owner), approved by \(waiver.approvedBy) on \(waiver.created.iso)")
      add("waiver", "reason", waiver.reason)
      if let ticket = waiver.ticket { add("waiver", "ticket", ticket) }
    }
    add("what to do", "fix", rule.fix)
    return lines
  }
}
