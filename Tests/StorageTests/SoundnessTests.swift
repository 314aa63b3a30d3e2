import Foundation
import GRDB
import Storage
import Testing

@Suite struct SoundnessTests {
  /// The nights, of seven, that refuse a database in which the first page of a table was damaged.
  private func refusing(_ table: String) throws -> [Int] {
    let folder = try Folder()
    let path = folder.file("a.db")
    let root = try AuditDatabase(path: path) { 1 }.text("select rootpage from sqlite_schema where name = '\(table)'")
    var bytes = try Bytes.of(path)
    let start = (try #require(root.flatMap { Int($0) }) - 1) * 4096
    for place in start..<start + 512 { bytes[place] = 0xA5 }
    try Data(bytes).write(to: URL(fileURLWithPath: path))
    return try (0..<AuditDatabase.turns).filter { night in
      do {
        try AuditDatabase(path: path) { 1 }.confirmSound(night: night)
        return false
      } catch StorageError.damaged {
        return true
      }
    }
  }

  @Test(
    "what a night builds on is looked through before every night",
    arguments: ["profile", "assignment", "person", "account", "finding", "profile_login", "waiver", "role", "document"])
  func everyNight(table: String) throws {
    #expect(try refusing(table) == Array(0..<AuditDatabase.turns))
  }

  @Test(
    "what only grows is looked through in one night of seven",
    arguments: ["run", "known_source", "run_word", "finding_event", "person_past", "chain", "seal"])
  func inTurn(table: String) throws {
    #expect(try refusing(table).count == 1)
  }

  @Test("a sound database is sound on every night, and a row that refers to no run is found on one")
  func references() throws {
    let database = try inMemory()
    for night in 0..<AuditDatabase.turns { try database.confirmSound(night: night) }
    try database.read { try $0.execute("pragma foreign_keys = off") }
    try database.execute("insert into run_word values (9, 'users', 'status', 'x', 1, 2)")
    let nights = (0..<AuditDatabase.turns).filter { night in
      (try? database.confirmSound(night: night)) == nil
    }
    #expect(nights.count == 1)
  }
}
