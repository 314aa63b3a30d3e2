import Attestation
package import Records
import Storage

/// Takes back a worksheet with its decisions: all rows of it or none.
package struct ReviewImport {
  private let workspace: Workspace
  private let now: Instant

  package init(_ workspace: Workspace, now: Instant) {
    self.workspace = workspace
    self.now = now
  }

  /// What may be decided.
  enum Verdict: String, CaseIterable {
    case fix, keep, waive
    case notAProblem = "not-a-problem"
  }

  /// - Parameter file: as the command line names it.
  /// - Returns: what was done, a line each.
  package func run(_ file: String) throws -> [String] {
    do {
      guard let bytes = try Files.read(file) else { throw AuditFailure(.invalid, "\(file): there is no such file") }
      let worksheet = try Worksheet(bytes, file: file)
      try workspace.confirmDatabase()
      let lock = try RunLock(workspace.databasePath + ".lock", note: "review since \(now.iso)\n")
      defer { withExtendedLifetime(lock) {} }
      let database = try AuditDatabase(path: workspace.databasePath) { 0 }
      let lines = try database.write { connection in
        try ChainGate(workspace, connection).confirm()
        let check = try WorksheetCheck(connection, worksheet, file: file)
        let decisions = try check.decisions()
        return (try store(decisions, connection, run: check.run), keep: true)
      }
      // What stands outside is written when the database is sure to know it.
      try Publisher(workspace).replace("rollcall.prom", with: try database.read { try Metrics($0) }.text)
      return lines
    } catch let fault as Diagnostic {
      throw AuditFailure(.invalid, [fault])
    } catch {
      throw AuditFailure(error, database: workspace.databasePath)
    }
  }

  private func store(_ decisions: [WorksheetCheck.Decision], _ connection: SQLConnection, run: Int) throws -> [String] {
    let review = (try connection.integer("select max(review) from decision") ?? 0) + 1
    let insert = try connection.repeated(
      """
      insert into decision (review, run, finding, verdict, note, decided_by, imported, facts)
      select :review, :run, finding, :verdict, :note, :person, :imported, json_array(severity, name, email, roles, reason)
        from finding where id = :id
      """)
    for decision in decisions {
      try insert([
        "review": .integer(review), "run": .integer(run), "id": .text(decision.finding),
        "verdict": .text(decision.verdict.rawValue), "note": SQLValue(decision.note), "person": .text(decision.person),
        "imported": .text(now.iso),
      ])
    }
    let link = try ChainBook(connection).append(
      .review, run: run, item: review, content: ProofRows(connection).rows(of: "decision", where: "review", review))
    let parts = Verdict.allCases.compactMap { verdict in
      let count = decisions.count { $0.verdict == verdict }
      return count > 0 ? "\(count) \(verdict.rawValue)" : nil
    }
    let left = try SignedRun(connection, run: run).openFindings(person: "").count { !$0.isDecided }
    let waived = decisions.first { $0.verdict == .waive }?.finding
    return [
      "review \(review) of run \(run): \(decisions.count) decisions (\(parts.joined(separator: ", ")))",
      "  undecided: \(left)", "  chain: link \(link.number), head \(link.head)",
    ] + (waived.map { ["  a finding is waived by the waiver file: 'rollcall waive \($0) ...' adds to it"] } ?? [])
  }
}

/// Holds every row of a worksheet against the run that it is of.
struct WorksheetCheck {
  struct Decision: Equatable {
    var finding: String
    var verdict: ReviewImport.Verdict
    var note: String?
    var person: String
  }

  /// The run whose seal stands on the rows.
  let run: Int
  private let connection: SQLConnection
  private let worksheet: Worksheet
  private let file: String
  private static let mostFaults = 20

  init(_ connection: SQLConnection, _ worksheet: Worksheet, file: String) throws {
    self.connection = connection
    self.worksheet = worksheet
    self.file = file
    guard let first = worksheet.rows.first else { throw StorageError.bug("a worksheet without rows") }
    let runs = try connection.rows("select run from seal where seal = :seal", ["seal": .text(first["seal"])]) {
      $0.integer(0) ?? 0
    }
    guard let run = runs.first else {
      throw Diagnostic(
        .error, "no run of this database has this seal", at: Position(file: file, line: first.line),
        hint: "take review.csv of a report of this database; the column 'seal' must stay as it is")
    }
    self.run = run
  }

  /// - Throws: `AuditFailure` with everything that is wrong.
  func decisions() throws -> [Decision] {
    var faults: [Diagnostic] = []
    var decisions: [Decision] = []
    var seen: [String: Int] = [:]
    let open = Set(try SignedRun(connection, run: run).openFindings(person: "").map(\.id))
    var own: [String: Set<String>] = [:]
    for row in worksheet.rows {
      func fault(_ message: String, _ hint: String? = nil) {
        faults.append(Diagnostic(.error, message, at: Position(file: file, line: row.line), hint: hint))
      }
      let id = row["finding"].uppercased()
      guard row["seal"] == worksheet.rows[0]["seal"] else {
        fault("another seal than on the rows before", "rows of one report stand in one file")
        continue
      }
      guard open.contains(id) else {
        fault("no finding of this id was open in run \(run)")
        continue
      }
      if let line = seen[id] {
        fault("finding \(id) is on line \(line), too")
        continue
      }
      seen[id] = row.line
      let changed = try changedFacts(id, row)
      if !changed.isEmpty {
        fault(
          "finding \(id): \(changed.joined(separator: ", ")) differ from what the database has",
          "the cells were changed, or the facts were since run \(run); take review.csv of the last report")
      }
      let person = row["decided_by"]
      if person.isEmpty { fault("finding \(id): 'decided_by' is empty", "say who decided") }
      let ownFindings = try own[person] ?? ownFindings(of: person)
      own[person] = ownFindings
      if ownFindings.contains(id) { fault("finding \(id): nobody decides on himself", "let somebody else decide") }
      guard let verdict = ReviewImport.Verdict(rawValue: row["decision"].lowercased()) else {
        fault(
          "finding \(id): 'decision' is \(row["decision"].isEmpty ? "empty" : "no word that is known")",
          "fix, keep, waive or not-a-problem; remove the rows that are not decided")
        continue
      }
      let note = row["note"].isEmpty ? nil : row["note"]
      if note == nil, verdict != .fix { fault("finding \(id): 'note' is empty", "say why, unless the decision is fix") }
      if let note, note.utf8.count > 4000 { fault("finding \(id): 'note' is longer than 4000 bytes") }
      decisions.append(Decision(finding: id, verdict: verdict, note: note, person: person))
    }
    guard faults.isEmpty else {
      var lines = faults.prefix(WorksheetCheck.mostFaults).map(\.description)
      if faults.count > lines.count { lines.append("and \(faults.count - lines.count) more") }
      throw AuditFailure(.invalid, lines: lines + ["\(file): nothing of it was taken"])
    }
    try confirmNew(decisions)
    return decisions
  }

  private static let facts = ["severity", "name", "email", "roles", "reason"]

  private func changedFacts(_ id: String, _ row: Worksheet.Row) throws -> [String] {
    let stored = try connection.rows(
      "select severity, name, email, roles, reason from finding where id = :id", ["id": .text(id)]
    ) { row in WorksheetCheck.facts.indices.map { row.text($0) ?? "" } }
    let before = Worksheet.Row(
      line: row.line, cells: Dictionary(uniqueKeysWithValues: zip(WorksheetCheck.facts, stored.first ?? [])))
    // As text and not as bytes: a spreadsheet may save another Unicode form of the same letters.
    return WorksheetCheck.facts.filter { Worksheet.plain(before[$0]) != Worksheet.plain(row[$0]) }
  }

  /// Findings that are about somebody.
  private func ownFindings(of person: String) throws -> Set<String> {
    Set(try SignedRun(connection, run: run).openFindings(person: person).filter(\.isOwn).map(\.id))
  }

  /// The same worksheet twice is a mistake, and would count as a second look.
  private func confirmNew(_ decisions: [Decision]) throws {
    var review: Int?
    for decision in decisions {
      let last = try connection.rows(
        """
        select review, run, verdict, note, decided_by
          from decision join finding using (finding)
         where finding.id = :id order by decision desc limit 1
        """, ["id": .text(decision.finding)]
      ) { row in
        row.integer(1) == run && row.text(2) == decision.verdict.rawValue && row.text(3) == decision.note
          && row.text(4) == decision.person ? row.integer(0) : nil
      }
      guard let same = last.first ?? nil else { return }
      review = same
    }
    if let review { throw AuditFailure(.invalid, "\(file): it was imported already, as review \(review)") }
  }
}
