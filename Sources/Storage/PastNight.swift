import Schema

/// An earlier night in the place of the last one: temporary tables stand before those of the same name, so that every
/// view, question and report runs on it unchanged. They last as long as the connection.
extension SQLConnection {
  /// - Parameters:
  ///   - run: the night.
  ///   - lists: what its policy came to, as `schema/ledger/lists.sql` writes it.
  package func turnBack(to run: Int, lists: String) throws {
    let values: [String: SQLValue] = ["run": .integer(run), "lists": .text(lists)]
    try execute("create temp table tonight as select run, as_of from main.run where run = :run", values)
    for table in try tablesWithPast() { try turnBack(table, values) }
    for file in Schema.past { try executeScript(file.text, values) }
    try workOutLinks()
    // A view of the database sees only its tables: those that are worked out each night come later, the others now.
    for view in ViewFile.all where view.occasion == nil && view.name != "tonight" {
      try execute("create temp view \(view.name) as \(view.select)")
    }
  }

  /// Tables of the population: those of which the past is kept beside them.
  package func tablesWithPast() throws -> [String] {
    try rows(
      """
      select name from main.sqlite_schema
       where type = 'table' and name || '_past' in (select name from main.sqlite_schema where type in ('table', 'view'))
       order by name
      """
    ) { $0.text(0) ?? "" }
  }

  /// Where the past rows of a table stand: in the table `…_past`, or, where this is a view, in the table `…_was` behind it.
  package static func storeOfPast(_ table: String) -> String {
    ViewFile.ofRows.contains { $0.name == table + "_past" } ? table + "_was" : table + "_past"
  }

  /// The rows of one table as they held for the run, with the indexes that they have.
  private func turnBack(_ table: String, _ values: [String: SQLValue]) throws {
    let columns = try rows(
      "select name, type from pragma_table_info(:table, 'main')", ["table": .text(table)]
    ) { (name: $0.text(0) ?? "", type: $0.text(1) ?? "") }
    let kept = Set(
      try rows("select name from pragma_table_info(:table, 'main')", ["table": .text(table + "_past")]) {
        $0.text(0) ?? ""
      })
    let definitions = columns.map { "\"\($0.name)\" \($0.type)" + ($0.name == table ? " primary key" : "") }
    try execute("create temp table \(table) (\(definitions.joined(separator: ", ")))")
    // Hashes and links have no past: no question asks for the first, and the second follow from what is there.
    let past = columns.map { column in
      column.name == "since" ? "begun" : kept.contains(column.name) ? "\"\(column.name)\"" : "null"
    }
    try execute(
      """
      insert into temp.\(table)
      select \(columns.map { "\"\($0.name)\"" }.joined(separator: ", ")) from main.\(table) where since <= :run
      union all
      select \(past.joined(separator: ", ")) from main.\(table)_past where begun <= :run and until > :run
      """, values)
    try execute(
      "create temp view \(table)_past as select * from main.\(table)_past where until <= (select run from tonight)")
    let indexes = try rows(
      "select name, sql from main.sqlite_schema where type = 'index' and tbl_name = :table and sql is not null",
      ["table": .text(table)]
    ) { (name: $0.text(0) ?? "", sql: $0.text(1) ?? "") }
    for index in indexes {
      try execute(index.sql.replacing(index.name, with: "temp." + index.name, maxReplacements: 1))
    }
  }

  /// Works out which records refer to which, from what is there (`schema/links`).
  package func workOutLinks() throws(StorageError) {
    let indexes = [
      "person (employee_number)", "person (email)", "profile (account, id)", "profile (account, user_name)",
      "profile (account, email)",
    ]
    for (number, columns) in indexes.enumerated() { try execute("create index link_\(number) on \(columns)") }
    for file in Schema.links { try executeScript(file.text) }
    for number in indexes.indices { try execute("drop index link_\(number)") }
  }
}
