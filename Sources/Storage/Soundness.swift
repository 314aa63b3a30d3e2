import GRDB
import GRDBSQLite

extension AuditDatabase {
  /// Tells whether each page belongs to one table or index or to the free list, whether the pages hold together, and whether
  /// no row refers to a missing one (https://www.sqlite.org/pragma.html#pragma_quick_check).
  ///
  /// - Parameter isThorough: whether indexes are held against their tables, too.
  package func confirmSound(isThorough: Bool = false) throws {
    let check = isThorough ? "integrity_check(1)" : "quick_check(1)"
    do {
      try AuditDatabase.run(queue) { try AuditDatabase.confirm($0, check) }
    } catch StorageError.busy, StorageError.unavailable("attempt to write a readonly database") {
      // A copy in memory can be written to.
      let copy = try DatabaseQueue()
      try AuditDatabase.reporting {
        try queue.backup(to: copy)
        try copy.writeWithoutTransaction { try AuditDatabase.confirm($0, check) }
      }
    }
  }

  /// SQLite 3.40 takes the root page of a view, which is 0, for the sign that only some tables are to be looked at, when it
  /// comes to a view first: then it passes over the free list, and over pages that nothing uses. So the views are taken away
  /// before, in a transaction that is undone.
  static func confirm(_ database: Database, _ check: String) throws {
    try database.inTransaction(.immediate) {
      let connection = try SQLConnection(database)
      let views = "select name from main.sqlite_schema where type = 'view'"
      for view in try connection.rows(views, [:], { $0.text(0) ?? "" }) {
        try connection.execute("drop view main.\(view)")
      }
      try confirm(connection, check)
      return .rollback
    }
  }

  private static func confirm(_ connection: SQLConnection, _ check: String) throws {
    try connection.query("pragma main.\(check)") { row in
      // "*** in database main ***" stands on a line of its own before what was found.
      guard let text = row.text(0), text != "ok", let fault = text.split(separator: "\n").last else { return }
      // SQLITE_IOERR is 10, and its kinds are 10 in the lowest byte (https://www.sqlite.org/rescode.html).
      let code = fault.split(separator: "error code=").last.flatMap { Int32($0) }
      if let code, code & 0xFF == SQLITE_IOERR { throw StorageError.unavailable("disk I/O error") }
      // "failed to get page 171": damaged, or not given by the device.
      if let reason = SQLStatement.fault(of: connection.raw) { throw StorageError.unavailable(reason) }
      throw StorageError.damaged(String(fault))
    }
    try connection.query("pragma main.foreign_key_check") { row in
      throw StorageError.damaged("a row of \(row.text(0) ?? "a table") refers to none")
    }
  }
}
