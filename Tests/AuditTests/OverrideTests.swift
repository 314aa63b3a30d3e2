import Audit
import Foundation
import Storage
import Testing

/// What somebody allows for one run is said everywhere, and holds for that run alone.
@Suite struct OverrideTests {
  private func shrunk() throws -> Company {
    let company = try GuardTests.company(GuardTests.Case(testDescription: "", second: [:], ending: .quiet))
    try company.write("exports/users.csv", GuardTests.users(12))
    try company.night()
    try company.write("exports/users.csv", GuardTests.users(6))
    return company
  }

  @Test("an override passes its guard once, and stands in report, run.json, manifest and database")
  func once() throws {
    let company = try shrunk()
    #expect(failure { try company.night("2026-11-22") }?.status == .refused)
    let result = try company.night("2026-11-22", allowed: ["shrunk:users=Berlin <site> sold, CHG-1"])
    #expect(result.overrides.map(\.guardian) == ["shrunk"])
    #expect(result.overrides.first?.told?.hasPrefix("it has 6 records") == true)
    let page = try company.text("reports/latest/index.html")
    let notice = try #require(page.range(of: "A guard was overridden for this run."))
    #expect(notice.lowerBound < (try #require(page.range(of: "<main>"))).lowerBound)
    #expect(page.contains("Berlin &lt;site&gt; sold, CHG-1"))
    let run = try JSONSerialization.jsonObject(with: Data(try company.bytes("reports/latest/run.json")))
    let overrides = (run as? [String: Any])?["overrides"] as? [[String: Any]]
    #expect(overrides?.first?["reason"] as? String == "Berlin <site> sold, CHG-1")
    let guards = (run as? [String: Any])?["guards"] as? [[String: Any]] ?? []
    #expect(guards.contains { $0["guard"] as? String == "shrunk" && $0["state"] as? String == "overridden" })
    #expect(try company.text("reports/latest/manifest.json").contains("\"guard\": \"shrunk\", \"source\": \"users\""))
    // The next night compares with this one.
    #expect(try company.night("2026-11-23").overrides.isEmpty)
    let database = try AuditDatabase(path: company.file("rollcall.db")) { 0 }
    let kept = try database.read { try $0.rows("select run || ' ' || reason from run_override") { $0.text(0) ?? "" } }
    #expect(kept == ["2 Berlin <site> sold, CHG-1"])
  }

  @Test("an override that was not needed is said, too")
  func notNeeded() throws {
    let company = try Company()
    let result = try company.night(allowed: ["empty:users=just in case"])
    #expect(result.overrides.map(\.told) == [nil])
    #expect(try company.text("reports/latest/index.html").contains("An override was given and not needed."))
  }

  @Test("too many rejected rows can be allowed, and the run is complete then")
  func rejected() throws {
    let company = try Company()
    try company.write("exports/users.csv", Company.users.replacing("2020-01-01", with: "x"))
    #expect(try company.night().status == .incomplete)
    let result = try company.night("2026-11-22", allowed: ["rejected:users=dates are mended tomorrow"])
    #expect(result.gaps.isEmpty)
  }

  @Test("an export that two guards refuse names both ways at once")
  func both() throws {
    let company = try GuardTests.company(
      GuardTests.Case(testDescription: "", path: "exports/users.json", second: [:], ending: .quiet))
    let record = { (count: Int) in (1...count).map { "{\"id\": \"u\($0)\"}" }.joined(separator: ",") }
    try company.write("exports/users.json", "[\(record(20))]")
    try company.night()
    try company.write("exports/users.json", "{\"totalResults\": 20, \"Resources\": [\(record(3))]}")
    let lines = failure { try company.night("2026-11-22") }?.lines ?? []
    #expect(lines.count == 2)
    #expect(lines.first?.contains("\"page:users=REASON\"") == true)
    #expect(lines.last?.contains("\"shrunk:users=REASON\"") == true)
  }

  @Test(
    "what names no guard or source, or gives no reason, is no override",
    arguments: [
      ("shrink:users=x", "there is no guard 'shrink'; did you mean 'shrunk'?"),
      ("shrunk:user=x", "the policy has no source 'user'; it has 'users', 'roles', 'roster'"),
      ("shrunk:users=", "say why"), ("shrunk:users= \t", "say why"), ("shrunk:users", "a reason is missing"),
      ("shrunk=x", "name the source"), ("clock:users=x", "'clock' is of no source"),
      ("", "expected GUARD:SOURCE=REASON"),
    ])
  func invalid(argument: String, says: String) throws {
    let company = try Company()
    let failure = failure { try company.night(allowed: [argument]) }
    #expect(failure?.status == .invalid)
    #expect(failure?.lines.first?.contains(says) == true, "\(failure?.lines ?? [])")
    #expect(try company.names(".") == ["exports", "rollcall.yml"])
  }

  @Test("the same override twice is refused")
  func twice() throws {
    let company = try Company()
    #expect(failure { try company.night(allowed: ["grown:users=a", "grown:users=b"]) }?.status == .invalid)
  }

  @Test("a check says what the guards said, against the last run, and touches nothing")
  func check() throws {
    let company = try shrunk()
    let before = try company.snapshot()
    let refused = try company.check()
    #expect(refused.status == .refused)
    #expect(refused.text.contains("it has 6 records where the last run read 12"))
    let allowed = try company.check(allowed: ["shrunk:users=sold"])
    #expect(allowed.status == .complete, "\(allowed.text)")
    #expect(allowed.text.contains("guard shrunk overridden: it has 6 records"))
    #expect(allowed.text.contains("guards: passed future, empty, grown, header, rejected"))
    #expect(try company.snapshot() == before)
  }
}
