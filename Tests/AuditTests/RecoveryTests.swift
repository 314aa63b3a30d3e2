import Audit
import Foundation
import Records
import Storage
import Testing

/// What a night finds that was left by one that was killed.
@Suite struct RecoveryTests {
  private func database(_ company: Company) throws -> AuditDatabase {
    try AuditDatabase(path: company.file("rollcall.db")) { 1 }
  }

  private func unpublish(_ company: Company) throws {
    try database(company).write { connection in
      try connection.execute(
        "update run set published = 'no', manifest_sha256 = null where run = (select max(run) from run)")
      return ((), keep: true)
    }
  }

  @Test("a night that was committed and not published is published by the next one, to the byte", arguments: [1, 2])
  func missingReport(nights: Int) throws {
    let company = try Company()
    try company.night()
    if nights == 2 {
      try company.write("exports/users.csv", Company.users.replacing("2,no,", with: "2,yes,"))
      try company.night("2026-11-22")
    }
    let name = nights == 1 ? "2026-11-21-0001" : "2026-11-22-0002"
    let before = try company.snapshot("reports/" + name).mapValues { $0.drop { $0 != " " } }
    try unpublish(company)
    try company.remove("reports/" + name)
    let result = try company.night("2026-11-23")
    #expect(result.run == nights + 1)
    #expect(try company.snapshot("reports/" + name).mapValues { $0.drop { $0 != " " } } == before)
    #expect(try company.names("reports/2026-11-23-000\(nights + 1)") == NightTests.files)
    let states = try database(company).read { try $0.rows("select published from run") { $0.text(0) } }
    #expect(states == Array(repeating: "yes", count: nights + 1))
  }

  @Test("a report that stands already is not written again")
  func standing() throws {
    let company = try Company()
    try company.night()
    let before = try company.snapshot("reports/2026-11-21-0001")
    try unpublish(company)
    try company.night("2026-11-22")
    #expect(try company.snapshot("reports/2026-11-21-0001") == before)
    let latest = try FileManager.default.destinationOfSymbolicLink(atPath: company.file("reports/latest"))
    #expect(latest == "2026-11-22-0002")
  }

  @Test("another report under the name of the one that is missing is an integrity fault, and nothing is touched")
  func differs() throws {
    let company = try Company()
    try company.night()
    try unpublish(company)
    try company.write("reports/2026-11-21-0001/manifest.json", "{}\n")
    let before = try company.snapshot("reports")
    #expect(failure { try company.night("2026-11-22") }?.status == .integrity)
    #expect(try company.snapshot("reports").filter { !$0.key.isEmpty } == before)
    #expect(try database(company).read { try $0.integer("select count(*) from run") } == 1)
  }

  @Test("what an interrupted run left half-written is removed, and nothing else")
  func leftOver() throws {
    let company = try Company()
    let manager = FileManager.default
    try manager.createDirectory(atPath: company.file("reports/.tmp-2026-11-20-0001"), withIntermediateDirectories: true)
    try company.write("reports/.tmp-2026-11-20-0001/index.html", "half")
    try company.write("reports/.tmp-file", "half")
    try manager.createDirectory(atPath: company.file("reports/keep"), withIntermediateDirectories: true)
    try company.write("reports/keep/.tmp-mine", "mine")
    try company.night()
    #expect(try company.names("reports") == ["2026-11-21-0001", "keep", "latest", "rollcall.prom"])
    #expect(try company.names("reports/keep") == [".tmp-mine"])
    #expect(try company.names("exports") == ["roles.csv", "roster.csv", "users.csv"])
  }

  @Test(
    "a link that was left half-placed is removed, and what it leads to is not",
    arguments: ["2026-11-21-0001", "../exports", "nowhere"])
  func leftLink(target: String) throws {
    let company = try Company()
    try company.night()
    // As if the night had been killed after it made the link, and before it gave the link its name.
    try FileManager.default.createSymbolicLink(atPath: company.file("reports/.tmp-latest"), withDestinationPath: target)
    let exports = try company.snapshot("exports")
    let report = try company.snapshot("reports/2026-11-21-0001")
    let failure = failure { try company.night("2026-11-22") }
    #expect(failure?.lines == nil)
    #expect(try company.snapshot("exports") == exports)
    #expect(try company.snapshot("reports/2026-11-21-0001") == report)
    #expect(try company.names("reports") == ["2026-11-21-0001", "2026-11-22-0002", "latest", "rollcall.prom"])
  }

  @Test("a folder with the name of the next report refuses the night before anything is committed")
  func taken() throws {
    let company = try Company()
    try company.night()
    try FileManager.default.createDirectory(
      atPath: company.file("reports/2026-11-22-0002"), withIntermediateDirectories: true)
    let failure = failure { try company.night("2026-11-22") }
    #expect(failure?.status == .storage)
    #expect(failure?.lines.first?.contains("a report of another database is there") == true)
    #expect(try database(company).read { try $0.integer("select count(*) from run") } == 1)
    #expect(try company.names("reports/2026-11-22-0002") == [])
    try company.remove("reports/2026-11-22-0002")
    #expect(try company.night("2026-11-22").run == 2)
  }

  @Test("the report of a database that is not ours, or of a newer version, is not touched")
  func strangeDatabase() throws {
    let company = try Company()
    try company.write("rollcall.db", String(repeating: "x", count: 4096))
    #expect(failure { try company.night() }?.status == .integrity)
    try company.remove("rollcall.db")
    try company.night()
    try database(company).read { try $0.execute("pragma user_version = 99") }
    let before = try company.snapshot("reports")
    #expect(failure { try company.night("2026-11-22") }?.status == .newer)
    #expect(try company.snapshot("reports") == before)
  }
}
