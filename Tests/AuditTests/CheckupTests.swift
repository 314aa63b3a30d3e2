import Audit
import Foundation
import Records
import Testing

@Suite struct CheckupTests {
  @Test("a check touches nothing, before and after a night")
  func touchesNothing() throws {
    let company = try Company()
    for _ in 1...2 {
      let before = try company.snapshot()
      let report = try company.check()
      #expect(report.status == .complete)
      #expect(try company.snapshot() == before)
      try company.night()
    }
  }

  @Test("a check says what each source gives and which rules can be evaluated")
  func says() throws {
    let company = try Company()
    try company.write("exports/users.csv", Company.users.replacing("Active,5", with: "Resting,5"))
    let text = try company.check().text
    #expect(text.contains("users (users): exports/users.csv, csv, 5 rows, 0 rejected"))
    #expect(text.contains("unknown word: status 'Resting', 1 times, first on line 6"))
    #expect(text.contains("leaver-privileged: can be evaluated, critical"))
    #expect(text.contains("portal-nobody: NOT evaluated: the policy names no source of kind 'accounts'"))
    #expect(text.contains("dormant-privileged: can be evaluated, medium, days 90"))
  }

  struct Gap: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let users: String?
    let status: Audit.ExitStatus
    let says: String
  }

  @Test(
    "a check ends as the night would",
    arguments: [
      Gap(
        testDescription: "missing", users: nil, status: .incomplete, says: "users (users): MISSING: exports/users.csv"),
      Gap(
        testDescription: "empty", users: "", status: .refused,
        says: "refused: exports/users.csv:1 (byte 0): the file is empty"),
      Gap(
        testDescription: "rejected", users: "id,created\nu1,x\nu2,2020-01-01\n", status: .incomplete,
        says: "TOO MANY, a run would be incomplete"),
    ])
  func gaps(gap: Gap) throws {
    let company = try Company()
    if let users = gap.users {
      try company.write("exports/users.csv", users)
    } else {
      try company.remove("exports/users.csv")
    }
    let report = try company.check()
    #expect(report.status == gap.status)
    #expect(report.text.contains(gap.says))
  }

  @Test("how a file is written is said, and what was found spoilt in it; a night finds the same in it")
  func dialect() throws {
    let company = try Company()
    let text = Company.users.replacing(",", with: ";").replacing("Fermi", with: "Ferm_").replacing(
      "Bob;", with: "B\u{FFFD}b;")
    try company.write(
      "exports/users.csv", Data([0xFF, 0xFE]) + Data(text.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }))
    let report = try company.check()
    #expect(report.status == .complete)
    #expect(report.text.contains("exports/users.csv, csv parted by semicolon, utf-16, 5 rows"))
    #expect(report.text.contains("exports/roster.csv, csv, 5 rows"))
    #expect(
      report.text.contains(
        "damaged: given_name, a replacement character (U+FFFD) where text was lost, 1 times, first on line 3"))
    #expect(
      report.text.contains("damaged: family_name, an underscore where a letter was lost, 1 times, first on line 6"))
    try company.night()
    let found = try company.findings()
    #expect(found == (Company.found + ["export-suspicious users"]).sorted())
  }

  @Test("a policy that is not there, or not valid, is said with its place")
  func policy() throws {
    let company = try Company()
    try company.write("rollcall.yml", "organisation: x\n")
    let invalid = failure { _ = try company.workspace() }
    #expect(invalid?.status == .invalid)
    #expect(invalid?.lines.contains { $0.contains("rollcall.yml:1:1: error: ") } == true)
    try company.remove("rollcall.yml")
    let missing = failure { _ = try company.workspace() }
    #expect(missing?.status == .invalid)
    #expect(missing?.lines.first?.contains("rollcall init") == true)
  }

  @Test("says of each header what it became, of CSV and of JSON, so that nobody needs a document to go on")
  func headers() throws {
    let company = try Company()
    let users = Company.users.split(separator: "\n").enumerated().map { line, text in
      text + (line == 0 ? ",PIN,Birth Date,Shoe Size,Password Set" : ",4711,1990-01-01,44,yes")
    }
    try company.write("exports/users.csv", users.joined(separator: "\n") + "\n")
    try company.write(
      "exports/roster.json",
      """
      [{"employee_number": "1", "email": "ann@a.example", "status": "employed", "pay": {"grade": "7"},
        "home": {"street": "x"}, "token": "abc", "shoe.size": 44}]
      """)
    try company.write("rollcall.yml", Company.policy.replacing("roster.csv", with: "roster.json"))
    let text = try company.check().text
    let lines = text.split(separator: "\n").map { $0.split(separator: " ").joined(separator: " ") }
    for line in [
      "user_name user_name", "family_name family_name", "Shoe Size not used", "(from the policy) account",
      "PIN withheld: it smells of a secret, and HOLDS VALUES, first on line 2; take it out of the export",
      "Birth Date withheld: only HR may know it",
      "Password Set withheld: it smells of a secret, and says only whether or when",
      "to read a header that is not used, name it: columns: {display_name: <header>}",
      // JSON, by paths.
      "employee_number employee_number", "home.street not used",
      "token withheld: it smells of a secret, and HOLDS VALUES, first on line 2; take it out of the export",
    ] { #expect(lines.contains(line), "\(line) in \(text)") }
    #expect(lines.contains { $0.hasPrefix("no header gives: display_name") })
    #expect(lines.filter { $0.hasPrefix("pay") } == ["pay withheld: only HR may know it"])
    #expect(!text.contains("4711") && !text.contains("abc"))
  }
}
