import GRDBSQLite
import Glibc

/// A value bound to a statement.
package enum SQLValue: Equatable, Sendable, ExpressibleByStringLiteral, ExpressibleByIntegerLiteral {
  case null
  case integer(Int)
  case text(String)

  package init(stringLiteral value: String) { self = .text(value) }
  package init(integerLiteral value: Int) { self = .integer(value) }
  package init(_ value: String?) { self = value.map(SQLValue.text) ?? .null }
  package init(_ value: Int?) { self = value.map(SQLValue.integer) ?? .null }
}

/// One row of a result; it holds while the row is being looked at, and no longer.
package struct SQLRow {
  let statement: OpaquePointer

  package func text(_ column: Int) -> String? {
    guard let bytes = sqlite3_column_text(statement, Int32(column)) else { return nil }
    let count = Int(sqlite3_column_bytes(statement, Int32(column)))
    return String(decoding: UnsafeBufferPointer(start: bytes, count: count), as: UTF8.self)
  }

  var count: Int { Int(sqlite3_column_count(statement)) }

  func name(_ column: Int) -> String {
    sqlite3_column_name(statement, Int32(column)).map { String(cString: $0) } ?? ""
  }

  package func integer(_ column: Int) -> Int? {
    guard sqlite3_column_type(statement, Int32(column)) != SQLITE_NULL else { return nil }
    return Int(sqlite3_column_int64(statement, Int32(column)))
  }
}

/// A prepared statement of SQLite's C interface, below GRDB's connection: for what runs once a row, where decoding
/// through GRDB costs more than the work itself.
final class SQLStatement {
  let raw: OpaquePointer
  private let connection: OpaquePointer

  /// Text that stays where it is until the statement is reset.
  static let inPlace: sqlite3_destructor_type? = nil
  /// SQLITE_TRANSIENT: SQLite makes its own copy.
  static let copied = unsafeBitCast(-1, to: sqlite3_destructor_type.self)

  init(_ connection: OpaquePointer, _ sql: String) throws(StorageError) {
    self.connection = connection
    var statement: OpaquePointer?
    let code = sqlite3_prepare_v3(connection, sql, -1, UInt32(SQLITE_PREPARE_PERSISTENT), &statement, nil)
    guard code == SQLITE_OK, let statement else { throw SQLStatement.error(connection, sql) }
    raw = statement
  }

  deinit { sqlite3_finalize(raw) }

  /// Runs to the end; the statement gives no rows, or they do not matter.
  @inline(__always)
  func run() throws(StorageError) {
    var code = sqlite3_step(raw)
    while code == SQLITE_ROW { code = sqlite3_step(raw) }
    guard code == SQLITE_DONE else { throw failure() }
    sqlite3_reset(raw)
  }

  /// Whether there is another row.
  @inline(__always)
  func step() throws(StorageError) -> Bool {
    switch sqlite3_step(raw) {
    case SQLITE_ROW: return true
    case SQLITE_DONE: return false
    default: throw failure()
    }
  }

  func reset() { sqlite3_reset(raw) }

  /// A column of the row at which the statement stands; 0 where it is null.
  @inline(__always)
  func integer(_ column: Int32) -> Int { Int(sqlite3_column_int64(raw, column)) }

  @inline(__always)
  func bind(_ index: Int32, _ value: Int) { sqlite3_bind_int64(raw, index, sqlite3_int64(value)) }

  func bind(_ index: Int32, _ value: SQLValue) {
    switch value {
    case .null: sqlite3_bind_null(raw, index)
    case .integer(let value): sqlite3_bind_int64(raw, index, sqlite3_int64(value))
    case .text(let value): sqlite3_bind_text(raw, index, value, Int32(value.utf8.count), SQLStatement.copied)
    }
  }

  /// Binds by name, without the colon. Names that the statement does not have are passed over.
  func bind(_ values: [String: SQLValue]) {
    for (name, value) in values {
      let index = sqlite3_bind_parameter_index(raw, ":" + name)
      if index > 0 { bind(index, value) }
    }
  }

  /// What the statement asks to have bound, without the colon.
  var parameterNames: [String] {
    (0..<sqlite3_bind_parameter_count(raw)).compactMap { index in
      sqlite3_bind_parameter_name(raw, index + 1).map { String(String(cString: $0).dropFirst()) }
    }
  }

  private func failure() -> StorageError {
    defer { sqlite3_reset(raw) }
    return SQLStatement.error(connection, String(cString: sqlite3_sql(raw)))
  }

  /// The last error of a connection. Bound values are not part of it.
  static func error(_ connection: OpaquePointer, _ sql: String) -> StorageError {
    let message = String(cString: sqlite3_errmsg(connection))
    return error(code: sqlite3_errcode(connection), message: message, sql: sql, connection)
  }

  static func error(code: Int32, message: String, sql: String?, _ connection: OpaquePointer? = nil) -> StorageError {
    // A page that the device does not give is a damaged one to SQLite (SQLITE_IOERR_CORRUPTFS in os_unix.c).
    if code & 0xFF == SQLITE_CORRUPT, let connection, let reason = fault(of: connection) { return .unavailable(reason) }
    return switch code & 0xFF {
    case SQLITE_BUSY, SQLITE_LOCKED: .busy(message)
    case SQLITE_FULL, SQLITE_IOERR, SQLITE_CANTOPEN, SQLITE_READONLY, SQLITE_PERM, SQLITE_NOMEM: .unavailable(message)
    case SQLITE_CORRUPT, SQLITE_NOTADB: .damaged(message)
    default: .bug(message + (sql.map { " in: " + $0.prefix(200) } ?? ""))
    }
  }

  /// What the system said when a file of the connection could last not be read or written; nil where all went well
  /// (https://www.sqlite.org/c3ref/c_fcntl_begin_atomic_write.html#sqlitefcntllasterrno).
  static func fault(of connection: OpaquePointer) -> String? {
    for schema in ["main", "temp"] {
      var number: Int32 = 0
      guard sqlite3_file_control(connection, schema, SQLITE_FCNTL_LAST_ERRNO, &number) == SQLITE_OK, number != 0 else {
        continue
      }
      return "it cannot be read: \(String(cString: strerror(number)))"
    }
    return nil
  }
}
