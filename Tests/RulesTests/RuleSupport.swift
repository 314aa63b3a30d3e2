import Records
import Rules
import Storage
import Testing

/// An example of a shipped rule, for tests by parameter.
struct Shown: CustomTestStringConvertible, Sendable {
  let rule: RuleFile
  let example: RuleExample

  var testDescription: String { "\(rule.id):\(example.line) \(example.title)" }
}

enum Shipped {
  static let rules: [RuleFile] = (try? RuleCatalogue.shipped()) ?? []
  static let ids = rules.map(\.id)
  static let examples = rules.flatMap { rule in rule.examples.map { Shown(rule: rule, example: $0) } }
}

/// A rule file with the least that one must have, and more lines above its SELECT.
func ruleText(
  _ more: [String] = [], severity: String = "low", needs: String = "accounts",
  select: String = """
  select null as profile, id as account, 'account' as subject_kind, id as subject, null as severity, name as reason
    from account
  """
) -> String {
  let head = [
    "-- my-rule: All is well", "-- severity: \(severity)", "-- needs: \(needs)", "-- policy: P1",
    "-- controls: SOC 2: CC6.2, CC6.3; CIS: 6.2", "-- why: Because.", "-- fix: Do it.",
  ]
  return (head + more + [select]).joined(separator: "\n") + "\n"
}

func readRule(_ text: String = ruleText()) throws -> RuleFile { try RuleFile(name: "my-rule.sql", text: text) }

func supplied(_ kinds: [SourceKind: RuleSupply.State], _ fields: [SourceKind: Set<String>] = [:]) -> RuleSupply {
  var supply = RuleSupply()
  supply.kinds = kinds
  supply.fields = fields
  return supply
}

/// Runs `body` in a night of a new database in memory, on 2026-11-21.
func night<Value>(_ body: (SQLConnection) throws -> Value) throws -> Value {
  try AuditDatabase(path: nil) { 1 }.write { connection in
    try connection.execute(
      """
      insert into run (run, as_of, started, organization, timezone, complete, fail_on, program_version, sqlite_version,
                       policy_sha256, rules_sha256)
      values (1, '2026-11-21', '2026-11-21T02:00:00Z', 'Example', 'UTC', 'yes', 'high', '0', '0', '', '')
      """)
    return (try body(connection), keep: false)
  }
}
