import Foundation
import GRDBSQLite

/// How much a statement that did not come with the program may ask for.
package struct QueryLimits: Sendable {
  /// After which SQLite is told to stop, between two of its steps.
  package var seconds = 2.5
  /// After which `overrun` is called: one step alone can take minutes, such as a search in a long text.
  package var hardSeconds = 3.0
  package var memory = 256 << 20
  /// Bytes of one value. Every export of a phone system is far below it.
  package var text = 256 << 10
  package var rows = 100_000
  /// Bytes of all rows.
  package var bytes = 64 << 20
  /// Must end the program: the statement does not listen any more. What the night wrote is undone when the database is
  /// opened the next time.
  package var overrun: @Sendable (_ name: String) -> Void
  /// What runs, for `overrun`.
  package var name = ""

  package init(overrun: @escaping @Sendable (_ name: String) -> Void = { _ in }) { self.overrun = overrun }
}

/// Why a statement that did not come with the program is not run to its end.
package struct QueryRefusal: Error, Equatable, Sendable {
  /// The end of a sentence that begins with the statement: "may not read 'setting'".
  package let reason: String
  /// The byte of the statement at which it was seen.
  package let offset: Int?
}

extension SQLConnection {
  /// Compiles a SELECT of somebody else, and tells the columns that it gives. Nothing is run.
  package func columns(ofForeign sql: String, _ limits: QueryLimits = QueryLimits()) throws -> [String] {
    try GuardedQuery(raw, limits).run(sql, [:], isStepped: false).columns
  }

  /// Runs a SELECT of somebody else: it reads what rules may see, writes nothing, and ends.
  package func foreignRows(
    _ sql: String, _ values: [String: SQLValue], _ limits: QueryLimits = QueryLimits()
  ) throws -> (columns: [String], rows: [[SQLValue]]) {
    try GuardedQuery(raw, limits).run(sql, values, isStepped: true)
  }
}

private struct GuardedQuery {
  private let connection: OpaquePointer
  private let limits: QueryLimits

  /// The limit of memory is one for the whole process.
  private static let turn = NSLock()

  init(_ connection: OpaquePointer, _ limits: QueryLimits) {
    self.connection = connection
    self.limits = limits
  }

  func run(
    _ sql: String, _ values: [String: SQLValue], isStepped: Bool
  ) throws -> (columns: [String], rows: [[SQLValue]]) {
    GuardedQuery.turn.lock()
    defer { GuardedQuery.turn.unlock() }
    let authorizer = RuleAuthorizer()
    let deadline = Deadline(seconds: limits.seconds)
    let watch = Watch(limits)
    let before = lower()
    let heap = sqlite3_hard_heap_limit64(sqlite3_memory_used() + sqlite3_int64(limits.memory))
    authorizer.set(on: connection)
    deadline.set(on: connection)
    defer {
      sqlite3_progress_handler(connection, 0, nil, nil)
      RuleAuthorizer.remove(from: connection)
      sqlite3_hard_heap_limit64(heap)
      for (limit, value) in before { sqlite3_limit(connection, limit, value) }
      watch.end()
      withExtendedLifetime((authorizer, deadline)) {}
    }
    let statement = try prepare(sql, authorizer)
    defer { sqlite3_finalize(statement) }
    let columns = (0..<sqlite3_column_count(statement)).map { String(cString: sqlite3_column_name(statement, $0)) }
    guard isStepped else { return (columns, []) }
    for (name, value) in values { bind(statement, name, value) }
    return (columns, try rows(statement, columns))
  }

  /// Lowers the limits of the connection, and tells what they were (https://www.sqlite.org/c3ref/limit.html).
  private func lower() -> [(limit: Int32, value: Int32)] {
    let wanted: [(limit: Int32, value: Int32)] = [
      (SQLITE_LIMIT_LENGTH, Int32(limits.text)), (SQLITE_LIMIT_SQL_LENGTH, 200_000), (SQLITE_LIMIT_COLUMN, 200),
      (SQLITE_LIMIT_EXPR_DEPTH, 200), (SQLITE_LIMIT_COMPOUND_SELECT, 50), (SQLITE_LIMIT_VDBE_OP, 100_000),
      (SQLITE_LIMIT_ATTACHED, 0), (SQLITE_LIMIT_LIKE_PATTERN_LENGTH, 200), (SQLITE_LIMIT_WORKER_THREADS, 0),
    ]
    return wanted.map { ($0.limit, sqlite3_limit(connection, $0.limit, $0.value)) }
  }

  private func prepare(_ sql: String, _ authorizer: RuleAuthorizer) throws -> OpaquePointer {
    var statement: OpaquePointer?
    var tail = ""
    let code = sql.withCString { text in
      var end: UnsafePointer<CChar>?
      let code = sqlite3_prepare_v3(connection, text, -1, 0, &statement, &end)
      if let end { tail = String(cString: end) }
      return code
    }
    guard code == SQLITE_OK else {
      let offset = Int(sqlite3_error_offset(connection))
      if let refusal = authorizer.refusal { throw QueryRefusal(reason: refusal, offset: nil) }
      throw refusal(code, offset: offset >= 0 ? offset : nil)
    }
    guard let statement else { throw QueryRefusal(reason: "has no statement", offset: nil) }
    let isAlone = SQLScript.statements(tail).isEmpty
    guard isAlone, sqlite3_stmt_readonly(statement) != 0, sqlite3_stmt_isexplain(statement) == 0,
      sqlite3_column_count(statement) > 0
    else {
      sqlite3_finalize(statement)
      throw QueryRefusal(
        reason: isAlone ? "is no SELECT" : "has a second statement; a rule is one SELECT",
        offset: isAlone ? nil : sql.utf8.count - tail.utf8.count)
    }
    return statement
  }

  private func bind(_ statement: OpaquePointer, _ name: String, _ value: SQLValue) {
    let index = sqlite3_bind_parameter_index(statement, ":" + name)
    guard index > 0 else { return }
    switch value {
    case .null: sqlite3_bind_null(statement, index)
    case .integer(let value): sqlite3_bind_int64(statement, index, sqlite3_int64(value))
    case .text(let value):
      sqlite3_bind_text(statement, index, value, Int32(value.utf8.count), SQLStatement.copied)
    }
  }

  private func rows(_ statement: OpaquePointer, _ columns: [String]) throws -> [[SQLValue]] {
    var rows: [[SQLValue]] = []
    var bytes = 0
    while true {
      let code = sqlite3_step(statement)
      if code == SQLITE_DONE { return rows }
      guard code == SQLITE_ROW else { throw refusal(code, offset: nil) }
      guard rows.count < limits.rows else {
        throw QueryRefusal(reason: "finds more than \(limits.rows) rows", offset: nil)
      }
      var row: [SQLValue] = []
      for (index, column) in columns.enumerated() {
        switch sqlite3_column_type(statement, Int32(index)) {
        case SQLITE_NULL: row.append(.null)
        case SQLITE_INTEGER: row.append(.integer(Int(sqlite3_column_int64(statement, Int32(index)))))
        case SQLITE_TEXT:
          let text = SQLRow(statement: statement).text(index) ?? ""
          bytes += text.utf8.count
          row.append(.text(text))
        default: throw QueryRefusal(reason: "gives neither a text nor a whole number as '\(column)'", offset: nil)
        }
      }
      guard bytes <= limits.bytes else {
        throw QueryRefusal(reason: "finds more than \(limits.bytes >> 20) MB", offset: nil)
      }
      rows.append(row)
    }
  }

  private func refusal(_ code: Int32, offset: Int?) -> any Error {
    let message = String(cString: sqlite3_errmsg(connection))
    switch code & 0xFF {
    case SQLITE_INTERRUPT: return QueryRefusal(reason: "ran for more than \(limits.seconds) s", offset: nil)
    case SQLITE_NOMEM: return QueryRefusal(reason: "asked for more than \(limits.memory >> 20) MB", offset: nil)
    case SQLITE_TOOBIG:
      return QueryRefusal(reason: "makes or reads a value of more than \(limits.text >> 10) KB", offset: offset)
    case SQLITE_BUSY, SQLITE_LOCKED, SQLITE_FULL, SQLITE_IOERR, SQLITE_CANTOPEN, SQLITE_CORRUPT, SQLITE_NOTADB:
      return SQLStatement.error(connection, "a rule")
    default: return QueryRefusal(reason: "is no SQL that runs: \(message)", offset: offset)
    }
  }
}

/// Tells SQLite to stop when the time is over; it asks every few thousand of its steps.
private final class Deadline {
  private let end: ContinuousClock.Instant

  init(seconds: Double) { end = .now + .seconds(seconds) }

  func set(on connection: OpaquePointer) {
    sqlite3_progress_handler(
      connection, 2000,
      { context in
        guard let context else { return 1 }
        return ContinuousClock.now >= Unmanaged<Deadline>.fromOpaque(context).takeUnretainedValue().end ? 1 : 0
      }, Unmanaged.passUnretained(self).toOpaque())
  }
}

/// Waits on a thread of its own, which nothing else can keep busy, and says when a statement does not listen any more. What
/// both threads touch is behind `condition`.
private final class Watch: @unchecked Sendable {
  private let condition = NSCondition()
  private var isOver = false

  init(_ limits: QueryLimits) {
    let end = ContinuousClock.now + .seconds(limits.hardSeconds)
    Thread.detachNewThread { [self] in
      condition.lock()
      while !isOver, ContinuousClock.now < end {
        _ = condition.wait(until: Date(timeIntervalSinceNow: 0.05))
      }
      let isOverrun = !isOver
      condition.unlock()
      if isOverrun { limits.overrun(limits.name) }
    }
  }

  func end() {
    condition.lock()
    isOver = true
    condition.signal()
    condition.unlock()
  }
}
