import Foundation
import GRDB
import Storage
import Testing

@Suite struct SoundnessTests {
  /// A database with rows in it, and with pages that are free.
  private func written(_ path: String) throws {
    let database = try AuditDatabase(path: path) { 1 }
    for run in 1...3 { try database.insertRun(run) }
    try database.execute(
      """
      insert into setting (name, value)
      with recursive number (n) as (select 1 union all select n + 1 from number where n < 300)
      select n, printf('%01000d', n) from number
      """)
    try database.execute("delete from setting where name glob '[0-9]*'")
    #expect(try database.text("pragma freelist_count") != "0")
    try database.confirmSound()
    try database.confirmSound(isThorough: true)
  }

  private func fault(_ path: String, isThorough: Bool) throws -> String? {
    do {
      try AuditDatabase(path: path) { 1 }.confirmSound(isThorough: isThorough)
      return nil
    } catch StorageError.damaged(let fault) {
      return fault
    }
  }

  @Test("a page that has rows and is said to be free is found", arguments: [false, true], ["run", "person", "seal"])
  func freeAndUsed(isThorough: Bool, table: String) throws {
    let folder = try Folder()
    let path = folder.file("a.db")
    try written(path)
    let root = try AuditDatabase(path: path) { 1 }.text("select rootpage from sqlite_schema where name = '\(table)'")
    try FreeList.add(page: try #require(root.flatMap { Int($0) }), to: path)
    #expect(try fault(path, isThorough: isThorough)?.contains("2nd reference to page \(root ?? "")") == true)
  }

  @Test("a page that stands in the free list in the place of a free one is found", arguments: [false, true])
  func freeInstead(isThorough: Bool) throws {
    let folder = try Folder()
    let path = folder.file("a.db")
    try written(path)
    try FreeList.replaceLast(with: 3, in: path)
    #expect(try fault(path, isThorough: isThorough) != nil)
  }

  @Test("a page that nothing uses is found", arguments: [false, true])
  func unused(isThorough: Bool) throws {
    let folder = try Folder()
    let path = folder.file("a.db")
    try written(path)
    try FreeList.removeLast(in: path)
    #expect(try fault(path, isThorough: isThorough)?.contains("is never used") == true)
  }

  @Test("two tables that share a page are found", arguments: [false, true])
  func shared(isThorough: Bool) throws {
    let folder = try Folder()
    let path = folder.file("a.db")
    try written(path)
    let queue = try DatabaseQueue(path: path)
    try queue.writeWithoutTransaction { database in
      try database.execute(
        sql: """
          pragma writable_schema = on;
          update sqlite_schema set rootpage = (select rootpage from sqlite_schema where name = 'erp') where name = 'crm'
          """)
    }
    try queue.close()
    #expect(try fault(path, isThorough: isThorough)?.contains("2nd reference to page") == true)
  }

  @Test("looking changes nothing: not the file, and not the views in it")
  func unchanged() throws {
    let folder = try Folder()
    let path = folder.file("a.db")
    try written(path)
    let before = try Bytes.of(path)
    let database = try AuditDatabase(path: path) { 1 }
    let views = try database.text("select count(*) from sqlite_schema where type = 'view'")
    try database.confirmSound(isThorough: true)
    #expect(try database.text("select count(*) from sqlite_schema where type = 'view'") == views)
    #expect(try Bytes.of(path) == before)
    #expect(try folder.names == ["a.db"])
  }

  @Test("a database that somebody writes to is looked at, too")
  func busy() throws {
    let folder = try Folder()
    let path = folder.file("a.db")
    try written(path)
    try FreeList.add(page: 3, to: path)
    let (writer, reader) = (try AuditDatabase(path: path) { 1 }, try AuditDatabase(path: path) { 1 })
    try reader.read { try $0.execute("pragma busy_timeout = 0") }
    try writer.write { connection in
      try connection.execute("insert into break_glass values ('a')")
      #expect {
        try reader.confirmSound()
      } throws: { error in
        if case .damaged = error as? StorageError { true } else { false }
      }
      return ((), keep: false)
    }
  }
}

/// The list of free pages in a file (https://www.sqlite.org/fileformat.html#the_freelist).
enum FreeList {
  static func add(page: Int, to path: String) throws {
    try change(path) { bytes, trunk in
      let count = number(bytes, trunk + 4)
      set(&bytes, trunk + 8 + 4 * count, page)
      set(&bytes, trunk + 4, count + 1)
      set(&bytes, 36, number(bytes, 36) + 1)
    }
  }

  static func replaceLast(with page: Int, in path: String) throws {
    try change(path) { bytes, trunk in set(&bytes, trunk + 4 + 4 * number(bytes, trunk + 4), page) }
  }

  static func removeLast(in path: String) throws {
    try change(path) { bytes, trunk in
      set(&bytes, trunk + 4, number(bytes, trunk + 4) - 1)
      set(&bytes, 36, number(bytes, 36) - 1)
    }
  }

  private static func change(_ path: String, _ body: (inout [UInt8], Int) -> Void) throws {
    var bytes = try Bytes.of(path)
    let trunk = number(bytes, 32)
    try #require(trunk > 0)
    body(&bytes, (trunk - 1) * 4096)
    try Data(bytes).write(to: URL(fileURLWithPath: path))
  }

  private static func number(_ bytes: [UInt8], _ place: Int) -> Int {
    bytes[place..<place + 4].reduce(0) { $0 << 8 | Int($1) }
  }

  private static func set(_ bytes: inout [UInt8], _ place: Int, _ value: Int) {
    for shift in 0..<4 { bytes[place + shift] = UInt8(truncatingIfNeeded: value >> (24 - 8 * shift)) }
  }
}
