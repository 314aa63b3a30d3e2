import Foundation
import Glibc
import Testing

@Suite("What was kept can be proven")
struct ProofTests {
  /// The lines of shell that a page prints.
  private func lines(_ page: String) -> [String] {
    // The section of evidence and signatures; the example of a waiver stands before.
    let proof = page.components(separatedBy: "id=\"evidence\"").last ?? ""
    return proof.components(separatedBy: "<pre class=\"line\"><code>").dropFirst().map { part in
      var line = part.components(separatedBy: "</code>")[0]
      for (entity, text) in [("&quot;", "\""), ("&#39;", "'"), ("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&")] {
        line = line.replacing(entity, with: text)
      }
      return line
    }
  }

  @Test(
    "without rollcall: the two lines that the report prints check the published folder, and see every change",
    .enabled(if: Signer.isPossible, "there is no ssh-keygen (openssh-client)"))
  func standalone() throws {
    let folder = try AuditFolder.signed()
    let lines = lines(try folder.text("reports/latest/index.html"))
    try #require(lines.count == 2)
    // An empty folder with the published one and the file of signers, where the policy has them, and nothing else.
    let scratch = try Scratch()
    let files = FileManager.default
    let report = scratch.path + "/reports/2026-11-21-0001"
    try files.createDirectory(atPath: scratch.path + "/reports", withIntermediateDirectories: true)
    try files.createDirectory(atPath: scratch.path + "/keys of 2026", withIntermediateDirectories: true)
    try files.copyItem(atPath: folder.path + "/reports/2026-11-21-0001", toPath: report)
    try files.copyItem(atPath: folder.path + "/" + Signer.file, toPath: scratch.path + "/" + Signer.file)
    func check(_ line: String) throws -> Ending {
      try Program.run(tool: "/bin/sh", ["-c", line], in: report, environment: Signer.environment)
    }
    for line in lines {
      let ending = try check(line)
      #expect(ending.status == 0, "\(line): \(ending.out)\(ending.err)")
    }
    #expect(try check(lines[0]).out.contains("findings.csv: OK\n"))
    #expect(try check(lines[1]).out.hasPrefix("Good \"rollcall-signoff@v1\" signature for c.lam@abc.example with "))
    for name in try files.contentsOfDirectory(atPath: report) {
      let file = URL(filePath: report + "/" + name)
      let bytes = try Data(contentsOf: file)
      var changed = bytes
      changed[changed.count / 2] ^= 1
      try changed.write(to: file)
      let endings = try lines.map { try check($0).status }
      #expect(endings != [0, 0], "\(name)")
      try bytes.write(to: file)
    }
    try files.removeItem(atPath: report + "/c.lam@abc.example.sig")
    #expect(try check(lines[1]).status != 0, "no signature is no good signature")
  }

  @Test(
    "a quarter: the worksheet goes out, comes back with decisions, the run is signed on it, and the evidence is one file",
    .enabled(if: Signer.isPossible, "there is no ssh-keygen (openssh-client)"))
  func quarter() throws {
    let folder = try AuditFolder.withSigner()
    let sign = ["sign", "--key", "key", "--as", "c.lam@abc.example"]
    #expect(try Program.run(sign, in: folder.path, environment: Signer.environment).status == 1, "undecided")
    var sheet = try CSVTable(folder.text("reports/latest/review.csv"))
    sheet.rows = sheet.rows.map { row in
      row.merging(["decision": "keep", "note": "agreed", "decided_by": "z.vale@abc.example"]) { $1 }
    }
    try folder.write(sheet.text, to: "back.csv")
    let back = try folder.rollcall("review", "import", "back.csv")
    #expect(back.status == 0, "\(back.err)")
    let all = try AuditFolder.expected().count
    #expect(back.out.hasPrefix("review 1 of run 1: \(all) decisions (\(all) keep)\n"))
    let ending = try Program.run(sign, in: folder.path, environment: Signer.environment)
    #expect(ending.status == 0, "\(ending.err)")
    #expect(ending.out.contains("it is signed off"))
    let evidence = try Program.run(
      ["evidence", "--run", "1", "-o", "q.tar"], in: folder.path, environment: Signer.environment)
    #expect(evidence.status == 0, "\(evidence.err)")
    let listed = try Program.tool("tar", ["-tf", folder.path + "/q.tar"], in: folder.path).out
    for name in ["INDEX.txt", "decisions.csv", "signatures.csv", "2026-11-21-0001/c.lam@abc.example.sig"] {
      #expect(listed.contains("evidence/\(name)\n"), "\(name)")
    }
    let copy = try folder.rollcall("report", "--pseudonyms", "--output", "copy")
    #expect(copy.status == 0, "\(copy.err)")
    #expect(try namesOfFleet(in: "copy", folder) == [])
    #expect(try namesOfFleet(in: "reports/latest", folder).count > 60)
    #expect(try folder.rollcall("report").status == 0)
    #expect(try Program.run(["verify"], in: folder.path, environment: Signer.environment).status == 0)
    #expect(try folder.rollcall("evidence", "--run", "3-1", "-o", "x.tar").status == 2)
  }

  /// Every name and address of the example's exports that stands in a file of a report.
  private func namesOfFleet(in report: String, _ folder: AuditFolder) throws -> [String] {
    var names: Set<String> = []
    for row in try folder.export("users").rows + folder.export("roster").rows {
      for (header, value) in row where value.contains("@") || header.contains("mail") { names.insert(value) }
      let parts = [row["First Name"], row["Preferred Name"], row["Last Name"]].map { $0 ?? "" }
      for first in parts[..<2] where !first.isEmpty && !parts[2].isEmpty { names.insert("\(first) \(parts[2])") }
    }
    for row in try folder.export("accounts").rows {
      names.formUnion([row["Account Name"] ?? "", row["Primary Admin"] ?? ""])
    }
    names.remove("")
    try #require(names.count > 100)
    let files = try FileManager.default.contentsOfDirectory(atPath: folder.path + "/" + report)
    return try files.flatMap { file in
      let text = try folder.text("\(report)/\(file)")
      return names.filter { text.contains($0) }.map { "\(file): \($0)" }
    }
  }

  @Test("verify says what holds, and exits with 7 where something does not")
  func verify() throws {
    let folder = try AuditFolder()
    let none = try folder.rollcall("verify")
    #expect(none.status == 2)
    let night = try folder.night()
    let head = try #require(night.out.firstMatch(of: /chain: link 2, head ([0-9a-f]{64})\n/)).1
    #expect(try folder.text("reports/rollcall.prom").contains(head))
    let good = try folder.rollcall("verify")
    #expect(good.status == 0, "\(good.err)")
    #expect(good.out.contains("chain: 2 links hold, head \(head)\n"))
    #expect(try folder.rollcall("verify", "--quiet").out.isEmpty)
    try folder.write("x", to: "reports/latest/rejected.csv")
    let bad = try folder.rollcall("verify")
    #expect(bad.status == 7)
    #expect(bad.out.isEmpty)
    #expect(bad.err.contains("reports/2026-11-21-0001/rejected.csv: it is not what was published"))
  }

  @Test("the seal is the same in page, run.json and manifest")
  func seal() throws {
    let folder = try AuditFolder()
    try folder.night()
    let run = try #require(try folder.run()["run"] as? [String: Any])
    let seal = try #require(run["seal"] as? String)
    #expect(seal.count == 64)
    for name in ["index.html", "manifest.json"] {
      #expect(try folder.text("reports/latest/" + name).contains(seal), "\(name)")
    }
  }

  @Test("history lists the runs, and status ends with 1 where the last good one is too old, or there is none")
  func historyAndStatus() throws {
    let folder = try AuditFolder()
    #expect(try folder.rollcall("status").status == 1)
    #expect(try folder.rollcall("history").status == 2)
    try folder.night()
    try folder.night()
    let history = try folder.rollcall("history", "--format", "csv")
    let table = try CSVTable(history.out)
    #expect(table.column("run") == ["2", "1"])
    let all = String(try AuditFolder.expected().count)
    #expect(table.column("new") == ["0", all])
    #expect(table.column("open") == [all, all])
    #expect(table.column("rows") == ["146", "146"])
    #expect(try folder.rollcall("status", "--max-age", "26h").status == 0)
    #expect(try folder.rollcall("status", "--quiet").out.isEmpty)
    sleep(2)
    let old = try folder.rollcall("status", "--max-age", "1s")
    #expect(old.status == 1)
    #expect(old.out.contains("at most 1 seconds are allowed"))
    #expect(try folder.rollcall("status", "--max-age", "soon").status == 2)
  }
}
