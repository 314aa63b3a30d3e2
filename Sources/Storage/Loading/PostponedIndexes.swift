/// The indexes of tables that are empty when a night begins to load: taken away, and made again when all rows are there.
/// Sorting all keys at once is faster than finding each one its place (1,000,000 profiles: 3.5 s became 2.8 s). A partial index
/// stays: a row that it passes over costs less than looking at the row again.
///
/// Nothing of this is seen from outside: it happens in the transaction of the night, and an index that is made again is the
/// one that was there.
struct PostponedIndexes {
  private let connection: SQLConnection
  private var statements: [String] = []

  init(_ connection: SQLConnection) { self.connection = connection }

  /// - Parameter table: has no rows.
  mutating func postpone(of table: String) throws {
    let indexes = try connection.rows(
      """
      select list.name, stored.sql
        from pragma_index_list(:table) as list
        join sqlite_schema as stored on stored.name = list.name
       where list.origin = 'c' and not list.partial
       order by list.name
      """, ["table": .text(table)]
    ) { (name: $0.text(0) ?? "", sql: $0.text(1) ?? "") }
    for index in indexes { try connection.execute("drop index \(index.name)") }
    statements += indexes.map(\.sql)
  }

  mutating func make() throws {
    for statement in statements { try connection.execute(statement) }
    statements = []
  }
}
