import Foundation
import Glibc
import Testing

/// The example of `rollcall init` in a folder of its own, which is gone when the test is over.
final class AuditFolder {
  static let asOf = "2026-11-21"
  static let exports = ["accounts", "users", "roles", "roster"]

  let path: String
  private let scratch: Scratch

  init() throws {
    scratch = try Scratch()
    path = scratch.path + "/audit"
    let ending = try Program.run(["init", path], in: scratch.path)
    try #require(ending.status == 0, "\(ending.err)")
  }

  /// A copy as it stands.
  init(copying other: AuditFolder) throws {
    scratch = try Scratch()
    path = scratch.path + "/audit"
    try FileManager.default.copyItem(atPath: other.path, toPath: path)
  }

  // MARK: - Running

  @discardableResult
  func rollcall(_ arguments: String..., environment: [String: String] = Program.environment) throws -> Ending {
    try Program.run(arguments, in: path, environment: environment)
  }

  /// One night of the example's day.
  @discardableResult
  func night(_ arguments: String...) throws -> Ending {
    try Program.run(["run", "--as-of", AuditFolder.asOf] + arguments, in: path)
  }

  // MARK: - Files

  func bytes(_ name: String) throws -> [UInt8] { [UInt8](try Data(contentsOf: URL(filePath: path + "/" + name))) }

  func text(_ name: String) throws -> String { String(decoding: try bytes(name), as: UTF8.self) }

  func write(_ text: String, to name: String) throws { try Data(text.utf8).write(to: URL(filePath: path + "/" + name)) }

  func remove(_ name: String) throws { try FileManager.default.removeItem(atPath: path + "/" + name) }

  func exists(_ name: String) -> Bool {
    var status = stat()
    return lstat(path + "/" + name, &status) == 0
  }

  /// Replaces a text that must be there exactly once.
  func replace(_ old: String, with new: String, in name: String) throws {
    let parts = try text(name).components(separatedBy: old)
    try #require(parts.count == 2, "\(name) holds '\(old)' \(parts.count - 1) times")
    try write(parts.joined(separator: new), to: name)
  }

  /// Takes the roster out of the policy.
  func removeRosterFromPolicy() throws {
    let policy = try text("rollcall.yml")
    let begin = try #require(policy.range(of: "  - name: HR roster"))
    let end = try #require(policy.range(of: "# With few accounts"))
    try write(policy.replacingCharacters(in: begin.lowerBound..<end.lowerBound, with: ""), to: "rollcall.yml")
  }

  func export(_ name: String) throws -> CSVTable { try CSVTable(text("exports/\(name).csv")) }

  /// Every file below the folder with its bytes, links with where they point to; the lock apart, which a run may make.
  func everything() throws -> [String: [UInt8]] {
    var all: [String: [UInt8]] = [:]
    for name in FileManager.default.enumerator(atPath: path)?.compactMap({ $0 as? String }) ?? [] {
      if name.hasSuffix(".lock") { continue }
      if let target = try? FileManager.default.destinationOfSymbolicLink(atPath: path + "/" + name) {
        all[name] = Array(target.utf8)
        continue
      }
      var isFolder: ObjCBool = false
      _ = FileManager.default.fileExists(atPath: path + "/" + name, isDirectory: &isFolder)
      all[name] = isFolder.boolValue ? [] : try bytes(name)
    }
    return all
  }

  /// Names of files that came, went or changed since `everything` was asked for.
  func changes(since before: [String: [UInt8]]) throws -> [String] {
    let after = try everything()
    return Set(before.keys).union(after.keys).filter { before[$0] != after[$0] }.sorted()
  }

  // MARK: - Reports

  var reports: [String] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: path + "/reports")) ?? []
    return names.filter { $0 != "latest" && $0 != "rollcall.prom" }.sorted()
  }

  var latest: String? { try? FileManager.default.destinationOfSymbolicLink(atPath: path + "/reports/latest") }

  func findings(_ report: String = "latest") throws -> CSVTable { try CSVTable(text("reports/\(report)/findings.csv")) }

  /// State of each finding by `rule,account,subject_kind,subject`.
  func states(_ report: String = "latest") throws -> [String: String] {
    let table = try findings(report)
    let keys = try table.rows.map { row in
      var one = table
      one.rows = [row]
      return try #require(one.findings.first)
    }
    return Dictionary(uniqueKeysWithValues: zip(keys, table.rows.map { $0["state"] ?? "?" }))
  }

  func run(_ report: String = "latest") throws -> [String: Any] {
    let json = try JSONSerialization.jsonObject(with: Data(bytes("reports/\(report)/run.json")))
    return try #require(json as? [String: Any])
  }

  /// The rules of a run's `run.json`: id, state, reason.
  func rules(_ report: String = "latest") throws -> [(id: String, state: String, reason: String?)] {
    let rules = try #require(try run(report)["rules"] as? [[String: Any]])
    return try rules.map {
      (try #require($0["id"] as? String), try #require($0["state"] as? String), $0["reason"] as? String)
    }
  }

  /// What the example must give, as it was written down by hand.
  static func expected() throws -> [String] {
    let file = Repository.folder + "/Tests/Fixtures/example/expected.csv"
    return try CSVTable(String(decoding: Data(contentsOf: URL(filePath: file)), as: UTF8.self)).findings
  }
}
