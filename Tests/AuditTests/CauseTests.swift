import Audit
import Foundation
import Testing

/// What the state of a finding was changed by: the exports, the policy, or what was not there to look at.
@Suite struct CauseTests {
  /// A second night that differs from the first in one thing, and a third that is as the first.
  struct Change: CustomTestStringConvertible, Sendable {
    let testDescription: String
    var policy: @Sendable (String) -> String = { $0 }
    var users: @Sendable (String) -> String = { $0 }
    var hasRoles = true
    let finding: String
    /// State, cause and words in the second night, and in the third.
    let second: String
    let third: String
  }

  static let changes: [Change] = [
    Change(
      testDescription: "an export", users: { $0.replacing("Active,2,no", with: "Active,2,yes") },
      finding: "mfa-missing u2", second: "resolved data: data", third: "reopened data: it is there again"),
    Change(
      testDescription: "an export that brings something new",
      users: { $0.replacing("Active,1,yes", with: "Active,1,no") },
      finding: "mfa-missing u1", second: "new", third: "resolved data: data"),
    Change(
      testDescription: "a parameter", policy: { $0 + "rules: {dormant-privileged: {days: 10}}\n" },
      finding: "dormant-privileged u3", second: "new parameter: days was 90, is 10",
      third: "resolved parameter: days was 10, is 90"),
    Change(
      testDescription: "a rule that is switched off", policy: { $0 + "rules: {mfa-missing: off}\n" },
      finding: "mfa-missing u2", second: "resolved parameter: the policy switched the rule off",
      third: "reopened parameter: it is there again: the policy switched the rule on again"),
    Change(
      testDescription: "an exception",
      policy: {
        $0 + "lists: {allowed: [{account: A, subject: u2, rule: mfa-missing, reason: her key is on order}]}\n"
      }, finding: "mfa-missing u2", second: "resolved parameter: lists or exceptions of the policy were changed",
      third: "reopened parameter: it is there again: lists or exceptions of the policy were changed"),
    Change(
      testDescription: "the words of a source",
      policy: {
        $0.replacing(
          "users.csv, preset: generic", with: "users.csv, preset: generic, values: {status: {pending: [Active]}}")
      },
      finding: "mfa-missing u2", second: "resolved mapping: the mapping of source \"users\" was changed",
      third: "reopened mapping: it is there again: the mapping of source \"users\" was changed"),
    Change(
      testDescription: "what a role may do",
      policy: { $0.replacing("Reader, privileges: []", with: "Reader, privileges: [billing]") },
      finding: "mfa-missing u4", second: "new mapping: the catalogue of roles was changed",
      third: "resolved mapping: the catalogue of roles was changed"),
    Change(
      testDescription: "a source that is missing", hasRoles: false, finding: "mfa-missing u2",
      second: "not-assessed missing-input: a source of kind 'roles' is missing tonight",
      third: "open missing-input: it could be assessed again"),
    Change(
      testDescription: "a row that was rejected", users: { $0.replacing("2,no,2020-01-01", with: "2,no,20.1.2020") },
      finding: "mfa-missing u2",
      second: "not-assessed missing-input: a row of source \"users\" that it may rest on was rejected",
      third: "open missing-input: it could be assessed again"),
  ]

  @Test("a change of state names its cause, on the night and on the one that takes it back", arguments: changes)
  func cause(_ change: Change) throws {
    let company = try Company()
    try company.night()
    func told(_ day: String) throws -> String? {
      try company.night(day)
      let row = try company.rows().first { "\($0["rule"] ?? "") \($0["subject"] ?? "")" == change.finding }
      guard let row else { return nil }
      let cause = (row["cause"] as? String).map { " \($0): \(row["change"] ?? "")" } ?? ""
      return "\(row["state"] ?? "")\(cause)"
    }
    try company.write("rollcall.yml", change.policy(Company.policy))
    try company.write("exports/users.csv", change.users(Company.users))
    if !change.hasRoles { try company.remove("exports/roles.csv") }
    #expect(try told("2026-11-22") == change.second)
    let page = try company.text("reports/latest/index.html")
    let words = change.second.split(separator: ": ", maxSplits: 1).last?.prefix(20) ?? ""
    #expect(
      page.contains(words.replacing("\"", with: "&quot;").replacing("'", with: "&#39;"))
        || change.second.hasSuffix("data"))
    try company.write("rollcall.yml", Company.policy)
    try company.write("exports/users.csv", Company.users)
    try company.write("exports/roles.csv", Company.roles)
    #expect(try told("2026-11-23") == change.third)
    #expect(
      try company.rows().allSatisfy {
        ($0["state"] as? String == "open") == ($0["cause"] is NSNull) || $0["cause"] as? String == "missing-input"
      })
  }

  @Test("an export that is refused changes no finding, and one with too many rejected rows resolves none")
  func refused() throws {
    let company = try Company()
    try company.night()
    let before = try company.snapshot("reports")
    try company.write("exports/users.csv", "id,user_name\n")
    #expect(failure { try company.night("2026-11-22") }?.status == .refused)
    #expect(try company.snapshot("reports") == before)
    // Every row about the two findings is unreadable, and more of them than the policy allows.
    try company.write("exports/users.csv", Company.users.replacing("2020-01-01", with: "1.1.2020"))
    #expect(try company.night("2026-11-22").status == .incomplete)
    #expect(try company.findings("not-assessed") == Company.found)
    try company.write("exports/users.csv", Company.users)
    try company.night("2026-11-23")
    #expect(try company.findings("open") == Company.found)
  }
}
