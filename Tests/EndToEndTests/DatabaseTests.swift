import Foundation
import Glibc
import Testing

@Suite("The database and its lock")
struct DatabaseTests {
  /// Changes bytes of the database's header (https://www.sqlite.org/fileformat.html#the_database_header).
  private func patch(_ folder: AuditFolder, at offset: Int, _ bytes: [UInt8]) throws {
    var database = try folder.bytes("rollcall.db")
    database.replaceSubrange(offset..<offset + bytes.count, with: bytes)
    try Data(database).write(to: URL(filePath: folder.path + "/rollcall.db"))
  }

  /// A night that must not touch anything.
  private func untouched(_ folder: AuditFolder, status: Int32, _ words: String) throws {
    let before = try folder.everything()
    for arguments in [["run", "--as-of", AuditFolder.asOf], ["run", "--dry-run"], ["findings"]] {
      let ending = try Program.run(arguments, in: folder.path)
      #expect(ending.status == status, "\(arguments): \(ending.err)")
      #expect(ending.out.isEmpty)
      #expect(ending.err.contains(words), "\(ending.err)")
      #expect(try folder.changes(since: before) == [], "\(arguments)")
    }
  }

  @Test("Another run that holds the lock is left alone, and the lock is free when it ends")
  func lock() throws {
    let folder = try AuditFolder()
    try folder.night()
    let before = try folder.everything()
    let lock = open(folder.path + "/rollcall.db.lock", O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    #expect(flock(lock, LOCK_EX | LOCK_NB) == 0)
    for arguments in [["run"], ["run", "--dry-run"], ["run", "--quiet"]] {
      let begin = Date()
      let ending = try Program.run(arguments, in: folder.path)
      #expect(ending.status == 5)
      #expect(ending.out.isEmpty)
      #expect(ending.err.contains("rollcall.db.lock"))
      #expect(Date().timeIntervalSince(begin) < 10)
      #expect(try folder.changes(since: before) == [])
    }
    // To read is no run.
    #expect(try folder.rollcall("findings").status == 0)
    close(lock)
    #expect(try folder.night().status == 1)
  }

  @Test("A lock that a killed run left behind holds nobody up")
  func staleLock() throws {
    let folder = try AuditFolder()
    try folder.write("pid 1 since 2026-11-20T02:00:00Z\n", to: "rollcall.db.lock")
    #expect(try folder.night().status == 1)
  }

  @Test("Of many runs that start at once one works, and the others say that it does")
  func together() throws {
    let folder = try AuditFolder()
    let scratch = try Scratch()
    let (out, err) = (try scratch.file("out"), try scratch.file("err"))
    let runs = try (0..<12).map { _ in
      try Program.start(["run", "--as-of", AuditFolder.asOf, "--quiet"], in: folder.path, output: out, error: err)
    }
    for run in runs { run.waitUntilExit() }
    let endings = runs.map(\.terminationStatus)
    #expect(Set(endings).isSubset(of: [1, 5]))
    #expect(endings.filter { $0 == 1 }.count == folder.reports.count)
    #expect(folder.reports.count >= 1)
    #expect(try folder.findings().findings == (try AuditFolder.expected()))
  }

  @Test("A database of a newer version is not touched")
  func newer() throws {
    let folder = try AuditFolder()
    try folder.night()
    try patch(folder, at: 60, [0, 0, 0, 99])  // user_version
    try untouched(folder, status: 8, "newer version")
  }

  @Test("A database of another program is not touched")
  func otherApplication() throws {
    let folder = try AuditFolder()
    try folder.night()
    try patch(folder, at: 68, Array("GPKG".utf8))  // application_id
    try untouched(folder, status: 7, "another program")
  }

  @Test("A database of another program that is in WAL mode is not touched either")
  func otherApplicationWithWAL() throws {
    let folder = try AuditFolder()
    try folder.night()
    try patch(folder, at: 68, Array("GPKG".utf8))
    try patch(folder, at: 18, [2, 2])  // read and write version: write-ahead log
    try untouched(folder, status: 7, "another program")
  }

  @Test(
    "A file that is no database is not touched",
    arguments: ["Minutes of the meeting\n", String(repeating: "not a database, but long\n", count: 1000)])
  func text(content: String) throws {
    let folder = try AuditFolder()
    try folder.write(content, to: "rollcall.db")
    let before = try folder.bytes("rollcall.db")
    let ending = try folder.night()
    #expect(ending.status == 7, "\(ending.err)")
    #expect(!ending.err.isEmpty)
    #expect(try folder.bytes("rollcall.db") == before)
    #expect(folder.reports.isEmpty)
    #expect(folder.latest == nil)
  }

  @Test("A database that was cut off is not taken for a good one, and not touched", arguments: [1, 2, 3])
  func cutOff(quarters: Int) throws {
    let folder = try AuditFolder()
    try folder.night()
    let whole = try folder.bytes("rollcall.db")
    let pages = whole.count / 4096 * quarters / 4
    try Data(whole[..<(pages * 4096)]).write(to: URL(filePath: folder.path + "/rollcall.db"))
    let before = try folder.everything()
    #expect(try folder.night().status == 7)
    #expect(try folder.changes(since: before) == [])
  }

  @Test("A page of the database that was damaged is found, and no report is made over it")
  func damaged() throws {
    let folder = try AuditFolder()
    try folder.night()
    let whole = try folder.bytes("rollcall.db")
    let reports = folder.reports
    for page in stride(from: 2, to: whole.count / 4096, by: 3) {
      try patch(folder, at: page * 4096, [UInt8](repeating: 0xA5, count: 512))
      let ending = try folder.night()
      #expect(ending.status == 7, "page \(page): \(ending.err)")
      #expect(folder.reports == reports, "page \(page)")
      guard folder.reports == reports else { break }
      try Data(whole).write(to: URL(filePath: folder.path + "/rollcall.db"))
    }
  }

  @Test("A folder for reports that cannot be made ends the run, and the database stays")
  func reportsAreAFile() throws {
    let folder = try AuditFolder()
    try folder.write("x", to: "reports")
    let ending = try folder.night()
    #expect(ending.status == 6)
    #expect(ending.err.contains("reports"))
    #expect(try folder.text("reports") == "x")
  }
}
