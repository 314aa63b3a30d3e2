import GRDBSQLite
import Records
import Schema

/// Which row of the roster a profile is, asked of two temporary tables: slower than `PersonIndex`, and of no size in memory. For
/// a roster that is too large for that one; the answers are the same.
struct PersonTables {
  private let connection: SQLConnection
  private let question: SQLStatement

  /// - Parameter connection: has the whole roster of tonight.
  init(_ connection: SQLConnection) throws(StorageError) {
    self.connection = connection
    try connection.executeScript(PersonTables.sql("people.sql"))
    question = try SQLStatement(connection.raw, PersonTables.sql("person.sql"))
  }

  /// The row, or 0.
  func find(number: Cell, email: Cell, of batch: RecordBatch) throws(StorageError) -> Int {
    question.bind(1, number, of: batch)
    question.bind(2, email, of: batch)
    defer { question.reset() }
    return try question.step() ? Int(sqlite3_column_int64(question.raw, 0)) : 0
  }

  func drop() throws(StorageError) {
    for table in ["person_of_number", "person_of_email"] { try connection.execute("drop table temp.\(table)") }
  }

  private static func sql(_ name: String) -> String { Schema.lookup.text(name) }
}

extension SQLStatement {
  /// Binds a copy of a cell's text.
  fileprivate func bind(_ index: Int32, _ cell: Cell, of batch: RecordBatch) {
    guard !cell.isAbsent else { return bind(index, .null) }
    (cell.isWritten ? batch.written : batch.read).withUnsafeBytes { area in
      let bytes = area[cell.start..<cell.start + cell.count].bindMemory(to: CChar.self)
      sqlite3_bind_text(raw, index, bytes.baseAddress, Int32(bytes.count), SQLStatement.copied)
    }
  }
}
