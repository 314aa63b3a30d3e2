import Foundation
import Records
import Storage
import Testing

@testable import Audit

/// A database that is older than what left it, and one that was changed between nights, are not built on.
@Suite struct OutsideHeadTests {
  /// Two nights, and the database as it was after the first.
  private func company() throws -> (Company, older: [UInt8]) {
    let company = try Company()
    try company.night()
    let older = try company.bytes("rollcall.db")
    try company.night("2026-11-22")
    return (company, older)
  }

  @Test(
    "an older copy of the database is refused by the next night and by verify, whichever head is left outside",
    arguments: [[], ["reports/rollcall.prom"], ["reports/2026-11-22-0002"]])
  func older(removed: [String]) throws {
    let (company, older) = try company()
    for name in removed { try company.remove(name) }
    try Data(older).write(to: URL(filePath: company.file("rollcall.db")))
    let before = try company.snapshot("reports")
    for failure in [failure { try company.night("2026-11-23") }, failure { _ = try company.verify() }] {
      #expect(failure?.status == .integrity)
      #expect(failure?.lines.contains { $0.contains("it is an older copy; bring back the newest copy") } == true)
    }
    #expect(try company.snapshot("reports") == before)
    #expect(try company.bytes("rollcall.db") == older)
  }

  @Test("without a database nothing begins anew beside its reports, until they are moved away")
  func none() throws {
    let (company, _) = try company()
    try company.remove("rollcall.db")
    let refused = failure { try company.night("2026-11-23") }
    #expect(refused?.status == .integrity)
    #expect(refused?.lines.first?.contains("there is no database, and ") == true)
    #expect(!FileManager.default.fileExists(atPath: company.file("rollcall.db")))
    try FileManager.default.moveItem(atPath: company.file("reports"), toPath: company.file("moved"))
    #expect(try company.night("2026-11-23").run == 1)
  }

  @Test("the way out works: with what is newer moved away, an older copy goes on")
  func wayOut() throws {
    let (company, older) = try company()
    try Data(older).write(to: URL(filePath: company.file("rollcall.db")))
    try company.remove("reports/rollcall.prom")
    try company.remove("reports/2026-11-22-0002")
    #expect(try company.night("2026-11-23").run == 2)
    _ = try company.verify()
  }

  @Test("another database with as many nights is not taken for this one")
  func other() throws {
    let (company, _) = try company()
    let other = try Company()
    try other.write("rollcall.yml", Company.policy.replacing("Example Ltd", with: "Other Ltd"))
    try other.night()
    try other.night("2026-11-22")
    try other.night("2026-11-23")
    try Data(try other.bytes("rollcall.db")).write(to: URL(filePath: company.file("rollcall.db")))
    let refused = failure { try company.night("2026-11-24") }
    #expect(refused?.status == .integrity)
    #expect(refused?.lines.first?.contains("has another head for link 4") == true)
  }

  @Test("findings that were changed between two nights stop the second one")
  func between() throws {
    let (company, _) = try company()
    try company.database().write { connection in
      try connection.execute("update finding set first_seen = '2026-11-22'")
      return ((), keep: true)
    }
    let refused = failure { try company.night("2026-11-23") }
    #expect(refused?.status == .integrity)
    #expect(refused?.lines.first?.contains("were changed since run 2 was sealed") == true)
  }

  @Test("the metrics file says how the last run went, and has the head of the chain")
  func metrics() throws {
    let company = try Company()
    let result = try company.night()
    let text = try company.text("reports/rollcall.prom")
    for line in [
      "rollcall_run_number 1", "rollcall_exit_status 1", "rollcall_rows_read 14", "rollcall_rows_rejected 0",
      "rollcall_last_run_timestamp_seconds 1795230000", "rollcall_last_success_timestamp_seconds 1795230000",
      "rollcall_findings{state=\"new\",severity=\"critical\"} 1",
      "rollcall_findings{state=\"resolved\",severity=\"info\"} 0",
      "rollcall_chain_info{run=\"1\",link=\"2\",head=\"\(result.head?.head ?? "")\"} 1",
    ] { #expect(text.split(separator: "\n").contains(line[...]), "\(line)") }
    #expect(text.hasSuffix("\n"))
    for line in text.split(separator: "\n") where !line.hasPrefix("#") {
      #expect(line.wholeMatch(of: /[a-z_]+(\{[a-z]+="[^"]*"(,[a-z]+="[^"]*")*\})? [0-9]+/) != nil, "\(line)")
    }
    #expect(Metrics.head(in: text)?.link == 2)
    try company.remove("exports/roster.csv")
    try company.night("2026-11-22", now: 1_795_316_400)
    let later = try company.text("reports/rollcall.prom")
    #expect(later.contains("rollcall_exit_status 4\n"))
    #expect(later.contains("rollcall_last_run_timestamp_seconds 1795316400\n"))
    #expect(later.contains("rollcall_last_success_timestamp_seconds 1795230000\n"))
  }
}
