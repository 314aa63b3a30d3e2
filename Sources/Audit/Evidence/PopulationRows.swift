import Records
import Reports
import Storage

/// The rows of the population as they were in a run: users, roles, roster, accounts and so on.
struct PopulationRows {
  private let connection: SQLConnection

  init(_ connection: SQLConnection) { self.connection = connection }

  /// Tables whose rows have a past, and whose rows each run can be told from.
  func tables() throws -> [String] { try connection.tablesWithPast() }

  /// All rows of a table as they were when a run was done.
  func csv(_ table: String, run: Int) throws -> (text: String, rows: Int) {
    let columns = try connection.rows(
      "select name from pragma_table_info(:table) order by cid", ["table": .text(table + "_past")]
    ) { $0.text(0) ?? "" }.filter { !["begun", "until", table, "source"].contains($0) }
    let list = columns.map { "\"\($0)\"" }.joined(separator: ", ")
    var rows: [[String?]] = []
    try connection.query(
      """
      select \(list) from (
        select \(table) as number, \(list) from \(table) where since <= :run
         union all
        select \(table) as number, \(list) from \(table)_past where begun <= :run and until > :run)
       order by number
      """, ["run": .integer(run)]
    ) { row in rows.append(columns.indices.map { row.text($0) }) }
    return (PopulationRows.csv(columns, rows), rows.count)
  }

  /// Cells that are safe to open in a spreadsheet.
  static func csv(_ columns: [String], _ rows: [[String?]]) -> String {
    let lines = rows.map { row in
      row.map { cell in
        guard let cell, !cell.isEmpty else { return "" }
        return "\""
          + CSVText.safe(cell).split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
      }.joined(separator: ",")
    }
    return ([columns.joined(separator: ",")] + lines).map { $0 + "\r\n" }.joined()
  }
}
