import GRDB
import GRDBSQLite

/// A connection that is inside a transaction or a snapshot: runs statements of `schema/` for the rooms that have some.
package struct SQLConnection {
  let raw: OpaquePointer

  init(_ database: Database) throws(StorageError) {
    guard let raw = database.sqliteConnection else { throw .bug("the connection is closed") }
    // GRDB asks of every column that a statement names, for observers and caches that nothing here uses. With views upon
    // views this was 44 % of the processor time of a night of 60 profiles (perf record).
    sqlite3_set_authorizer(raw, nil, nil)
    self.raw = raw
  }

  /// Runs one statement that gives no rows.
  package func execute(_ sql: String, _ values: [String: SQLValue] = [:]) throws(StorageError) {
    let statement = try SQLStatement(raw, sql)
    statement.bind(values)
    try statement.run()
  }

  /// Rows that the last statement inserted, changed or removed.
  package var changes: Int { Int(sqlite3_changes64(raw)) }

  /// Runs all statements of a script.
  package func executeScript(_ sql: String, _ values: [String: SQLValue] = [:]) throws(StorageError) {
    for statement in SQLScript.statements(sql) { try execute(statement, values) }
  }

  /// Gives each row to `body`.
  package func query(
    _ sql: String, _ values: [String: SQLValue] = [:], _ body: (SQLRow) throws -> Void
  ) throws {
    let statement = try SQLStatement(raw, sql)
    statement.bind(values)
    while try statement.step() { try body(SQLRow(statement: statement.raw)) }
  }

  /// All rows, each turned into a value.
  package func rows<Value>(
    _ sql: String, _ values: [String: SQLValue] = [:], _ body: (SQLRow) throws -> Value
  ) throws -> [Value] {
    var all: [Value] = []
    try query(sql, values) { all.append(try body($0)) }
    return all
  }

  /// All rows with the names of their columns, what is NULL left out: for showing rows to people.
  package func named(_ sql: String, _ values: [String: SQLValue] = [:]) throws -> [[(name: String, value: String)]] {
    try rows(sql, values) { row in
      (0..<row.count).compactMap { column in row.text(column).map { (row.name(column), $0) } }
    }
  }

  /// The first column of the first row.
  package func integer(_ sql: String, _ values: [String: SQLValue] = [:]) throws -> Int? {
    var value: Int?
    try query(sql, values) { if value == nil { value = $0.integer(0) } }
    return value
  }

  /// A statement that is prepared once and run many times.
  package func repeated(_ sql: String) throws(StorageError) -> ([String: SQLValue]) throws(StorageError) -> Void {
    let statement = try SQLStatement(raw, sql)
    return { values throws(StorageError) in
      statement.bind(values)
      try statement.run()
    }
  }

  /// A question that is prepared once and asked many times.
  package func question(_ sql: String) throws(StorageError) -> SQLQuestion {
    SQLQuestion(statement: try SQLStatement(raw, sql))
  }

  /// What a statement asks to have bound.
  package func parameters(of sql: String) throws(StorageError) -> [String] {
    try SQLStatement(raw, sql).parameterNames
  }
}

/// A prepared SELECT.
package struct SQLQuestion {
  let statement: SQLStatement

  /// The first column of the first row; nil where there is none.
  package func integer(_ values: [String: SQLValue]) throws(StorageError) -> Int? {
    statement.bind(values)
    defer { statement.reset() }
    return try statement.step() ? SQLRow(statement: statement.raw).integer(0) : nil
  }
}

/// Cuts SQL text into statements.
package enum SQLScript {
  /// The statements of a script, without comments before them; `;` inside quotes and comments ends nothing.
  package static func statements(_ text: String) -> [String] {
    var statements: [String] = []
    var current: [UInt8] = []
    var bytes = Array(text.utf8)[...]
    func flush() {
      let statement = String(decoding: current, as: UTF8.self)
      if current.contains(where: { $0 > 0x20 }) { statements.append(statement) }
      current = []
    }
    while let byte = bytes.popFirst() {
      switch byte {
      case UInt8(ascii: "'"), UInt8(ascii: "\""):
        current.append(byte)
        while let inner = bytes.popFirst() {
          current.append(inner)
          if inner == byte { break }
        }
      case UInt8(ascii: "-") where bytes.first == byte:
        while let inner = bytes.popFirst(), inner != UInt8(ascii: "\n") {}
        current.append(UInt8(ascii: "\n"))
      case UInt8(ascii: "/") where bytes.first == UInt8(ascii: "*"):
        bytes.removeFirst()
        while let inner = bytes.popFirst(), inner != UInt8(ascii: "*") || bytes.first != UInt8(ascii: "/") {}
        bytes = bytes.dropFirst()
        current.append(UInt8(ascii: " "))
      case UInt8(ascii: ";"): flush()
      default: current.append(byte)
      }
    }
    flush()
    return statements
  }
}
