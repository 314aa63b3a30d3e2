import Foundation
import GRDB
import Schema
import Storage
import Testing

enum Bytes {
  static func of(_ path: String) throws -> [UInt8] { Array(try Data(contentsOf: URL(fileURLWithPath: path))) }
}

@Suite struct RefusalTests {
  enum Stranger: CaseIterable {
    case otherApplication, noApplication, onlyVersion, writeAheadLog, noDatabase

    /// Makes the file and closes it.
    func make(_ path: String) throws {
      if self == .noDatabase {
        try Data(repeating: UInt8(ascii: "x"), count: 8192).write(to: URL(fileURLWithPath: path))
        return
      }
      let queue = try DatabaseQueue(path: path)
      try queue.writeWithoutTransaction { database in
        if self == .writeAheadLog { _ = try String.fetchOne(database, sql: "pragma journal_mode = wal") }
        if self != .onlyVersion {
          try database.execute(sql: "create table theirs (a); insert into theirs values (1)")
        }
        if self == .otherApplication { try database.execute(sql: "pragma application_id = 42") }
        if self == .onlyVersion { try database.execute(sql: "pragma user_version = 3") }
      }
      try queue.close()
    }
  }

  @Test(
    "a file of another program is refused as damaged, and not a byte of it is changed", arguments: Stranger.allCases)
  func foreign(stranger: Stranger) throws {
    let folder = try Folder()
    let path = folder.file("theirs.db")
    try stranger.make(path)
    try expectDamaged(path)
    #expect(try folder.names == ["theirs.db"])
  }

  @Test("a database of a newer version is refused as newer, and not a byte of it is changed", arguments: [1, 2, 1000])
  func newer(ahead: Int) throws {
    let known = Schema.tables.count
    let version = known + ahead
    let folder = try Folder()
    let path = folder.file("a.db")
    _ = try AuditDatabase(path: path) { 1 }
    let queue = try DatabaseQueue(path: path)
    try queue.writeWithoutTransaction { database in
      try database.execute(sql: "pragma user_version = \(version); create table of_tomorrow (a)")
    }
    try queue.close()
    let before = try Bytes.of(path)
    #expect(throws: StorageError.newer(found: version, known: known)) { try AuditDatabase(path: path) { 1 } }
    #expect(try Bytes.of(path) == before)
    #expect(try folder.names == ["a.db"])
  }

  @Test("a database whose pages are damaged is refused")
  func damagedPages() throws {
    let folder = try Folder()
    let path = folder.file("a.db")
    _ = try AuditDatabase(path: path) { 1 }
    var bytes = try Bytes.of(path)
    for place in 100..<min(bytes.count, 4096) { bytes[place] = 0xFF }
    try Data(bytes).write(to: URL(fileURLWithPath: path))
    #expect {
      try AuditDatabase(path: path) { 1 }.confirmSound()
    } throws: { error in
      if case .damaged = error as? StorageError { true } else { false }
    }
  }

  @Test("a database without its hash key is damaged")
  func noHashKey() throws {
    let folder = try Folder()
    let path = folder.file("a.db")
    try AuditDatabase(path: path) { 1 }.execute("delete from setting")
    #expect(throws: StorageError.damaged("it has no hash key")) { try AuditDatabase(path: path) { 1 } }
  }

  @Test("a path that cannot be opened is unavailable, and says so", arguments: ["none/a.db", "."])
  func unavailable(name: String) throws {
    let folder = try Folder()
    #expect {
      try AuditDatabase(path: folder.file(name)) { 1 }
    } throws: { error in
      guard case .unavailable = error as? StorageError else { return false }
      return "\(error)".hasPrefix("the database cannot be used")
    }
    #expect(try folder.names == [])
  }

  @Test("an empty file is a new database")
  func emptyFile() throws {
    let folder = try Folder()
    try Data().write(to: URL(fileURLWithPath: folder.file("a.db")))
    let database = try AuditDatabase(path: folder.file("a.db")) { 1 }
    #expect(try database.text("select count(*) from run") == "0")
  }
}
