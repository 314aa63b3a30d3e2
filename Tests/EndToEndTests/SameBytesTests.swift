import Foundation
import Testing

@Suite("The same inputs give the same bytes")
struct SameBytesTests {
  private static let files = [
    "access.csv", "findings.csv", "index.html", "manifest.json", "rejected.csv", "review.csv", "run.json",
  ]

  /// When an export was written is part of it; a copy that keeps it is the same.
  private func setTimes(_ folder: AuditFolder) throws {
    for name in AuditFolder.exports {
      let time = Date(timeIntervalSince1970: 1_795_226_400)
      try FileManager.default.setAttributes(
        [.modificationDate: time], ofItemAtPath: folder.path + "/exports/\(name).csv")
    }
  }

  static let surroundings: [[String: String]] = [
    ["PATH": "/bin", "TZ": "Asia/Tokyo", "LC_ALL": "tr_TR.UTF-8", "LANG": "tr_TR.UTF-8", "HOME": "/"],
    [
      "PATH": "/usr/bin", "TZ": "America/Los_Angeles", "LC_ALL": "POSIX", "NO_COLOR": "1", "TERM": "xterm",
      "COLUMNS": "40",
    ],
    ["TZ": ":/nonexistent", "HOME": "/nonexistent", "USER": "nobody", "HOSTNAME": "elsewhere"],
  ]

  @Test("in any zone, locale, home and current folder", arguments: surroundings)
  func anywhere(environment: [String: String]) throws {
    let here = try AuditFolder()
    try setTimes(here)
    #expect(try here.night().status == 1)
    let there = try AuditFolder()
    try setTimes(there)
    let arguments = ["run", "--as-of", AuditFolder.asOf, "--policy", there.path + "/rollcall.yml"]
    #expect(try Program.run(arguments, in: "/", environment: environment).status == 1)
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: here.path + "/reports/latest").sorted()
        == SameBytesTests.files)
    for name in SameBytesTests.files {
      #expect(try here.bytes("reports/latest/" + name) == there.bytes("reports/latest/" + name), "\(name)")
    }
  }

  @Test("on the second night, too")
  func secondNight() throws {
    let folders = [try AuditFolder(), try AuditFolder()]
    for folder in folders {
      try setTimes(folder)
      try folder.night()
      try folder.night()
    }
    for name in SameBytesTests.files {
      let bytes = try folders.map { try $0.bytes("reports/latest/" + name) }
      #expect(bytes[0] == bytes[1], "\(name)")
    }
  }

  @Test("as cron starts it: without an environment, in the root folder, by an absolute path")
  func cron() throws {
    let folder = try AuditFolder()
    let arguments = ["-i", Program.path, "run", "--as-of", AuditFolder.asOf, "--policy", folder.path + "/rollcall.yml"]
    let ending = try Program.run(tool: "/usr/bin/env", arguments, in: "/")
    #expect(ending.status == 1)
    #expect(ending.err.isEmpty)
    #expect(try folder.findings().findings == (try AuditFolder.expected()))
    #expect(!FileManager.default.fileExists(atPath: "/rollcall.db"))
  }

  @Test("by the policy that the environment names, unless an option does")
  func policyOfEnvironment() throws {
    let folder = try AuditFolder()
    let environment = ["ROLLCALL_POLICY": folder.path + "/rollcall.yml"]
    #expect(try Program.run(["check", "--quiet"], in: "/", environment: environment).status == 0)
    let other = try Program.run(["check", "--policy", "none.yml"], in: "/", environment: environment)
    #expect(other.status == 2)
    #expect(other.err.contains("none.yml"))
  }

  enum Form: String, CaseIterable { case list, lines, envelope }

  @Test("of findings and access from JSON as from CSV", arguments: Form.allCases)
  func json(form: Form) throws {
    let csv = try AuditFolder()
    try csv.night()
    let json = try AuditFolder()
    for name in AuditFolder.exports {
      // The file keeps its name: what it is, is told by its content.
      try json.write(try SameBytesTests.json(json.export(name), form), to: "exports/\(name).csv")
    }
    #expect(try json.night().status == 1)
    for name in ["findings.csv", "access.csv"] {
      #expect(try csv.text("reports/latest/" + name) == json.text("reports/latest/" + name), "\(name)")
    }
    #expect(try CSVTable(json.text("reports/latest/rejected.csv")).column("field") == ["created"])
    let sources = try #require(try json.run()["sources"] as? [[String: Any]])
    #expect(Set(sources.compactMap { $0["format"] as? String }) == [form == .lines ? "ndjson" : "json"])
  }

  private static func json(_ table: CSVTable, _ form: Form) throws -> String {
    func text(_ value: Any) throws -> String {
      String(decoding: try JSONSerialization.data(withJSONObject: value, options: [.sortedKeys]), as: UTF8.self)
    }
    switch form {
    case .list: return try text(table.rows)
    case .lines: return try table.rows.map { try text($0) }.joined(separator: "\n") + "\n"
    case .envelope: return "{\"total\": \(table.rows.count), \"data\": \(try text(table.rows)), \"next\": null}"
    }
  }
}
