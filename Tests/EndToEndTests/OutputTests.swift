import Foundation
import Glibc
import Testing

@Suite("What a run says and leaves")
struct OutputTests {
  @Test("A dry run changes and publishes nothing, on the first night and on a later one")
  func dryRun() throws {
    let folder = try AuditFolder()
    for _ in 1...2 {
      let before = try folder.everything()
      let ending = try folder.night("--dry-run")
      #expect(ending.status == 1)
      #expect(ending.out.contains("\(try AuditFolder.expected().count) open"))
      #expect(ending.out.contains("dry run"))
      #expect(try folder.changes(since: before) == [])
      try folder.night()
    }
  }

  @Test("A quiet run says nothing when all is well, and what it found when not")
  func quiet() throws {
    let folder = try AuditFolder()
    let off = ["leaver-login", "leaver-privileged", "primary-admin-unusable"].map { "  \($0): off\n" }.joined()
    try folder.replace("rules:\n  dormant", with: "rules:\n\(off)  dormant", in: "rollcall.yml")
    let silent = try folder.night("--quiet", "--fail-on", "critical")
    #expect(silent.status == 0)
    #expect(silent.out.isEmpty)
    #expect(silent.err.isEmpty)
    let loud = try folder.night("--quiet")
    #expect(loud.status == 1)
    #expect(loud.out.contains("open"))
    #expect(loud.out.contains("reports/2026-11-21-0002/index.html"))
    #expect(loud.err.isEmpty)
    #expect(try folder.night("--fail-on", "critical").out.contains("report"))
  }

  @Test(
    "The severity to fail on is the policy's, or the option's",
    arguments: [
      ("critical", 1), ("high", 1), ("medium", 1), ("low", 1), ("info", 1),
    ])
  func failOn(severity: String, status: Int32) throws {
    let folder = try AuditFolder()
    #expect(try folder.night("--fail-on", severity).status == status)
  }

  @Test("Findings below the severity to fail on do not change the exit status")
  func below() throws {
    let folder = try AuditFolder()
    let policy = try folder.text("rollcall.yml")
    let rules = try folder.rules(of: ["name-filler", "role-internal"])
    try folder.write(
      policy.components(separatedBy: "rules:\n  dormant-privileged: {days: 90}").joined(separator: "rules:\n" + rules),
      to: "rollcall.yml")
    #expect(try folder.night().status == 0)
    #expect(try Set(folder.findings().column("severity")) == ["medium", "low"])
    #expect(try folder.night("--fail-on", "medium").status == 1)
    #expect(try folder.night("--fail-on", "critical").status == 0)
    try folder.replace("fail_on: high ", with: "fail_on: medium ", in: "rollcall.yml")
    #expect(try folder.night().status == 1)
    #expect(try folder.night("--fail-on", "high").status == 0)
  }

  @Test("Standard output that is closed, or that nobody reads, does no harm")
  func closedPipe() throws {
    let folder = try AuditFolder()
    let shell = "exec \"$0\" run --as-of \(AuditFolder.asOf) <&- >&- 2>&-"
    let closed = try Program.run(tool: "/bin/sh", ["-c", shell, Program.path], in: folder.path)
    #expect(closed.status == 1)
    #expect(!closed.wasKilled)
    for arguments in [["run", "--as-of", AuditFolder.asOf], ["findings", "--format", "csv"], ["check"], ["--help"]] {
      let ending = try Program.run(arguments, in: folder.path, output: try unreadPipe())
      #expect(!ending.wasKilled)
      #expect(ending.status == (arguments[0] == "run" ? 1 : 0), "\(arguments)")
    }
    #expect(try folder.findings().findings == (try AuditFolder.expected()))
    #expect(
      try Program.run(tool: "/bin/sh", ["-c", "\"$0\" findings | head -n 1", Program.path], in: folder.path).status == 0
    )
  }

  /// The writing end of a pipe whose reading end is gone.
  private func unreadPipe() throws -> FileHandle {
    var ends: [Int32] = [0, 0]
    try #require(pipe(&ends) == 0)
    close(ends[0])
    _ = fcntl(ends[1], F_SETFD, FD_CLOEXEC)
    return FileHandle(fileDescriptor: ends[1], closeOnDealloc: true)
  }

  @Test(
    "A full device behind standard output is a failure of storage",
    arguments: [
      ["findings"], ["findings", "--format", "json"], ["rules", "list"], ["check"], ["run", "--as-of", "2026-11-21"],
      ["--help"],
      ["--version"],
    ])
  func fullDevice(arguments: [String]) throws {
    let folder = try AuditFolder()
    try folder.night()
    let full = try #require(FileHandle(forWritingAtPath: "/dev/full"))
    let ending = try Program.run(arguments, in: folder.path, output: full)
    #expect(ending.status == 6)
    #expect(ending.err.contains("standard output"), "the cause in a line: '\(ending.err)'")
  }

  @Test(
    "Files that a run writes are for their owner, or for the group where the policy says so",
    arguments: ["owner", "group"])
  func modes(readers: String) throws {
    let folder = try AuditFolder()
    try folder.replace("# readable_by: owner  ", with: "readable_by: \(readers)  ", in: "rollcall.yml")
    try folder.night()
    for (name, owner, group) in [("", 0o700, 0o750), ("/latest/findings.csv", 0o600, 0o640)] {
      var status = stat()
      #expect(stat(folder.path + "/reports" + name, &status) == 0)
      #expect(Int(status.st_mode & 0o777) == (readers == "owner" ? owner : group))
    }
    var database = stat()
    #expect(stat(folder.path + "/rollcall.db", &database) == 0)
    #expect(database.st_mode & 0o077 == 0)
  }
}

extension AuditFolder {
  /// A policy's lines that switch off every rule but some.
  func rules(of kept: [String]) throws -> String {
    try CSVTable(try rollcall("rules", "list", "--format", "csv").out).column("rule")
      .filter { !kept.contains($0) }.map { "  \($0): off\n" }.joined()
  }
}
