import Foundation
import Testing

/// The document of the rules says what their files say.
@Suite struct HandbookTests {
  @Test("scripts/handbook gives the docs/rules.md that is committed")
  func fresh() throws {
    let copy = FileManager.default.temporaryDirectory.appending(path: "rollcall-handbook-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: copy) }
    for folder in ["docs", "schema"] {
      try FileManager.default.createDirectory(at: copy.appending(path: folder), withIntermediateDirectories: true)
    }
    try FileManager.default.copyItem(at: Repository.url("schema/rules"), to: copy.appending(path: "schema/rules"))
    let script = Repository.url("scripts/handbook").path
    let run = try Command.run(["python3", script, copy.path], in: copy)
    #expect(run.status == 0, "\(run.output)")
    let isSame = try Data(contentsOf: copy.appending(path: "docs/rules.md")) == Repository.bytes("docs/rules.md")
    #expect(isSame, "run scripts/handbook")
  }

  @Test("every clause has a rule, and every rule is in the document")
  func whole() throws {
    let lines = try Repository.lines("docs/rules.md")
    let clauses = lines.filter { $0.wholeMatch(of: /\| [PSQ][0-9a-z]+ \|.*/) != nil }
    #expect(clauses.count > 15)
    for clause in clauses { #expect(clause.contains("`"), "\(clause)") }
    for name in Repository.names(in: "schema/rules") {
      #expect(lines.contains("### \(name.dropLast(".sql".count))"), "\(name)")
    }
  }
}
