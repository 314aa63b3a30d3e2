import GRDBSQLite
import Records

/// A column that changes for most rows every day, in a narrow table of its own and without a past. Tonight's values are
/// compared with a hash of the stored ones, so that only what differs is written.
struct VolatileColumn {
  private let field: Int
  private let hashKey: UInt64
  private let insert: SQLStatement
  private let update: SQLStatement
  private let remove: SQLStatement
  /// Hash of the stored value by row number, 0 where there is none.
  private var hashes: [UInt64]

  init(_ connection: SQLConnection, _ shape: TableShape, field: Int, lastRow: Int, hashKey: UInt64) throws {
    let column = shape.record.fields[field].name
    let table = "\(shape.table)_login"
    self.field = field
    self.hashKey = hashKey
    insert = try SQLStatement(connection.raw, "insert into \(table) (\(shape.table), \(column)) values (?1, ?2)")
    update = try SQLStatement(connection.raw, "update \(table) set \(column) = ?2 where \(shape.table) = ?1")
    remove = try SQLStatement(connection.raw, "delete from \(table) where \(shape.table) = ?1")
    hashes = [UInt64](repeating: 0, count: lastRow + 1)
    let stored = try SQLStatement(connection.raw, "select \(shape.table), \(column) from \(table)")
    while try stored.step() {
      let row = Int(sqlite3_column_int64(stored.raw, 0))
      guard row < hashes.count else { continue }
      var hash = RowHash(key: hashKey)
      if let bytes = sqlite3_column_text(stored.raw, 1) {
        hash.add(bytes, count: Int(sqlite3_column_bytes(stored.raw, 1)))
      } else {
        hash.addAbsent()
      }
      hashes[row] = hash.value
    }
  }

  @inline(__always)
  mutating func set(_ row: Int, _ cells: UnsafeBufferPointer<Cell>, _ areas: Areas) throws {
    let cell = cells[field]
    var hash = RowHash(key: hashKey)
    if !cell.isAbsent, let bytes = areas.pointer(cell) { hash.add(bytes, count: cell.count) } else { hash.addAbsent() }
    let value = hash.value
    let isNew = row >= hashes.count || hashes[row] == 0
    if !isNew, hashes[row] == value { return }
    let statement = isNew ? insert : update
    statement.bind(1, row)
    areas.bind(statement, 2, cell)
    try statement.run()
    while hashes.count <= row { hashes.append(0) }
    hashes[row] = value
  }

  func delete(_ row: Int) throws {
    remove.bind(1, row)
    try remove.run()
  }
}
