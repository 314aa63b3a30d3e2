import Foundation
import Testing

@Suite("An export that is refused leaves everything as it was")
struct RefusedExportTests {
  /// A night that must be refused: no report, and neither the last one nor the database is touched.
  private func refused(_ folder: AuditFolder) throws -> Ending {
    let database = try folder.bytes("rollcall.db")
    let latest = folder.latest
    let reports = folder.reports
    let ending = try folder.night()
    #expect(ending.status == 3)
    #expect(ending.out.isEmpty)
    #expect(ending.err.split(separator: "\n").count == 1, "\(ending.err)")
    #expect(folder.latest == latest)
    #expect(folder.reports == reports)
    #expect(try folder.bytes("rollcall.db") == database)
    return ending
  }

  @Test("when a quote is never closed, and names file, line and byte")
  func truncated() throws {
    let folder = try AuditFolder()
    try folder.night()
    let users = try folder.text("exports/users.csv")
    try folder.write(users + "Ada,\"Byron", to: "exports/users.csv")
    let ending = try refused(folder)
    // One line of the example's 65 has a line break in a field of its own.
    let line = users.utf8.filter { $0 == UInt8(ascii: "\n") }.count + 1
    #expect(ending.err.contains("exports/users.csv:\(line) (byte \(users.utf8.count + 4))"), "\(ending.err)")
    #expect(ending.err.contains("never closed"))
  }

  @Test("when it ends in the middle of a record, wherever that is", arguments: [1, 17, 60, 300, 301, 302, 1000, 5000])
  func cutOff(missing: Int) throws {
    let folder = try AuditFolder()
    try folder.night()
    let users = try folder.bytes("exports/users.csv")
    // Up to a comma: a field more was to come.
    var kept = users.count - missing
    while users[kept - 1] != UInt8(ascii: ",") { kept -= 1 }
    try Data(users[..<kept].dropLast()).write(to: URL(filePath: folder.path + "/exports/users.csv"))
    let ending = try refused(folder)
    #expect(ending.err.contains("exports/users.csv:"))
    #expect(ending.err.contains("byte"))
  }

  @Test("when it has a header and nothing else", arguments: AuditFolder.exports)
  func headerOnly(name: String) throws {
    let folder = try AuditFolder()
    try folder.night()
    var table = try folder.export(name)
    table.rows = []
    try folder.write(table.text, to: "exports/\(name).csv")
    #expect(try refused(folder).err.contains("exports/\(name).csv: there are no records in it"))
  }

  @Test("when it has no record as JSON either", arguments: ["[]", "{\"data\": []}", "", "\n"])
  func nothing(text: String) throws {
    let folder = try AuditFolder()
    try folder.night()
    try folder.write(text, to: "exports/users.csv")
    #expect(try refused(folder).err.contains("exports/users.csv"))
  }

  @Test("when a column that the policy names is missing: it is named, and so is what there is")
  func missingColumn() throws {
    let folder = try AuditFolder()
    try folder.night()
    try folder.replace("MFA Enabled", with: "MFA State", in: "exports/users.csv")
    let ending = try refused(folder)
    #expect(ending.err.contains("'MFA Enabled' (mfa)"))
    #expect(ending.err.contains("MFA State"))
  }

  @Test("when it is no file, but a folder or a link", arguments: ["folder", "link", "pipe"])
  func noFile(kind: String) throws {
    let folder = try AuditFolder()
    try folder.night()
    try folder.remove("exports/roles.csv")
    let path = folder.path + "/exports/roles.csv"
    switch kind {
    case "folder": try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
    case "link": try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: "users.csv")
    default: #expect(try Program.tool("mkfifo", [path], in: folder.path).status == 0)
    }
    #expect(try refused(folder).err.contains("exports/roles.csv"))
  }

  @Test("also on the first night: there is no report then")
  func firstNight() throws {
    let folder = try AuditFolder()
    try folder.write("User ID\n", to: "exports/users.csv")
    #expect(try folder.night().status == 3)
    #expect(folder.reports.isEmpty)
    #expect(folder.latest == nil)
    #expect(try folder.rollcall("findings").status != 0)
  }

  @Test("when nothing could be checked at all")
  func nothingToCheck() throws {
    let folder = try AuditFolder()
    try folder.night()
    for name in AuditFolder.exports { try folder.remove("exports/\(name).csv") }
    #expect(try refused(folder).err.contains("nothing could be checked"))
  }

  @Test("and the next night goes on as if it had not been")
  func nextNight() throws {
    let folder = try AuditFolder()
    try folder.night()
    let users = try folder.text("exports/users.csv")
    try folder.write(users + "\"", to: "exports/users.csv")
    #expect(try folder.night().status == 3)
    try folder.write(users, to: "exports/users.csv")
    #expect(try folder.night().status == 1)
    #expect(folder.latest == "2026-11-21-0002")
    #expect(Set(try folder.states().values) == ["open"])
  }
}
