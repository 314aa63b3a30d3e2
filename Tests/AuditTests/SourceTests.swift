import Audit
import Foundation
import Records
import Storage
import Testing

/// Populations that come in other shapes than one file of one kind.
@Suite struct SourceTests {
  private static let header = "id,user_name,given_name,family_name,email,status,employee_number,mfa,created,last_login"

  private static func company(_ change: (String) -> String) throws -> Company {
    let company = try Company()
    try company.write("rollcall.yml", change(Company.policy))
    return company
  }

  @Test("every kind of the contract is read, stored and accounted for")
  func allKinds() throws {
    let company = try SourceTests.company {
      $0.replacing(
        "roles:\n",
        with: """
            - {name: contacts, kind: contacts, path: exports/contacts.csv, account: A}
            - {name: portal, kind: registrations, path: exports/portal.json, account: A}
            - {name: crm, kind: crm, path: exports/crm.csv, account: A}
            - {name: erp, kind: erp, path: exports/erp.csv, account: A}
            - {name: phones, kind: extensions, path: exports/phones.csv, account: A}
          roles:

          """)
    }
    try company.write("exports/contacts.csv", "email,purpose\nANN@a.example,Support\nbob@a.example,Fax\n")
    try company.write("exports/portal.json", #"[{"email": " Ann@a.example", "verified": true, "status": "active"}]"#)
    try company.write("exports/crm.csv", "email,customer_number,status\nann@a.example,C-1,closed\n")
    try company.write("exports/erp.csv", "email,customer_number\nann@a.example,C-1\n")
    try company.write("exports/phones.csv", "number,user,forwards_to,members\n100,bob,101,\n101,,,100;102\n")
    let result = try company.night()
    #expect(result.status == .findings)
    #expect(result.unknownWords.map { "\($0.source) \($0.field) \($0.word)" } == ["contacts purpose Fax"])
    let database = try AuditDatabase(path: company.file("rollcall.db")) { 0 }
    func rows(_ sql: String) throws -> [String] { try database.read { try $0.rows(sql) { $0.text(0) ?? "" } } }
    #expect(
      try rows("select email || ' ' || purpose || ' ' || (profile is not null) from contact order by email") == [
        "ann@a.example support 1", "bob@a.example unknown 1",
      ])
    #expect(try rows("select email || verified || status from registration") == [" Ann@a.exampleyesactive"])
    #expect(try rows("select email || customer_number || status from crm") == ["ann@a.exampleC-1closed"])
    #expect(try rows("select email || coalesce(status, '?') from erp") == ["ann@a.example?"])
    #expect(
      try rows("select number || ' ' || (profile is not null) || members from extension") == [
        "100 1[]", "101 0[\"100\",\"102\"]",
      ])
    #expect(try company.text("reports/latest/run.json").contains("\"kind\": \"extensions\""))
  }

  @Test("roles inside a users export are assignments of that profile, and change as those do")
  func rolesInside() throws {
    let company = try SourceTests.company { policy in
      policy.split(separator: "\n").filter { !$0.contains("exports/roles.csv") }.joined(separator: "\n")
    }
    func users(_ roles: [String]) -> String {
      let lines = Company.users.split(separator: "\n")
      return lines[0] + ",roles\n" + zip(lines.dropFirst(), roles).map { $0 + "," + $1 }.joined(separator: "\n") + "\n"
    }
    try company.write(
      "exports/users.csv",
      users(["Super Admin", "Super Admin|Reader", "Super Admin; Reader", "\"[\"\"Reader\"\"]\"", ""]))
    let first = try company.night()
    #expect(try company.findings() == Company.found)
    #expect(first.notEvaluated.allSatisfy { !$0.reason.contains("names no source of kind 'roles'") })
    try company.write("exports/users.csv", users(["Super Admin", "Reader", "Super Admin", "Reader", ""]))
    try company.night("2026-11-22")
    #expect(try company.findings("resolved") == ["mfa-missing u2"])
    // The export of users is gone, and with it the roles: nothing is taken for good.
    try company.remove("exports/users.csv")
    #expect(failure { try company.night("2026-11-23") }?.status == .refused)
    try company.write("exports/users.csv", users(["Super Admin", "Reader", "Super Admin", "Reader", ""]))
    try company.night("2026-11-23")
    let open = try company.findings("open")
    #expect(open == ["admin-no-backup A", "leaver-privileged u3"])
  }

  @Test("a users export that no longer gives roles ends no finding that rests on them")
  func rolesGone() throws {
    let company = try SourceTests.company { policy in
      policy.split(separator: "\n").filter { !$0.contains("exports/roles.csv") }.joined(separator: "\n")
    }
    let lines = Company.users.split(separator: "\n")
    try company.write(
      "exports/users.csv", lines[0] + ",roles\n" + lines.dropFirst().map { $0 + ",Super Admin" }.joined(separator: "\n")
    )
    try company.night()
    let found = try company.findings()
    try company.write("exports/users.csv", Company.users)
    let result = try company.night("2026-11-22")
    #expect(result.notEvaluated.contains { $0.rule == "leaver-privileged" && $0.reason.contains("'roles'") })
    #expect(try company.findings("not-assessed") == found)
  }

  @Test("a pattern takes every file that matches as one population, in the order of their names")
  func glob() throws {
    let company = try SourceTests.company { $0.replacing("exports/users.csv", with: "exports/users-*.csv") }
    let lines = Company.users.split(separator: "\n")
    try company.remove("exports/users.csv")
    try company.write("exports/users-2.csv", SourceTests.header + "\n" + lines[3...].joined(separator: "\n") + "\n")
    try company.write(
      "exports/users-1.csv", SourceTests.header + "\n" + lines[1...2].joined(separator: "\n") + "\nx,y\n")
    try company.write("exports/.users-3.csv", "hidden")
    let result = try company.night()
    #expect(result.rows == 6 + 4 + 5)
    #expect(result.rejected == 1)
    #expect(try company.findings() == Company.found)
    let rejected = try company.text("reports/latest/rejected.csv")
    #expect(rejected.contains("\"users\",4,") && rejected.contains("exports/users-1.csv: 2 fields"))
    let manifest = try company.text("reports/latest/manifest.json")
    let places = ["exports/users-1.csv", "exports/users-2.csv"].compactMap { manifest.firstRange(of: $0)?.lowerBound }
    #expect(places.count == 2 && places[0] < places[1])
    #expect(!manifest.contains("users-*"))
  }

  @Test("a pattern that nothing matches is a missing source")
  func globOfNothing() throws {
    let company = try SourceTests.company { $0.replacing("exports/users.csv", with: "exports/user-*.csv") }
    let result = try company.night()
    #expect(result.status == .incomplete)
    #expect(result.gaps == ["source 'users' is missing: exports/user-*.csv"])
  }

  @Test("a file whose name holds a bracket is a file, and a folder's name is no pattern")
  func brackets() throws {
    let company = try SourceTests.company { $0.replacing("exports/users.csv", with: "'exports/users[1].csv'") }
    try company.write("exports/users[1].csv", Company.users)
    #expect(try company.night().status == .findings)
  }
}
