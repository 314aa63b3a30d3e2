import Audit
import Foundation
import Records
import Storage
import Testing

/// Nights whose exports lack something: what cannot be told is not told, and never taken for good.
@Suite struct GapTests {
  private static let twoSources = Company.policy.replacing(
    "  - {name: roles",
    with: "  - {name: more users, kind: users, path: exports/more.csv, preset: generic, account: A}\n  - {name: roles")

  @Test("a rule is not evaluated when one of two users exports lacks a field it needs, and says which")
  func oneOfTwo() throws {
    let company = try Company()
    try company.write("rollcall.yml", GapTests.twoSources)
    let header = "id,user_name,given_name,family_name,email,status,employee_number,created,last_login"
    try company.write("exports/more.csv", header + "\nu9,zoe,Zoe,Gauss,zoe@a.example,Active,5,2020-01-01,2026-11-20\n")
    let result = try company.night()
    let mfa = result.notEvaluated.first { $0.rule == "mfa-missing" }
    #expect(mfa?.reason == "no source of kind 'users' gives 'mfa'")
    let found = try company.findings()
    #expect(found == ["leaver-privileged u3", "person-twice u5", "person-twice u9"])
    #expect(result.gaps == [])
    try company.write(
      "exports/more.csv", header + ",mfa\nu9,zoe,Zoe,Gauss,zoe@a.example,Active,5,2020-01-01,2026-11-20,no\n")
    #expect(try company.night("2026-11-22").notEvaluated.contains { $0.rule == "mfa-missing" } == false)
    #expect(try company.findings("new") == ["mfa-missing u2"])
  }

  @Test("a missing source makes the night incomplete and resolves nothing", arguments: ["users", "roles", "roster"])
  func missing(source: String) throws {
    let company = try Company()
    try company.night()
    try company.remove("exports/\(source).csv")
    let result = try company.night("2026-11-22")
    #expect(result.status == .incomplete)
    #expect(result.gaps == ["source '\(source)' is missing: exports/\(source).csv"])
    #expect(try company.findings("resolved") == [])
    #expect(try company.findings().count == 2)
    #expect(try company.text("reports/latest/index.html").contains("not fit for sign-off"))
    try company.write(
      "exports/\(source).csv", ["users": Company.users, "roles": Company.roles][source] ?? Company.roster)
    #expect(try company.night("2026-11-23").status == .findings)
    #expect(try company.findings("open") == Company.found)
  }

  @Test("a missing accounts export leaves the primary admins what they are")
  func missingAccounts() throws {
    let company = try Company()
    let source = "  - {name: accounts, kind: accounts, path: exports/accounts.csv, preset: generic}\nroles:"
    try company.write("rollcall.yml", Company.policy.replacing("roles:", with: source))
    try company.write("exports/accounts.csv", "id,name,primary_admin\nA,Example Ltd,gil\n")
    try company.night()
    let found = try company.findings()
    #expect(found.contains("mfa-missing u4"))
    try company.remove("exports/accounts.csv")
    #expect(try company.night("2026-11-22").status == .incomplete)
    #expect(try company.findings("resolved") == [])
    #expect(try company.findings() == found)
    try company.write("exports/accounts.csv", "id,name,primary_admin\nA,Example Ltd,gil\n")
    try company.night("2026-11-23")
    #expect(try company.findings("open") == found)
  }

  struct Damage: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let file: String
    let from: String
    let to: String
  }

  /// Each makes one row unreadable that a finding rests on.
  static let damages: [Damage] = [
    Damage(testDescription: "a bad day in a profile", file: "users", from: "3,yes,2020-01-01", to: "3,yes,20.1.2020"),
    Damage(testDescription: "a field too many in a profile", file: "users", from: "u3,eve,", to: "u3,eve,,"),
    Damage(testDescription: "a profile without its id", file: "users", from: "u3,eve", to: ",eve"),
    Damage(testDescription: "a bad day in the roster", file: "roster", from: "2026-11-01", to: "1 November"),
    Damage(
      testDescription: "a field too few in the roster", file: "roster", from: "departed,2019-01-01,", to: "departed,"),
    Damage(
      testDescription: "a bad day in an assignment", file: "roles", from: "u3,Super Admin,,", to: "u3,Super Admin,,soon"
    ),
  ]

  @Test("a row that cannot be read resolves no finding that rests on it", arguments: damages)
  func rejected(damage: Damage) throws {
    let company = try Company()
    // One row of few is more than the usual limit; here the night shall not be incomplete because of it.
    try company.write(
      "rollcall.yml", Company.policy.replacing("generic, account: A}", with: "generic, account: A, max_rejected: 50%}"))
    try company.night()
    let text = try company.text("exports/\(damage.file).csv")
    #expect(text.contains(damage.from))
    try company.write("exports/\(damage.file).csv", text.replacing(damage.from, with: damage.to))
    let result = try company.night("2026-11-22")
    #expect(result.rejected == 1)
    #expect(try company.findings("resolved") == [])
    #expect(try company.findings("not-assessed") == ["leaver-privileged u3"])
  }

  @Test("too many rejected rows make the night incomplete")
  func tooMany() throws {
    let company = try Company()
    try company.write(
      "exports/users.csv", Company.users.replacing("1,yes,2020", with: "1,yes,x").replacing("2,no,2020", with: "2,no,x")
    )
    let result = try company.night()
    #expect(result.status == .incomplete)
    #expect(result.gaps == ["source 'users': 2 of 5 rows were rejected; see rejected.csv"])
    #expect(try company.text("reports/latest/rejected.csv").split(separator: "\r\n").count == 3)
  }

  struct Refusal: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let users: String
  }

  @Test(
    "a refused export ends the night, and the report that stands goes on standing",
    arguments: [
      Refusal(testDescription: "empty", users: ""),
      Refusal(testDescription: "a header alone", users: "id,user_name\n"),
      Refusal(testDescription: "no ids", users: "user_name,status\nann,Active\n"),
      Refusal(testDescription: "not CSV", users: "id\n\"u1\n"),
    ])
  func refused(refusal: Refusal) throws {
    let company = try Company()
    try company.night()
    let before = try company.snapshot("reports")
    try company.write("exports/users.csv", refusal.users)
    let failure = failure { try company.night("2026-11-22") }
    #expect(failure?.status == .refused)
    #expect(failure?.lines.first?.hasPrefix("refused: exports/users.csv") == true)
    #expect(try company.snapshot("reports") == before)
    try company.write("exports/users.csv", Company.users)
    #expect(try company.night("2026-11-22").run == 2)
    #expect(try company.findings("open") == Company.found)
  }

  @Test("a night in which no rule can be evaluated is refused and leaves no run")
  func nothing() throws {
    let company = try Company()
    try company.remove("exports/users.csv")
    try company.remove("exports/roles.csv")
    let failure = failure { try company.night() }
    #expect(failure?.status == .refused)
    #expect(failure?.lines.first?.hasPrefix("nothing could be checked") == true)
    try company.write("exports/users.csv", Company.users)
    try company.write("exports/roles.csv", Company.roles)
    #expect(try company.night().run == 1)
  }
}
