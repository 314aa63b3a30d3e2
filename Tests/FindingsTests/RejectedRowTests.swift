import Findings
import Records
import Storage
import Testing

/// A finding that is gone on a night with a rejected row: it is resolved only where that row cannot be the reason.
@Suite struct RejectedRowTests {
  enum Profile: Sendable { case absent, withoutPerson, withPerson }

  struct Case: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let needs: [String]
    let rejected: Tonight.Rejected
    var profile = Profile.withPerson
    var kind = "profile"
    let state: FindingState
  }

  private static func row(_ kind: String, _ account: String?, _ subject: String?) -> Tonight.Rejected {
    Tonight.Rejected(kind: kind, account: account, subject: subject)
  }

  static let cases: [Case] = [
    Case(
      testDescription: "a users row of nobody, and the profile is gone", needs: ["users"],
      rejected: row("users", "A", nil), profile: .absent, state: .notAssessed),
    Case(
      testDescription: "a users row of nobody, and the profile is there", needs: ["users"],
      rejected: row("users", "A", nil), state: .resolved),
    Case(
      testDescription: "the profile's own row", needs: ["users"], rejected: row("users", "A", "u1"), profile: .absent,
      state: .notAssessed),
    Case(
      testDescription: "the row of another profile", needs: ["users"], rejected: row("users", "A", "u2"),
      profile: .absent, state: .resolved),
    Case(
      testDescription: "the same id in another account", needs: ["users"], rejected: row("users", "B", "u1"),
      profile: .absent, state: .resolved),
    Case(
      testDescription: "a roster row, and nobody is known to be the profile's person", needs: ["users", "roster"],
      rejected: row("roster", nil, "E9"), profile: .withoutPerson, state: .notAssessed),
    Case(
      testDescription: "a roster row, and the person is known", needs: ["users", "roster"],
      rejected: row("roster", nil, nil), state: .resolved),
    Case(
      testDescription: "a roster row, and the rule asks no roster", needs: ["users"], rejected: row("roster", nil, nil),
      profile: .withoutPerson, state: .resolved),
    Case(
      testDescription: "an assignment by id", needs: ["roles"], rejected: row("roles", "A", "u1"), state: .notAssessed),
    Case(
      testDescription: "an assignment by user name in capitals", needs: ["roles"], rejected: row("roles", "A", "ANN"),
      state: .notAssessed),
    Case(
      testDescription: "an assignment by e-mail", needs: ["roles"], rejected: row("roles", "A", "Ann@a.example"),
      state: .notAssessed),
    Case(
      testDescription: "an assignment of nobody", needs: ["roles"], rejected: row("roles", nil, nil),
      state: .notAssessed),
    Case(
      testDescription: "an assignment of another", needs: ["roles"], rejected: row("roles", "A", "bob"),
      state: .resolved),
    Case(
      testDescription: "an assignment of another account", needs: ["roles"], rejected: row("roles", "B", "u1"),
      state: .resolved),
    Case(
      testDescription: "an assignment, and the rule asks no roles", needs: ["users"], rejected: row("roles", "A", "u1"),
      state: .resolved),
    Case(
      testDescription: "an account, and a row of it", needs: ["users"], rejected: row("users", "A", "u9"),
      kind: "account", state: .notAssessed),
    Case(
      testDescription: "an account, and a row of nobody knows which", needs: ["roles"],
      rejected: row("roles", nil, nil), kind: "account", state: .notAssessed),
    Case(
      testDescription: "an account, and a row of another", needs: ["users"], rejected: row("users", "B", "u9"),
      kind: "account", state: .resolved),
    Case(
      testDescription: "an account, and a roster row", needs: ["roster"], rejected: row("roster", nil, "E1"),
      kind: "account", state: .notAssessed),
    Case(
      testDescription: "a role, and an assignment of its account", needs: ["roles"], rejected: row("roles", "A", "u9"),
      kind: "role", state: .notAssessed),
  ]

  @Test(
    "a finding that is gone beside a rejected row is resolved only where the row has no part in it", arguments: cases)
  func doubt(_ case: Case) throws {
    let nights = try LedgerNights()
    if `case`.profile != .absent {
      let person = `case`.profile == .withPerson ? "1" : "null"
      try nights.execute(
        """
        insert into profile (profile, key, digest, since, source, person, account, id, user_name, email)
        values (7, 1, 1, 1, 1, \(person), 'A', 'u1', 'ann', 'ann@a.example')
        """)
    }
    let fired = Fired(kind: `case`.kind, subject: "u1")
    try nights.compare(Tonight(asOf: "2026-11-01", fired: [fired]))
    let listed = try nights.compare(Tonight(asOf: "2026-11-02", needs: `case`.needs, rejected: [`case`.rejected]))
    #expect(listed.map(\.state) == [`case`.state])
    let why = try nights.texts("select why from finding_event").first?.first ?? nil
    #expect(
      why
        == (`case`.state == .resolved
          ? "data" : "a row of source \"the \(`case`.rejected.kind)\" that it may rest on was rejected"))
    let again = try nights.compare(Tonight(asOf: "2026-11-03", fired: [fired], needs: `case`.needs))
    #expect(again.map(\.state) == [`case`.state == .resolved ? .reopened : .open])
  }
}
