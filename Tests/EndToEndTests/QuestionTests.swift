import Foundation
import Testing

@Suite("Questions between nights")
struct QuestionTests {
  private func json(_ text: String) throws -> [String: Any] {
    try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
  }

  @Test("explain tells of every finding of the example why it is there, and changes nothing")
  func explain() throws {
    let folder = try AuditFolder()
    try folder.night()
    let before = try folder.everything()
    for row in try folder.findings().rows {
      let id = try #require(row["finding"])
      let ending = try folder.rollcall("explain", id, "--format", "json")
      #expect(ending.status == 0, "\(ending.err)")
      let explained = try json(ending.out)
      #expect(explained["verdict"] as? String == "fires", "\(id)")
      #expect(explained["because"] as? String == CSVTable.exact(row["reason"] ?? ""))
      #expect((explained["finding"] as? [String: Any])?["finding"] as? String == id)
    }
    #expect(try folder.changes(since: before) == [])
  }

  @Test("explain takes a finding, or a rule and a subject, in every form")
  func forms() throws {
    let folder = try AuditFolder()
    #expect(try folder.rollcall("explain", "0000-0000").status == 2)
    try folder.night()
    let text = try folder.rollcall("explain", "--rule", "mfa-missing", "--subject", "ingrid.solheim")
    #expect(text.status == 0 && text.out.contains("does-not-fire"))
    let csv = try CSVTable(
      folder.rollcall("explain", "--rule", "mfa-missing", "--subject", "u-1001", "--format", "csv").out)
    #expect(csv.header == ["section", "field", "value"])
    for wrong in [
      [], ["X", "--rule", "mfa-missing"], ["--rule", "mfa-missing"], ["--rule", "x", "--subject", "u-1001"],
    ] {
      #expect(try Program.run(["explain"] + wrong, in: folder.path).status == 2, "\(wrong)")
    }
  }

  @Test("leaver gives a checklist and a ranking in every form, and changes nothing")
  func leaver() throws {
    let folder = try AuditFolder()
    try folder.night()
    let before = try folder.everything()
    let text = try folder.rollcall("leaver", "u-1001")
    #expect(text.status == 0)
    for part in [
      "If Ingrid Solheim", "CRITICAL  LARK: the primary admin is gone", "[ ] revoke the role: u-1001, Super Admin",
      "replace the primary admin: ingrid.solheim@larkfield.example, the successor named is ",
    ] {
      #expect(text.out.contains(part), "\(part)")
    }
    let list = try json(folder.rollcall("leaver", "ingrid.solheim@larkfield.example", "--format", "json").out)
    #expect((list["tasks"] as? [[String: Any]])?.isEmpty == false)
    #expect((list["breaks"] as? [[String: Any]])?.count == 1)
    #expect(try CSVTable(folder.rollcall("leaver", "u-1001", "--format", "csv").out).rows.isEmpty == false)
    let ranking = try CSVTable(folder.rollcall("leaver", "--all", "--format", "csv").out)
    #expect(ranking.column("user") == ["u-2002", "u-1001", "u-1002"])
    for wrong in [[], ["u-1001", "--all"], ["nobody"], ["--all", "--account", "LARK"]] {
      #expect(try Program.run(["leaver"] + wrong, in: folder.path).status == 2, "\(wrong)")
    }
    #expect(try folder.changes(since: before) == [])
  }
}
