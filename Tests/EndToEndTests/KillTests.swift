import Foundation
import Glibc
import Testing

@Suite("A run that is killed")
struct KillTests {
  /// The same numbers in every run of the tests.
  private struct Dice: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return state ^ state >> 29
    }
  }

  private static let kills = 16

  @Test(
    "at any moment leaves whole reports only, and the next run ends as if nothing had been", .timeLimit(.minutes(5)))
  func kills() throws {
    let twin = try AuditFolder()
    try twin.enlarge(copies: 400)
    let begin = Date()
    #expect(try twin.night("--quiet").status == 1)
    let whole = Date().timeIntervalSince(begin)
    let expected = try twin.findings()
    #expect(expected.rows.count > 5000)

    let folder = try AuditFolder()
    try folder.enlarge(copies: 400)
    var dice = Dice(state: 42)
    var killed = 0
    var proven: Set<String> = []
    for _ in 0..<(4 * KillTests.kills) where killed < KillTests.kills {
      let scratch = try Scratch()
      let process = try Program.start(
        ["run", "--as-of", AuditFolder.asOf, "--quiet"], in: folder.path, output: scratch.file("out"),
        error: scratch.file("err"))
      usleep(UInt32(Double.random(in: 0...whole, using: &dice) * 1_000_000))
      kill(process.processIdentifier, SIGKILL)
      process.waitUntilExit()
      if process.terminationReason == .uncaughtSignal {
        killed += 1
      } else {
        let said = try scratch.text("err")
        #expect(process.terminationStatus == 1, "\(said)")
      }
      try folder.confirmReports(proven)
      proven.formUnion(folder.reports.filter { !$0.hasPrefix(".") })
    }
    #expect(killed == KillTests.kills)

    #expect(try folder.night("--quiet").status == 1)
    try folder.confirmReports()
    #expect(!folder.reports.contains { $0.hasPrefix(".") })
    #expect(folder.latest == folder.reports.last)
    let findings = try folder.findings()
    #expect(findings.findings == expected.findings)
    #expect(findings.column("finding").sorted() == expected.column("finding").sorted())
    #expect(Set(findings.column("state")).isSubset(of: ["new", "open"]))
    #expect(try folder.bytes("reports/latest/access.csv") == twin.bytes("reports/latest/access.csv"))
    // Runs are numbered one after the other, whatever became of them, and each that counts has its report.
    #expect(folder.reports == (1...folder.reports.count).map { AuditFolder.asOf + "-" + String(format: "%04d", $0) })
  }

  @Test("by a signal that asks it to end leaves no half report either", arguments: [SIGTERM, SIGINT, SIGHUP])
  func signals(signal: Int32) throws {
    let folder = try AuditFolder()
    try folder.enlarge(copies: 100)
    for delay in [20_000, 100_000, 250_000] as [UInt32] {
      let scratch = try Scratch()
      let process = try Program.start(
        ["run", "--as-of", AuditFolder.asOf, "--quiet"], in: folder.path, output: scratch.file("out"),
        error: scratch.file("err"))
      usleep(delay)
      kill(process.processIdentifier, signal)
      process.waitUntilExit()
      try folder.confirmReports()
    }
    #expect(try folder.night("--quiet").status == 1)
    try folder.confirmReports()
    #expect(!folder.reports.contains { $0.hasPrefix(".") })
  }

  @Test("leaves things behind that the next run removes, and nothing that they point to")
  func leftovers() throws {
    let folder = try AuditFolder()
    try folder.night()
    let report = try folder.everything()
    let reports = folder.path + "/reports"
    let files = FileManager.default
    try files.createDirectory(atPath: reports + "/.tmp-2026-11-21-0002", withIntermediateDirectories: false)
    try folder.write("half", to: "reports/.tmp-2026-11-21-0002/index.html")
    // Between making the link and giving it its name.
    try files.createSymbolicLink(atPath: reports + "/.tmp-latest", withDestinationPath: "2026-11-21-0001")
    try files.createSymbolicLink(
      atPath: reports + "/.tmp-2026-11-21-0003", withDestinationPath: folder.path + "/exports")
    try folder.write("x", to: "reports/.tmp-file")
    let ending = try folder.night()
    #expect(ending.status == 1, "\(ending.err)")
    #expect(folder.reports == ["2026-11-21-0001", "2026-11-21-0002"])
    let changed = try folder.changes(since: report).filter { !$0.hasPrefix("reports/2026-11-21-0002") }
    #expect(Set(changed) == ["reports/latest", "reports/rollcall.prom", "rollcall.db"])
    try folder.confirmReports()
  }
}

extension AuditFolder {
  /// Every report that has its name is whole: its files are those of its manifest, by `sha256sum`; and `latest` is one.
  /// - Parameter proven: reports that need not be looked at again.
  func confirmReports(_ proven: Set<String> = []) throws {
    let names = reports.filter { !$0.hasPrefix(".tmp-") }
    if let latest { #expect(names.contains(latest)) }
    for name in names where !proven.contains(name) {
      try #require(exists("reports/\(name)/manifest.json"), "\(name)")
      let json = try JSONSerialization.jsonObject(with: Data(bytes("reports/\(name)/manifest.json")))
      let files = try #require((json as? [String: Any])?["files"] as? [[String: Any]])
      let lines = try files.map { file in
        "\(try #require(file["sha256"] as? String))  \(try #require(file["name"] as? String))\n"
      }
      let inside = try FileManager.default.contentsOfDirectory(atPath: path + "/reports/" + name)
      #expect(Set(inside) == Set(files.compactMap { $0["name"] as? String } + ["manifest.json"]))
      let scratch = try Scratch()
      try Data(lines.joined().utf8).write(to: URL(filePath: scratch.path + "/sums"))
      let arguments = ["--check", "--strict", "--quiet", scratch.path + "/sums"]
      let sums = try Program.tool("sha256sum", arguments, in: path + "/reports/" + name)
      #expect(sums.status == 0, "\(name): \(sums.out)\(sums.err)")
    }
  }

  /// Repeats the people of the example under new ids, names and addresses.
  func enlarge(copies: Int) throws {
    for (name, columns) in [
      ("users", ["User ID", "Username", "Email Address", "Employee ID"]), ("roster", ["Employee ID", "Work Email"]),
      ("roles", ["Assign to"]),
    ] {
      let table = try export(name)
      var large = table
      for copy in 0..<copies {
        large.rows += table.rows.map { row in
          var row = row
          for column in columns where row[column]?.isEmpty == false {
            let cell = row[column] ?? ""
            row[column] = cell.contains("@") ? cell.replacing("@", with: ".\(copy)@") : cell + "-\(copy)"
          }
          return row
        }
      }
      try write(large.text, to: "exports/\(name).csv")
    }
  }
}
