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

  /// Compares `temp.fired` with the ledger and writes the ledger of tonight. The outcomes of the rules and the waivers of
  /// tonight must be stored.
  /// - Parameters:
  ///   - lookingBack: ids of the rules that tell for some days what happened, and whose findings a decision ends.
  ///   - tellOfWaivers: runs the rules about waivers, when it is known what became of each.
  package func compare(lookingBack: [String] = [], tellOfWaivers: () throws -> Void = {}) throws {
    try connection.executeScript(Ledger.sql("facts.sql"))
    try connection.executeScript(Ledger.sql("decided.sql"), ["rules": .text(JSONString.array(lookingBack))])
    try connection.executeScript(Ledger.sql("remember.sql"))
    // Waivers name findings by their ids: each has its row before they are looked at.
    try addNew(where: "true")
    for file in ["causes.sql", "gone.sql", "waivers.sql"] { try connection.executeScript(Ledger.sql(file)) }
    try tellOfWaivers()
    try addNew(where: "fired.rule glob 'waiver-*'")
    for file in ["compare.sql", "keep.sql", "count.sql"] { try connection.executeScript(Ledger.sql(file)) }
  }

  /// Works out what was decided to be fixed and was found again, when all rules but those about it have run.
  package func findUndone() throws { try connection.executeScript(Ledger.sql("undone.sql")) }

  /// Keeps the last logins that earlier reports showed, where this night's report will show others.
  package func keepLogins() throws { try connection.executeScript(Ledger.sql("login.sql")) }

  private struct NewFinding {
    var row: Int
    var id: String
  }

  /// Gives a row to each finding that has none.
  private func addNew(where condition: String) throws {
    let new = try connection.rows(
      """
      select fired.rowid, fired.rule, fired.account, fired.subject_kind, fired.subject
        from fired
       where \(condition)
         and not exists (select 1 from finding
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
    try connection.executeScript(sql("place.sql"))
    defer { try? connection.execute("drop table if exists temp.finding_place") }
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
             cast(julianday(tonight.as_of) - julianday(first_seen) as integer), null, null, null
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
      lastSeen: row.text(12).flatMap(Day.init(iso:)), ageDays: row.integer(13) ?? 0,
      waivedUntil: row.text(14).flatMap(Day.init(iso:)), cause: row.text(15), why: row.text(16))
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
  /// The last day of the waiver that it is waived by.
  package let waivedUntil: Day?
  /// What its state was changed by in this run, and in words; nil where it did not change, and where it is simply new.
  package let cause: String?
  package let why: String?
}
