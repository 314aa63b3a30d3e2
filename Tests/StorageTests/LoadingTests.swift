import Records
import Storage
import Testing

/// What loading makes of single records.
@Suite struct LoadingTests {
  private func users(_ records: [Fields]) -> NightExports {
    NightExports(sources: [.init(kind: .users, position: 1, records: records)])
  }

  private static let ann: Fields = [
    "account": "A", "id": "u1", "given_name": "Ann", "family_name": "Byron", "status": "active",
    "email": "ann@a.example",
  ]

  struct Repeat: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let field: String
    let value: String
    let isConflict: Bool
  }

  @Test(
    "a second record with one key is a duplicate when it says the same, and a conflict when it does not",
    arguments: [
      Repeat(testDescription: "the same", field: "id", value: "u1", isConflict: false),
      Repeat(testDescription: "another case of an address", field: "email", value: "ANN@A.example", isConflict: false),
      Repeat(
        testDescription: "another last login, which makes no history", field: "last_login", value: "2020-01-01",
        isConflict: false),
      Repeat(testDescription: "another status", field: "status", value: "inactive", isConflict: true),
      Repeat(testDescription: "another case of a name", field: "given_name", value: "ANN", isConflict: true),
      Repeat(testDescription: "a field more", field: "title", value: "", isConflict: true),
    ], [1, 100])
  func repeats(_ again: Repeat, batch: Int) throws {
    var record = LoadingTests.ann
    record[again.field] = again.value
    let database = try inMemory()
    // All fields are given by every batch, so that a field is never a matter of the batch it is in.
    let exports = users([LoadingTests.ann, record, LoadingTests.ann])
    let counts = try #require(try RealNight.load(exports, run: 1, into: database, batch: batch).counts[1])
    #expect(counts.loaded == 1 && counts.added == 1 && counts.changed == 0)
    #expect(counts.duplicates == (again.isConflict ? 1 : 2))
    #expect(counts.conflicts.count == (again.isConflict ? 1 : 0))
    #expect(try database.text("select given_name || status from profile") == "Annactive", "the first one stands")
  }

  @Test("assignments and people may repeat: each is kept, and one fewer the next night ends one")
  func repeatedRows() throws {
    let role: Fields = ["account": "A", "user": "u1", "role": "Reader"]
    let person: Fields = ["employee_number": "1", "status": "employed"]
    func night(_ count: Int) -> NightExports {
      NightExports(sources: [
        .init(kind: .roles, position: 1, records: Array(repeating: role, count: count)),
        .init(kind: .roster, position: 2, records: Array(repeating: person, count: count)),
      ])
    }
    let database = try inMemory()
    for (run, count) in [3, 2, 3].enumerated() {
      let counts = try RealNight.load(night(count), run: run + 1, into: database).counts
      #expect(counts[1]?.loaded == count && counts[2]?.loaded == count)
      #expect(counts[1]?.duplicates == 0 && counts[2]?.conflicts == [])
      #expect(try database.text("select count(*) from assignment") == "\(count)")
      #expect(try database.text("select count(*) from person") == "\(count)")
    }
    #expect(try database.texts("select begun, until from assignment_past", columns: 2) == [["1", "2"]])
    #expect(try database.text("select group_concat(since) from (select since from assignment order by 1)") == "1,1,3")
  }

  @Test("a first load leaves all indexes behind, and a night leaves those of tables alone that stay empty")
  func indexes() throws {
    let database = try inMemory()
    let indexes =
      "select group_concat(sql, char(10)) from (select sql from sqlite_schema where type = 'index' order by name)"
    let shipped = try database.text(indexes)
    _ = try RealNight.load(users([LoadingTests.ann]), run: 1, into: database)
    #expect(try database.text(indexes) == shipped)
    let version = try database.text("pragma schema_version")
    _ = try RealNight.load(users([LoadingTests.ann]), run: 2, into: database)
    #expect(try database.text("pragma schema_version") == version)
  }

  @Test("a changed row keeps its past, a gone one ends, and a login leaves no trace")
  func history() throws {
    let database = try inMemory()
    var record = LoadingTests.ann
    record["last_login"] = "2026-11-01"
    _ = try RealNight.load(users([record]), run: 1, into: database)
    record["last_login"] = "2026-11-02"
    _ = try RealNight.load(users([record]), run: 2, into: database)
    #expect(try database.text("select count(*) from profile_past") == "0")
    #expect(try database.text("select last_login from profile_login") == "2026-11-02")
    record["status"] = "inactive"
    _ = try RealNight.load(users([record]), run: 3, into: database)
    _ = try RealNight.load(users([]), run: 4, into: database)
    let past = try database.texts("select begun, until, status from profile_past order by begun", columns: 3)
    #expect(past == [["1", "3", "active"], ["3", "4", "inactive"]])
    #expect(try database.text("select count(*) from profile") == "0")
    #expect(try database.text("select count(*) from profile_login") == "0")
  }

  @Test("a login that is empty tonight is stored as never")
  func loginGone() throws {
    let database = try inMemory()
    var record = LoadingTests.ann
    record["last_login"] = "2026-11-01"
    _ = try RealNight.load(users([record]), run: 1, into: database)
    record["last_login"] = nil
    _ = try RealNight.load(users([record]), run: 2, into: database)
    #expect(try database.texts("select last_login from profile_login") == [[nil]])
  }

  @Test("ids are told apart by their bytes", arguments: ["U1", "u1\u{2003}", "é", "e\u{301}", "u\u{200B}1", "０１"])
  func bytes(id: String) throws {
    var other = LoadingTests.ann
    other["id"] = id
    let database = try inMemory()
    _ = try RealNight.load(users([LoadingTests.ann, other]), run: 1, into: database)
    #expect(try database.text("select count(distinct id) from profile") == "2")
  }

  @Test("an account that only users mention is an account, and the empty one is none")
  func mentioned() throws {
    let database = try inMemory()
    var nowhere = LoadingTests.ann
    nowhere["account"] = ""
    _ = try RealNight.load(users([LoadingTests.ann, nowhere]), run: 1, into: database)
    #expect(try database.texts("select id, source from account", columns: 2) == [["A", "0"]])
  }

  @Test("a record that moves to another source of its kind is the same record, of the source in which it became so")
  func movedSource() throws {
    let database = try inMemory()
    func night(_ position: Int) -> NightExports {
      NightExports(
        sources: [1, 2].map { .init(kind: .users, position: $0, records: $0 == position ? [LoadingTests.ann] : []) })
    }
    _ = try RealNight.load(night(1), run: 1, into: database)
    _ = try RealNight.load(night(2), run: 2, into: database)
    #expect(try database.texts("select since, source from profile", columns: 2) == [["1", "1"]])
    #expect(try database.text("select count(*) from profile_past") == "0")
  }
}
