import Findings
import Records
import Storage

/// A finding that a rule makes tonight.
struct Fired: Sendable {
  var rule = "my-rule"
  var account = "A"
  var kind = "profile"
  var subject = "u1"
  var severity = "high"
  var profile: Int?
  var reason = "because"
}

/// What a night has for the ledger.
struct Tonight: Sendable {
  var asOf: String
  var fired: [Fired] = []
  /// What became of the rules; the reason is for those that were not evaluated.
  var rules: [String: (state: String, reason: String?)] = ["my-rule": ("evaluated", nil)]
  /// SHA-256 of the text of every rule.
  var ruleDigest: String?
  /// Kinds of sources that every rule looks at.
  var needs = ["users"]
  var rejected: [Rejected] = []

  struct Rejected: Sendable {
    var kind = "users"
    var account: String?
    var subject: String?
  }
}

/// A digest for tests: different for different seeds, and quickly made (FNV-1a, four times over).
func testDigest(_ seed: [UInt8]) -> Digest {
  var bytes: [UInt8] = []
  for round in 0..<4 {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325 &+ UInt64(round)
    for byte in seed { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    hash ^= hash >> 29
    for shift in stride(from: 56, through: 0, by: -8) { bytes.append(UInt8(truncatingIfNeeded: hash >> UInt64(shift))) }
  }
  return Digest(bytes: bytes)
}

/// A database whose ledger goes from night to night.
final class LedgerNights {
  let database: AuditDatabase
  private let digest: ([UInt8]) -> Digest
  private var run = 0

  init(digest: @escaping ([UInt8]) -> Digest = testDigest) throws {
    database = try AuditDatabase(path: nil) { 1 }
    self.digest = digest
  }

  /// Compares a night with those before, and gives what the report would list.
  @discardableResult
  func compare(_ tonight: Tonight) throws -> [LedgerFinding] {
    run += 1
    return try database.write { connection in
      try connection.execute(
        """
        insert into run (run, as_of, started, organization, timezone, complete, fail_on, program_version,
                         sqlite_version, policy_sha256, rules_sha256)
        values (:run, :as_of, '', 'Example', 'UTC', 'yes', 'high', '0', '0', '', '')
        """, ["run": .integer(run), "as_of": .text(tonight.asOf)])
      for (rule, outcome) in tonight.rules {
        try connection.execute(
          """
          insert into rule_setting (rule, state, reason, needs, severity, parameters, changed, sha256)
          values (:rule, :state, :reason, :needs, 'high', '{}', '[]', :sha256)
          """,
          [
            "rule": .text(rule), "state": .text(outcome.state),
            "reason": SQLValue(outcome.reason), "sha256": SQLValue(tonight.ruleDigest),
            "needs": .text("[" + tonight.needs.map { "\"\($0)\"" }.joined(separator: ",") + "]"),
          ])
        try connection.execute(
          "insert into rule_outcome (run, setting) values (:run, last_insert_rowid())", ["run": .integer(run)])
      }
      for (position, row) in tonight.rejected.enumerated() {
        try connection.execute(
          """
          insert into run_rejected (run, position, source, line, field, code, reason, kind, account, subject)
          values (:run, :position, 'the ' || :kind, 2, '', 'bad-date', '', :kind, :account, :subject)
          """,
          [
            "run": .integer(run), "position": .integer(position + 1), "kind": .text(row.kind),
            "account": SQLValue(row.account),
            "subject": SQLValue(row.subject),
          ])
      }
      try fire(tonight.fired, connection)
      try Ledger(connection, digest: digest).compare()
      return (try list(connection), keep: true)
    }
  }

  /// The table that the rules fill.
  private func fire(_ fired: [Fired], _ connection: SQLConnection) throws {
    try connection.execute("drop table if exists temp.fired")
    try connection.execute(
      """
      create temp table fired (
        rule text not null, account text not null, subject_kind text not null, subject text not null,
        severity text not null, profile integer, reason text not null)
      """)
    for finding in fired {
      try connection.execute(
        """
        insert into fired (rule, account, subject_kind, subject, severity, profile, reason)
        values (:rule, :account, :kind, :subject, :severity, :profile, :reason)
        """,
        [
          "rule": .text(finding.rule), "account": .text(finding.account), "kind": .text(finding.kind),
          "subject": .text(finding.subject), "severity": .text(finding.severity), "profile": SQLValue(finding.profile),
          "reason": .text(finding.reason),
        ])
    }
  }

  private func list(_ connection: SQLConnection) throws -> [LedgerFinding] {
    var findings: [LedgerFinding] = []
    try Ledger.list(connection) { findings.append($0) }
    return findings
  }

  func texts(_ sql: String, columns: Int = 1) throws -> [[String?]] {
    try database.read { try $0.rows(sql) { row in (0..<columns).map { row.text($0) } } }
  }

  func execute(_ sql: String) throws { try database.write { (try $0.execute(sql), keep: true) } }
}
