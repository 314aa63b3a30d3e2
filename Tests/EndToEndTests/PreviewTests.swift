import Foundation
import Testing

@Suite("A preview")
struct PreviewTests {
  @Test("shows what each header became and the first rows as read, and touches nothing")
  func good() throws {
    let folder = try AuditFolder()
    try folder.replace("Username,", with: "User Name 2,", in: "exports/users.csv")
    let before = try folder.everything()
    let ending = try folder.rollcall("preview", "users", "--format", "csv", "--rows", "2")
    #expect(ending.status == 0, "\(ending.err)")
    let table = try CSVTable(ending.out)
    #expect(table.header == ["header", "field", "line 2", "line 3"])
    #expect(table.rows.first { $0["header"] == "Status" }?["field"] == "status")
    #expect(table.rows.first { $0["field"] == "status" }?["line 2"] == "active", "as read, not as written")
    #expect(table.rows.first { $0["header"] == "User Name 2" }?["field"] == "", "a header nobody asked for")
    for part in [
      "63 records, 1 rejected", "no column gives: user_name, display_name",
      "status 'Parked', 1 times, first on line 46",
      "values: {status: {<word>: [Parked]}}", "line 48 created",
    ] { #expect(ending.err.contains(part), "\(part): \(ending.err)") }
    #expect(try folder.changes(since: before) == [])
  }

  @Test("of JSON shows paths, and what the policy itself gives")
  func json() throws {
    let folder = try AuditFolder()
    try folder.write(
      """
      sources:
        - {name: portal, kind: users, path: exports/p.json, account: A, columns: {id: basic.userId, email: 'emails[0]'}}

      """, to: "rollcall.yml")
    try folder.write(#"[{"basic": {"userId": "u1"}, "emails": ["A@b.example"]}]"#, to: "exports/p.json")
    let ending = try folder.rollcall("preview", "portal", "--format", "json")
    let lines = try #require(try JSONSerialization.jsonObject(with: Data(ending.out.utf8)) as? [[String: Any]])
    let read = lines.map { "\($0["header"] ?? "") \($0["field"] ?? "") \($0["line 1"] ?? "")" }
    #expect(read == ["basic.userId id u1", "emails[0] email a@b.example", "(from the policy) account A"])
  }

  @Test("of a pattern shows its first file and says how many more there are")
  func pattern() throws {
    let folder = try AuditFolder()
    try folder.replace("exports/users.csv", with: "exports/users*.csv", in: "rollcall.yml")
    try folder.write(try folder.text("exports/users.csv"), to: "exports/users-2.csv")
    let ending = try folder.rollcall("preview", "users", "--rows", "0")
    #expect(ending.status == 0)
    #expect(ending.err.contains("exports/users-2.csv") && ending.err.contains("matches 1 more files"))
  }

  @Test("ends as a night would, in one line that says what and where")
  func failures() throws {
    let folder = try AuditFolder()
    func line(_ arguments: String..., status: Int32) throws -> String {
      let ending = try Program.run(["preview"] + arguments, in: folder.path)
      #expect(ending.status == status, "\(arguments): \(ending.err)")
      #expect(ending.out.isEmpty)
      return ending.err
    }
    #expect(try line("usrs", status: 2).contains("no source 'usrs' in rollcall.yml; did you mean 'users'?"))
    #expect(try line("users", "--rows", "101", status: 2).contains("from 0 to 100"))
    try folder.replace("User ID", with: "Users ID", in: "exports/users.csv")
    #expect(try line("users", status: 3).contains("exports/users.csv:1: no column gives 'id'"))
    try folder.remove("exports/users.csv")
    #expect(try line("users", status: 4).contains("source 'users' is missing: exports/users.csv"))
  }
}
