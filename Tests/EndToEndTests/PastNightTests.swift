import Foundation
import Testing

/// Nights that are over, asked again with the program as it was built.
@Suite struct PastNightTests {
  /// The example over five nights on which people, roles, logins and the policy change.
  private static func nights() throws -> AuditFolder {
    let folder = try AuditFolder()
    try folder.rollcall("run", "--quiet", "--as-of", "2026-11-21")
    try folder.replace("Ingrid,Solheim", with: "Inga,Solheim", in: "exports/users.csv")
    try folder.replace("2026-11-20T07:52:00Z", with: "2026-11-22T06:00:00Z", in: "exports/users.csv")
    try folder.rollcall("run", "--quiet", "--as-of", "2026-11-22")
    var roles = try folder.export("roles")
    roles.rows.removeAll { $0["Role"] == "Super Admin" }
    try folder.write(roles.text, to: "exports/roles.csv")
    try folder.rollcall("run", "--quiet", "--as-of", "2026-11-24")
    let policy = try folder.text("rollcall.yml")
    try folder.write(
      policy + "\nlists:\n  filler: {add: [Kwabena Asiedu-Mensah]}\ncustom_rules: rules/\n", to: "rollcall.yml")
    try FileManager.default.createDirectory(atPath: folder.path + "/rules", withIntermediateDirectories: false)
    let rule = """
      -- own-rule: No account is called LARK
      -- severity: low
      -- needs: users
      -- policy: P1
      -- why: Because.
      -- fix: Do it.
      select null as profile, 'LARK' as account, 'account' as subject_kind, 'LARK' as subject, null as severity,
             'It is there' as reason

      """
    try folder.write(rule, to: "rules/own-rule.sql")
    try folder.rollcall("run", "--quiet", "--as-of", "2026-11-25")
    // The organization's own rule reads otherwise from now on.
    try folder.write(rule.replacing("Do it.", with: "Leave it."), to: "rules/own-rule.sql")
    try folder.remove("exports/roster.csv")
    try folder.rollcall("run", "--quiet", "--as-of", "2026-11-26")
    return folder
  }

  @Test("the reports of five nights come back to the byte when they were deleted, and verify holds")
  func reports() throws {
    let folder = try PastNightTests.nights()
    let names = folder.reports
    try #require(names.count == 5)
    #expect(try folder.text("reports/\(names[3])/findings.csv").contains("Do it."))
    let before = try folder.everything()
    for name in names { try folder.remove("reports/" + name) }
    for run in 1...5 {
      let ending = try folder.rollcall("report", "--run", String(run))
      #expect(ending.status == 0, "\(ending.err)")
      #expect(ending.out == "reports/\(names[run - 1])/index.html\n")
    }
    #expect(try folder.changes(since: before) == [])
    #expect(try folder.rollcall("verify").status == 0)
    // And its findings can be listed; resolved ones are left out unless asked for.
    for (index, name) in names.enumerated() {
      let listed = try CSVTable(try folder.rollcall("findings", "--run", String(index + 1), "--format", "csv").out)
      let published = try folder.findings(name)
      #expect(
        listed.column("finding") == published.rows.filter { $0["state"] != "resolved" }.map { $0["finding"] ?? "" })
      #expect(
        listed.column("reason").map { CSVTable.exact($0) }
          == published.rows.filter { $0["state"] != "resolved" }.map { CSVTable.exact($0["reason"] ?? "") })
    }
    #expect(try folder.rollcall("findings", "--run", "9").status == 2)
  }

  @Test("who held what is answered for each of the nights, in every form")
  func access() throws {
    let folder = try PastNightTests.nights()
    let first = try folder.rollcall("access", "--as-of", "2026-11-21", "--role", "super admin", "--format", "csv")
    #expect(first.status == 0)
    #expect(first.err == "run 1, as of 2026-11-21\n")
    let holders = try CSVTable(first.out)
    #expect(holders.header == (try CSVTable(folder.text("reports/2026-11-21-0001/access.csv"))).header)
    #expect(holders.column("name").contains("Ingrid Solheim"))
    let gap = try folder.rollcall("access", "--as-of", "2026-11-23", "--user", "u-1001", "--format", "json")
    #expect(gap.err.contains("run 2, as of 2026-11-22: the last one on or before 2026-11-23"))
    #expect(gap.err.contains("nothing ran on 2026-11-23"))
    #expect(gap.out.contains("\"Inga Solheim\"") && gap.out.contains("2026-11-22T06:00:00Z"))
    let table = try folder.rollcall("access", "--changes", "2026-11-21")
    #expect(table.status == 0)
    #expect(table.err.contains("changes from run 1 of 2026-11-21 to run 5 of 2026-11-26"))
    #expect(table.err.contains("run 5: source 'HR roster' was missing"))
    #expect(table.out.split(separator: "\n").contains { $0.contains("renamed") && $0.contains("Inga Solheim") })
    #expect(table.out.split(separator: "\n").contains { $0.contains("lost") && $0.contains("Super Admin") })
    #expect(try folder.rollcall("access", "--role", "Super Admin").out == "")
    #expect(try folder.rollcall("access", "--as-of", "2026-01-01").status == 2)
  }
}
