import Findings
import Records
import Storage
import Testing

@Suite struct ListOrderTests {
  @Test("open findings come first, then by severity, rule, first day, account, kind and subject")
  func order() throws {
    let nights = try LedgerNights()
    let rules: [String: (state: String, reason: String?)] = [
      "a-rule": ("evaluated", nil), "b-rule": ("evaluated", nil), "lost-rule": ("evaluated", nil),
      "gone-rule": ("evaluated", nil),
    ]
    let first = [
      Fired(rule: "lost-rule", subject: "x", severity: "critical"),
      Fired(rule: "gone-rule", subject: "y", severity: "critical"),
      Fired(rule: "b-rule", subject: "old", severity: "high"), Fired(rule: "a-rule", subject: "z", severity: "low"),
    ]
    try nights.compare(Tonight(asOf: "2026-11-01", fired: first, rules: rules))
    var tonight = Tonight(asOf: "2026-11-02", rules: rules)
    tonight.rules["lost-rule"] = ("not-evaluated", "nothing there")
    tonight.fired = [
      Fired(rule: "b-rule", account: "B", subject: "n1", severity: "high"),
      Fired(rule: "b-rule", account: "A", subject: "n2", severity: "high"),
      Fired(rule: "b-rule", account: "A", kind: "account", subject: "n9", severity: "high"),
      Fired(rule: "b-rule", account: "A", subject: "N2", severity: "high"),
      Fired(rule: "b-rule", subject: "old", severity: "high"),
      Fired(rule: "a-rule", subject: "z", severity: "low"), Fired(rule: "a-rule", subject: "i", severity: "info"),
      Fired(rule: "b-rule", subject: "c", severity: "critical"),
      Fired(rule: "a-rule", subject: "m", severity: "medium"),
    ]
    let listed = try nights.compare(tonight)
    #expect(listed.map(\.subject) == ["c", "old", "n9", "N2", "n2", "n1", "m", "z", "i", "x", "y"])
    #expect(
      listed.map(\.state) == [.new, .open, .new, .new, .new, .new, .new, .open, .new, .notAssessed, .resolved])
  }

  @Test("without a run there is nothing to list")
  func empty() throws {
    let database = try AuditDatabase(path: nil) { 1 }
    var count = 0
    try database.read { try Ledger.list($0) { _ in count += 1 } }
    #expect(count == 0)
  }

  @Test("hundreds of findings keep their number and their order")
  func many() throws {
    let nights = try LedgerNights()
    let fired = (0..<500).map { Fired(subject: "u\($0)", severity: Severity.allCases[$0 % 5].rawValue) }
    let first = try nights.compare(Tonight(asOf: "2026-11-01", fired: fired))
    let second = try nights.compare(Tonight(asOf: "2026-11-02", fired: fired.shuffled()))
    #expect(first.count == 500)
    #expect(first.map(\.id) == second.map(\.id))
    #expect(zip(first, first.dropFirst()).allSatisfy { $0.severity >= $1.severity })
  }
}
