import Foundation
import Testing

@Suite("Lists in the terminal")
struct ListTests {
  @Test("Findings as CSV are those of the report, with exact values")
  func findingsAsCSV() throws {
    let folder = try AuditFolder()
    try folder.night()
    let ending = try folder.rollcall("findings", "--format", "csv")
    #expect(ending.status == 0)
    #expect(ending.err.isEmpty)
    let listed = try CSVTable(ending.out)
    let reported = try folder.findings()
    #expect(listed.header == reported.header)
    #expect(listed.rows == reported.rows.map { $0.mapValues(CSVTable.exact) })
  }

  @Test("Findings as JSON are those of the report, with null for what is not known")
  func findingsAsJSON() throws {
    let folder = try AuditFolder()
    try folder.night()
    let text = try folder.rollcall("findings", "--format", "json").out
    let listed = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [[String: Any]])
    let reported = try folder.findings()
    #expect(listed.compactMap { $0["finding"] as? String } == reported.column("finding"))
    for (one, other) in zip(listed, reported.rows) {
      #expect(Set(one.keys) == Set(reported.header + ["cause", "change"]))
      for (column, cell) in other { #expect((one[column] as? String ?? "") == CSVTable.exact(cell), "\(column)") }
    }
    #expect(listed.first { $0["subject_kind"] as? String == "account" }?["email"] is NSNull)
  }

  @Test("Findings as a table are one line each, under a head")
  func findingsAsTable() throws {
    let folder = try AuditFolder()
    try folder.night()
    let ending = try folder.rollcall("findings")
    let lines = ending.out.split(separator: "\n")
    #expect(lines.count == (try AuditFolder.expected().count) + 1)
    #expect(lines.first?.hasPrefix("finding") == true)
    #expect(lines.dropFirst().map { String($0.prefix(9)) } == (try folder.findings().column("finding")))
    #expect(!ending.out.contains("\u{1B}"))
  }

  @Test("A table fits the terminal, cuts nothing, and counts a wide letter as two columns", arguments: [40, 100, 160])
  func fitted(width: Int) throws {
    let folder = try AuditFolder()
    try folder.replace("Front,Desk,", with: "\u{5C71}\u{7530},\u{592A}\u{90CE},", in: "exports/users.csv")
    try folder.night()
    let ending = try Program.run(
      ["findings"], in: folder.path, environment: Program.environment.merging(["COLUMNS": "\(width)"]) { $1 })
    func columns(_ line: Substring) -> Int { line.unicodeScalars.reduce(0) { $0 + ($1.value >= 0x2E80 ? 2 : 1) } }
    let lines = ending.out.split(separator: "\n")
    #expect(lines.allSatisfy { columns($0) <= width })
    let words = Set(ending.out.split { $0 == " " || $0 == "\n" })
    for row in try folder.findings().rows {
      for cell in [row["finding"], row["rule"], row["severity"], row["reason"]] {
        for word in (cell ?? "?").split(separator: " ") where word.utf8.count <= width - 2 {
          #expect(words.contains(word), "\(word)")
        }
      }
    }
  }

  @Test(
    "Findings are filtered by rule, account, state, severity, and all of them together",
    arguments: [
      (["--rule", "name-filler"], ["rule": "name-filler"]), (["--account", "TIDE"], ["account": "TIDE"]),
      (["--severity", "critical"], ["severity": "critical"]), (["--state", "new"], ["state": "new"]),
      (["--state", "resolved"], ["state": "resolved"]), (["--account", "tide"], ["account": "tide"]),
      (
        ["--account", "LARK", "--severity", "high", "--state", "new", "--rule", "mfa-missing"],
        ["account": "LARK", "severity": "high", "state": "new", "rule": "mfa-missing"]
      ),
    ])
  func filters(options: [String], wanted: [String: String]) throws {
    let folder = try AuditFolder()
    try folder.night()
    let ending = try Program.run(["findings", "--format", "csv"] + options, in: folder.path)
    #expect(ending.status == 0)
    let expected = try folder.findings().rows.filter { row in wanted.allSatisfy { row[$0.key] == $0.value } }
    #expect(try CSVTable(ending.out).column("finding") == expected.map { $0["finding"] ?? "?" })
  }

  @Test("Resolved findings are listed when they are asked for, and not otherwise")
  func resolved() throws {
    let folder = try AuditFolder()
    try folder.night()
    try folder.replace("LARK,u-1044,Basic User,Company,2021-03-15,provisioning,\n", with: "", in: "exports/roles.csv")
    try folder.night()
    #expect(
      try CSVTable(folder.rollcall("findings", "--format", "csv").out).rows.count == (try AuditFolder.expected().count)
        - 1)
    let resolved = try CSVTable(folder.rollcall("findings", "--format", "csv", "--state", "resolved").out)
    #expect(resolved.findings == ["role-internal,LARK,profile,u-1044"])
    let none = try folder.rollcall("findings", "--state", "reopened")
    #expect(none.status == 0)
    #expect(none.out.isEmpty)
    #expect(try folder.rollcall("findings", "--state", "reopened", "--format", "json").out == "[]\n")
  }

  @Test("To list findings changes nothing, and says so when no run has been")
  func noRun() throws {
    let folder = try AuditFolder()
    let before = try folder.everything()
    let ending = try folder.rollcall("findings")
    #expect(ending.status == 2)
    #expect(ending.err.contains("rollcall run"))
    #expect(try folder.changes(since: before) == [])
    try folder.night()
    let after = try folder.everything()
    #expect(try folder.rollcall("findings").status == 0)
    #expect(try folder.changes(since: after) == [])
  }

  @Test("Rules are listed in every form, and each can be shown")
  func rules() throws {
    let folder = try AuditFolder()
    let rules = try CSVTable(try folder.rollcall("rules", "list", "--format", "csv").out)
    #expect(rules.header == ["rule", "severity", "policy", "needs", "origin", "title"])
    #expect(rules.column("rule") == rules.column("rule").sorted())
    #expect(rules.rows.count >= 18)
    let json = try folder.rollcall("rules", "list", "--format", "json").out
    let listed = try #require(try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [[String: String]])
    #expect(listed == rules.rows)
    #expect(try folder.rollcall("rules").out.split(separator: "\n").count == rules.rows.count + 1)
    for row in rules.rows {
      let rule = try #require(row["rule"])
      let ending = try folder.rollcall("rules", "show", rule)
      #expect(ending.status == 0)
      #expect(ending.out.hasPrefix("\(rule): \(row["title"] ?? "?")"))
      for part in ["Why: ", "What to do: ", "flagged: ", "select "] {
        #expect(ending.out.contains(part), "\(rule): \(part)")
      }
    }
  }

  @Test("A name that would steer the terminal is shown as what it is")
  func controls() throws {
    let folder = try AuditFolder()
    try folder.replace("Front,Desk,", with: "Front\u{1B}[2J,\u{202E}Desk,", in: "exports/users.csv")
    try folder.night()
    let table = try folder.rollcall("findings", "--rule", "orphan-profile").out
    #expect(!table.unicodeScalars.contains { $0.value == 0x1B || $0.value == 0x202E })
    #expect(table.contains("<U+1B>[2J"))
    let page = try folder.text("reports/latest/index.html")
    #expect(!page.unicodeScalars.contains { $0.value == 0x1B || $0.value == 0x202E })
  }
}
