/// Rows of the past that are kept as what is other than now: in a column of type ANY, 0 stands for the value that the row has
/// today (`schema/rows`). What a night changes waits in a temporary table, as it was before, until all records are there.
struct FoldedPast {
  private let connection: SQLConnection
  private let table: String
  private let past: String
  /// Columns in which 0 may stand, and those that are always told.
  private let folded: [String]
  private let plain: [String]

  /// Where rows wait.
  var waiting: String { "temp.\(table)_before" }

  /// - Returns: nil where the past of the table is kept as whole rows.
  init?(_ connection: SQLConnection, _ shape: TableShape) throws {
    self.connection = connection
    (table, past) = (shape.table, shape.past)
    guard past != table + "_past" else { return nil }
    let columns = try connection.rows(
      "select name, type = 'ANY' from pragma_table_info(:table) order by cid", ["table": .text(past)]
    ) { (name: $0.text(0) ?? "", isFolded: $0.integer(1) == 1) }
    folded = columns.filter(\.isFolded).map(\.name)
    plain = columns.filter { !$0.isFolded }.map(\.name)
    try connection.execute("drop table if exists \(waiting)")
    // Without types, so that each value stays what it is.
    try connection.execute("create temp table \(table)_before (\((plain + folded).joined(separator: ", ")))")
  }

  /// When the night has changed all that it changes.
  func fold() throws {
    guard try connection.integer("select 1 from \(waiting) limit 1") != nil else { return }
    let joined = "\(table)_before as before left join \(table) as now on now.\(table) = before.\(table)"
    func value(_ column: String, _ was: String) -> String {
      "iif(now.\(table) is not null and \(was) is now.\(column), 0, \(was))"
    }
    // Earlier rows of these took from the row what it was before.
    let sets = folded.map {
      "\($0) = \(value($0, "iif(typeof(\(past).\($0)) = 'integer', before.\($0), \(past).\($0))"))"
    }
    try connection.execute(
      "update \(past) set \(sets.joined(separator: ", ")) from \(joined) where before.\(table) = \(past).\(table)")
    let values = plain.map { "before.\($0)" } + folded.map { value($0, "before.\($0)") }
    try connection.execute(
      "insert into \(past) (\((plain + folded).joined(separator: ", "))) "
        + "select \(values.joined(separator: ", ")) from \(joined) order by before.\(table)")
    try connection.execute("delete from \(waiting)")
  }
}
