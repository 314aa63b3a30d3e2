import Storage
import Testing

/// SELECTs that did not come with the program.
@Suite struct GuardedQueryTests {
  struct Hostile: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let sql: String
    let reason: String

    init(_ description: String, _ sql: String, _ reason: String) {
      (testDescription, self.sql, self.reason) = (description, sql, reason)
    }
  }

  static let hostile = [
    Hostile("ATTACH", "attach '/tmp/x.db' as x", "may not attach a database: a rule is one SELECT"),
    Hostile("PRAGMA", "pragma user_version", "may not use a PRAGMA: a rule is one SELECT"),
    Hostile("PRAGMA as a table", "select * from pragma_database_list", "may not use tables of SQLite itself"),
    Hostile("insert", "insert into account select * from account", "may not insert rows: a rule is one SELECT"),
    Hostile(
      "insert behind WITH", "with a as (select 1) delete from profile", "may not delete rows: a rule is one SELECT"),
    Hostile("update", "update profile set status = 'x'", "may not update rows: a rule is one SELECT"),
    Hostile("drop", "drop table profile", "may not delete rows: a rule is one SELECT"),
    Hostile("temp table", "create temp table x as select 1", "may not insert rows: a rule is one SELECT"),
    Hostile("commit", "commit", "may not begin or end a transaction: a rule is one SELECT"),
    Hostile("savepoint", "savepoint x", "may not set a savepoint: a rule is one SELECT"),
    Hostile("VACUUM INTO", "vacuum into '/tmp/x.db'", "is no SELECT"),
    Hostile("EXPLAIN", "explain select 1", "is no SELECT"),
    Hostile("two statements", "select 1; select 2", "has a second statement; a rule is one SELECT"),
    Hostile("a comment alone", "-- nothing", "has no statement"),
    Hostile("the key of the hashes", "select value from setting", "may not read 'setting'"),
    Hostile(
      "a table in a word's clothes", "with departed as (select value from setting) select * from departed",
      "may not read 'setting'"),
    Hostile("how many findings there are", "select count(*) from finding", "may not read 'finding'"),
    Hostile(
      "what becomes of waivers, before it is known", "select state from waiver_tonight", "may not read 'waiver_tonight'"
    ),
    Hostile("what rules came to", "select findings from run_rule", "may not read 'run_rule'"),
    Hostile("the wall clock of runs", "select started from run", "may not read 'run'"),
    Hostile("the schema", "select sql from sqlite_schema", "may not read 'sqlite_master'"),
    Hostile("pages", "select count(*) from dbstat", "may not use tables of SQLite itself"),
    Hostile("an extension", "select load_extension('x')", "may not call load_extension()"),
    Hostile("chance", "select random()", "may not call random()"),
    Hostile("a giant blob", "select randomblob(1000000000)", "may not call randomblob()"),
    Hostile("the clock", "select current_timestamp", "may not call current_timestamp()"),
    Hostile("a misspelled column", "select rolle from assignment", "is no SQL that runs: no such column: rolle"),
    Hostile(
      "a misspelled column in quotes", "select \"rolle\" from assignment", "is no SQL that runs: no such column: rolle"),
    Hostile("rubbish", "selec 1", "is no SQL that runs: near \"selec\": syntax error"),
    Hostile(
      "a giant text", "select replace(printf('%.*c', 200000, 'x'), 'x', 'xx')",
      "makes or reads a value of more than 256 KB"),
    Hostile(
      "a text that doubles", "with recursive a(t) as (select 'x' union all select t || t from a) select max(t) from a",
      "makes or reads a value of more than 256 KB"),
    Hostile(
      "a group that grows",
      "with recursive n(i) as (select 1 union all select i + 1 from n limit 200000) "
        + "select group_concat(i) from n", "makes or reads a value of more than 256 KB"),
    Hostile(
      "endless rows", "with recursive n(i) as (select 1 union all select i + 1 from n) select i from n",
      "finds more than 100000 rows"),
    Hostile(
      "endless recursion", "with recursive n(i) as (select 1 union all select i + 1 from n) select count(*) from n",
      "ran for more than 1.0 s"),
    Hostile("a real number", "select 1.5 as reason", "gives neither a text nor a whole number as 'reason'"),
  ]

  private func refusal(_ connection: SQLConnection, _ sql: String) -> String? {
    var limits = QueryLimits()
    limits.seconds = 1
    do {
      _ = try connection.foreignRows(sql, [:], limits)
      return nil
    } catch {
      return (error as? QueryRefusal)?.reason ?? "\(error)"
    }
  }

  @Test("what a rule may not do is refused with its reason, and the night goes on", arguments: hostile)
  func refused(_ hostile: Hostile) throws {
    let database = try inMemory()
    try database.insertRun(1)
    try database.write { connection in
      #expect(refusal(connection, hostile.sql) == hostile.reason)
      // All that was taken from the connection is given back.
      try connection.execute(
        "insert into setting (name, value) values ('after', :value)",
        [
          "value": .text(String(repeating: "x", count: 1 << 20))
        ])
      #expect(try connection.integer("select length(value) from setting where name = 'after'") == 1 << 20)
      return ((), keep: true)
    }
    #expect(try database.text("select count(*) from setting") == "2")
  }

  @Test("a statement that does not listen is told to whom it concerns")
  func overrun() async throws {
    // Each search reads a long text once for each of its letters, in one step of SQLite.
    let text = "replace(hex(printf('%.*c', 60000, 'a')), '6', 'a')"
    let search = (1...12).map { "instr(\(text) || 'b', substr(\(text), \(60_000 + $0)) || 'c')" }.joined(
      separator: " + ")
    await confirmation("the program would end here") { ended in
      var limits = QueryLimits { name in
        #expect(name == "rule x")
        ended()
      }
      limits.name = "rule x"
      limits.seconds = 0.05
      limits.hardSeconds = 0.1
      let chosen = limits
      // It may come to its end for all that; the program would not be there to see it.
      _ = try? inMemory().read { try $0.foreignRows("select \(search)", [:], chosen) }
    }
  }

  @Test(
    "every word of schema/views may be read, worked out or not",
    arguments: ViewTests.names.filter { !["waiver_tonight", "run_rule"].contains($0) })
  func words(name: String) throws {
    let database = try inMemory()
    try database.insertRun(1)
    try database.read { connection in
      #expect(!(try connection.columns(ofForeign: "select * from \(name)")).isEmpty)
      try connection.workOutViews(for: .night)
      #expect(!(try connection.columns(ofForeign: "select * from \(name)")).isEmpty)
    }
  }

  @Test("a SELECT gives its columns and rows, with its values bound, and earlier nights may be read")
  func read() throws {
    let database = try inMemory()
    try database.insertRun(1)
    let found = try database.read { connection in
      try connection.foreignRows(
        "with own as materialized (select 1 as one) select as_of, :limit as most, null as none from tonight"
          + " where (select count(*) from own) = (select count(*) from json_each('[1]')) -- the end\n; -- and more",
        ["limit": .integer(3), "other": .integer(4)])
    }
    #expect(found.columns == ["as_of", "most", "none"])
    #expect(found.rows == [[.text("2026-11-21"), .integer(3), .null]])
    let past = try database.read {
      try $0.columns(ofForeign: "select id from profile_past join run on run.run = until")
    }
    #expect(past == ["id"])
  }

  @Test("where a fault stands in the SELECT is told")
  func place() throws {
    let sql = "select id\n  from profile\n where statos = 'x'"
    let refusal = #expect(throws: QueryRefusal.self) { try inMemory().read { try $0.columns(ofForeign: sql) } }
    #expect(refusal?.offset == sql.utf8.count - "statos = 'x'".utf8.count)
  }
}
