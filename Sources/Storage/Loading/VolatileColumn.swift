import GRDBSQLite
import Records

/// A column that changes for most rows every day, in a narrow table of its own and without a past. Tonight's values are
/// compared with a hash of the stored ones, so that only what differs is written.
struct VolatileColumn {
  private let field: Int
  private let hashKey: UInt64
  /// Rows up to this one were there before tonight.
  private let lastRow: Int
  private let insert: SQLStatement
  private let update: SQLStatement
  private let remove: SQLStatement
  /// Hashes of the stored values, 0 where there is none.
  private var hashes: StoredStretch<UInt64>

  init(_ connection: SQLConnection, _ shape: TableShape, field: Int, lastRow: Int, hashKey: UInt64) throws {
    let column = shape.record.fields[field].name
    let table = "\(shape.table)_login"
    self.field = field
    self.hashKey = hashKey
    self.lastRow = lastRow
    insert = try SQLStatement(connection.raw, "insert into \(table) (\(shape.table), \(column)) values (?1, ?2)")
    update = try SQLStatement(connection.raw, "update \(table) set \(column) = ?2 where \(shape.table) = ?1")
    remove = try SQLStatement(connection.raw, "delete from \(table) where \(shape.table) = ?1")
    hashes = try StoredStretch(
      connection, "select \(shape.table), \(column) from \(table) where \(shape.table) between ?1 and ?2",
      lastRow: lastRow, none: 0
    ) { statement in
      var hash = RowHash(key: hashKey)
      if let bytes = sqlite3_column_text(statement.raw, 1) {
        hash.add(bytes, count: Int(sqlite3_column_bytes(statement.raw, 1)))
      } else {
        hash.addAbsent()
      }
      return hash.value
    }
  }

  @inline(__always)
  mutating func set(_ row: Int, _ cells: UnsafeBufferPointer<Cell>, _ areas: Areas) throws {
    let cell = cells[field]
    guard row <= lastRow else { return try write(insert, row, cell, areas) }
    var hash = RowHash(key: hashKey)
    if !cell.isAbsent, let bytes = areas.pointer(cell) { hash.add(bytes, count: cell.count) } else { hash.addAbsent() }
    let stored = try hashes.value(of: row)
    if stored != hash.value { try write(stored == 0 ? insert : update, row, cell, areas) }
  }

  @inline(__always)
  private func write(_ statement: SQLStatement, _ row: Int, _ cell: Cell, _ areas: Areas) throws {
    statement.bind(1, row)
    areas.bind(statement, 2, cell)
    try statement.run()
  }

  func delete(_ row: Int) throws {
    remove.bind(1, row)
    try remove.run()
  }
}
