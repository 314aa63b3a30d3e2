import Records
import Storage
import Testing

/// Nights in which a source is missing: what it had is kept as it was, and linked as if all had been read.
@Suite struct PartialSupplyTests {
  static let full = NightExports(sources: [
    .init(
      kind: .accounts, position: 1,
      records: [
        ["id": "A", "name": "One", "channel": "direct", "primary_admin": "U1@A.example"],
        ["id": "B", "name": "Two", "channel": "wholesale", "primary_admin": "u9"],
      ]),
    .init(
      kind: .roster, position: 2,
      records: [
        ["employee_number": "1", "email": "old@a.example", "status": "departed", "hired": "2020-01-01"],
        ["employee_number": "1", "email": "u1@a.example", "status": "employed", "hired": "2024-01-01"],
        ["employee_number": "", "email": "u2@a.example", "status": "employed"],
      ]),
    .init(
      kind: .roles, position: 3,
      records: [
        ["account": "A", "user": "u1", "role": "Super Admin"], ["account": "A", "user": "ANN", "role": "Super Admin"],
        ["account": "B", "user": "ghost", "role": "Reader"],
      ]),
    .init(
      kind: .users, position: 4,
      records: [
        profile("A", "u1", "bob", "u1@a.example", number: "1"), profile("A", "u2", "ann", "u2@a.example", number: ""),
      ]),
    .init(
      kind: .users, position: 5,
      records: [profile("B", "u9", "eve", "u9@b.example", number: "9"), profile("C", "u1", "x", "", number: "")]),
  ])

  private static func profile(_ account: String, _ id: String, _ userName: String, _ email: String, number: String)
    -> Fields
  {
    [
      "account": account, "id": id, "user_name": userName, "email": email, "given_name": "Ann", "family_name": "Byron",
      "status": "active", "employee_number": number, "last_login": "2026-11-20",
    ]
  }

  @Test("the night of this test has links of every kind")
  func links() throws {
    let database = try inMemory()
    _ = try RealNight.load(PartialSupplyTests.full, run: 1, into: database)
    let linked = try Content.of(database).values.joined().filter { $0.contains(" -> ") }
    #expect(linked.count == 6)
  }

  @Test("a missing source changes nothing at all in the database", arguments: [1, 2, 3, 4, 5])
  func kept(position: Int) throws {
    let database = try inMemory()
    _ = try RealNight.load(PartialSupplyTests.full, run: 1, into: database)
    let before = try Content.of(database)
    var exports = PartialSupplyTests.full
    exports.sources[position - 1].isMissing = true
    _ = try RealNight.load(exports, run: 2, into: database)
    let after = try Content.of(database)
    for table in before.keys.sorted() { #expect(after[table] == before[table], "\(table)") }
    #expect(try database.text("select count(*) from sqlite_schema where name like 'link%'") == "0", "no index is left")
  }

  @Test("when the source is there again, nothing changes either", arguments: [1, 2, 3, 4, 5])
  func backAgain(position: Int) throws {
    let database = try inMemory()
    _ = try RealNight.load(PartialSupplyTests.full, run: 1, into: database)
    let before = try Content.of(database)
    var exports = PartialSupplyTests.full
    exports.sources[position - 1].isMissing = true
    _ = try RealNight.load(exports, run: 2, into: database)
    _ = try RealNight.load(PartialSupplyTests.full, run: 3, into: database)
    let after = try Content.of(database)
    for table in before.keys.sorted() { #expect(after[table] == before[table], "\(table)") }
  }

  @Test("links are worked out anew from what is stored and what was read")
  func newLinks() throws {
    let database = try inMemory()
    _ = try RealNight.load(PartialSupplyTests.full, run: 1, into: database)
    var exports = PartialSupplyTests.full
    exports.sources[2].isMissing = true
    exports.sources[3].records[1]["user_name"] = "amy"
    exports.sources[3].records.append(PartialSupplyTests.profile("A", "u3", "Ann", "", number: ""))
    exports.sources[1].records.removeLast()
    _ = try RealNight.load(exports, run: 2, into: database)
    let holder = try database.text(
      "select p.id from assignment join profile p using (profile) where assignment.user = 'ANN'")
    #expect(holder == "u3")
    #expect(try database.text("select person from profile where id = 'u2'") == nil)
    #expect(try database.text("select count(*) from assignment_past") == "0")
  }

  @Test("a kind that the policy no longer names is gone")
  func none() throws {
    let database = try inMemory()
    _ = try RealNight.load(PartialSupplyTests.full, run: 1, into: database)
    var exports = PartialSupplyTests.full
    exports.sources.removeAll { $0.kind == .roster || $0.kind == .accounts }
    _ = try RealNight.load(exports, run: 2, into: database)
    #expect(try database.text("select count(*) from person") == "0")
    #expect(try database.text("select count(*) from person_past where begun = 1 and until = 2") == "3")
    #expect(try database.text("select count(*) from profile where person is not null") == "0")
    #expect(
      try database.texts("select id, source, name from account order by id", columns: 3) == [
        ["A", "0", nil], ["B", "0", nil], ["C", "0", nil],
      ])
  }
}
