package import Records
import Schema
package import Storage

/// Holds tonight's findings against those of the nights before: what is new, still there, back again, gone, or could not
/// be looked at. The comparing itself is SQL (`schema/ledger/compare.sql`).
package struct Ledger {
  private let connection: SQLConnection
  private let digest: ([UInt8]) -> Digest

  /// - Parameter digest: SHA-256, for the names of findings.
  package init(_ connection: SQLConnection, digest: @escaping ([UInt8]) -> Digest) {
    self.connection = connection
    self.digest = digest
  }

  /// Compares `temp.fired` with the ledger and writes the ledger of tonight. The outcomes of the rules must be stored.
  package func compare() throws {
    for file in ["facts.sql", "compare.sql"] { try connection.executeScript(Ledger.sql(file)) }
    try addNew()
  }

  private struct NewFinding {
    var row: Int
    var id: String
  }

  private func addNew() throws {
    let new = try connection.rows(
      """
      select fired.rowid, fired.rule, fired.account, fired.subject_kind, fired.subject
        from fired
       where not exists (select 1 from finding
                          where finding.rule = fired.rule and finding.account = fired.account
                            and finding.subject_kind = fired.subject_kind and finding.subject = fired.subject)
       order by fired.rule, fired.account, fired.subject_kind, fired.subject
      """
    ) { row in
      let digest = digest(
        FindingID.seed(
          rule: row.text(1) ?? "", account: row.text(2) ?? "", subjectKind: row.text(3) ?? "",
          subject: row.text(4) ?? "")
      )
      return (row: row.integer(0) ?? 0, digest: digest)
    }
    guard !new.isEmpty else { return }
    let insert = try connection.repeated(
      """
      insert into finding (id, rule, account, subject_kind, subject, severity, state, name, email, roles, reason,
                           first_seen, first_run, last_seen, last_run)
      select :id, rule, account, subject_kind, subject, severity, 'new', name, email, roles, reason,
             tonight.as_of, tonight.run, tonight.as_of, tonight.run
        from fired, tonight
       where fired.rowid = :row
      """)
    for finding in new {
      try insert(["id": .text(try freeID(finding.digest)), "row": .integer(finding.row)])
    }
  }

  /// Two of a million findings may share 40 bits of a digest: the second gets a longer name.
  private func freeID(_ digest: Digest) throws -> String {
    let short = FindingID.text(digest)
    let taken = try connection.integer("select 1 from finding where id = :id", ["id": .text(short)]) != nil
    return taken ? FindingID.text(digest, groups: 3) : short
  }

  /// The findings of the last run, in the order of the report.
  package static func list(_ connection: SQLConnection, _ body: (LedgerFinding) throws -> Void) throws {
    try connection.query(sql("list.sql")) { try body(finding($0)) }
  }

  /// Findings of any night that meet a condition.
  package static func find(
    _ connection: SQLConnection, where condition: String, _ values: [String: SQLValue]
  ) throws -> [LedgerFinding] {
    try connection.rows(
      """
      select id, rule, severity, state, account, subject_kind, subject, name, email, roles, reason, first_seen,
             case when state in ('resolved', 'not-assessed') then last_seen else tonight.as_of end,
             cast(julianday(tonight.as_of) - julianday(first_seen) as integer)
        from finding, tonight
       where \(condition)
       order by rule, account, subject_kind, subject
      """, values, finding)
  }

  private static func finding(_ row: SQLRow) -> LedgerFinding {
    LedgerFinding(
      id: row.text(0) ?? "", rule: row.text(1) ?? "", severity: row.text(2).flatMap(Severity.init) ?? .critical,
      state: row.text(3).flatMap(FindingState.init) ?? .open, account: row.text(4) ?? "",
      subjectKind: row.text(5) ?? "", subject: row.text(6) ?? "", name: row.text(7), email: row.text(8),
      roles: row.text(9), reason: row.text(10) ?? "", firstSeen: row.text(11).flatMap(Day.init(iso:)),
      lastSeen: row.text(12).flatMap(Day.init(iso:)), ageDays: row.integer(13) ?? 0)
  }

  private static func sql(_ name: String) -> String {
    Schema.ledger.first { $0.name == name }?.text ?? ""
  }
}

/// A finding as the ledger has it.
package struct LedgerFinding: Sendable {
  package let id: String
  package let rule: String
  package let severity: Severity
  package let state: FindingState
  package let account: String
  package let subjectKind: String
  package let subject: String
  package let name: String?
  package let email: String?
  package let roles: String?
  package let reason: String
  package let firstSeen: Day?
  package let lastSeen: Day?
  package let ageDays: Int
}
