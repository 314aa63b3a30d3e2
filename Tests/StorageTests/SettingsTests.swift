import GRDB
import Schema
import Storage
import Testing

@Suite struct SettingsTests {
  struct Setting: CustomTestStringConvertible, Sendable {
    let pragma: String
    let value: String
    var testDescription: String { pragma }
  }

  static let settings = [
    Setting(pragma: "journal_mode", value: "delete"),
    Setting(pragma: "synchronous", value: "3"),
    Setting(pragma: "foreign_keys", value: "1"),
    Setting(pragma: "trusted_schema", value: "0"),
    Setting(pragma: "cell_size_check", value: "1"),
    Setting(pragma: "mmap_size", value: "0"),
    Setting(pragma: "secure_delete", value: "1"),
    Setting(pragma: "temp_store", value: "1"),
    Setting(pragma: "busy_timeout", value: "5000"),
    Setting(pragma: "application_id", value: "1380150380"),
    Setting(pragma: "user_version", value: String(Schema.tables.count)),
  ]

  @Test("a setting is in force when a file is made and when it is opened again", arguments: settings)
  func inForce(setting: Setting) throws {
    let folder = try Folder()
    for _ in 1...2 {
      let database = try AuditDatabase(path: folder.file("a.db")) { 1 }
      #expect(try database.text("pragma \(setting.pragma)") == setting.value)
    }
  }

  @Test("the file says whose it is at byte 68, as file(1) looks for it")
  func fileMark() throws {
    let folder = try Folder()
    _ = try AuditDatabase(path: folder.file("a.db")) { 1 }
    let bytes = try Bytes.of(folder.file("a.db"))
    #expect(bytes[68..<72].elementsEqual("RCll".utf8))
    #expect(bytes[18...19].elementsEqual([1, 1]), "a rollback journal, not a write-ahead log")
    #expect(try folder.names == ["a.db"], "no journal is left")
  }

  struct Refused: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let statement: String
  }

  @Test(
    "SQLite refuses what a trusted writer must not do",
    arguments: [
      Refused(testDescription: "a misspelled column in double quotes", statement: "select \"rolle\" from assignment"),
      Refused(
        testDescription: "a misspelled column in a condition", statement: "delete from assignment where \"rolle\" = 'x'"
      ),
      Refused(
        testDescription: "a text in double quotes in a new table", statement: "create index i on run (\"nothing\")"),
      Refused(testDescription: "an extension", statement: "select load_extension('/tmp/none')"),
      Refused(
        testDescription: "a text in a number column", statement: "insert into profile_login values ('one', null)"),
      Refused(
        testDescription: "a row that refers to no run",
        statement: "insert into known_source (run, position, name, kind, path, state) values (9, 1, '', '', '', '')"),
      Refused(testDescription: "a column without its value", statement: "insert into setting (name) values ('x')"),
      Refused(testDescription: "a change of the schema by hand", statement: "update sqlite_schema set sql = ''"),
    ])
  func refused(_ case: Refused) throws {
    let database = try inMemory()
    try database.execute("pragma writable_schema = on")
    #expect(throws: StorageError.self) { try database.execute(`case`.statement) }
  }

  @Test("the hash key is drawn once, for a new file, and kept")
  func hashKey() throws {
    let folder = try Folder()
    let first = try AuditDatabase(path: folder.file("a.db")) { .max }
    let again = try AuditDatabase(path: folder.file("a.db")) { 7 }
    #expect(first.hashKey == .max)
    #expect(again.hashKey == .max)
  }

  @Test(
    "what temporary tables have no room for goes beside the database, under no name; without a file it stays in memory")
  func spill() throws {
    let folder = try Folder()
    let database = try AuditDatabase(path: folder.file("a.db")) { 1 }
    try database.write { connection in
      try connection.execute("pragma temp.cache_size = 10")
      try connection.execute("create temp table wide (text)")
      try connection.execute(
        """
        with recursive n(i) as (select 1 union all select i + 1 from n where i < 2000)
        insert into wide select printf('%.1000c', 'x') from n
        """)
      #expect(try connection.integer("select count(*) from wide where length(text) = 1000") == 2000)
      return ((), keep: false)
    }
    #expect(try folder.names == ["a.db"])
    #expect(try inMemory().text("pragma temp_store") == "2")
  }

  struct Undone: Error {}

  @Test("a night is kept, given up, or undone by an error, always as a whole")
  func transactions() throws {
    let database = try inMemory()
    func rows() throws -> String? { try database.text("select count(*) from break_glass") }
    try database.write { connection in
      try connection.executeScript("insert into break_glass values ('a'); insert into break_glass values ('b')")
      return ((), keep: true)
    }
    #expect(try rows() == "2")
    try database.write { (try $0.execute("delete from break_glass"), keep: false) }
    #expect(try rows() == "2")
    #expect(throws: Undone.self) {
      try database.write { connection -> (value: Void, keep: Bool) in
        try connection.execute("delete from break_glass")
        throw Undone()
      }
    }
    #expect(try rows() == "2")
  }

  @Test("a database that somebody else writes to is busy")
  func busy() throws {
    let folder = try Folder()
    let first = try AuditDatabase(path: folder.file("a.db")) { 1 }
    let other = try AuditDatabase(path: folder.file("a.db")) { 1 }
    try other.read { try $0.execute("pragma busy_timeout = 0") }
    try first.write { connection in
      #expect {
        try other.execute("delete from break_glass")
      } throws: { error in
        if case .busy = error as? StorageError { true } else { false }
      }
      return ((), keep: false)
    }
  }

  @Test("a sound database is said to be sound, and a row that refers to none is found")
  func sound() throws {
    let database = try inMemory()
    try database.confirmSound()
    try database.read { try $0.execute("pragma foreign_keys = off") }
    try database.execute("insert into role_name (name, role) values ('x', 'none')")
    #expect(throws: StorageError.damaged("a row of role_name refers to none")) { try database.confirmSound() }
  }
}
