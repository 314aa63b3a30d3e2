import Findings
import Records
import Storage
import Testing

/// What a finding says beside its state.
@Suite struct FactsTests {
  struct Change: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let fired: Fired
    let severity: Severity
    let reason: String
  }

  @Test(
    "changed facts are taken over, and the finding stays open",
    arguments: [
      Change(
        testDescription: "another reason", fired: Fired(reason: "since yesterday"), severity: .high,
        reason: "since yesterday"),
      Change(
        testDescription: "a higher severity", fired: Fired(severity: "critical"), severity: .critical, reason: "because"
      ),
      Change(testDescription: "a lower severity", fired: Fired(severity: "info"), severity: .info, reason: "because"),
    ])
  func changed(_ change: Change) throws {
    let nights = try LedgerNights()
    let first = try nights.compare(Tonight(asOf: "2026-11-01", fired: [Fired()]))
    let second = try nights.compare(Tonight(asOf: "2026-11-02", fired: [change.fired]))
    #expect(second.map(\.state) == [.open])
    #expect(second.map(\.id) == first.map(\.id))
    #expect(second.map(\.severity) == [change.severity])
    #expect(second.map(\.reason) == [change.reason])
    #expect(second.map(\.firstSeen) == [Day(iso: "2026-11-01")])
    #expect(try nights.texts("select last_run from finding") == [["2"]])
  }

  struct Person: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let columns: String
    let values: String
    let name: String?
    let email: String?
  }

  @Test(
    "a finding about a profile shows its name, its e-mail and its roles",
    arguments: [
      Person(
        testDescription: "both names", columns: "given_name, family_name, display_name, email",
        values: "'Ann', 'Byron', 'AB', 'a@b'", name: "Ann Byron", email: "a@b"),
      Person(
        testDescription: "one name", columns: "given_name, family_name", values: "'', 'Byron'", name: "Byron",
        email: nil),
      Person(
        testDescription: "no name", columns: "given_name, family_name, display_name", values: "' ', null, 'Front Desk'",
        name: "Front Desk", email: nil),
      Person(testDescription: "nothing", columns: "email", values: "''", name: nil, email: ""),
    ])
  func profile(_ person: Person) throws {
    let nights = try LedgerNights()
    try nights.execute(
      """
      insert into profile (profile, key, digest, since, source, account, id, \(person.columns))
      values (7, 1, 1, 1, 1, 'A', 'u1', \(person.values))
      """)
    for (row, role) in ["Reader", "Admin", "Reader"].enumerated() {
      try nights.execute(
        """
        insert into assignment (assignment, key, digest, since, source, profile, account, user, role)
        values (\(row + 1), \(row), 1, 1, 1, 7, 'A', 'u1', '\(role)')
        """)
    }
    let finding = try #require(try nights.compare(Tonight(asOf: "2026-11-01", fired: [Fired(profile: 7)])).first)
    #expect(finding.name == person.name)
    #expect(finding.email == person.email)
    #expect(finding.roles == "Admin; Reader")
  }

  @Test("a finding about an account shows the account's name, and one about a stranger nothing")
  func others() throws {
    let nights = try LedgerNights()
    try nights.execute(
      "insert into account (account, key, digest, since, source, id, name) values (1, 1, 1, 1, 1, 'A', 'One Ltd')")
    let fired = [Fired(kind: "account", subject: "A"), Fired(kind: "user", subject: "ghost")]
    let listed = try nights.compare(Tonight(asOf: "2026-11-01", fired: fired))
    #expect(listed.map(\.name) == ["One Ltd", nil])
    #expect(listed.map(\.roles) == [nil, nil])
    #expect(listed.map(\.email) == [nil, nil])
  }

  @Test("a resolved finding keeps the facts it was last seen with")
  func resolved() throws {
    let nights = try LedgerNights()
    try nights.compare(Tonight(asOf: "2026-11-01", fired: [Fired(reason: "first")]))
    try nights.compare(Tonight(asOf: "2026-11-02", fired: [Fired(reason: "second")]))
    let listed = try nights.compare(Tonight(asOf: "2026-11-03"))
    #expect(listed.map(\.reason) == ["second"])
    #expect(listed.map(\.state) == [.resolved])
    #expect(listed.map(\.lastSeen) == [Day(iso: "2026-11-02")])
    #expect(listed.map(\.ageDays) == [2])
  }

  static let hostile = ["'); drop table finding; --", "a\"b", "\u{202E}x", "line\nbreak", "e\u{301}"]

  @Test("hostile text goes through as it is", arguments: hostile.indices)
  func hostileText(number: Int) throws {
    let text = FactsTests.hostile[number]
    let nights = try LedgerNights()
    let fired = [Fired(account: text, subject: text, reason: text)]
    try nights.compare(Tonight(asOf: "2026-11-01", fired: fired))
    let listed = try nights.compare(Tonight(asOf: "2026-11-02", fired: fired))
    #expect(listed.count == 1)
    for found in listed {
      #expect(found.state == .open)
      for value in [found.account, found.subject, found.reason] { #expect(value.utf8.elementsEqual(text.utf8)) }
    }
  }
}
