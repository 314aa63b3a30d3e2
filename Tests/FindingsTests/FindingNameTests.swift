import Findings
import Records
import Storage
import Testing

@Suite struct FindingNameTests {
  private static let four = [
    Fired(subject: "u1"), Fired(subject: "u2"), Fired(account: "B"), Fired(kind: "account", subject: "u1"),
  ]

  @Test("the same findings have the same names in every database, in whatever order they come")
  func stable() throws {
    let first = try LedgerNights().compare(Tonight(asOf: "2026-11-01", fired: FindingNameTests.four))
    let other = try LedgerNights()
    try other.compare(Tonight(asOf: "2020-01-01"))
    let second = try other.compare(Tonight(asOf: "2026-12-24", fired: FindingNameTests.four.reversed()))
    #expect(first.map(\.id) == second.map(\.id))
    #expect(Set(first.map(\.id)).count == 4)
    #expect(first.allSatisfy { $0.id.wholeMatch(of: /[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}/) != nil })
  }

  @Test("the name is that of rule, account, kind and subject")
  func seed() throws {
    let listed = try LedgerNights().compare(Tonight(asOf: "2026-11-01", fired: [Fired()]))
    let seed = FindingID.seed(rule: "my-rule", account: "A", subjectKind: "profile", subject: "u1")
    #expect(listed.map(\.id) == [FindingID.text(testDigest(seed))])
  }

  /// A digest whose first 40 bits are those of every other one.
  private static func colliding(_ seed: [UInt8]) -> Digest {
    Digest(bytes: [1, 2, 3, 4, 5] + testDigest(seed).bytes.dropFirst(5))
  }

  @Test("a second finding that would have a taken name gets a longer one, and keeps it")
  func collision() throws {
    let nights = try LedgerNights(digest: FindingNameTests.colliding)
    let first = try nights.compare(Tonight(asOf: "2026-11-01", fired: [Fired(subject: "u2")]))
    #expect(first.map(\.id) == ["0410-6105"])
    let both = [Fired(subject: "u1"), Fired(subject: "u2")]
    for day in ["2026-11-02", "2026-11-03"] {
      let listed = try nights.compare(Tonight(asOf: day, fired: both))
      #expect(Set(listed.map(\.id)).count == 2)
      #expect(listed.first { $0.subject == "u2" }?.id == "0410-6105")
      let longer = try #require(listed.first { $0.subject == "u1" })
      #expect(longer.id.hasPrefix("0410-6105-") && longer.id.utf8.count == 14)
    }
  }

  @Test("the name stays with the finding while it is resolved")
  func kept() throws {
    let nights = try LedgerNights()
    let first = try nights.compare(Tonight(asOf: "2026-11-01", fired: [Fired()]))
    try nights.compare(Tonight(asOf: "2026-11-02"))
    let again = try nights.compare(Tonight(asOf: "2026-11-03", fired: [Fired()]))
    #expect(again.map(\.id) == first.map(\.id))
    #expect(try nights.texts("select count(*) from finding") == [["1"]])
  }

  @Test("one rule that names a subject twice in a night is a fault, not two findings")
  func twice() throws {
    #expect(throws: StorageError.self) {
      try LedgerNights().compare(Tonight(asOf: "2026-11-01", fired: [Fired(), Fired(reason: "again")]))
    }
  }
}
