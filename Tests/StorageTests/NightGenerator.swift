import Records

/// Random numbers that are the same for the same seed on every host (SplitMix64).
struct Seeded: RandomNumberGenerator {
  private var state: UInt64

  init(_ seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 &+ 1 }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}

/// A company whose exports change from night to night. Names are drawn from so few that they clash all the time: ids
/// that are another's user name, e-mails that several share, people who are in the roster twice, without a number,
/// hired again.
final class NightGenerator {
  private var random: Seeded
  private var accounts: [Fields] = []
  private var people: [Fields] = []
  private var assignments: [Fields] = []
  private var profiles: [Fields] = []
  private var contacts: [Fields] = []
  private var customers: [Fields] = []
  private var extensions: [Fields] = []

  private static let names = [
    "u1", "u2", "u3", "U1", "ann", "bob", "bo", "Bob", "é", "e\u{301}", "ann@a.example", "x@a.example", "007", "7",
    "張", "u,1", "o'neil", "\"q\"", "long long long long long long name",
  ]
  private static let emails = [
    "ann@a.example", "Ann@A.example", "x@a.example", "y@a.example", "é@a.example", "ghost", "",
  ]
  private static let numbers = ["1", "01", "2", "3", "x@a.example", ""]
  private static let days = ["2020-01-01", "2021-05-05", "2026-11-20", "2026-11-21"]

  init(seed: UInt64) {
    random = Seeded(seed)
    for _ in 0..<Int.random(in: 0...14, using: &random) { people.append(person()) }
    for _ in 0..<Int.random(in: 1...25, using: &random) { profiles.append(profile()) }
    for _ in 0..<Int.random(in: 0...20, using: &random) { assignments.append(assignment()) }
    for id in ["A", "B", "Ä"] where one(in: 2) { accounts.append(account(id)) }
    for _ in 0..<Int.random(in: 0...8, using: &random) { contacts.append(contact()) }
    for _ in 0..<Int.random(in: 0...8, using: &random) { customers.append(customer()) }
    for _ in 0..<Int.random(in: 0...8, using: &random) { extensions.append(phone()) }
  }

  private func one(in count: Int) -> Bool { Int.random(in: 0..<count, using: &random) == 0 }
  private func pick(_ list: [String]) -> String { list.randomElement(using: &random) ?? "" }

  private func set(_ record: inout Fields, _ name: String, _ list: [String]) {
    record[name] = one(in: 5) ? nil : pick(list)
  }

  private func person() -> Fields {
    var person: Fields = ["status": pick(["employed", "departed", "on-leave", "future"])]
    set(&person, "employee_number", NightGenerator.numbers)
    set(&person, "email", NightGenerator.emails)
    set(&person, "given_name", NightGenerator.names)
    set(&person, "hired", NightGenerator.days)
    set(&person, "ended", NightGenerator.days)
    // Nobody is known by nothing.
    if (person["employee_number"] ?? "").isEmpty, (person["email"] ?? "").isEmpty { person["email"] = "x@a.example" }
    return person
  }

  private func profile() -> Fields {
    var profile: Fields = [
      "account": pick(["A", "A", "A", "B", "C", "Ä", ""]), "id": pick(NightGenerator.names),
      "given_name": pick(["Ann", "É", "J", "", "李", "-"]), "family_name": pick(["Smith", "ØRSTED", "", "B."]),
      "status": pick(["active", "inactive", "locked"]),
    ]
    set(&profile, "user_name", NightGenerator.names + ["", "ANN", "U1"])
    set(&profile, "email", NightGenerator.emails)
    set(&profile, "employee_number", NightGenerator.numbers)
    set(&profile, "department", ["", "IT", "Sales, \"North\"\nand South"])
    set(&profile, "last_login", ["2026-11-20T08:15:00Z", "2026-11-19", "2020-02-29T00:00:00Z"])
    if one(in: 3) { profile["roles"] = pick(["Super Admin", "Rôle \"1\"", ""]) }
    return profile
  }

  private func contact() -> Fields {
    [
      "account": pick(["A", "B", "C"]),
      "email": pick(NightGenerator.emails.filter { !$0.isEmpty } + ["ANN@A.EXAMPLE", "u1"]),
      "purpose": pick(["support", "invoicing"]),
    ]
  }

  private func customer() -> Fields {
    [
      "account": pick(["A", "B"]), "email": pick([" Ann@a.example", "x@a.example "]),
      "customer_number": pick(["1", "2"]),
    ]
  }

  private func phone() -> Fields {
    var phone: Fields = [
      "account": pick(["A", "B"]), "number": pick(["100", "101", "102"]), "members": pick(["100", ""]),
    ]
    set(&phone, "user", NightGenerator.names + ["ANN", "ANN@A.EXAMPLE"])
    set(&phone, "forwards_to", ["101", "+1 555 0100"])
    return phone
  }

  private func assignment() -> Fields {
    var assignment: Fields = [
      "account": pick(["A", "A", "B", "C", "D", ""]),
      "user": pick(NightGenerator.names + ["nobody", "ANN", "ANN@A.EXAMPLE", "y@a.example", "ghost"]),
      "role": pick(["Super Admin", "Reader", "Rôle"]),
    ]
    set(&assignment, "scope", ["", "Company"])
    set(&assignment, "granted", NightGenerator.days)
    return assignment
  }

  private func account(_ id: String) -> Fields {
    var account: Fields = ["id": id, "name": pick(["One", "Two"]), "channel": pick(["direct", "wholesale"])]
    set(&account, "primary_admin", NightGenerator.names + ["ANN@A.EXAMPLE", "ANN", ""])
    return account
  }

  /// Lets a day pass, and gives the exports of its night.
  func night() -> NightExports {
    for _ in 0..<Int.random(in: 0...8, using: &random) { change() }
    for index in profiles.indices where one(in: 2) {
      set(&profiles[index], "last_login", ["2026-11-20T08:15:00Z", "2026-11-21T00:00:01Z"])
    }
    let others = profiles.filter { ["B", "C"].contains($0["account"]) }
    let main = profiles.filter { !["B", "C"].contains($0["account"]) }
    return NightExports(sources: [
      .init(kind: .users, position: 1, records: shaken(main)),
      .init(kind: .users, position: 2, records: shaken(others)),
      .init(kind: .roles, position: 3, records: shaken(assignments), isMissing: one(in: 10)),
      .init(kind: .roster, position: 4, records: shaken(people), isMissing: one(in: 10)),
      .init(kind: .accounts, position: 5, records: shaken(accounts)),
      .init(kind: .contacts, position: 6, records: shaken(contacts), isMissing: one(in: 10)),
      .init(kind: .registrations, position: 7, records: shaken(customers)),
      .init(kind: .crm, position: 8, records: shaken(customers)),
      .init(kind: .erp, position: 9, records: shaken(customers)),
      .init(kind: .extensions, position: 10, records: shaken(extensions)),
    ])
  }

  private func change() {
    switch Int.random(in: 0..<18, using: &random) {
    case 0: profiles.append(profile())
    case 1: drop(&profiles)
    case 2: if let place = profiles.indices.randomElement(using: &random) { profiles[place] = profile() }
    case 3:
      if let place = profiles.indices.randomElement(using: &random) {
        set(&profiles[place], "email", NightGenerator.emails)
      }
    case 4:
      if let place = profiles.indices.randomElement(using: &random) {
        profiles[place]["given_name"] = pick(["Eve", "É"])
      }
    case 5: people.append(person())
    case 6: drop(&people)
    case 7:
      if let place = people.indices.randomElement(using: &random) { set(&people[place], "hired", NightGenerator.days) }
    case 8: assignments.append(assignment())
    case 9: drop(&assignments)
    case 10: if let again = assignments.randomElement(using: &random) { assignments.append(again) }
    case 11: accounts = accounts.filter { _ in !one(in: 2) }
    case 13: contacts.append(contact())
    case 14: drop(&contacts)
    case 15: drop(&customers)
    case 16: extensions.append(phone())
    case 12: if !accounts.contains(where: { $0["id"] == "C" }) { accounts.append(account("C")) }
    default:
      if let place = accounts.indices.randomElement(using: &random) {
        accounts[place] = account(accounts[place]["id"] ?? "")
      }
    }
  }

  private func drop(_ records: inout [Fields]) {
    if let place = records.indices.randomElement(using: &random) { records.remove(at: place) }
  }

  /// Mostly as they were; sometimes in another order, and sometimes with a record twice.
  private func shaken(_ records: [Fields]) -> [Fields] {
    var records = records
    if let again = records.randomElement(using: &random), one(in: 3) {
      records.insert(again, at: Int.random(in: 0...records.count, using: &random))
    }
    if one(in: 3) { records.shuffle(using: &random) }
    return records
  }
}
