import GRDB
import Schema
import Storage
import Testing

/// Rows of past nights that are kept as what is other than now, and the views that put them together again.
@Suite struct LessRoomTests {
  /// A generator that gives the same in every run.
  struct Numbers: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return state ^ (state >> 29)
    }
  }

  /// Rows as texts that tell values of different types apart.
  static func rows(_ database: AuditDatabase, _ table: String, _ columns: String) throws -> [String] {
    let quoted = columns.split(separator: " ").map { "quote(\($0))" }.joined(separator: " || ' ' || ")
    return try database.texts("select \(quoted) from \(table) order by 1").compactMap { $0.first ?? nil }
  }

  @Test(
    "last logins are the same when they are read again, near and far, and those that are no stamp", arguments: 1...40)
  func logins(seed: UInt64) throws {
    var numbers = Numbers(state: seed)
    let database = try inMemory()
    for run in 1...3 { try database.insertRun(run) }
    let latest = 1_795_165_140
    let steps = [1, 2, 125, 126, 127, 2_048_382, 2_048_383, 2_048_384, 5_000_000]
    let backs = [0, 1, 126, 127, 16_128, 16_129, 2_048_382, 2_048_383, 90_000_000]
    var values: [String] = []
    for run in 1...3 {
      var profile = 0
      for _ in 0..<([0, 1, 49, 50, 51, 120].randomElement(using: &numbers) ?? 0) {
        let isRare = Int.random(in: 0..<4, using: &numbers) == 0
        profile += isRare ? steps.randomElement(using: &numbers) ?? 1 : Int.random(in: 1...20, using: &numbers)
        let stamp = latest - (backs.randomElement(using: &numbers) ?? 0)
        let odd = ["null", "'2026-11-20'", "'never'"].randomElement(using: &numbers) ?? "null"
        values.append("(\(run), \(profile), \(Int.random(in: 0..<20, using: &numbers) == 0 ? odd : "\(stamp)"))")
      }
    }
    values.shuffle(using: &numbers)
    let script = try #require(Schema.ledger.first { $0.name == "login_before.sql" }?.text)
    let found = try database.write { connection in
      try connection.execute("create temp table login_before (run, profile, last_login)")
      for value in values { try connection.execute("insert into login_before values \(value)") }
      try connection.executeScript(script)
      return (
        try connection.rows("select quote(run), quote(profile), quote(last_login) from run_login") { row in
          "(" + (0..<3).map { row.text($0) ?? "" }.joined(separator: ", ") + ")"
        }, keep: true
      )
    }
    #expect(found.sorted() == values.map { $0.replacing("null", with: "NULL") }.sorted())
    let apart = Int(try database.text("select count(*) from login_apart") ?? "") ?? 0
    #expect(apart <= values.count)
    // Those of one run, as its digest reads them.
    #expect(
      try database.text("select count(*) from run_login where run = 2")
        == "\(values.filter { $0.hasPrefix("(2,") }.count)")
  }

  /// Tables that a view stands for now, with the columns that they had.
  static let former = [
    ("profile_past", SchemaTests.formerProfile), ("run_login", "run profile last_login"),
    ("run_finding", "run finding severity state name email roles reason last_seen last_run"),
    ("run_column", "run source position header field smell content line"), ("run_document", "run kind sha256"),
    ("run_guard", "run source guard state reason measure"),
    ("run_supply", "run kind state fields"),
    (
      "run_source",
      "run position name kind path format obtained state bytes sha256 rows loaded rejected duplicates fields unused "
        + "mapping_sha256"
    ),
  ]

  /// A database of version 11 with rows in them.
  private func old(_ path: String, seed: UInt64) throws -> [[String]] {
    var numbers = Numbers(state: seed)
    func any(_ values: String...) -> String { values.randomElement(using: &numbers) ?? "null" }
    func reason() -> String {
      any(
        "'Last login on 2026-11-05, 93 days'", "'Last login on 2025-01-31, 07 days'",
        "'Last login on 2026-11-05, 101 days'",
        "'Kanal 1234567890123456789, läuft'", "'Kanal 1234567890123456780, läuft'", "'0'", "'1'", "'why'", "'Größe 5'",
        "'Größe 6'", "'a' || char(0) || '1'", "'a' || char(0) || '2'", "''")
    }
    let queue = try DatabaseQueue(path: path)
    let before = try queue.writeWithoutTransaction { database in
      for file in Schema.tables[..<11] { try database.execute(sql: file.text) }
      try database.execute(sql: "insert into setting values ('hash key', '2a')")
      try database.execute(sql: "pragma application_id = 1380150380; pragma user_version = 11")
      // The view of that version, which speaks of a table that goes.
      try database.execute(sql: "create view former_profile as select * from profile_past")
      let columns = SchemaTests.formerProfile.split(separator: " ").dropFirst(4)
      for run in 1...9 {
        try database.execute(
          sql:
            "insert into run values (\(run), '2026-11-0\(run)', 's', 'o', 'z', null, 'yes', 'high', 'p', 's', '', '', "
            + "null, 'yes', null, null, null, null)")
        for kind in ["policy", "rules"] {
          try database.execute(sql: "insert or ignore into document values ('\(kind)\(run / 4)', 'x')")
          try database.execute(sql: "insert into run_document values (\(run), '\(kind)', '\(kind)\(run / 4)')")
        }
        try database.execute(
          sql:
            "insert into run_source values (\(run), 1, 'users', 'users', 'u.csv', 'csv', null, 'read', 5, 'x', 1, 1, 0, "
            + "0, '[]', \(any("'[]'", "'[1]'")), null)")
        try database.execute(sql: "insert into run_supply values (\(run), 'users', 'read', \(any("'[]'", "'[1]'")))")
        for guardian in ["empty", "header", "stale"] {
          try database.execute(
            sql:
              "insert into run_guard values (\(run), 'users', '\(guardian)', \(any("'passed'", "'passed'", "'off'")), "
              + "\(any("null", "null", "'x'")), \(any("1", "1", "null")))")
        }
        try database.execute(sql: "insert into run_guard values (\(run), '', 'clock', 'passed', null, null)")
        if run == 1 {
          try database.execute(
            sql: "insert into rule_setting values (1, 'r', 'evaluated', null, '[]', 'high', '{}', '[]', 'x'), "
              + "(2, 'r', 'off', null, '[]', 'high', '{}', '[]', 'x'), (3, 's', 'off', null, '[]', 'high', '{}', '[]', 'x')"
          )
        }
        try database.execute(
          sql: "insert into rule_outcome values (\(run), \(any("1", "1", "2")), \(any("5", "5", "6"))), "
            + "(\(run), 3, \(run / 4))")
        for place in 1...3 {
          try database.execute(
            sql:
              "insert into run_column values (\(run), 'users', \(place), \(any("'a'", "'b'")), \(any("'f'", "null")), "
              + "null, null, 0)")
        }
      }
      for profile in 1...30 {
        func values() -> String {
          columns.map {
            $0.hasSuffix("letters")
              ? any("1", "2", "null") : any("'a'", "'0'", "''", $0 == "id" || $0 == "account" ? "'b'" : "null")
          }
          .joined(separator: ", ")
        }
        if profile % 5 != 0 {
          try database.execute(
            sql: "insert into profile (profile, key, digest, since, source, \(columns.joined(separator: ", "))) "
              + "values (\(profile), \(profile), 1, 9, 1, \(values()))")
        }
        for until in 2...9 where any("y", "n") == "y" {
          try database.execute(
            sql: "insert into profile_past (begun, until, profile, source, \(columns.joined(separator: ", "))) "
              + "values (\(until - 1), \(until), \(profile), \(any("1", "2")), \(values()))")
        }
        try database.execute(
          sql:
            "insert into finding values (\(profile), 'F\(profile)', 'r', 'A', 'profile', 'u\(profile)', 'high', 'open', "
            + "\(any("'a'", "null")), \(any("'e'", "null")), \(any("'x'", "null")), \(reason()), 'd', 1, 'd', 1)")
        for run in 2...9 where any("y", "n") == "y" {
          try database.execute(
            sql: "insert into run_finding values (\(run), \(profile), \(any("'high'", "'low'")), 'open', "
              + "\(any("'a'", "null")), \(any("'e'", "null")), \(any("'x'", "''", "null")), \(reason()), 'd', 1)")
          try database.execute(
            sql:
              "insert into run_login values (\(run), \(profile), \(any("1795165140", "1795000000", "17", "null", "'x'")))"
          )
        }
      }
      return try (LessRoomTests.former + [("rule_outcome", "run setting findings")]).map { table, columns in
        let quoted = columns.split(separator: " ").map { "quote(\($0))" }.joined(separator: " || ' ' || ")
        return try String.fetchAll(database, sql: "select \(quoted) from \(table) order by 1")
      }
    }
    try queue.close()
    return before
  }

  @Test("a database from before that does not hold is not migrated: not a byte of it is changed")
  func unsound() throws {
    let folder = try Folder()
    let path = folder.file("a.db")
    _ = try old(path, seed: 1)
    let queue = try DatabaseQueue(path: path)
    try queue.writeWithoutTransaction { try $0.execute(sql: "drop table undone; create table undone (a)") }
    try queue.writeWithoutTransaction { try $0.execute(sql: "drop index finding_of; drop table undone") }
    try queue.close()
    try FreeList.add(page: 3, to: path)
    try expectDamaged(path)
  }

  @Test("a database from before has the same rows afterwards, to the type of each value", arguments: 1...10)
  func migration(seed: UInt64) throws {
    let folder = try Folder()
    let before = try old(folder.file("a.db"), seed: seed)
    let database = try AuditDatabase(path: folder.file("a.db")) { 1 }
    let outcomes = """
      (select run.run, setting, findings
         from run
         join rule_outcome on run.run between rule_outcome.run and coalesce(last, rule_outcome.run))
      """
    for ((table, columns), rows) in zip(LessRoomTests.former + [(outcomes, "run setting findings")], before) {
      #expect(!rows.isEmpty)
      #expect(try LessRoomTests.rows(database, table, columns) == rows, "\(table)")
    }
    try database.confirmSound(isThorough: true)
    #expect(try database.text("select count(*) from profile_was where typeof(title) = 'integer'") != "0")
    #expect(try database.text("select count(*) from finding_was where typeof(name) = 'integer'") != "0")
    #expect(try database.text("select count(*) from finding_was where typeof(reason) = 'integer'") != "0")
    #expect(try database.text("select count(*) from login_apart") != "0")
    #expect(try database.text("select count(*) from rule_outcome where last > run") != "0")
    #expect(try database.text("select count(*) from known_guard where last > run") != "0")
  }
}
