/// The temporary tables that stand before views of the same name: what loading found on its way.
struct FoundTables {
  private let connection: SQLConnection

  init(_ connection: SQLConnection) { self.connection = connection }

  private static var names: [String] { ViewFile.all.filter(\.isFoundByLoading).map(\.name) }

  /// What an earlier night found holds no more.
  func drop() throws(StorageError) {
    for name in FoundTables.names { try connection.execute("drop table if exists temp.\(name)") }
  }

  func write(_ name: String, of record: String, _ rows: [Int32]) throws(StorageError) {
    try connection.execute("create temp table \(name) (\(record) integer primary key)")
    let insert = try connection.repeated("insert into \(name) (\(record)) values (:row)")
    for row in rows { try insert(["row": .integer(Int(row))]) }
  }

  /// - Parameter counts: accounts as the exports write them, each with a number that is not 0.
  func write(activeCounts counts: [(account: String, profiles: Int)]) throws(StorageError) {
    try connection.execute("create temp table active_count (account text primary key, profiles integer) without rowid")
    let insert = try connection.repeated("insert into active_count (account, profiles) values (:account, :profiles)")
    for count in counts { try insert(["account": .text(count.account), "profiles": .integer(count.profiles)]) }
  }
}
