import Foundation
import Records
import Storage
import Testing

@testable import Audit

/// The archive for an auditor, and the copy without names.
@Suite struct EvidenceTests {
  private func archive(_ company: Company, _ runs: ClosedRange<Int>, to name: String) throws -> [UInt8] {
    _ = try Evidence(try company.workspace(), runs: runs).write(to: company.file(name))
    return try company.bytes(name)
  }

  @Test("the archive is the same bytes each time, and tar reads it with all its sums right")
  func sameBytes() throws {
    let company = try Company.afterThreeNights()
    let first = try archive(company, 1...3, to: "a.tar")
    #expect(try archive(company, 1...3, to: "b.tar") == first)
    #expect(first.count % 512 == 0)
    let folder = company.file("unpacked")
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    for arguments in [
      ["tar", "-xf", company.file("a.tar"), "-C", folder],
      ["sh", "-c", "cd '\(folder)/evidence' && sha256sum -c --strict --quiet SHA256SUMS"],
    ] {
      let process = Process()
      process.executableURL = URL(filePath: "/usr/bin/env")
      process.arguments = arguments
      try process.run()
      process.waitUntilExit()
      #expect(process.terminationStatus == 0, "\(arguments)")
    }
    for name in NightTests.files {
      #expect(
        try company.bytes("unpacked/evidence/2026-11-22-0002/" + name)
          == company.bytes("reports/2026-11-22-0002/" + name))
    }
    #expect(try company.text("unpacked/evidence/2026-11-22-0002.decided-by/policy.yml") == Company.policy)
    #expect(
      try company.text("unpacked/evidence/2026-11-21-0001.decided-by/rules.sql").contains("-- leaver-privileged.sql"))
    // The population is that of its run: who was there in it, with the names of that night.
    let profiles = try (1...3).map { run in
      try company.text("unpacked/evidence/2026-11-2\(run)-000\(run).population/profile.csv")
    }
    #expect(profiles[0].contains("\"Curie\"") && profiles[0].contains("\"u5\"") && !profiles[0].contains("\"u6\""))
    #expect(profiles[1].contains("\"u6\"") && !profiles[1].contains("\"u5\""))
    #expect(profiles[2].contains("\"Cantor\"") && !profiles[2].contains("\"Curie\""))
    let index = try company.text("unpacked/evidence/INDEX.txt")
    #expect(index.contains("Completeness: all counts above tie out."))
    #expect(index.contains("users: read, 5 = 5 + 0 + 0, ties out"))
    #expect(index.contains("users: 5 loaded, 5 rows in profile.csv, ties out"))
    #expect(!index.contains("DOES NOT"))
  }

  @Test(
    "findings that rules made are those that are open and those that are waived, and revoked keys are in the archive")
  func counts() throws {
    let company = try Company()
    try company.write(
      "rollcall.yml", Company.policy + "waivers: waivers.yml\nsign_off: {signers: signers, revoked: gone}\n")
    try company.write("signers", "")
    try company.write("gone", "# none\n")
    try company.write(
      "waivers.yml",
      """
      - {rule: mfa-missing, account: A, subject: u2, reason: new phone, owner: ann@a.example,
         approved_by: gil@a.example, created: 2026-11-21, until: 2026-11-21}

      """)
    try company.night()
    try company.remove("exports/roster.csv")
    try company.night("2026-11-22")
    let text = String(decoding: try archive(company, 1...2, to: "a.tar"), as: UTF8.self)
    for line in [
      "  Findings: 3 made by rules = 2 open + 1 waived, ties out; not assessed: 0\n",
      "  Decisions: 2 open = 0 decided + 2 undecided\n",
      "  Findings: 2 made by rules = 2 open + 0 waived, ties out; not assessed: 1\n",
      "Completeness: all counts above tie out.", " -r ../revoked_keys -s ", "evidence/revoked_keys",
    ] {
      let isThere = text.contains(line)
      #expect(isThere, "\(line)")
    }
  }

  @Test("nothing is overwritten, runs that are not there are refused, and what does not verify is no evidence")
  func refused() throws {
    let company = try Company()
    try company.night()
    _ = try archive(company, 1...1, to: "a.tar")
    #expect(failure { _ = try archive(company, 1...1, to: "a.tar") }?.status == .invalid)
    #expect(failure { _ = try archive(company, 1...2, to: "b.tar") }?.status == .invalid)
    try company.write("reports/latest/access.csv", "")
    #expect(failure { _ = try archive(company, 1...1, to: "c.tar") }?.status == .integrity)
    #expect(try !company.names(".").contains { $0 == "b.tar" || $0 == "c.tar" })
  }

  @Test("a policy that was kept with its run cannot be changed")
  func kept() throws {
    let company = try Company()
    try company.night()
    for sql in [
      "update document set text = text || ' '", "update known_document set kind = 'x' where kind = 'policy'",
      "delete from document",
    ] { #expect(try company.faults(after: sql) != [], "\(sql)") }
  }

  @Test("long names of files are cut at a slash, or refused")
  func longNames() throws {
    let day = try #require(Day(iso: "2026-11-21"))
    var archive = TarArchive(day: day)
    try archive.add(String(repeating: "a", count: 100) + "/" + String(repeating: "b", count: 100), [1])
    #expect(archive.bytes.count == 1024)
    #expect(throws: AuditFailure.self) { try archive.add(String(repeating: "a", count: 101), []) }
    #expect(archive.finish().count == 2048)
  }

  @Test("a report that is gone is put back to the byte, and one that stands is left")
  func again() throws {
    let company = try Company.afterThreeNights()
    let before = try company.snapshot("reports/2026-11-23-0003").mapValues { $0.drop { $0 != " " } }
    let report = ReportAgain(try company.workspace(), version: "test")
    #expect(try report.render(run: 3) == company.file("reports/2026-11-23-0003"))
    try company.remove("reports/2026-11-23-0003")
    _ = try report.render(run: nil)
    #expect(try company.snapshot("reports/2026-11-23-0003").mapValues { $0.drop { $0 != " " } } == before)
    _ = try company.verify()
    #expect(failure { _ = try report.render(run: 9) }?.lines.first?.contains("there is no run 9") == true)
  }

  @Test("a copy with pseudonyms has the same totals, no name, and a file for its owner that says who is who")
  func pseudonyms() throws {
    let company = try Company()
    try company.write(
      "rollcall.yml", Company.policy.replacing("{name: Reader, privileges: []}", with: "{name: Other, privileges: []}"))
    try company.night()
    let report = ReportAgain(try company.workspace(), version: "test")
    let copy = try report.renderWithoutNames(run: nil, into: company.file("copy"))
    _ = try report.renderWithoutNames(run: nil, into: company.file("second"))
    #expect(try company.names("copy") == NightTests.files)
    let names = [
      "ann@a.example", "bob@a.example", "Ann Byron", "Eve Dirac", "Curie", "Dirac", "\"u3\"", "\"u2\"", "bob",
    ]
    #expect(try company.text("reports/latest/findings.csv").contains("Eve Dirac"))
    for file in NightTests.files {
      let text = try company.text("copy/" + file)
      for name in names { #expect(!text.contains(name), "\(file): \(name)") }
      #expect(try company.text("second/" + file) == text)
    }
    func counts(_ folder: String) throws -> [String] {
      let json = try JSONSerialization.jsonObject(with: Data(try company.bytes(folder + "/run.json"))) as? [String: Any]
      let findings = json?["findings"] as? [[String: Any]] ?? []
      let counts = try JSONSerialization.data(withJSONObject: json?["counts"] ?? [:], options: .sortedKeys)
      return [String(decoding: counts, as: UTF8.self)] + findings.map { "\($0["finding"] ?? "") \($0["rule"] ?? "")" }
    }
    #expect(try counts("copy") == counts("reports/latest"))
    let map = try company.text("copy.names.csv")
    #expect(map.contains("\"name\",\"Eve Dirac\"") && map.contains("\"user\",\"bob@a.example\""))
    let mode = try FileManager.default.attributesOfItem(atPath: copy.names)[.posixPermissions] as? Int
    #expect(mode == 0o600)
    #expect(failure { _ = try report.renderWithoutNames(run: nil, into: company.file("copy")) }?.status == .invalid)
    _ = try company.verify()
  }

  @Test("what people wrote beside the exports brings no name into a copy")
  func freeText() throws {
    let company = try Company()
    try company.write(
      "rollcall.yml",
      Company.policy.replacing("Example Ltd", with: "Byron & Curie Ltd")
        .replacing("path: exports/roster.csv", with: "path: exports/dirac.csv, obtained: \"Ann Byron mails it\"")
        .replacing("name: Super Admin", with: "name: Ida Fermi's role") + "waivers: waivers.yml\n")
    try company.write(
      "exports/users.csv", Company.users.replacing("eve@a.example,Active", with: "eve@a.example,Gil Euler"))
    try company.write(
      "exports/roles.csv",
      Company.roles.replacing("Super Admin", with: "Ida Fermi's role").replacing("Company", with: "Bob Curie"))
    let roster = Company.roster.replacing("hired,ended", with: "hired,ended,Ann Byron").replacing(
      "-01,\n", with: "-01,,\n"
    )
    .replacing("2026-11-01\n", with: "2026-11-01,x\n")
    try company.write("exports/dirac.csv", roster + "x,kim@a.example,employed,Ida Fermi,,\n")
    try company.write(
      "waivers.yml",
      """
      - {rule: mfa-missing, account: A, subject: u2, reason: Gil Euler has his phone, owner: ann@a.example,
         approved_by: gil@a.example, created: 2026-11-21, until: 2026-12-21, ticket: ask Ida}

      """)
    try company.night(allowed: ["shrunk:users=Bob Curie left; ask gil@a.example or Eve Dirac."])
    let names = ["byron", "curie", "dirac", "euler", "fermi", "ann", "bob", "eve", "gil", "ida", "kim", "a.example"]
    func found(_ folder: String) throws -> [String] {
      try NightTests.files.flatMap { file in
        // The style and the script are the program's own.
        let text = try company.text("\(folder)/\(file)").lowercased()
          .replacing(/<(style|script)[^>]*>.*?<\/(style|script)>/.dotMatchesNewlines(), with: "")
        let words = Set(text.split { !$0.isLetter && !$0.isNumber && $0 != "." }.map(String.init))
        return names.filter { name in words.contains { $0 == name || $0 == name + "." } }.map { "\(file): \($0)" }
      }
    }
    let before = try found("reports/latest")
    for name in names where name != "kim" { #expect(before.contains { $0.hasSuffix(": \(name)") }, "\(name)") }
    _ = try ReportAgain(try company.workspace(), version: "test").renderWithoutNames(
      run: nil, into: company.file("copy"))
    #expect(try found("copy") == [])
    let map = try company.text("copy.names.csv")
    #expect(map.contains("\"text\",\"Bob Curie left; ask gil@a.example or Eve Dirac.\""))
    #expect(map.contains("\"text\",\"Gil Euler has his phone\""))
    #expect(map.contains("\"file\",\"exports/dirac.csv\""))
  }
}
