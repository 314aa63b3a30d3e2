import Storage

extension Workspace {
  /// Refuses where no night has made a database. Asked before a lock is taken, which would leave a file beside nothing.
  func confirmDatabase() throws {
    guard Files.exists(databasePath) else {
      throw AuditFailure(.invalid, "\(databasePath): there is no database yet; 'rollcall run' makes it")
    }
  }

  /// Gives the database to a question. Whatever goes wrong is told as an `AuditFailure` that names it.
  func readDatabase<Value>(_ body: (SQLConnection) throws -> Value) throws -> Value {
    do {
      try confirmDatabase()
      return try AuditDatabase(path: databasePath) { 0 }.read(body)
    } catch {
      throw AuditFailure(error, database: databasePath)
    }
  }
}
