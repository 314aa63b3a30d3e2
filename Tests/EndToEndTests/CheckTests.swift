import Foundation
import Testing

@Suite("A check")
struct CheckTests {
  /// Nothing is made, changed or removed, not even a lock or a time.
  private func check(_ folder: AuditFolder, status: Int32) throws -> Ending {
    func times() throws -> [String: Date] {
      var times: [String: Date] = [:]
      for name in FileManager.default.enumerator(atPath: folder.path)?.compactMap({ $0 as? String }) ?? [] {
        let attributes = try FileManager.default.attributesOfItem(atPath: folder.path + "/" + name)
        times[name] = attributes[.modificationDate] as? Date
      }
      return times
    }
    let before = try (folder.everything(), times())
    let ending = try folder.rollcall("check")
    #expect(ending.status == status, "\(ending.err)")
    #expect(try folder.changes(since: before.0) == [])
    #expect(try times() == before.1)
    return ending
  }

  @Test("of a good policy and good exports says what would be done, and touches nothing")
  func good() throws {
    let folder = try AuditFolder()
    let ending = try check(folder, status: 0)
    #expect(!folder.exists("rollcall.db"))
    #expect(!folder.exists("reports"))
    for part in [
      "rollcall.yml: valid", "fail_on: high  (rollcall.yml:16)", "sources[0].dates: iso  (default)",
      "exports/users.csv, csv, 63 rows, 1 rejected", "status 'Parked', 1 times, first on line 46",
      "line 48 created", "leaver-login: can be evaluated, critical",
      "role-new: NOT evaluated: no earlier night read a source of kind 'users'",
      "dormant-privileged: can be evaluated, medium, days 90 (policy)",
    ] { #expect(ending.out.contains(part), "\(part)") }
    try folder.night()
    _ = try check(folder, status: 0)
  }

  @Test("names the rules that cannot be evaluated, and why")
  func gaps() throws {
    let folder = try AuditFolder()
    try folder.removeRosterFromPolicy()
    let ending = try check(folder, status: 0)
    #expect(ending.out.contains("leaver-active: NOT evaluated: the policy names no source of kind 'roster'"))
    #expect(ending.out.contains(/\d+ of \d+ rules can be evaluated/))
    #expect(ending.out.contains("portal-nobody: can be evaluated"))
  }

  @Test("ends as the run would: refused, incomplete, invalid")
  func endings() throws {
    let refused = try AuditFolder()
    try refused.write("User ID\n", to: "exports/users.csv")
    #expect(try check(refused, status: 3).out.contains("exports/users.csv"))
    let missing = try AuditFolder()
    try missing.remove("exports/roster.csv")
    #expect(try check(missing, status: 4).out.contains("MISSING: exports/roster.csv"))
    let rejected = try AuditFolder()
    try rejected.write(try rejected.text("exports/roles.csv") + "x\n", to: "exports/roles.csv")
    #expect(try check(rejected, status: 4).out.contains("TOO MANY"))
    let invalid = try AuditFolder()
    try invalid.replace("fail_on: high ", with: "fail_on: severe ", in: "rollcall.yml")
    #expect(try check(invalid, status: 2).err.contains("rollcall.yml:16:10"))
    let nothing = try AuditFolder()
    for name in AuditFolder.exports { try nothing.remove("exports/\(name).csv") }
    #expect(try check(nothing, status: 3).out.contains(/\ 0 of \d+ rules can be evaluated/))
  }

  @Test("that is quiet says nothing when all is well")
  func quiet() throws {
    let folder = try AuditFolder()
    let ending = try folder.rollcall("check", "--quiet")
    #expect(ending.status == 0)
    #expect(ending.out.isEmpty)
    #expect(ending.err.isEmpty)
    try folder.remove("exports/roster.csv")
    #expect(try !folder.rollcall("check", "--quiet").out.isEmpty)
  }
}
