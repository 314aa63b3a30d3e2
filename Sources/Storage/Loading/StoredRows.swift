/// The rows of one table as a night finds them, by the hash of their key: 13 bytes a row, and no text.
///
/// Exports mostly come in the order of the night before. So the next row is expected first, and only when it is not the
/// one is a table of the places made and asked.
struct StoredRows {
  private(set) var keys: [UInt64] = []
  private(set) var rows: [Int32] = []
  /// Whether tonight's export has the row.
  private var seen: [Bool] = []
  /// Rows up to this number were there before tonight.
  let lastStored: Int
  private var lastRow: Int

  private var expected = 0
  private var table: PlaceTable?

  init(_ connection: SQLConnection, _ shape: TableShape) throws {
    let statement = try SQLStatement(connection.raw, shape.stored)
    while try statement.step() {
      rows.append(Int32(truncatingIfNeeded: statement.integer(0)))
      keys.append(UInt64(bitPattern: Int64(statement.integer(1))))
    }
    seen = [Bool](repeating: false, count: rows.count)
    lastStored = Int(rows.last ?? 0)
    lastRow = lastStored
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

  /// Adds a row that was not stored; returns its row number.
  @inline(__always)
  mutating func add(key: UInt64) -> Int {
    lastRow &+= 1
    keys.append(key)
    table?.add(keys.count &- 1, of: keys)
    rows.append(Int32(truncatingIfNeeded: lastRow))
    seen.append(true)
    expected = keys.count
    return lastRow
  }

  /// Rows that tonight's export does not have.
  var unseen: [Int] { seen.indices.filter { !seen[$0] }.map { Int(rows[$0]) } }
}
