import Audit
import Foundation
import Records
import Testing

/// What each guard lets pass, and what it does not: a case that trips it, and one that just does not.
@Suite struct GuardTests {
  enum Ending: Equatable, Sendable {
    case quiet
    case warned(String)
    case refused(String)
  }

  /// A first night, and a second one over other exports.
  struct Case: CustomTestStringConvertible, Sendable {
    var testDescription: String
    /// Settings of the users source.
    var settings = ""
    var path = "exports/users.csv"
    /// More of the policy.
    var policy = ""
    /// By path; none for no first night.
    var first: [String: String] = [:]
    var second: [String: String]
    /// Seconds between the time of the exports and the second night.
    var later = 3600
    var ending: Ending
  }

  /// So many users.
  static func users(_ count: Int, header: String = "id,user_name,status", account: String? = nil) -> String {
    (1...max(count, 1)).reduce(into: header + (account == nil ? "" : ",account") + "\n") { text, number in
      guard count > 0 else { return }
      text += "u\(number),n\(number),Active" + (account.map { ",\($0)" } ?? "") + "\n"
    }
  }

  /// Of n users, those who hold a privileged role.
  static func roles(_ count: Int) -> String {
    "user,role\n" + (1...count).map { "u\($0),Super Admin\n" }.joined()
  }

  private static let csv = "exports/users.csv"
  private static let json = "exports/users*.json"

  private static func page(_ around: String, records: Int = 2, from: Int = 1) -> String {
    let rows = (from..<from + records).map { "{\"id\": \"u\($0)\", \"status\": \"Active\"}" }
    return "{\(around), \"Resources\": [\(rows.joined(separator: ", "))]}"
  }

  private static func paged(_ what: String, _ pages: [String], _ ending: Ending) -> Case {
    let files = pages.enumerated().map { ("exports/users\($0.offset + 1).json", $0.element) }
    return Case(
      testDescription: what, path: json, second: Dictionary(uniqueKeysWithValues: files), ending: ending)
  }

  static let cases: [Case] = [
    Case(
      testDescription: "empty: a header and nothing else", second: [csv: users(0)],
      ending: .refused("there are no records in it")),
    Case(testDescription: "empty: one record", second: [csv: users(1)], ending: .quiet),
    Case(
      testDescription: "empty: fewer than min_rows", settings: "min_rows: 4", second: [csv: users(3)],
      ending: .refused("at least 4 are expected")),
    Case(
      testDescription: "empty: as many as min_rows", settings: "min_rows: 4", second: [csv: users(4)], ending: .quiet),

    paged(
      "page: fewer records than the answer promises", [page("\"totalResults\": 3")],
      .refused("2 of 3 records ('totalResults')")),
    paged("page: all that it promises", [page("\"totalResults\": 2")], .quiet),
    paged("page: there is more", [page("\"hasMore\": true")], .refused("more records follow on another page")),
    paged("page: there is no more, though a token is given", [page("\"hasMore\": false, \"next\": \"abc\"")], .quiet),
    paged(
      "page: a link to the next", [page("\"@odata.nextLink\": \"https://example.test/?page=2\"")],
      .refused("'@odata.nextLink'")),
    paged("page: a link that is null", [page("\"@odata.nextLink\": null")], .quiet),
    paged(
      "page: two of three pages", [page("\"totalElements\": 6"), page("\"totalElements\": 6", from: 3)],
      .refused("4 of 6 records")),
    paged(
      "page: three of three", [1, 3, 5].map { page("\"totalElements\": 6", from: $0) }, .quiet),
    paged(
      "page: a last page behind those that go on",
      [page("\"hasMore\": true"), page("\"hasMore\": false", from: 3)], .quiet),
    paged(
      "page: no last page", [page("\"hasMore\": true"), page("\"hasMore\": true", from: 3)],
      .refused("more records follow")),

    paged(
      "filter: one is set", [page("\"pagination\": {\"filter\": \"status==ACTIVE\"}")], .refused("it was filtered")),
    paged("filter: none is set", [page("\"pagination\": {\"filter\": null}")], .quiet),

    Case(
      testDescription: "stale: older than max_age", settings: "max_age: 26h", second: [csv: users(1)],
      later: 26 * 3600 + 1, ending: .refused("it was written 26 hours ago, and at most 26 hours are allowed (max_age)")),
    Case(
      testDescription: "stale: not quite", settings: "max_age: 26h", second: [csv: users(1)], later: 26 * 3600,
      ending: .warned("stale: it was written 26 hours ago; from 26 hours on it is refused (max_age)")),
    Case(
      testDescription: "stale: three quarters of max_age", settings: "max_age: 26h", second: [csv: users(1)],
      later: 26 * 2700, ending: .quiet),
    Case(
      testDescription: "stale: warn_age and no max_age", settings: "warn_age: 1h", second: [csv: users(1)], later: 3601,
      ending: .warned("stale: it was written 60 minutes ago")),
    Case(
      testDescription: "stale: without a setting nothing is old", second: [csv: users(1)], later: 9_000_000,
      ending: .quiet),

    Case(
      testDescription: "future: later than the clock by more than an hour", second: [csv: users(1)], later: -3601,
      ending: .refused("it is dated 2026-11-21T02:00:00Z")),
    Case(testDescription: "future: by an hour", second: [csv: users(1)], later: -3600, ending: .quiet),
    Case(
      testDescription: "future: by two hours, which the policy allows", settings: "max_future: 3h",
      second: [csv: users(1)], later: -7200, ending: .quiet),

    Case(
      testDescription: "shrunk: half is gone", first: [csv: users(12)], second: [csv: users(6)],
      ending: .refused("it has 6 records where the last run read 12: 6 are gone, more than max_shrink allows")),
    Case(testDescription: "shrunk: five are gone", first: [csv: users(12)], second: [csv: users(7)], ending: .quiet),
    Case(testDescription: "shrunk: a fifth is gone", first: [csv: users(40)], second: [csv: users(32)], ending: .quiet),
    Case(
      testDescription: "shrunk: half is gone, and the policy warns only", settings: "guards: {shrunk: warn}",
      first: [csv: users(12)], second: [csv: users(6)], ending: .warned("shrunk: it has 6 records")),
    Case(
      testDescription: "shrunk: half is gone, and the guard is off", settings: "guards: {shrunk: off}",
      first: [csv: users(12)], second: [csv: users(6)], ending: .quiet),

    Case(
      testDescription: "grown: by more than half", first: [csv: users(11)], second: [csv: users(17)],
      ending: .warned("grown: it has 17 records where the last run read 11 (max_growth 50%)")),
    Case(testDescription: "grown: by half", first: [csv: users(12)], second: [csv: users(18)], ending: .quiet),
    Case(testDescription: "grown: from one to six", first: [csv: users(1)], second: [csv: users(6)], ending: .quiet),
    Case(
      testDescription: "grown: by more than half, which the policy refuses", settings: "guards: {grown: refuse}",
      first: [csv: users(11)], second: [csv: users(17)], ending: .refused("it has 17 records")),

    Case(
      testDescription: "admins: three more than ten", first: [csv: users(20), "exports/roles.csv": roles(10)],
      second: [csv: users(20), "exports/roles.csv": roles(13)],
      ending: .warned("admins: 13 profiles are privileged where 10 were")),
    Case(
      testDescription: "admins: two more than ten", first: [csv: users(20), "exports/roles.csv": roles(10)],
      second: [csv: users(20), "exports/roles.csv": roles(12)], ending: .quiet),

    Case(
      testDescription: "header: a new column", first: [csv: users(3)],
      second: [csv: users(3).replacing("status\n", with: "status,pager\n").replacing("Active", with: "Active,")],
      ending: .warned("header: the column 'pager' is new")),
    Case(
      testDescription: "header: a column is gone",
      first: [csv: users(3).replacing("status\n", with: "status,pager\n").replacing("Active", with: "Active,")],
      second: [csv: users(3)], ending: .warned("header: the column 'pager' is gone")),
    Case(
      testDescription: "header: a column is gone that was read", first: [csv: users(3)],
      second: [csv: users(3).replacing("user_name", with: "login")],
      ending: .warned("header: the column 'user_name', which gave 'user_name', is gone, the column 'login' is new")),
    Case(
      testDescription: "header: another name that is known", first: [csv: users(3)],
      second: [csv: users(3).replacing("user_name", with: "User Name")], ending: .quiet),
    Case(
      testDescription: "header: another order", first: [csv: users(1)],
      second: [csv: "status,id,user_name\nActive,u1,n1\n"], ending: .quiet),

    Case(
      testDescription: "files: one is missing", path: "exports/site*.csv",
      first: ["exports/site1.csv": users(1), "exports/site2.csv": "id,user_name,status\nu9,n9,Active\n"],
      second: ["exports/site1.csv": users(1)], ending: .refused("1 files match where the last run read 2")),
    Case(
      testDescription: "files: as many under other names", path: "exports/site*.csv",
      first: ["exports/site1.csv": users(1), "exports/site2.csv": "id,user_name,status\nu9,n9,Active\n"],
      second: ["exports/site1.csv": users(1), "exports/site3.csv": "id,user_name,status\nu9,n9,Active\n"],
      ending: .quiet),
  ]

  @Test("a guard trips where it must, and not before", arguments: cases)
  func guards(_ test: Case) throws {
    let ending = try end(test)
    #expect(ending == test.ending)
  }

  /// What the second night comes to, with as much of its words as the case has.
  private func end(_ test: Case) throws -> Ending {
    let company = try GuardTests.company(test)
    let base = 1_795_226_400
    if !test.first.isEmpty {
      for (name, text) in test.first { try company.write(name, text) }
      try company.night(now: base + test.later - 60)
      for name in test.first.keys where test.second[name] == nil { try company.remove(name) }
    }
    for (name, text) in test.second { try company.write(name, text) }
    var result: Night.Result?
    let failure = failure { result = try company.night("2026-11-22", now: base + test.later) }
    if let failure {
      #expect(failure.status == .refused)
      let said = failure.lines.joined(separator: "\n")
      #expect(said.contains("if it is right, run once with --allow \""))
      guard case .refused(let words) = test.ending, said.contains(words) else { return .refused(said) }
      return test.ending
    }
    let warnings = try #require(result).warnings.map { "\($0.guardian): \($0.reason)" }
    guard let warning = warnings.first else { return .quiet }
    let suspicious = try company.findings().filter { $0.hasPrefix("export-suspicious") }
    #expect(suspicious.count == 1)
    guard warnings.count == 1, case .warned(let words) = test.ending, warning.hasPrefix(words) else {
      return .warned(warnings.joined(separator: "\n"))
    }
    return test.ending
  }

  static func company(_ test: Case) throws -> Company {
    let company = try Company()
    let settings = test.settings.isEmpty ? "" : ", \(test.settings)"
    let more = test.policy
    // All files of the test are of one time.
    let others = test.settings.hasPrefix("max_future") ? settings : ""
    try company.write(
      "rollcall.yml",
      """
      sources:
        - {name: users, kind: users, path: "\(test.path)", preset: generic, account: A\(settings)}
        - {name: roles, kind: roles, path: exports/roles.csv, preset: generic, account: A\(others)}
      roles:
        - {name: Super Admin, privileges: [admin-console]}
      \(more)
      """)
    try company.write("exports/roles.csv", "user,role\nu1,Super Admin\n")
    return company
  }

  // MARK: - Accounts

  struct Accounts: CustomTestStringConvertible, Sendable {
    var testDescription: String
    var first: String?
    var second: String
    /// In an accounts export.
    var known: String?
    var says: String?
  }

  @Test(
    "an export of another account is refused, and one that has a single account of ours is not",
    arguments: [
      Accounts(
        testDescription: "of an account that nobody knows", second: "B", known: "A",
        says: "none of its 1 accounts is one that the accounts of tonight know"),
      Accounts(testDescription: "of one that the accounts export has", second: "A", known: "A"),
      Accounts(testDescription: "without anything to compare with", second: "B"),
      Accounts(
        testDescription: "of another account than last night", first: "A", second: "B",
        says: "none of its 1 accounts is one of the 1 that it had in the last run"),
      Accounts(testDescription: "of the same as last night", first: "A", second: "A"),
    ])
  func accounts(_ test: Accounts) throws {
    let company = try Company()
    let catalogue = "  - {name: accounts, kind: accounts, path: exports/accounts.csv, preset: generic}\n"
    try company.write(
      "rollcall.yml",
      "sources:\n  - {name: users, kind: users, path: exports/users.csv, preset: generic}\n"
        + "  - {name: roster, kind: roster, path: exports/roster.csv, preset: generic}\n"
        + (test.known == nil ? "" : catalogue))
    try company.write("exports/accounts.csv", "id,name\n\(test.known ?? "")x,X\n\(test.known ?? ""),Example\n")
    if let first = test.first {
      try company.write("exports/users.csv", GuardTests.users(3, account: first))
      try company.night()
    }
    try company.write("exports/users.csv", GuardTests.users(3, account: test.second))
    let failure = failure { try company.night("2026-11-22") }
    #expect(failure?.status == (test.says == nil ? nil : .refused))
    if let says = test.says { #expect(failure?.lines.first?.contains(says) == true, "\(failure?.lines ?? [])") }
  }

  // MARK: - Time

  @Test("the same bytes for nights are warned of, then refused; runs within one night do not count")
  func unchanged() throws {
    let company = try Company()
    try company.write("rollcall.yml", Company.policy.replacing("A, max_rejected: 20%}", with: "A, max_unchanged: 3}"))
    var endings: [String] = []
    let base = 1_795_230_000
    // Night after night, and a second run an hour after the first.
    for (day, hours) in [0, 1, 24, 48, 72].enumerated() {
      var result: Night.Result?
      let failure = failure { result = try company.night("2026-11-2\(day + 1)", now: base + hours * 3600) }
      endings.append(failure.map { _ in "refused" } ?? result?.warnings.first?.guardian ?? "quiet")
    }
    #expect(endings == ["quiet", "quiet", "quiet", "unchanged", "refused"])
    try company.write("exports/users.csv", Company.users.replacing("2026-10-30", with: "2026-10-31"))
    #expect(try company.night("2026-11-26", now: base + 96 * 3600).warnings.isEmpty)
  }

  @Test("exports that may rightly stay as they are can do so for ever: users without logins, accounts, a roster")
  func unchangedForEver() throws {
    let company = try Company()
    try company.write("exports/users.csv", Company.users.replacing("last_login", with: "seen"))
    for day in 1...9 {
      #expect(try company.night("2026-12-0\(day)", now: 1_795_230_000 + day * 86_400).warnings.isEmpty)
    }
  }

  @Test("a clock that goes backwards by more than an hour ends the night", arguments: [3600, 3601])
  func clock(back: Int) throws {
    let company = try Company()
    try company.night(now: 1_795_240_000)
    let failure = failure { try company.night("2026-11-22", now: 1_795_240_000 - back) }
    #expect((failure == nil) == (back == 3600))
    if let failure {
      #expect(failure.lines.first?.contains("the last run began at 2026-11-21T05:46:40Z") == true, "\(failure.lines)")
      #expect(failure.lines.first?.contains("--allow \"clock=REASON\"") == true)
    }
  }
}
