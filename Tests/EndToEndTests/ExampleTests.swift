import Foundation
import Testing

@Suite("The example")
struct ExampleTests {
  @Test("gives exactly the findings that were written down for it by hand")
  func findings() throws {
    let folder = try AuditFolder()
    let ending = try folder.night()
    #expect(ending.status == 1)
    #expect(ending.err.isEmpty)
    #expect(ending.out.contains("complete"))
    let findings = try folder.findings()
    #expect(findings.findings == (try AuditFolder.expected()))
    #expect(Set(findings.column("state")) == ["new"])
    #expect(Set(findings.column("first_seen")) == [AuditFolder.asOf])
    #expect(Set(findings.column("age_days")) == ["0"])
    #expect(folder.latest == "2026-11-21-0001")
    #expect(folder.reports == ["2026-11-21-0001"])
  }

  @Test("gives findings the columns, ids and places in the order of the contract")
  func columns() throws {
    let folder = try AuditFolder()
    try folder.night()
    let findings = try folder.findings()
    #expect(
      findings.header.joined(separator: ",")
        == "finding,rule,severity,state,account,subject_kind,subject,name,email,roles,reason,remedy,first_seen,last_seen,"
        + "age_days,waived_until,controls,policy_clause")
    let severities = findings.column("severity").compactMap {
      ["critical", "high", "medium", "low"].firstIndex(of: $0)
    }
    #expect(severities == severities.sorted())
    #expect(severities.count == findings.rows.count)
    #expect(Set(findings.column("finding")).count == findings.rows.count)
    // The id of a finding is for ever; this one was worked out with Python's hashlib.
    #expect(findings.rows.first { $0["subject"] == "u-1008" }?["finding"] == "72Y1-NHVE")
    let access = try CSVTable(folder.text("reports/latest/access.csv"))
    #expect(
      access.header.joined(separator: ",")
        == "account,user,name,email,status,employed,role,privileges,scope,granted,granted_by,last_login,mfa,findings")
  }

  @Test("has one row that cannot be read, which is named with its source, line, field, code and reason")
  func rejected() throws {
    let folder = try AuditFolder()
    try folder.night()
    let rejected = try CSVTable(folder.text("reports/latest/rejected.csv"))
    #expect(rejected.header == ["source", "line", "field", "code", "reason"])
    #expect(rejected.rows.count == 1)
    let row = try #require(rejected.rows.first)
    #expect(row["source"] == "users")
    #expect(row["line"] == "48")
    #expect(row["field"] == "created")
    #expect(row["code"] == "bad-date")
    #expect(row["reason"]?.contains("13/02/2026") == false)
  }

  @Test("is the same on a second night: nothing is new, nothing is gone, and the files are the same to the byte")
  func secondNight() throws {
    let folder = try AuditFolder()
    try folder.night()
    #expect(try folder.night().status == 1)
    #expect(folder.latest == "2026-11-21-0002")
    let (first, second) = ("reports/2026-11-21-0001/", "reports/2026-11-21-0002/")
    #expect(try folder.bytes(first + "access.csv") == folder.bytes(second + "access.csv"))
    #expect(try folder.bytes(first + "rejected.csv") == folder.bytes(second + "rejected.csv"))
    #expect(try folder.text(first + "findings.csv").contains("\"new\""))
    let expected = try folder.text(first + "findings.csv").split(separator: "\"new\"", omittingEmptySubsequences: false)
    #expect(try folder.text(second + "findings.csv") == expected.joined(separator: "\"open\""))
    #expect(Set(try folder.findings().column("state")) == ["open"])
  }

  @Test("is older by a day on the next day, and seen first on the day it was")
  func nextDay() throws {
    let folder = try AuditFolder()
    try folder.night()
    try folder.rollcall("run", "--as-of", "2026-11-22")
    #expect(folder.latest == "2026-11-22-0002")
    let row = try #require(try folder.findings().rows.first { $0["finding"] == "72Y1-NHVE" })
    #expect(row["state"] == "open")
    #expect(row["age_days"] == "1")
    #expect(row["first_seen"] == "2026-11-21")
    #expect(row["last_seen"] == "2026-11-22")
  }

  @Test("is resolved when it is mended in the export, and reopened when it is there again")
  func mended() throws {
    let folder = try AuditFolder()
    let key = "role-internal,LARK,profile,u-1044"
    try folder.night()
    let roles = try folder.text("exports/roles.csv")
    try folder.replace("LARK,u-1044,Basic User,", with: "LARK,u-1044,Call Flow Designer,", in: "exports/roles.csv")
    try folder.night()
    #expect(try folder.states()[key] == "resolved")
    try folder.night()
    #expect(try folder.states()[key] == nil)
    try folder.write(roles, to: "exports/roles.csv")
    try folder.night()
    #expect(try folder.states()[key] == "reopened")
    try folder.night()
    #expect(try folder.states()[key] == "open")
  }

  @Test("is never written over", arguments: ["rollcall.yml", "waivers.yml", "exports/users.csv", "exports/roster.csv"])
  func neverOverwrites(kept: String) throws {
    let folder = try AuditFolder()
    for name in ["rollcall.yml", "waivers.yml"] + AuditFolder.exports.map({ "exports/\($0).csv" }) where name != kept {
      try folder.remove(name)
    }
    try folder.write("mine", to: kept)
    let before = try folder.everything()
    let ending = try folder.rollcall("init")
    #expect(ending.status == 2)
    #expect(ending.err.contains(kept))
    #expect(ending.out.isEmpty)
    #expect(try folder.changes(since: before) == [])
  }
}
