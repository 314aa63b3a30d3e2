import Schema
import Storage
import Testing

@Suite struct ViewTests {
  static let names = ViewFile.all.map(\.name)

  @Test("every file of schema/views is a view")
  func all() {
    #expect(ViewTests.names.count == Schema.views.count)
    #expect(Set(ViewTests.names).count == Schema.views.count)
  }

  @Test("a view runs on an empty database, in the shell and worked out", arguments: names)
  func runs(name: String) throws {
    let database = try inMemory()
    #expect(try database.text("select count(*) from main.\(name)") == "0")
    try database.insertRun(1)
    let rows = try database.text("select count(*) from \(name)")
    #expect(rows == (name == "tonight" ? "1" : "0"))
    let view = try #require(ViewFile.all.first { $0.name == name })
    guard let occasion = view.occasion else { return }
    try database.read { connection in
      try connection.workOutViews(for: .night)
      if occasion == .report { try connection.workOutViews(for: .report) }
      #expect(try connection.integer("select count(*) from temp.\(name)") == 0)
      #expect(try connection.integer("select count(*) from temp.sqlite_schema where name = '\(name)_by'") == 1)
    }
  }

  @Test("a worked-out view has the rows of the view, and new ones when it is worked out again")
  func workedOut() throws {
    let database = try inMemory()
    try database.insertRun(1)
    func add(_ row: Int) throws {
      try database.execute(
        """
        insert into person (person, key, digest, since, source, status, ended)
        values (\(row), \(row), 1, 1, 1, 'departed', '2026-01-0\(row)')
        """)
    }
    try add(1)
    func count(_ table: String) throws -> String? { try database.text("select count(*) from \(table)") }
    try database.read { try $0.workOutViews(for: .night) }
    try add(2)
    #expect(try count("departed") == "1", "the table stands before the view")
    #expect(try count("main.departed") == "2")
    try database.read { try $0.workOutViews(for: .night) }
    #expect(try count("departed") == "2")
  }

  @Test("tonight is the run with the highest number, whatever its day")
  func tonight() throws {
    let database = try inMemory()
    try database.insertRun(1, asOf: "2026-11-21")
    try database.insertRun(2, asOf: "2020-01-01")
    #expect(try database.texts("select run, as_of from tonight", columns: 2) == [["2", "2020-01-01"]])
  }

  struct Departure: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let person: String
    let isDeparted: Bool
  }

  @Test(
    "departed means what the rules say it means, on 2026-11-21",
    arguments: [
      Departure(testDescription: "departed, no day", person: "'departed', null, null", isDeparted: true),
      Departure(testDescription: "departed today", person: "'departed', '2026-11-21', null", isDeparted: true),
      Departure(testDescription: "departs tomorrow", person: "'departed', '2026-11-22', null", isDeparted: false),
      Departure(
        testDescription: "employed, ended yesterday", person: "'employed', '2026-11-20', null", isDeparted: true),
      Departure(testDescription: "no status, ended today", person: "null, '2026-11-21', null", isDeparted: true),
      Departure(
        testDescription: "hired again later", person: "'employed', '2026-05-01', '2026-06-01'", isDeparted: false),
      Departure(
        testDescription: "ended on the day of hiring", person: "'employed', '2026-05-01', '2026-05-01'",
        isDeparted: true),
      Departure(testDescription: "hired before", person: "'employed', '2026-05-01', '2020-01-01'", isDeparted: true),
      Departure(testDescription: "on leave", person: "'on-leave', null, null", isDeparted: false),
      Departure(testDescription: "nothing known", person: "null, null, null", isDeparted: false),
    ])
  func departed(_ departure: Departure) throws {
    let database = try inMemory()
    try database.insertRun(1)
    try database.execute(
      """
      insert into person (person, key, digest, since, source, status, ended, hired)
      values (1, 1, 1, 1, 1, \(departure.person))
      """
    )
    #expect(try database.text("select count(*) from departed") == (departure.isDeparted ? "1" : "0"))
  }
}
