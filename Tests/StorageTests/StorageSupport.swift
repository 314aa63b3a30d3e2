import Foundation
import Storage
import Testing

/// A folder of its own for one test; it goes when the test ends.
final class Folder {
  let path: String

  init() throws {
    path = FileManager.default.temporaryDirectory.appending(path: "rollcall-storage-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  func file(_ name: String) -> String { path + "/" + name }

  var names: [String] { get throws { try FileManager.default.contentsOfDirectory(atPath: path).sorted() } }
}

/// A database in memory, with a hash key that is the same in every run of the tests.
func inMemory() throws -> AuditDatabase { try AuditDatabase(path: nil) { 0x5EED } }

extension AuditDatabase {
  /// The rows of a query as texts; NULL is nil.
  func texts(_ sql: String, columns: Int = 1) throws -> [[String?]] {
    try read { connection in
      try connection.rows(sql) { row in (0..<columns).map { row.text($0) } }
    }
  }

  func text(_ sql: String) throws -> String? { try texts(sql).first?.first ?? nil }

  /// Runs one statement and keeps what it did.
  func execute(_ sql: String) throws { try write { (try $0.execute(sql), keep: true) } }

  func insertRun(_ run: Int, asOf: String = "2026-11-21") throws {
    try execute(
      """
      insert into run (run, as_of, started, organization, timezone, complete, fail_on, program_version, sqlite_version,
                       policy_sha256, rules_sha256)
      values (\(run), '\(asOf)', '\(asOf)T02:00:00Z', 'Example', 'UTC', 'yes', 'high', '0', '0', '', '')
      """)
  }
}

/// A database that is refused as damaged, and of which no byte is changed by that.
func expectDamaged(_ path: String) throws {
  let before = try Bytes.of(path)
  #expect {
    try AuditDatabase(path: path) { 1 }
  } throws: { error in
    if case .damaged = error as? StorageError { true } else { false }
  }
  #expect(try Bytes.of(path) == before)
}
