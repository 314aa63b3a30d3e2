/// What a night compares with what is stored, read in stretches of rows: exports mostly come in the order of the night
/// before, so that a few thousand rows are in memory at a time.
///
/// Advice to whoever changes this: where exports come in another order, all rows are read, once; of more than a million rows,
/// each one when it is asked for. What is written meanwhile is not seen, so a row may be asked for once a night.
struct StoredStretch<Value> {
  private let statement: SQLStatement
  private let lastRow: Int
  private let none: Value
  private let value: (SQLStatement) -> Value
  private var values: [Value] = []
  private var first = 1
  private var stretches = 0

  private let length: Int
  private let whole: Int

  /// - Parameters:
  ///   - sql: gives the rows from `?1` to `?2`; its first column is the row.
  ///   - lastRow: no row after this one is asked for.
  ///   - none: of rows that the statement does not give.
  ///   - value: of the row at which the statement stands.
  init(
    _ connection: SQLConnection, _ sql: String, lastRow: Int, none: Value, length: Int = 4096, whole: Int = 1_000_000,
    value: @escaping (SQLStatement) -> Value
  ) throws(StorageError) {
    statement = try SQLStatement(connection.raw, sql)
    (self.lastRow, self.none, self.value) = (lastRow, none, value)
    (self.length, self.whole) = (length, whole)
  }

  @inline(__always)
  mutating func value(of row: Int) throws -> Value {
    if !values.indices.contains(row &- first) { try read(from: row) }
    return values[row &- first]
  }

  @inline(never)
  private mutating func read(from row: Int) throws {
    stretches += 1
    if stretches <= 16 + 2 * (lastRow / length) {
      try read(row...min(lastRow, row + length - 1))
    } else {
      try read(lastRow <= whole ? 1...lastRow : row...row)
    }
  }

  private mutating func read(_ rows: ClosedRange<Int>) throws {
    first = rows.lowerBound
    values.removeAll(keepingCapacity: true)
    values.append(contentsOf: repeatElement(none, count: rows.count))
    statement.bind(1, rows.lowerBound)
    statement.bind(2, rows.upperBound)
    defer { statement.reset() }
    while try statement.step() { values[statement.integer(0) - first] = value(statement) }
  }
}
