import Records
import Testing

@testable import Audit

/// Who holds what, on any night, and what changed in between.
@Suite struct AccessTests {
  private static func ask(
    _ asOf: String? = nil, role: String? = nil, user: String? = nil, account: String? = nil, privileged: Bool = false
  ) -> AccessList.Question {
    AccessList.Question(
      asOf: asOf.flatMap(Day.init(iso:)), role: role, user: user, account: account, isPrivilegedOnly: privileged)
  }

  /// Rows without last logins of those whose logins have no past.
  private static func comparable(_ answer: AccessList.Answer) -> [[String?]] {
    answer.rows.map { row in
      var row = row
      if row[7] == nil { row[11] = nil }
      return row
    }
  }

  @Test(
    "what a night said is what is said of it when later nights have changed everything, and what its access.csv holds")
  func pastNights() throws {
    var told: [(rows: [[String?]], file: String)] = []
    let company = try ChangingCompany.run { company, _ in
      let answer = try AccessList(try company.workspace()).holders(AccessTests.ask())
      told.append((AccessTests.comparable(answer), try company.text("reports/latest/access.csv")))
    }
    let list = AccessList(try company.workspace())
    for (night, (rows, file)) in zip(ChangingCompany.nights, told) {
      #expect(AccessTests.comparable(try list.holders(AccessTests.ask(night.day))) == rows, "\(night.day)")
      let privileged = try list.holders(AccessTests.ask(night.day, privileged: true)).rows
      // Roles without a profile are no part of that file.
      let lines = privileged.filter { $0[5] != "no profile" }.map { $0.map { $0 ?? "" }.joined(separator: ",") }
      let published = file.replacing("\"", with: "").split(whereSeparator: \.isNewline).dropFirst().map(String.init)
      #expect(lines == published, "\(night.day)")
    }
    #expect(Set(told.map(\.rows.description)).count == told.count, "every night says something else")
  }

  @Test(
    "a day without a night is answered by the last run before it, which says so and names the nights that are missing")
  func missing() throws {
    let company = try ChangingCompany.run()
    let list = AccessList(try company.workspace())
    let between = try list.holders(AccessTests.ask("2026-11-20"))
    #expect(between.remarks.first == "run 3, as of 2026-11-18: the last one on or before 2026-11-20")
    #expect(between.remarks.contains("nothing ran from 2026-11-19 to 2026-11-20"))
    let incomplete = try list.holders(AccessTests.ask("2026-11-22"))
    #expect(
      incomplete.remarks.contains("run 4: source 'roster' was missing; its rows are those of an earlier night"))
    let changes = try list.changes(since: #require(Day(iso: "2026-11-16")), AccessTests.ask())
    #expect(changes.remarks.contains("nothing ran from 2026-11-19 to 2026-11-21"))
    let early = failure { _ = try list.holders(AccessTests.ask("2026-11-01")) }
    #expect(early?.lines == ["there is no run on or before 2026-11-01; the first one looked at 2026-11-16"])
  }

  struct Filter: CustomTestStringConvertible, Sendable {
    let question: AccessList.Question
    let users: [String]
    let testDescription: String
  }

  @Test(
    "questions are matched whole, in any case, by every name that somebody has",
    arguments: [
      Filter(question: ask(role: "super admin"), users: ["u1", "u2", "u3"], testDescription: "role"),
      Filter(question: ask(role: "Reader"), users: ["u4"], testDescription: "a role without privileges"),
      Filter(question: ask(role: "Read"), users: [], testDescription: "a part of a role"),
      Filter(question: ask(user: "U2"), users: ["u2"], testDescription: "id"),
      Filter(question: ask(user: "bob@a.example"), users: ["u2"], testDescription: "e-mail"),
      Filter(question: ask(user: "bob curie"), users: ["u2"], testDescription: "name"),
      Filter(question: ask(account: "a"), users: ["u1", "u2", "u3", "u4"], testDescription: "account"),
      Filter(question: ask(account: "B"), users: [], testDescription: "another account"),
      Filter(question: ask(role: "reader", privileged: true), users: [], testDescription: "privileged only"),
    ])
  func filters(_ filter: Filter) throws {
    let company = try Company()
    try company.night()
    let answer = try AccessList(try company.workspace()).holders(filter.question)
    #expect(answer.rows.map { $0[1] } == filter.users)
  }

  @Test("changes name each night's gains, losses, new names, new people and those who went")
  func changes() throws {
    let company = try ChangingCompany.run()
    let list = AccessList(try company.workspace())
    let answer = try list.changes(since: #require(Day(iso: "2026-11-16")), AccessTests.ask())
    func told(_ row: [String?]) -> String {
      [row[8], row[0], row[2], row[4], row[5], row[6], row[7]].compactMap { $0 }.joined(separator: " | ")
    }
    #expect(
      answer.rows.map(told) == [
        "2 | gained | u4 | Super Admin | yes", "2 | lost | u4 | Reader | no",
        "3 | renamed | u2 | Bob Curie | Bob Cantor | yes", "3 | vanished | u5 | no", "3 | joined | u6 | no",
        "4 | recycled | u4 | Gil Euler; gil@a.example | Max Planck; max@a.example | yes",
        "4 | renamed | u2 | Bob Cantor | Bob Curie | yes", "4 | vanished | u6 | no",
        "5 | lost | u4 | Super Admin | yes",
        "5 | recycled | u4 | Max Planck; max@a.example | Gil Euler; gil@a.example | yes",
        "5 | vanished | u3 | yes", "5 | gained | u4 | Reader | no", "5 | joined | u5 | no", "5 | joined | u9 | no",
      ])
    #expect(answer.rows.last?[9] == "2026-11-23")
    #expect(answer.rows.last?[10] == "2026-11-22", "it came on that day or later")
    let one = try list.changes(since: #require(Day(iso: "2026-11-16")), AccessTests.ask(user: "max@a.example"))
    #expect(Set(one.rows.map { $0[2] }) == ["u4"])
    let admin = try list.changes(since: #require(Day(iso: "2026-11-16")), AccessTests.ask(role: "super admin"))
    #expect(admin.rows.map(told) == ["2 | gained | u4 | Super Admin | yes", "5 | lost | u4 | Super Admin | yes"])
    let earlier = try list.changes(since: #require(Day(iso: "2026-11-16")), AccessTests.ask("2026-11-17"))
    #expect(earlier.rows.count == 2)
    #expect(try list.changes(since: #require(Day(iso: "2026-11-23")), AccessTests.ask()).rows.isEmpty)
  }
}
