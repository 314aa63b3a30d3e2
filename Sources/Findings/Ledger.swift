package import Records
import Schema
package import Storage

/// Holds tonight's findings against those of the nights before: what is new, still there, back again, gone, or could not
/// be looked at. The comparing itself is SQL (`schema/ledger/`).
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
    try connection.executeScript(Ledger.sql("found.sql"))
    // Waivers name findings by their ids: each has its row before they are looked at.
    try take()
    try addNew()
    try connection.executeScript(Ledger.sql("decided.sql"), ["rules": .text(JSONString.array(lookingBack))])
    for file in ["causes.sql", "gone.sql", "waivers.sql"] { try connection.executeScript(Ledger.sql(file)) }
    try tellOfWaivers()
    try take()
    try addNew()
    for file in ["events.sql", "keep.sql", "compare.sql"] { try connection.executeScript(Ledger.sql(file)) }
    // Compiling these takes longer than most nights of a small account have use for.
    if try has("finding_before") { try connection.executeScript(Ledger.sql("fold.sql")) }
    try connection.executeScript(Ledger.sql("count.sql"))
  }

  /// Works out what was decided to be fixed and was found again, when all rules but those about it have run.
  package func findUndone() throws { try connection.executeScript(Ledger.sql("undone.sql")) }

  /// Keeps the last logins that earlier reports showed, where this night's report will show others.
  package func keepLogins() throws {
    try connection.executeScript(Ledger.sql("login.sql"))
    if try has("login_before") { try connection.executeScript(Ledger.sql("login_before.sql")) }
  }

  private func has(_ table: String) throws -> Bool {
    try connection.integer("select 1 from temp.\(table) limit 1") != nil
  }

  /// Keeps once what this night has as the one before had it. What decided it must be stored.
  package func keepOnce() throws { try connection.executeScript(Ledger.sql("repeat.sql")) }

  /// Takes what rules found into the table of tonight's findings.
  private func take() throws { try connection.executeScript(Ledger.sql("facts.sql")) }

  /// Gives a row to each finding that has none.
  private func addNew() throws {
    let last = try connection.integer("select max(finding) from finding") ?? 0
    let name = try connection.repeated("insert into named (finding, found, id) values (:finding, :found, :id)")
    var finding = last
    try connection.query(Ledger.sql("unnamed.sql")) { row in
      finding += 1
      let id = FindingID.text(digest(Ledger.seed(row)))
      try name(["finding": .integer(finding), "found": SQLValue(row.integer(0)), "id": .text(id)])
    }
    if finding > last {
      try lengthen()
      try connection.executeScript(Ledger.sql("new.sql"))
    }
    try connection.execute("delete from fired")
  }

  /// Two of a million findings may share 40 bits of a digest: the second gets a longer name.
  private func lengthen() throws {
    let taken = try connection.rows(Ledger.sql("taken.sql")) { row in
      (found: row.integer(0), id: FindingID.text(digest(Ledger.seed(row)), groups: 3))
    }
    for finding in taken {
      try connection.execute(
        "update named set id = :id where found = :found", ["id": .text(finding.id), "found": SQLValue(finding.found)])
    }
  }

  /// - Parameter row: has rule, account, kind and id of the subject in its columns 1 to 4.
  private static func seed(_ row: SQLRow) -> [UInt8] {
    FindingID.seed(
      rule: row.text(1) ?? "", account: row.text(2) ?? "", subjectKind: row.text(3) ?? "", subject: row.text(4) ?? "")
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
    Schema.ledger.text(name)
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
