import GRDB
import GRDBSQLite
import SQLiteSettings
import Schema

/// The database of an audit: one SQLite file, opened with the settings of a trusted writer that runs once a night.
///
/// The rollback journal, not a write-ahead log: one writer a night gains nothing from WAL, and SQLite versions before
/// 3.51.3 can damage a WAL database (https://www.sqlite.org/changes.html).
package final class AuditDatabase {
  /// "RCll" in `file(1)` and at byte 68 of the file (https://www.sqlite.org/fileformat.html#application_id).
  static let applicationID = 0x5243_6C6C

  /// Once for the process; that SQLite is in use already is no fault.
  private static let isConfigured = rollcall_sqlite_configure() == SQLITE_OK

  let queue: DatabaseQueue
  /// Key for `RowHash`, drawn once for each database.
  package let hashKey: UInt64

  package static var libraryVersion: String { String(cString: sqlite3_libversion()) }

  /// Opens the database and brings it to the schema of this program; makes it when there is none.
  /// - Parameters:
  ///   - path: the file; nil for one in memory.
  ///   - draw: gives a random number, for the hash key of a new database.
  package init(path: String?, draw: () -> UInt64) throws(StorageError) {
    _ = AuditDatabase.isConfigured
    // What does not fit into memory goes beside the database, which has the same names in it, and not where others may look.
    if let path { rollcall_sqlite_spill_into(AuditDatabase.folder(of: path)) }
    var configuration = Configuration()
    configuration.busyMode = .timeout(5)
    configuration.foreignKeysEnabled = true
    configuration.prepareDatabase { database in
      try AuditDatabase.reporting(database) { try AuditDatabase.prepare(database, maySpill: path != nil) }
    }
    do {
      queue =
        try path.map { try AuditDatabase.open($0, configuration) }
        ?? DatabaseQueue(configuration: configuration)
      hashKey = try AuditDatabase.run(queue) { database in
        try AuditDatabase.migrate(database, hashKey: draw())
        let text = try String.fetchOne(database, sql: "select value from setting where name = 'hash key'")
        guard let text, let key = UInt64(text, radix: 16) else { throw StorageError.damaged("it has no hash key") }
        return key
      }
    } catch {
      throw AuditDatabase.translated(error)
    }
  }

  /// Opens a database to be looked at, and changes nothing about it.
  /// - Returns: nil where it is of another version, in use, or no database of ours: then nothing can be said about it.
  package init?(reading path: String) {
    _ = AuditDatabase.isConfigured
    var configuration = Configuration()
    configuration.readonly = true
    configuration.busyMode = .timeout(1)
    configuration.prepareDatabase { database in
      guard let raw = database.sqliteConnection, rollcall_sqlite_harden(raw) == SQLITE_OK else {
        throw StorageError.bug("SQLite refuses a setting")
      }
      try database.execute(sql: "pragma trusted_schema = off")
    }
    do {
      queue = try DatabaseQueue(path: path, configuration: configuration)
      let key = try queue.read { database -> UInt64? in
        let application = try Int.fetchOne(database, sql: "pragma application_id")
        let version = try Int.fetchOne(database, sql: "pragma user_version")
        guard application == AuditDatabase.applicationID, version == Schema.tables.count else { return nil }
        return try String.fetchOne(database, sql: "select value from setting where name = 'hash key'").flatMap {
          UInt64($0, radix: 16)
        }
      }
      guard let key else { return nil }
      hashKey = key
    } catch {
      return nil
    }
  }

  /// While GRDB opens a file nobody can be asked whether a page was damaged, or not given by its device (see
  /// `SQLStatement.error`). What is damaged is so a second time.
  private static func open(_ path: String, _ configuration: Configuration) throws -> DatabaseQueue {
    do {
      return try DatabaseQueue(path: path, configuration: configuration)
    } catch let error as DatabaseError where error.resultCode == .SQLITE_CORRUPT {
      return try DatabaseQueue(path: path, configuration: configuration)
    }
  }

  private static func folder(of path: String) -> String {
    guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  private static func prepare(_ database: Database, maySpill: Bool) throws {
    guard let raw = database.sqliteConnection else { throw StorageError.bug("no connection") }
    guard rollcall_sqlite_harden(raw) == SQLITE_OK else { throw StorageError.bug("SQLite refuses a setting") }
    try confirmOurs(database)
    // EXTRA syncs the folder too, once the journal is gone (https://www.sqlite.org/pragma.html#pragma_synchronous).
    for pragma in [
      "journal_mode = delete", "synchronous = extra", "trusted_schema = off", "cell_size_check = on", "mmap_size = 0",
      "secure_delete = on", "temp_store = \(maySpill ? "file" : "memory")", "cache_size = -24576",
      "temp.cache_size = -32768",
    ] {
      try database.execute(sql: "pragma \(pragma)")
    }
    let mode = try String.fetchOne(database, sql: "pragma journal_mode")
    guard mode == "delete" || mode == "memory" else {
      throw StorageError.damaged("its journal mode is \(mode ?? "unknown"); it was changed by another program")
    }
  }

  /// Refuses what is not ours before anything is set: a setting would already change the file.
  private static func confirmOurs(_ database: Database) throws {
    let application = try Int.fetchOne(database, sql: "pragma application_id") ?? 0
    let version = try Int.fetchOne(database, sql: "pragma user_version") ?? 0
    let known = Schema.tables.count
    if application != applicationID {
      let objects = try Int.fetchOne(database, sql: "select count(*) from sqlite_schema") ?? 0
      guard application == 0, version == 0, objects == 0 else {
        throw StorageError.damaged("it is the database of another program")
      }
    }
    guard version <= known else { throw StorageError.newer(found: version, known: known) }
  }

  /// Applies the migrations that the database, which is ours, has not seen, in one transaction.
  private static func migrate(_ database: Database, hashKey: UInt64) throws {
    let version = try Int.fetchOne(database, sql: "pragma user_version") ?? 0
    let known = Schema.tables.count
    guard version < known else { return try renewViews(database) }
    // What would not hold would be written over.
    if version > 0 { try confirm(database, "quick_check(1)") }
    try database.inTransaction(.immediate) {
      for file in Schema.tables[version...] { try database.execute(sql: file.text) }
      for view in ViewFile.inDatabase {
        try database.execute(sql: "drop view if exists \(view.name)")
        try database.execute(sql: view.statement)
      }
      if version == 0 {
        try database.execute(
          sql: "insert into setting (name, value) values ('hash key', ?)", arguments: [String(hashKey, radix: 16)])
      }
      try database.execute(sql: "pragma application_id = \(applicationID)")
      try database.execute(sql: "pragma user_version = \(known)")
      return .commit
    }
  }

  /// Views hold no data: those of an older program are made again, so that the shell shows what this one does.
  private static func renewViews(_ database: Database) throws {
    let stored = try Row.fetchAll(database, sql: "select name, sql from sqlite_schema where type = 'view'")
    let texts = Dictionary(
      stored.map { ($0["name"] as String, ($0["sql"] as String).drop { $0 != "\n" }) },
      uniquingKeysWith: { first, _ in first })
    let isSame =
      texts.count == ViewFile.inDatabase.count
      && ViewFile.inDatabase.allSatisfy { view in
        texts[view.name].map { $0 == view.statement.drop { $0 != "\n" } } ?? false
      }
    guard !isSame else { return }
    try database.inTransaction(.immediate) {
      for name in texts.keys.sorted() { try database.execute(sql: "drop view \(name)") }
      for view in ViewFile.inDatabase { try database.execute(sql: view.statement) }
      return .commit
    }
  }

  /// Runs a night: everything in one transaction, which is kept when `body` says so and undone when it throws.
  package func write<Value>(_ body: (SQLConnection) throws -> (value: Value, keep: Bool)) throws -> Value {
    try AuditDatabase.run(queue) { database in
      var value: Value?
      try database.inTransaction(.immediate) {
        let outcome = try body(SQLConnection(database))
        value = outcome.value
        return outcome.keep ? .commit : .rollback
      }
      guard let value else { throw StorageError.bug("the transaction gave no value") }
      return value
    }
  }

  /// Gives back the room of rows that were removed.
  package func compact() throws {
    try AuditDatabase.run(queue) { try $0.execute(sql: "vacuum") }
  }

  /// Reads outside of a night.
  package func read<Value>(_ body: (SQLConnection) throws -> Value) throws -> Value {
    try AuditDatabase.run(queue) { try body(SQLConnection($0)) }
  }

  /// Runs what may fail in SQLite.
  static func reporting(_ body: () throws -> Void) throws {
    do {
      try body()
    } catch {
      throw translated(error)
    }
  }

  /// Runs what may fail in SQLite on the connection of a queue.
  static func run<Value>(_ queue: DatabaseQueue, _ body: (Database) throws -> Value) throws -> Value {
    try queue.writeWithoutTransaction { database in try reporting(database) { try body(database) } }
  }

  /// Runs what may fail in SQLite; what fails elsewhere is not touched.
  private static func reporting<Value>(_ database: Database, _ body: () throws -> Value) throws -> Value {
    do {
      return try body()
    } catch let error as DatabaseError {
      throw translated(error, database.sqliteConnection)
    }
  }

  private static func translated(_ error: any Error, _ connection: OpaquePointer? = nil) -> StorageError {
    if let error = error as? StorageError { return error }
    guard let error = error as? DatabaseError else { return .bug("\(error)") }
    return SQLStatement.error(
      code: error.resultCode.rawValue, message: error.message ?? "\(error.resultCode)", sql: error.sql, connection)
  }
}
