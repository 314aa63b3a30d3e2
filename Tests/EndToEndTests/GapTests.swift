import Foundation
import Testing

@Suite("What is not known tonight")
struct GapTests {
  private static let rosterRules = [
    "leaver-active", "leaver-login", "leaver-privileged", "orphan-profile", "passphrase-stale",
  ]

  @Test("says so, rule by rule, when the policy has no roster: nothing passes, and no rule is missing")
  func noRoster() throws {
    let folder = try AuditFolder()
    let all = try CSVTable(try folder.rollcall("rules", "list", "--format", "csv").out).column("rule").sorted()
    try folder.removeRosterFromPolicy()
    let ending = try folder.night()
    #expect(ending.status == 1)
    let rules = try folder.rules()
    #expect(rules.map(\.id).sorted() == all)
    let page = try folder.text("reports/latest/index.html")
    for rule in rules where GapTests.rosterRules.contains(rule.id) {
      #expect(rule.state == "not-evaluated")
      #expect(rule.reason?.contains("roster") == true)
      let begin = try #require(page.range(of: "id=\"rule-\(rule.id)\""))
      let row = String(page[begin.upperBound...]).components(separatedBy: "</tr>")[0]
      #expect(row.contains("not evaluated"))
      #expect(row.contains("roster"))
      #expect(ending.out.contains("\(rule.id): \(rule.reason ?? "?")"))
    }
    let waiting = rules.filter { $0.state == "not-evaluated" && $0.reason?.contains("'roster'") == true }
    #expect(Set(waiting.map(\.id)).isSuperset(of: GapTests.rosterRules))
    for rule in all { #expect(page.contains("id=\"rule-\(rule)\""), "\(rule)") }
  }

  @Test("makes the findings that rest on a roster not assessed, when it goes from the policy")
  func rosterGoes() throws {
    let folder = try AuditFolder()
    try folder.night()
    let before = try folder.states()
    try folder.removeRosterFromPolicy()
    #expect(try folder.night().status == 1)
    let after = try folder.states()
    for key in before.keys where GapTests.rosterRules.contains(where: { key.hasPrefix($0 + ",") }) {
      #expect(after[key] == "not-assessed", "\(key)")
    }
    #expect(before.keys.filter { after[$0] == nil }.isEmpty)
  }

  @Test("resolves no finding that was true because somebody had left, when the roster goes from the policy")
  func rosterGoesResolved() throws {
    let folder = try AuditFolder()
    try folder.night()
    try folder.removeRosterFromPolicy()
    try folder.night()
    #expect(try folder.states().filter { $0.value == "resolved" }.keys.sorted() == [])
  }

  @Test(
    "makes a run incomplete, published and unfit for sign-off, when a file is missing", arguments: AuditFolder.exports)
  func missingFile(name: String) throws {
    let folder = try AuditFolder()
    try folder.night()
    let before = try folder.states()
    try folder.remove("exports/\(name).csv")
    let ending = try folder.night()
    #expect(ending.status == 4)
    #expect((ending.out + ending.err).contains("exports/\(name).csv"))
    #expect(folder.latest == "2026-11-21-0002")
    #expect(try folder.text("reports/latest/index.html").contains("not fit for sign-off"))
    let run = try #require(try folder.run()["run"] as? [String: Any])
    #expect(run["complete"] as? Bool == false)
    let sources = try #require(try folder.run()["sources"] as? [[String: Any]])
    #expect(
      sources.filter { $0["state"] as? String == "missing" }.compactMap { $0["path"] as? String }
        == ["exports/\(name).csv"])

    let after = try folder.states()
    let silent = try folder.rules().filter { $0.state == "not-evaluated" }.map(\.id)
    #expect(!silent.isEmpty)
    for (key, state) in after {
      let isSilent = silent.contains { key.hasPrefix($0 + ",") }
      #expect(state == (isSilent ? "not-assessed" : before[key] == nil ? "new" : "open"), "\(key)")
    }
    #expect(Set(after.keys).isSuperset(of: before.keys))
  }

  @Test("is assessed again when the file is back, and nothing was lost")
  func fileIsBack() throws {
    let folder = try AuditFolder()
    try folder.night()
    let users = try folder.text("exports/users.csv")
    try folder.remove("exports/users.csv")
    try folder.night()
    try folder.write(users, to: "exports/users.csv")
    #expect(try folder.night().status == 1)
    #expect(try folder.findings().findings == (try AuditFolder.expected()))
    #expect(Set(try folder.states().values) == ["open"])
    #expect(Set(try folder.findings().column("first_seen")) == [AuditFolder.asOf])
  }

  @Test("makes a run incomplete when too many rows are rejected, and lists them")
  func tooManyRejected() throws {
    let folder = try AuditFolder()
    let rows = (1...5).map { "Ada,Byron,ada\($0)@larkfield.example\n" }.joined()
    try folder.write(try folder.text("exports/users.csv") + rows, to: "exports/users.csv")
    let ending = try folder.night()
    #expect(ending.status == 4)
    #expect(ending.out.contains("6 of 68 rows were rejected"))
    #expect(try folder.text("reports/latest/index.html").contains("not fit for sign-off"))
    let rejected = try CSVTable(folder.text("reports/latest/rejected.csv"))
    #expect(rejected.rows.count == 6)
    #expect(rejected.column("code").filter { $0 == "field-count" }.count == 5)
    #expect(try folder.findings().findings == (try AuditFolder.expected()))
  }

  /// An export, a row that a finding rests on, and what makes it unreadable.
  static let unreadable = [
    ["users", ",LARK,u-1008", ",LARK,u-1008,x"], ["users", "2026-08-13T15:40:00Z", "13.8.2026"],
    ["roles", "LARK,u-1008,Company Admin,Company,2021-03-22", "LARK,u-1008,Company Admin,Company,22.3.2021"],
    ["roles", "LARK,u-1008,Company Admin,", "LARK,u-1008,Company \"Admin\","], ["roster", "2026-08-14", "14.8.2026"],
  ]

  @Test("resolves nothing when the row that a finding rests on cannot be read", arguments: unreadable)
  func rejectedRow(edit: [String]) throws {
    let folder = try AuditFolder()
    try folder.night()
    #expect(try folder.states()["leaver-privileged,LARK,profile,u-1008"] == "new")
    try folder.replace(edit[1], with: edit[2], in: "exports/\(edit[0]).csv")
    try folder.night()
    #expect(try CSVTable(folder.text("reports/latest/rejected.csv")).rows.count == 2)
    let states = try folder.states()
    #expect(states["leaver-privileged,LARK,profile,u-1008"] == "not-assessed")
    #expect(states.filter { $0.value == "resolved" }.keys.sorted() == [])
  }
}
