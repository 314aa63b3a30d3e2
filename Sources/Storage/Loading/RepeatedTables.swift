/// The temporary tables that stand before the views `repeated_…`: what loading found on its way.
struct RepeatedTables {
  private let connection: SQLConnection

  init(_ connection: SQLConnection) { self.connection = connection }

  private static var names: [String] { ViewFile.all.filter(\.isFoundByLoading).map(\.name) }

  /// What an earlier night found holds no more.
  func drop() throws(StorageError) {
    for name in RepeatedTables.names { try connection.execute("drop table if exists temp.\(name)") }
  }

  func write(_ name: String, of record: String, _ rows: [Int32]) throws(StorageError) {
    try connection.execute("create temp table \(name) (\(record) integer primary key)")
    let insert = try connection.repeated("insert into \(name) (\(record)) values (:row)")
    for row in rows { try insert(["row": .integer(Int(row))]) }
  }
}
