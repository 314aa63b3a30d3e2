import Foundation
import Records
import Storage
import Testing

@testable import Audit

/// What `rollcall prune` removes, and that all else holds as before.
@Suite struct RetentionTests {
  private static func prune(
    _ company: Company, asOf: String, isDryRun: Bool = false, includesSigned: Bool = false
  ) throws -> (told: [String], lines: [String]) {
    var told: [String] = []
    let options = Retention.Options(
      asOf: Day(iso: asOf), now: Instant(seconds: 1_795_230_000), isDryRun: isDryRun, includesSigned: includesSigned)
    let lines = try Retention(try company.workspace(), options).run { plan in
      told = plan.rows.filter { $0[2] == "goes" }.compactMap { $0[0] }
    }
    return (told, lines)
  }

  /// Every file of every report.
  private static func reports(_ company: Company) throws -> [String: [UInt8]] {
    var files: [String: [UInt8]] = [:]
    for name in try company.names("reports") where name.hasPrefix("20") {
      for file in try company.names("reports/" + name) {
        files["\(name)/\(file)"] = try company.bytes("reports/\(name)/\(file)")
      }
    }
    return files
  }

  private static let policy = Company.policy + "retain: {nightly: 3d, monthly: 100d}\n"

  /// Nights on which somebody gains a role, loses it, is renamed, joins and goes, and findings come and go.
  private static func company(nights days: [String]) throws -> Company {
    let company = try Company()
    try company.write("rollcall.yml", policy)
    for (index, day) in days.enumerated() {
      let mfa = index % 2 == 0 ? "2,no" : "2,yes"
      try company.write(
        "exports/users.csv",
        Company.users.replacing("2,no", with: mfa).replacing("Euler", with: "Euler-\(index)")
          .replacing("2020-01-01,2026-11-20\nu3", with: "2020-01-01,2026-11-\(10 + index)\nu3")
          .replacing("u5,", with: "u5\(index / 3),"))
      try company.write("exports/roles.csv", Company.roles + (index % 3 == 0 ? "u4,Super Admin,,\n" : ""))
      try company.night(day)
    }
    return company
  }

  private static let days = [
    "2026-08-30", "2026-09-02", "2026-09-14", "2026-09-28", "2026-10-05", "2026-10-06", "2026-10-30", "2026-11-18",
    "2026-11-19", "2026-11-20", "2026-11-21",
  ]

  @Test("what goes is told first; the rest verifies, and its reports come back to the byte")
  func prunes() throws {
    let company = try RetentionTests.company(nights: RetentionTests.days)
    let everything = try company.snapshot()
    #expect(try RetentionTests.prune(company, asOf: "2026-11-21", isDryRun: true).told == ["2", "3", "5", "6", "8"])
    #expect(
      try company.snapshot().filter { $0.key != "rollcall.db.lock" }
        == everything.filter { $0.key != "rollcall.db.lock" })

    let before = try RetentionTests.reports(company)
    let pruned = try RetentionTests.prune(company, asOf: "2026-11-21")
    #expect(pruned.told == ["2", "3", "5", "6", "8"])
    #expect(pruned.lines.first == "removed 5 runs and 5 reports")
    #expect(try company.verify().contains("reports: 6 stand as they were published"))

    // Deleted and made again, every report that stays is what it was.
    let kept = try RetentionTests.reports(company)
    #expect(Set(kept.keys.map { $0.prefix(15) }).count == 6)
    #expect(kept.allSatisfy { before[$0.key] == $0.value })
    for name in Set(kept.keys.map { String($0.prefix(15)) }) { try company.remove("reports/" + name) }
    let again = ReportAgain(try company.workspace(), version: "test")
    for run in [1, 4, 7, 9, 10, 11] { _ = try again.render(run: run) }
    #expect(try RetentionTests.reports(company) == kept)

    // What went is refused by name, and keeps its line.
    let gone = failure { _ = try again.render(run: 5) }
    #expect(gone?.lines.first?.hasPrefix("run 5 of 2026-10-05 was removed by 'rollcall prune'") == true)
    #expect(try RunHistory(try company.workspace()).rows().count == 11)
    let standing = try AccessList(try company.workspace()).holders(
      .init(asOf: Day(iso: "2026-10-10"), role: nil, user: nil, account: nil, isPrivilegedOnly: false))
    #expect(standing.remarks.first == "run 4, as of 2026-09-28: the last one on or before 2026-10-10")

    // Nothing goes twice, and nights go on.
    #expect(try RetentionTests.prune(company, asOf: "2026-11-21").told == [])
    try company.night("2026-11-22")
    #expect(try RetentionTests.prune(company, asOf: "2026-11-22").told == ["9"])
    #expect(try company.verify().contains("reports: 6 stand as they were published"))
  }

  @Test("what was changed after a prune is found, in what stayed and in what was noted")
  func verified() throws {
    let company = try RetentionTests.company(nights: RetentionTests.days)
    _ = try RetentionTests.prune(company, asOf: "2026-11-21")
    let changes = [
      "update known_source set rows = 9 where run = 2", "update rule_setting set severity = 'low'",
      "delete from finding_was", "update profile_was set given_name = 'x'",
      "update prune set runs = 1", "update prune_run set record = population where run = 2", "delete from prune_run",
      "delete from prune", "update prune_run set removed = 'no' where run = 3", "update finding set reason = 'x'",
      "insert into run_rejected select 2, 1, 'x', 1, 'x', 'x', 'x', 'users', null, null",
    ]
    for change in changes { #expect(try company.faults(after: change) != [], "\(change)") }
    #expect(try company.faults(after: "select 1") == [])
  }

  @Test("a prune that was cut off between its rows and its reports is finished by the next one")
  func cutOff() throws {
    let company = try RetentionTests.company(nights: RetentionTests.days)
    let gone = "2026-09-14-0003"
    let files = try company.names("reports/" + gone).map { ($0, try company.bytes("reports/\(gone)/\($0)")) }
    _ = try RetentionTests.prune(company, asOf: "2026-11-21")
    try FileManager.default.createDirectory(atPath: company.file("reports/" + gone), withIntermediateDirectories: false)
    for (name, bytes) in files { try Data(bytes).write(to: URL(filePath: company.file("reports/\(gone)/\(name)"))) }
    #expect(throws: Never.self) { try company.verify() }
    _ = try RetentionTests.prune(company, asOf: "2026-11-21")
    #expect(!Files.exists(company.file("reports/" + gone)))
  }

  @Test(
    "a run that somebody signed stays with its signature; told to, it goes, and that it was signed is still known",
    .enabled(if: SignedCompany.isPossible, "there is no ssh-keygen (openssh-client)"))
  func signed() throws {
    let signed = try SignedCompany()
    let company = signed.company
    try signed.sign("carol@a.example")
    try company.write("rollcall.yml", try company.text("rollcall.yml") + "retain: {nightly: 1d, monthly: 1d}\n")
    try company.night("2027-03-01")
    try company.night("2027-03-02")
    #expect(try RetentionTests.prune(company, asOf: "2027-03-02").told == ["2"])
    #expect(try company.verify().contains("run 1: signed by carol@a.example, 1 of 1; signed off"))
    #expect(try company.names("reports/2026-11-21-0001").contains("carol@a.example.sig"))
    #expect(try RetentionTests.prune(company, asOf: "2027-03-02", includesSigned: true).told == ["1"])
    #expect(
      try company.verify().contains(
        "run 1: signed or refused by carol@a.example; the run was removed since, and the signature with it"))
    #expect(!Files.exists(company.file("reports/2026-11-21-0001")))
    try company.night("2027-03-03")
  }
}
