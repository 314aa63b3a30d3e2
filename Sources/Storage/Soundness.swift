extension AuditDatabase {
  /// Tells whether the pages hold together and no row refers to a missing one
  /// (https://www.sqlite.org/pragma.html#pragma_quick_check).
  ///
  /// - Parameter isThorough: whether indexes are held against their tables, too.
  package func confirmSound(isThorough: Bool = false) throws {
    try read {
      try AuditDatabase.confirm($0, isThorough ? "integrity_check(1)" : "quick_check(1)", "foreign_key_check")
    }
  }

  /// The same for what a night builds on, and for a part of what only grows: the rows of nights that are over, which a night
  /// adds to and never changes. Each of these tables has its turn in one of seven nights.
  ///
  /// - Parameter night: number of the night, which says whose turn it is.
  package func confirmSound(night: Int) throws {
    try read { connection in
      let tables = try connection.rows(
        """
        select name, exists (select 1 from pragma_table_info(stored.name) as its where its.name in ('run', 'begun'))
          from sqlite_schema as stored
         where type = 'table' and name not like 'sqlite_%'
         order by name
        """
      ) { (name: $0.text(0) ?? "", grows: $0.integer(1) == 1) }
      for (turn, table) in tables.enumerated() where !table.grows || (turn + night) % AuditDatabase.turns == 0 {
        try AuditDatabase.confirm(connection, "quick_check(\(table.name))", "foreign_key_check(\(table.name))")
      }
    }
  }

  /// In how many nights every table has been looked through.
  package static let turns = 7

  /// SQLITE_IOERR is 10.
  private static func confirm(_ connection: SQLConnection, _ pages: String, _ references: String) throws {
    var faults: [String] = []
    try connection.query("pragma \(pages)") { row in
      // "*** in database main ***" stands on a line of its own before what was found.
      guard let text = row.text(0), text != "ok", let fault = text.split(separator: "\n").last else { return }
      if fault.hasSuffix("error code=10") { throw StorageError.unavailable("disk I/O error") }
      faults.append(String(fault))
    }
    try connection.query("pragma \(references)") { faults.append("a row of \($0.text(0) ?? "a table") refers to none") }
    if let first = faults.first { throw StorageError.damaged(first) }
  }
}
