import GRDBSQLite
import Records

/// A column that changes for most rows every day, in a narrow table of its own and without a past. Tonight's values are
/// compared with a hash of the stored ones, so that only what differs is written.
///
/// Advice to whoever changes this: the hashes are read in stretches of rows, since exports mostly come in the order of the night
/// before. Where they do not, all are read, once. A row is asked for no more than once a night: what is written is not
/// looked at again.
struct VolatileColumn {
  private let field: Int
  private let hashKey: UInt64
  /// Rows up to this one were there before tonight.
  private let lastRow: Int
  private let insert: SQLStatement
  private let update: SQLStatement
  private let remove: SQLStatement
  private let read: SQLStatement
  /// Hashes of the stored values from `first` on, 0 where there is none.
  private var hashes: [UInt64] = []
  private var first = 1
  private var stretches = 0

  private static let stretch = 4096

  init(_ connection: SQLConnection, _ shape: TableShape, field: Int, lastRow: Int, hashKey: UInt64) throws {
    let column = shape.record.fields[field].name
    let table = "\(shape.table)_login"
    self.field = field
    self.hashKey = hashKey
    self.lastRow = lastRow
    insert = try SQLStatement(connection.raw, "insert into \(table) (\(shape.table), \(column)) values (?1, ?2)")
    update = try SQLStatement(connection.raw, "update \(table) set \(column) = ?2 where \(shape.table) = ?1")
    remove = try SQLStatement(connection.raw, "delete from \(table) where \(shape.table) = ?1")
    read = try SQLStatement(
      connection.raw, "select \(shape.table), \(column) from \(table) where \(shape.table) between ?1 and ?2")
  }

  @inline(__always)
  mutating func set(_ row: Int, _ cells: UnsafeBufferPointer<Cell>, _ areas: Areas) throws {
    let cell = cells[field]
    guard row <= lastRow else { return try write(insert, row, cell, areas) }
    var hash = RowHash(key: hashKey)
    if !cell.isAbsent, let bytes = areas.pointer(cell) { hash.add(bytes, count: cell.count) } else { hash.addAbsent() }
    if !hashes.indices.contains(row &- first) { try readStretch(of: row) }
    let stored = hashes[row &- first]
    if stored != hash.value { try write(stored == 0 ? insert : update, row, cell, areas) }
  }

  @inline(__always)
  private func write(_ statement: SQLStatement, _ row: Int, _ cell: Cell, _ areas: Areas) throws {
    statement.bind(1, row)
    areas.bind(statement, 2, cell)
    try statement.run()
  }

  /// Reads the hashes of the rows from one on; of all, where rows come in another order than they are stored in.
  @inline(never)
  private mutating func readStretch(of row: Int) throws {
    stretches += 1
    let isInOrder = stretches <= 16 + 2 * (lastRow / VolatileColumn.stretch)
    first = isInOrder ? row : 1
    let last = isInOrder ? min(lastRow, row + VolatileColumn.stretch - 1) : lastRow
    hashes = [UInt64](repeating: 0, count: last - first + 1)
    read.bind(1, first)
    read.bind(2, last)
    defer { read.reset() }
    while try read.step() {
      var hash = RowHash(key: hashKey)
      if let bytes = sqlite3_column_text(read.raw, 1) {
        hash.add(bytes, count: Int(sqlite3_column_bytes(read.raw, 1)))
      } else {
        hash.addAbsent()
      }
      hashes[Int(sqlite3_column_int64(read.raw, 0)) - first] = hash.value
    }
  }

  func delete(_ row: Int) throws {
    remove.bind(1, row)
    try remove.run()
  }
}
