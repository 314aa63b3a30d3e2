import Foundation
import Testing

/// The exports of `make_exports.py`, where it lies beside the repository, audited by rollcall and by the oracle.
@Suite("A fleet of 3000 users", .enabled(if: Fleet.maker != nil, "no ../shared/bench/make_exports.py here"))
struct FleetTests {
  @Test("has the findings that the oracle works out without SQL", arguments: [1, 7, 42])
  func oracle(seed: Int) throws {
    let maker = try #require(Fleet.maker)
    let policy = try String(contentsOfFile: #require(Fleet.policy), encoding: .utf8)
    let scratch = try Scratch()
    let arguments = [maker, "--users", "3000", "--seed", "\(seed)", "--json", "--out", scratch.path]
    try #require(try Program.tool("python3", arguments, in: scratch.path).status == 0)
    for form in ["csv", "json"] {
      // Each in a database and a folder of reports of its own.
      let text = policy.replacing("database: rollcall.db", with: "database: \(form).db")
        .replacing("reports: reports", with: "reports: reports-\(form)").replacing(".csv\n", with: ".\(form)\n")
      try Data(text.utf8).write(to: URL(filePath: scratch.path + "/\(form).yml"))
      let run = ["run", "--as-of", AuditFolder.asOf, "--policy", "\(form).yml"]
      let ending = try Program.run(run, in: scratch.path)
      #expect(ending.status == 1, "\(ending.err)")
      let oracle = [
        Repository.folder + "/scripts/oracle.py", scratch.path, "--against",
        "\(scratch.path)/reports-\(form)/latest/findings.csv",
      ]
      let verdict = try Program.tool("python3", oracle + (form == "json" ? ["--json"] : []), in: scratch.path)
      #expect(verdict.status == 0, "\(verdict.out)\(verdict.err)")
      #expect(verdict.err.contains(" 0 different"), "\(verdict.err)")
    }
    let findings = ["csv", "json"].map { "\(scratch.path)/reports-\($0)/latest/findings.csv" }
    #expect(FileManager.default.contentsEqual(atPath: findings[0], andPath: findings[1]))
  }

  @Test("makes the oracle find the example's findings, too")
  func example() throws {
    let folder = try AuditFolder()
    try folder.night()
    let arguments = [
      Repository.folder + "/scripts/oracle.py", folder.path + "/exports", "--break-glass",
      "emergency@larkfield.example",
      "--role", "Call Flow Designer=routing", "--role", "Company Admin=admin-console,assign-roles", "--against",
      folder.path + "/reports/latest/findings.csv",
    ]
    let verdict = try Program.tool("python3", arguments, in: folder.path)
    #expect(verdict.status == 0, "\(verdict.out)\(verdict.err)")
    let counts = try #require(verdict.err.firstMatch(of: /(\d+) expected, (\d+) reported/))
    #expect(counts.1 == counts.2 && (Int(counts.1) ?? 0) >= 24, "\(verdict.err)")
  }
}

enum Fleet {
  static let maker = Repository.shared("bench/make_exports.py")
  static let policy = Repository.shared("bench/rollcall.yml")
}
