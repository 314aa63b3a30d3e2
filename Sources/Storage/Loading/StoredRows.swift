import GRDBSQLite
import Records

/// The rows of one table as a night finds them, by the hash of their key: 25 bytes a row, and no text.
///
/// Exports mostly come in the order of the night before. So the next row is expected first, and only when it is not the
/// one is a table of the places made and asked.
struct StoredRows {
  private(set) var keys: [UInt64] = []
  /// Of the rows that were there before tonight: of those that are added it is only asked where a key comes twice.
  private var digests: [UInt64] = []
  private(set) var rows: [Int32] = []
  /// The linked row, 0 for none.
  private(set) var links: [Int32] = []
  /// Whether tonight's export has the row.
  private var seen: [Bool] = []
  private(set) var lastRow = 0

  private var expected = 0
  private var table: PlaceTable?
  private let digestOfRow: SQLStatement

  init(_ connection: SQLConnection, _ shape: TableShape) throws {
    digestOfRow = try SQLStatement(connection.raw, shape.digestOfRow)
    let statement = try SQLStatement(connection.raw, shape.stored)
    while try statement.step() {
      rows.append(Int32(truncatingIfNeeded: sqlite3_column_int64(statement.raw, 0)))
      keys.append(UInt64(bitPattern: sqlite3_column_int64(statement.raw, 1)))
      digests.append(UInt64(bitPattern: sqlite3_column_int64(statement.raw, 2)))
      links.append(Int32(truncatingIfNeeded: sqlite3_column_int64(statement.raw, 3)))
    }
    seen = [Bool](repeating: false, count: rows.count)
    lastRow = Int(rows.last ?? 0)
  }

  var count: Int { keys.count }

  @inline(__always)
  func isSeen(_ place: Int) -> Bool { seen[place] }

  /// The place of a key, stored or added tonight.
  @inline(__always)
  mutating func find(_ key: UInt64) -> Int? {
    if expected < keys.count, keys[expected] == key, !seen[expected] { return expected }
    if table == nil { table = PlaceTable(of: keys) }
    return table?.place(of: key, in: keys)
  }

  @inline(__always)
  mutating func markSeen(_ place: Int) {
    seen[place] = true
    expected = place &+ 1
  }

  /// The digest of a row, as it is now.
  @inline(__always)
  func digest(_ place: Int) throws -> UInt64 {
    if place < digests.count { return digests[place] }
    digestOfRow.bind(1, Int(rows[place]))
    defer { digestOfRow.reset() }
    guard try digestOfRow.step() else { throw StorageError.damaged("a row that was just written is gone") }
    return UInt64(bitPattern: sqlite3_column_int64(digestOfRow.raw, 0))
  }

  mutating func setDigest(_ place: Int, _ digest: UInt64) {
    if place < digests.count { digests[place] = digest }
  }

  mutating func setLink(_ place: Int, _ link: Int) { links[place] = Int32(truncatingIfNeeded: link) }

  /// Adds a row that was not stored; returns its row number.
  @inline(__always)
  mutating func add(key: UInt64, link: Int) -> Int {
    lastRow &+= 1
    keys.append(key)
    table?.add(keys.count &- 1, of: keys)
    rows.append(Int32(truncatingIfNeeded: lastRow))
    links.append(Int32(truncatingIfNeeded: link))
    seen.append(true)
    expected = keys.count
    return lastRow
  }

  /// Rows that tonight's export does not have.
  var unseen: [Int] { seen.indices.filter { !seen[$0] }.map { Int(rows[$0]) } }
}
