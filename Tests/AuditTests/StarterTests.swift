import Audit
import Foundation
import Records
import Schema
import Testing

@Suite struct StarterTests {
  private func place(_ file: Schema.File) -> String { (file.name.hasSuffix(".csv") ? "exports/" : "") + file.name }

  @Test("the starter writes the files of the example as they are, for their owner alone")
  func writes() throws {
    let company = try Company()
    let written = try Starter.write(into: company.file("new/deep"))
    #expect(written.count == Schema.example.count)
    for file in Schema.example {
      #expect(try company.bytes("new/deep/" + place(file)) == file.bytes)
      let attributes = try FileManager.default.attributesOfItem(atPath: company.file("new/deep/" + place(file)))
      #expect(attributes[.posixPermissions] as? Int == 0o600)
    }
  }

  @Test("the starter never overwrites: when one file is there, none is written", arguments: Schema.example.map(\.name))
  func neverOverwrites(name: String) throws {
    let company = try Company()
    let file = try #require(Schema.example.first { $0.name == name })
    try FileManager.default.createDirectory(atPath: company.file("new/exports"), withIntermediateDirectories: true)
    try company.write("new/" + place(file), "mine")
    let failure = failure { _ = try Starter.write(into: company.file("new")) }
    #expect(failure?.status == .invalid)
    #expect(failure?.lines.first?.contains(name) == true)
    #expect(try company.snapshot("new").keys.sorted() == ["exports", place(file)].sorted())
    #expect(try company.text("new/" + place(file)) == "mine")
  }

  @Test("the example is valid, complete and finds what it was made for")
  func example() throws {
    let company = try Company()
    _ = try Starter.write(into: company.file("new"))
    let workspace = try Workspace(policyPath: company.file("new/rollcall.yml"))
    #expect(workspace.remarks.filter { $0.level == .error }.isEmpty)
    // The example's files are as new as this test.
    let now = Instant(seconds: Int(Date().timeIntervalSince1970))
    let report = try Checkup(workspace, now: now).run()
    #expect(report.status == .complete)
    // What the example has no export or column for, or no earlier night; all else is evaluated.
    let lacking = [
      "'contacts'", "'registrations'", "'crm'", "'extensions'", "'passphrase_custodians'", "'domains'", "'sso_id'",
      "no earlier night",
    ]
    for line in report.text.split(separator: "\n") where line.contains("NOT evaluated") {
      #expect(lacking.contains { line.contains($0) }, "\(line)")
    }
    let options = Night.Options(asOf: Day(iso: Starter.asOf), now: now, version: "test")
    let result = try Night(workspace, options).run()
    #expect(result.status == .findings && result.gaps == [])
    #expect(result.notEvaluated.allSatisfy { rule in lacking.contains { rule.reason.contains($0) } })
  }
}
