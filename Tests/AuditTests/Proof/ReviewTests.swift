import Foundation
import Records
import Storage
import Testing

@testable import Audit

/// A worksheet comes back: whole and strict.
@Suite struct ReviewTests {
  private static let people = "carol@a.example"

  /// A company after one night, and its worksheet filled in.
  private func reviewed(
    _ decision: String = "keep", note: String = "agreed with the owner", person: String = people
  ) throws -> (Company, sheet: String) {
    let company = try Company()
    try company.night()
    return (company, fill(try company.text("reports/latest/review.csv"), decision, note, person))
  }

  /// Our own worksheet quotes every cell that is not empty, so that the three empty ones are seen.
  private func fill(_ sheet: String, _ decision: String, _ note: String, _ person: String) -> String {
    sheet.replacing(",,,,\"", with: ",\"\(decision)\",\"\(note)\",\"\(person)\",\"")
  }

  private func take(_ company: Company, _ sheet: String) throws -> [String] {
    try company.write("back.csv", sheet)
    return try ReviewImport(try company.workspace(), now: Instant(seconds: 1_795_250_000)).run(company.file("back.csv"))
  }

  private func decisions(_ company: Company) throws -> [String] {
    try company.database().read { connection in
      try connection.rows(
        """
        select review, run, finding.rule, verdict, note, decided_by from decision join finding using (finding)
         order by decision
        """
      ) { row in (0..<6).map { row.text($0) ?? "-" }.joined(separator: " ") }
    }
  }

  @Test("the worksheet has the open findings, empty places for decisions, and the seal on every row")
  func worksheet() throws {
    let company = try Company()
    try company.night()
    let lines = try company.text("reports/latest/review.csv").split(separator: "\r\n")
    #expect(
      lines[0]
        == "finding,severity,rule,account,subject_kind,subject,name,email,roles,reason,remedy,first_seen,age_days,"
        + "decision,note,decided_by,seal")
    let seal = try company.database().read { try $0.rows("select seal from seal") { $0.text(0) ?? "" } }
    #expect(lines.count == 3)
    for line in lines.dropFirst() { #expect(line.hasSuffix(",,,,\"\(seal[0])\"")) }
  }

  @Test("decisions come back, are in the chain, and are history that is never overwritten")
  func decided() throws {
    let (company, sheet) = try reviewed()
    let lines = try take(company, sheet)
    #expect(lines[0] == "review 1 of run 1: 2 decisions (2 keep)")
    #expect(lines[1] == "  undecided: 0")
    #expect(
      try decisions(company) == [
        "1 1 leaver-privileged keep agreed with the owner carol@a.example",
        "1 1 mfa-missing keep agreed with the owner carol@a.example",
      ])
    #expect(try company.verify().contains { $0.hasPrefix("chain: 3 links hold") })
    #expect(
      try company.faults(after: "update decision set verdict = 'fix'").first?.hasPrefix("link 3 of the chain") == true)
    #expect(failure { _ = try take(company, sheet) }?.lines.first?.contains("imported already, as review 1") == true)
    _ = try take(company, sheet.replacing("\"keep\"", with: "\"fix\""))
    #expect(try decisions(company).count == 4)
    #expect(try decisions(company).first?.hasPrefix("1 1 leaver-privileged keep") == true)
  }

  @Test("a decision carries over to later nights while the facts stay the same, and lapses when they change")
  func carriesOver() throws {
    let (company, sheet) = try reviewed()
    _ = try take(company, sheet)
    func undecided(_ run: Int) throws -> [String] {
      try company.database().read { connection in
        try SignedRun(connection, run: run).openFindings(person: "").filter { !$0.isDecided }.map(\.id)
      }
    }
    try company.night("2026-11-22")
    #expect(try undecided(2) == [])
    try company.write("exports/roles.csv", Company.roles + "bob,Reader,,\n")
    try company.night("2026-11-23")
    #expect(try undecided(3).count == 1)
    #expect(try undecided(1) == [])
  }

  struct Form: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let change: @Sendable (String) -> String
  }

  @Test(
    "a worksheet that a spreadsheet saved again is read",
    arguments: [
      Form(testDescription: "byte order mark", change: { "\u{FEFF}" + $0 }),
      Form(testDescription: "LF", change: { $0.replacing("\r\n", with: "\n") }),
      Form(testDescription: "without the last line end", change: { String($0.dropLast()) }),
      Form(
        testDescription: "semicolons, and quotes only where they must be",
        change: { text in
          text.components(separatedBy: "\r\n").map { line in
            var cells = [""]
            var isQuoted = false
            for character in line {
              if character == "\"" { isQuoted.toggle() }
              if character == ",", !isQuoted { cells.append("") } else { cells[cells.count - 1].append(character) }
            }
            return cells.map { $0.contains(";") ? $0 : $0.replacing("\"", with: "") }.joined(separator: ";")
          }.joined(separator: "\r\n")
        }),
      Form(testDescription: "a line that says what separates", change: { "sep=,\r\n" + $0 }),
      Form(testDescription: "empty rows and cells at the end", change: { $0 + ",,,,,,,,,,,,,,,,\r\n\r\n" }),
      Form(
        testDescription: "capitals and blanks",
        change: { $0.replacing("\"keep\"", with: "\" Keep \"").replacing("decision,", with: "Decision ,") }),
    ])
  func forms(form: Form) throws {
    let (company, sheet) = try reviewed()
    #expect(try take(company, form.change(sheet))[0] == "review 1 of run 1: 2 decisions (2 keep)")
  }

  @Test("a name that looks like a formula may have lost its apostrophe, or not")
  func formula() throws {
    for change in ["'", ""] {
      let company = try Company()
      try company.write("exports/users.csv", Company.users.replacing("Bob,Curie", with: "=Bob,Curie"))
      try company.night()
      let sheet = fill(try company.text("reports/latest/review.csv"), "keep", "seen", ReviewTests.people)
      #expect(sheet.contains("\"'=Bob Curie\""))
      #expect(try take(company, sheet.replacing("\"'=Bob", with: "\"\(change)=Bob"))[1] == "  undecided: 0")
    }
  }

  struct Wrong: CustomTestStringConvertible, Sendable {
    let testDescription: String
    var decision = "keep"
    var note = "agreed"
    var person = people
    var change: @Sendable (String) -> String = { $0 }
    let says: String
  }

  @Test(
    "what is wrong is refused with its line, and nothing of the file is taken",
    arguments: [
      Wrong(testDescription: "no decision", decision: "", says: "back.csv:2: error: finding"),
      Wrong(testDescription: "unknown decision", decision: "later", says: "'decision' is no word that is known"),
      Wrong(testDescription: "no note", note: "", says: "'note' is empty"),
      Wrong(testDescription: "nobody", person: "", says: "'decided_by' is empty"),
      Wrong(testDescription: "himself", person: "Bob@A.example", says: "nobody decides on himself"),
      Wrong(testDescription: "himself, by name", person: "eve dirac", says: "nobody decides on himself"),
      Wrong(
        testDescription: "one row wrong",
        change: { $0.replacing("\"mfa-missing\"", with: "\"x\"").replacing("No second", with: "A second") },
        says: "reason differ from what the database has"),
      Wrong(
        testDescription: "another seal", change: { String($0.dropLast(2)) + "x\"\r\n" },
        says: "another seal than on the rows before"),
      Wrong(
        testDescription: "no such run", change: { $0.replacing(/"[0-9a-f]{64}"/, with: "\"x\"") },
        says: "no run of this"),
      Wrong(
        testDescription: "a row twice", change: { $0 + $0.components(separatedBy: "\r\n")[1] + "\r\n" },
        says: "back.csv:4: error: finding"),
      Wrong(
        testDescription: "unknown finding", change: { $0.replacing(/\r\n"[0-9A-Z-]{9}"/, with: "\r\n\"XXXX-XXXX\"") },
        says: "no finding of this id was open in run 1"),
      Wrong(
        testDescription: "a column gone", change: { $0.replacing("decided_by", with: "by") },
        says: "'decided_by' is missing"),
      Wrong(
        testDescription: "a cell too many", change: { $0 + "a,b,c,d,e,f,g,h,i,j,k,l,m,n,o,p,q,r\r\n" },
        says: "back.csv:4: error: 18 cells"),
      Wrong(
        testDescription: "an open quote", change: { $0 + "\"" }, says: "back.csv:4: error: the quote that opens here"),
      Wrong(testDescription: "nothing", change: { _ in "" }, says: "it is empty"),
      Wrong(
        testDescription: "a header", change: { $0.components(separatedBy: "\r\n")[0] }, says: "no row below the header"),
    ])
  func wrong(wrong: Wrong) throws {
    let (company, sheet) = try reviewed(wrong.decision, note: wrong.note, person: wrong.person)
    let before = try company.bytes("rollcall.db")
    let refused = failure { _ = try take(company, wrong.change(sheet)) }
    #expect(refused?.status == .invalid)
    #expect(refused?.lines.contains { $0.contains(wrong.says) } == true, "\(refused?.lines ?? [])")
    #expect(try company.bytes("rollcall.db") == before)
  }

  @Test("bytes that are not UTF-8 are refused with their line")
  func encoding() throws {
    let (company, sheet) = try reviewed()
    for (bytes, says) in [
      (Array(sheet.utf8) + [0x22, 0xE9, 0x22], "back.csv:4: error: it is not UTF-8"),
      ([0xFF, 0xFE, 0x41, 0], "back.csv:1: error: it is UTF-16"),
    ] {
      try Data(bytes).write(to: URL(filePath: company.file("back.csv")))
      let refused = failure {
        _ = try ReviewImport(try company.workspace(), now: Instant(seconds: 0)).run(company.file("back.csv"))
      }
      #expect(refused?.lines.first?.contains(says) == true, "\(refused?.lines ?? [])")
    }
  }

  @Test("what was decided to be fixed and is still there on a later night is a finding, until it is gone")
  func notDone() throws {
    let (company, sheet) = try reviewed("fix", note: "")
    _ = try take(company, sheet)
    try company.night("2026-11-22")
    #expect(
      try company.findings("new") == ["decision-not-done u2", "decision-not-done u3"])
    try company.write("exports/users.csv", Company.users.replacing("2,no,", with: "2,yes,"))
    try company.night("2026-11-23")
    #expect(try company.findings("resolved") == ["decision-not-done u2", "mfa-missing u2"])
    #expect(try company.findings("open") == ["decision-not-done u3", "leaver-privileged u3"])
    // Without the exports that the decision is about, nobody knows.
    try company.remove("exports/roles.csv")
    try company.night("2026-11-24")
    #expect(try company.findings("not-assessed") == ["decision-not-done u3", "leaver-privileged u3"])
  }

  @Test("a waiver ends what was decided to be fixed, as long as it holds")
  func waivedInstead() throws {
    let (company, sheet) = try reviewed("fix", note: "")
    _ = try take(company, sheet)
    try company.write("rollcall.yml", Company.policy + "waivers: waivers.yml\n")
    try company.write(
      "waivers.yml",
      """
      - {rule: mfa-missing, account: A, subject: u2, reason: key on order, owner: gil, approved_by: ida,
         created: 2026-11-22, until: 2026-11-23}

      """)
    try company.night("2026-11-22")
    #expect(try company.findings("new") == ["decision-not-done u3", "waiver-expiring mfa-missing: u2"])
    let open = try company.database().read { try SignedRun($0, run: 2).openFindings(person: "").count }
    // Nobody has to decide on what is waived.
    #expect(open == 3)
    try company.night("2026-11-24")
    #expect(try company.findings("new") == ["decision-not-done u2", "waiver-expired mfa-missing: u2"])
  }

  @Test(
    "a decision ends what is only told for some days, and nothing else; another event is another finding to decide on")
  func toldForSomeDays() throws {
    let company = try Company()
    try company.night()
    try company.write("exports/roles.csv", Company.roles + "u4,Super Admin,,\n")
    try company.night("2026-11-22")
    #expect(try company.findings("new").contains("role-new u4"))
    _ = try take(company, fill(try company.text("reports/latest/review.csv"), "keep", "agreed", ReviewTests.people))
    try company.night("2026-11-23")
    #expect(try company.findings("resolved") == ["role-new u4"])
    #expect(try company.findings("open").contains("mfa-missing u4"))
    let ended = try company.rows().first { $0["rule"] as? String == "role-new" }
    #expect(ended?["change"] as? String == "somebody decided: keep")
    try company.night("2026-11-24")
    #expect(try !company.findings().contains("role-new u4"))
    try company.write("exports/roles.csv", Company.roles + "u4,Super Admin,Site,\nu4,Super Admin,,\n")
    try company.night("2026-11-25")
    #expect(try company.findings("reopened") == ["role-new u4"])
    _ = try company.verify()
  }

  @Test("a quarter without a signature is a finding, counted as often as the policy says that somebody signs")
  func overdue() throws {
    let company = try Company()
    try company.write("rollcall.yml", Company.policy + "sign_off: {signers: allowed_signers, every: 30d}\n")
    try company.night()
    try company.night("2026-12-21")
    #expect(try !company.findings().contains("review-overdue sign-off"))
    try company.night("2026-12-22")
    #expect(try company.findings("new") == ["review-overdue sign-off"])
  }

  @Test("facts that changed since the worksheet was made are named, and the decision is not taken")
  func changedSince() throws {
    let (company, sheet) = try reviewed()
    try company.write("exports/roles.csv", Company.roles + "bob,Reader,,\n")
    try company.night("2026-11-22")
    let refused = failure { _ = try take(company, sheet) }
    #expect(refused?.lines.first?.contains("roles differ from what the database has") == true)
    let fresh = fill(try company.text("reports/latest/review.csv"), "keep", "seen", ReviewTests.people)
    #expect(try take(company, fresh)[0].hasPrefix("review 1 of run 2: 2 decisions"))
  }
}
