import Records
import Storage
import Testing

@Suite struct TwinTests {
  @Test("the loader and its slow twin make the same database of a random history of nights", arguments: 0..<40)
  func histories(seed: Int) throws {
    let generator = NightGenerator(seed: UInt64(seed))
    let real = try inMemory()
    let twin = try Twin()
    for run in 1...4 {
      let exports = generator.night()
      // The roster fits into memory, or is too large from its first or third record on.
      let counts = try RealNight.load(
        exports, run: run, into: real, batch: [1, 7, 1000][seed % 3], peopleInMemory: [1000, 0, 2][(seed + run) % 3]
      ).counts
      let expected = try twin.load(exports, run: run)
      for source in exports.read where !source.records.isEmpty {
        let found = counts[source.position].map {
          Twin.Counts(
            loaded: $0.loaded, duplicates: $0.duplicates, added: $0.added, changed: $0.changed,
            conflicts: $0.conflicts.count)
        }
        #expect(found == expected[source.position], "night \(run), source \(source.position)")
        #expect((found?.loaded ?? 0) + (found?.duplicates ?? 0) + (found?.conflicts ?? 0) == source.records.count)
      }
      let (ours, theirs) = (try Content.of(real), try Content.of(twin.database))
      for table in theirs.keys.sorted() { #expect(ours[table] == theirs[table], "night \(run), \(table)") }
      try real.confirmSound()
      if ours != theirs { return }
    }
  }

  @Test("what loading finds on its way holds all that the views of the same name work out", arguments: 0..<40)
  func repeated(seed: Int) throws {
    let generator = NightGenerator(seed: UInt64(seed))
    let database = try inMemory()
    for run in 1...4 {
      let exports = generator.night()
      _ = try RealNight.load(
        exports, run: run, into: database, batch: [1, 7, 1000][seed % 3], peopleInMemory: [1000, 2][(seed + run) % 2])
      try database.read { connection in
        let found = Set(try RealNight.found(connection))
        for table in Set(found.map { $0.prefix { $0 != " " } }) {
          let expected = try connection.rows("select * from main.\(table)") { "\(table) \($0.integer(0) ?? 0)" }
          #expect(found.isSuperset(of: expected), "night \(run), \(table)")
        }
        if exports.sources.contains(where: \.isMissing) { #expect(found.isEmpty) }
        func active(_ schema: String) throws -> [String] {
          try connection.rows("select account, profiles from \(schema).active_count order by account") {
            "\($0.text(0) ?? "") \($0.integer(1) ?? 0)"
          }
        }
        // Where loading cannot say it, the view does.
        let isSaid = try connection.integer("select 1 from temp.sqlite_schema where name = 'active_count'") != nil
        if isSaid { #expect(try active("temp") == active("main"), "night \(run)") }
      }
    }
  }

  @Test("what loading finds on its way is what is there twice, where nothing is by chance")
  func repeatedOnly() throws {
    let database = try inMemory()
    func profile(_ id: String, _ email: String, _ number: String) -> Fields {
      ["account": "A", "id": id, "email": email, "employee_number": number]
    }
    let people: [Fields] = [
      ["employee_number": "1", "email": "a@a.example"], ["employee_number": "2", "email": "b@a.example"],
      ["employee_number": "3", "email": "B@a.example"],
    ]
    let users = [
      profile("u1", "a@a.example", ""), profile("u2", "x@a.example", "1"), profile("u3", "X@a.example", "9"),
      profile("u4", "y@a.example", "9"), profile("u5", "z@a.example", "7"),
    ]
    let exports = NightExports(sources: [
      .init(kind: .roster, position: 1, records: people), .init(kind: .users, position: 2, records: users),
    ])
    _ = try RealNight.load(exports, run: 1, into: database)
    let found = try database.read { try RealNight.found($0) }
    // u1 is the person with the number 1 by e-mail.
    #expect(
      found == [
        "repeated_email 2", "repeated_email 3", "repeated_number 1", "repeated_number 2", "repeated_number 3",
        "repeated_number 4", "repeated_person 2", "repeated_person 3",
      ])
  }

  @Test(
    "loading counts the active profiles of each account, and finds those who are not written as the roster writes them")
  func countsAndNames() throws {
    let database = try inMemory()
    let people: [Fields] = [
      ["employee_number": "1", "given_name": "Ada", "family_name": "Byron"],
      ["employee_number": "2", "given_name": "Grace", "family_name": "Hopper"],
      ["email": "c@a.example", "given_name": "Mary"],
    ]
    func profile(_ id: String, _ account: String, _ status: String, _ fields: Fields) -> Fields {
      fields.merging(["account": account, "id": id, "status": status]) { $1 }
    }
    let users = [
      profile("u1", "A", "active", ["employee_number": "1", "given_name": "Ada", "family_name": "Byron"]),
      profile("u2", "A", "active", ["employee_number": "2", "given_name": "Grace", "family_name": "hopper"]),
      profile("u3", "A", "inactive", ["given_name": "Nobody", "family_name": "Else"]),
      profile("u4", "B", "inactive", ["email": "c@a.example", "given_name": "Mary", "family_name": ""]),
      profile("u5", "C", "active", ["employee_number": "9"]),
    ]
    let exports = NightExports(sources: [
      .init(kind: .roster, position: 1, records: people), .init(kind: .users, position: 2, records: users),
    ])
    _ = try RealNight.load(exports, run: 1, into: database)
    try database.read { connection in
      #expect(
        try RealNight.found(connection).filter { $0.hasPrefix("otherwise") } == [
          "otherwise_named 2", "otherwise_named 4",
        ])
      let counts = try connection.rows("select account, profiles from temp.active_count order by account") {
        "\($0.text(0) ?? "") \($0.integer(1) ?? 0)"
      }
      #expect(counts == ["A 2", "C 1"])
    }
  }

  @Test("a roster that is too large for memory leaves no table behind, and its people are found as they were")
  func largeRoster() throws {
    let people: [Fields] = (0..<50).map { ["employee_number": "\($0 % 40)", "email": "p\($0)@a.example"] }
    let users: [Fields] = (0..<60).map { number in
      ["account": "A", "id": "u\(number)", "email": "P\(number)@a.example"].merging(
        number % 2 == 0 ? ["employee_number": "\(number)"] : [:]
      ) { $1 }
    }
    let exports = NightExports(sources: [
      .init(kind: .roster, position: 1, records: people), .init(kind: .users, position: 2, records: users),
    ])
    let (small, large) = (try inMemory(), try inMemory())
    _ = try RealNight.load(exports, run: 1, into: small)
    _ = try RealNight.load(exports, run: 1, into: large, peopleInMemory: 49)
    let links = "select id || ' ' || coalesce(person, 0) from profile order by profile"
    #expect(try large.texts(links) == small.texts(links))
    #expect(try large.texts("select 1 from profile where person is not null").count == 50)
    let tables = try large.texts("select name from temp.sqlite_schema where type = 'table' order by name")
    #expect(tables == [["active_count"], ["profile_before"]], "and no person_of_…")
  }

  @Test("last logins are kept right where rows come in an order that is not theirs", arguments: [1, 2, 3000])
  func shuffled(step: Int) throws {
    func users(_ night: Int, _ order: [Int]) -> NightExports {
      let records: [Fields] = order.map {
        ["account": "A", "id": "u\($0)", "last_login": "2026-11-\(10 + ($0 * night) % 7)"]
      }
      return NightExports(sources: [.init(kind: .users, position: 1, records: records)])
    }
    let count = 9001
    let database = try inMemory()
    _ = try RealNight.load(users(1, Array(0..<count)), run: 1, into: database, batch: 1000)
    let order = (0..<count).map { $0 * step % count }
    _ = try RealNight.load(users(2, order), run: 2, into: database, batch: 1000)
    let stored = try database.texts("select last_login from profile_login order by profile").map { $0[0] }
    #expect(stored == (0..<count).map { "2026-11-\(10 + ($0 * 2) % 7)" })
  }

  @Test("the histories have what they are made for")
  func histories() throws {
    var (past, linked, conflicts, missing) = (0, 0, 0, 0)
    for seed in 0..<10 {
      let generator = NightGenerator(seed: UInt64(seed))
      let real = try inMemory()
      for run in 1...4 {
        let exports = generator.night()
        missing += exports.sources.filter(\.isMissing).count
        let counts = try RealNight.load(exports, run: run, into: real).counts
        conflicts += counts.values.reduce(0) { $0 + $1.conflicts.count }
      }
      past += try Content.of(real).filter { $0.key.hasSuffix("_past") }.reduce(0) { $0 + $1.value.count }
      linked += try Content.of(real).values.joined().filter { $0.contains(" -> ") }.count
    }
    #expect(past > 100 && linked > 100 && conflicts > 20 && missing > 3, "\(past) \(linked) \(conflicts) \(missing)")
  }

  @Test(
    "a night whose exports are those of the night before writes nothing, in whatever order they come", arguments: 0..<10
  )
  func unchanged(seed: Int) throws {
    let generator = NightGenerator(seed: UInt64(seed))
    var exports = generator.night()
    for index in exports.sources.indices { exports.sources[index].isMissing = false }
    // Of conflicting records the first wins: only records that do not conflict may change their order.
    for index in exports.sources.indices { exports.sources[index].records = TwinTests.unique(exports.sources[index]) }
    let real = try inMemory()
    _ = try RealNight.load(exports, run: 1, into: real)
    let before = try Content.of(real)
    #expect(try RealNight.load(exports, run: 2, into: real).writes == 0)
    for index in exports.sources.indices { exports.sources[index].records.reverse() }
    #expect(try RealNight.load(exports, run: 3, into: real).writes == 0)
    #expect(try Content.of(real) == before)
    #expect(before.filter { $0.key.hasSuffix("_past") }.allSatisfy { $0.value.isEmpty })
  }

  /// Without records that have the key of another one; people and assignments are what they are.
  private static func unique(_ source: NightExports.Source) -> [Fields] {
    var seen: Set<[UInt8]> = []
    return source.records.filter { record in
      let key: [String] =
        switch source.kind {
        case .users, .accounts: [record["account"] ?? "", record["id"] ?? ""]
        case .extensions: [record["account"] ?? "", record["number"] ?? ""]
        case .roster:
          [record["employee_number"] ?? "", record["email"] ?? ""].filter { !$0.isEmpty }.prefix(1).map {
            $0.lowercased()
          }
        default: record.sorted { $0.key < $1.key }.map { $0.key + $0.value }
        }
      return seen.insert(Array(key.joined(separator: "\0").utf8)).inserted
    }
  }
}
