import Attestation
import Records
import Storage

/// The rows that the chain covers, as digests. Which tables these are follows from their names, so that a table that is
/// added later is covered too: `run`, all of `run_…`, `finding_event`; and each table that has a twin with `_past`.
struct ProofRows {
  private let connection: SQLConnection

  init(_ connection: SQLConnection) { self.connection = connection }

  /// What says when, on which host and whether it was published, and not what was found: the same exports give the same
  /// digests everywhere. The manifest, which is a link of its own, has the rest.
  private static let apart: [String: Set<String>] = [
    "run": ["started", "sqlite_version", "published", "manifest_sha256"], "run_file": ["modified"],
  ]

  /// What the policy and the rules left in the tables that hold one night only.
  private static let presentTables = [
    "finding", "role", "role_name", "role_privilege", "list_phrase", "allowed", "break_glass",
    "source_account", "waiver", "waiver_hold", "waiver_fact", "shown_login",
  ]

  /// A view has no key: what its rows of one run are told apart by, in the order of the table that it once was.
  private static let orders = [
    "run_column": "source, position", "run_document": "kind", "run_finding": "finding",
    "run_guard": "source, guard", "run_login": "profile", "run_rule": "rule", "run_source": "position",
    "run_supply": "kind",
  ]

  /// A column of a table.
  private struct Column {
    var name: String
    /// Its place in the primary key, from 1; 0 for none.
    var key: Int
  }

  private func columns(_ table: String) throws -> [Column] {
    try connection.rows(
      "select name, pk from pragma_table_info(:table) order by name", ["table": .text(table)]
    ) { Column(name: $0.text(0) ?? "", key: $0.integer(1) ?? 0) }
  }

  /// In the order of their names, so that a column that is added later changes nothing where it has no value.
  private func list(_ columns: [Column], without: Set<String> = []) -> String {
    columns.map(\.name).filter { !without.contains($0) }.map { "\"\($0)\"" }.joined(separator: ", ")
  }

  private func order(_ columns: [Column]) -> String {
    let key = columns.filter { $0.key > 0 }.sorted { $0.key < $1.key }
    return list(key.isEmpty ? columns : key)
  }

  /// Adds what a query gives, as rows of a table.
  private func add(
    _ table: String, to digest: RowDigest, _ sql: String, _ values: [String: SQLValue] = [:]
  ) throws {
    let rows = ExactRows()
    try connection.query(sql, values) { row in digest.add(table) { rows.append(row, to: &$0) } }
  }

  /// All rows of a run, in the tables that keep those of each run apart, and in the views that put such rows together.
  func record(of run: Int) throws -> Digest {
    let tables = try connection.rows(
      """
      select name from sqlite_schema
       where name in ('run', 'finding_event')
          or (type in ('table', 'view') and name glob 'run_*')
       order by name
      """
    ) { $0.text(0) ?? "" }
    let digest = RowDigest()
    for table in tables {
      let columns = try columns(table)
      let list = list(columns, without: ProofRows.apart[table] ?? [])
      let order = ProofRows.orders[table] ?? order(columns)
      try add(
        table, to: digest, "select \(list) from \(table) where run = :run order by \(order)", ["run": .integer(run)])
    }
    return digest.finish()
  }

  /// Findings and lists of the policy as the last run left them.
  func present() throws -> Digest { try digest(of: ProofRows.presentTables) }

  /// All rows of some tables.
  func digest(of tables: [String]) throws -> Digest {
    let digest = RowDigest()
    for table in tables {
      let columns = try columns(table)
      try add(table, to: digest, "select \(list(columns)) from \(table) order by \(order(columns))")
    }
    return digest.finish()
  }

  /// All rows of a table.
  func all(of table: String) throws -> Digest {
    try digest(of: [table])
  }

  /// Rows of a table that belong together, such as the decisions of one review.
  func rows(of table: String, where column: String, _ value: Int) throws -> Digest {
    let digest = RowDigest()
    let columns = try columns(table)
    try add(
      table, to: digest,
      "select \(list(columns)) from \(table) where \(column) = :value order by \(order(columns))",
      ["value": .integer(value)])
    return digest.finish()
  }

  /// The seal of the last run: what it read and was judged with, and the findings that it reports.
  func seal(record: [UInt8]) throws -> Digest {
    let digest = RowDigest()
    try add(
      "finding", to: digest,
      """
      select id, rule, account, subject_kind, subject, severity, state, name, email, roles, reason, first_seen
        from finding join tonight
       where state <> 'resolved' or last_run = tonight.run
       order by id
      """)
    return SHA256Stream.digest(pieces: [Array("rollcall-seal/1".utf8), record, digest.finish().bytes])
  }

  // MARK: - Population

  private func populations() throws -> [(table: String, columns: String)] {
    return try connection.tablesWithPast().map { ($0, list(try columns($0 + "_past"), without: ["begun", "until"])) }
  }

  /// What began and what ended in the run that is being made. Costs what changed, and one look at each row.
  func populationOfTonight(_ run: Int) throws -> Digest {
    let (begun, ended) = (RowDigest(), RowDigest())
    for (table, columns) in try populations() {
      try add(
        table, to: begun, "select \(columns) from \(table) where since = :run order by \(table)",
        ["run": .integer(run)])
      let isView = SQLConnection.storeOfPast(table) != table + "_past"
      // Rows of the past are added at the end: those of tonight are the last ones. A table behind a view is found by the run.
      let first = isView ? 0 : try firstEnded(table, run)
      try add(
        table, to: ended,
        """
        select begun, \(table) from \(table)_past
         where until = :run \(isView ? "" : "and rowid >= :first") order by \(table)
        """, ["first": .integer(first), "run": .integer(run)])
    }
    return ProofRows.population(begun, ended)
  }

  private struct Found: Error {}

  private func firstEnded(_ table: String, _ run: Int) throws -> Int {
    var first = Int.max
    do {
      try connection.query("select rowid, until from \(table)_past order by rowid desc") { row in
        guard row.integer(1) == run, let place = row.integer(0) else { throw Found() }
        first = place
      }
    } catch is Found {}
    return first
  }

  /// The same for every run at once, from the rows as they lie now.
  func populations(upTo last: Int) throws -> [Int: Digest] {
    var runs: [Int: (begun: RowDigest, ended: RowDigest)] = [:]
    for run in 1...max(1, last) { runs[run] = (RowDigest(), RowDigest()) }
    for (table, columns) in try populations() {
      let (beginnings, ends) = (ExactRows(from: 1), ExactRows(from: 1))
      try connection.query(
        """
        select since as begun, \(columns) from \(table)
         union all
        select begun, \(columns) from \(table)_past
         order by "\(table)"
        """
      ) { row in
        runs[row.integer(0) ?? 0]?.begun.add(table) { beginnings.append(row, to: &$0) }
      }
      try connection.query("select until, begun, \(table) from \(table)_past order by until, \(table)") { row in
        runs[row.integer(0) ?? 0]?.ended.add(table) { ends.append(row, to: &$0) }
      }
    }
    return runs.mapValues { ProofRows.population($0.begun, $0.ended) }
  }

  private static func population(_ begun: RowDigest, _ ended: RowDigest) -> Digest {
    SHA256Stream.digest(pieces: [begun.finish().bytes, ended.finish().bytes])
  }
}
