/// Rows of the past that are kept as what is other than now: in a column of type ANY, 0 stands for the value that the row has
/// today (`schema/rows`). Before a row changes or goes, what its past takes from it is written out; when all records of the
/// night are there, what is the same is taken out again.
struct FoldedPast {
  private let writeOut: SQLStatement
  private let takeOut: SQLStatement

  /// - Returns: nil where the past of the table is kept as whole rows.
  init?(_ connection: SQLConnection, _ shape: TableShape) throws {
    let (table, past) = (shape.table, shape.past)
    guard past != table + "_past" else { return nil }
    let columns = try connection.rows(
      "select name from pragma_table_info(:table) where type = 'ANY' order by cid", ["table": .text(past)]
    ) { $0.text(0) ?? "" }
    func update(_ value: (String) -> String, where condition: String) -> String {
      let sets = columns.map { "\($0) = \(value($0))" }.joined(separator: ", ")
      return "update \(past) set \(sets) from \(table) as now where now.\(table) = \(past).\(table) and \(condition)"
    }
    writeOut = try SQLStatement(
      connection.raw,
      update({ "iif(typeof(\(past).\($0)) = 'integer', now.\($0), \(past).\($0))" }, where: "\(past).\(table) = ?1"))
    takeOut = try SQLStatement(
      connection.raw,
      update(
        { "iif(\(past).\($0) is now.\($0), 0, \(past).\($0))" },
        where: "\(past).\(table) in (select \(table) from \(past) where until = ?1)"))
  }

  /// - Parameter row: is about to change, or to go.
  func writeOut(_ row: Int) throws(StorageError) {
    writeOut.bind(1, row)
    try writeOut.run()
  }

  /// - Parameter run: has changed all that it changes.
  func takeOut(run: Int) throws(StorageError) {
    takeOut.bind(1, run)
    try takeOut.run()
  }
}
