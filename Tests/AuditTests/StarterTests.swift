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
    let report = try Checkup(workspace, now: Instant(seconds: 1_795_230_000)).run()
    #expect(report.status == .complete)
    // On a first night only what needs an earlier one waits.
    let waiting = report.text.split(separator: "\n").filter { $0.contains("NOT evaluated") }
    #expect(waiting.allSatisfy { $0.contains("no earlier night") })
    let options = Night.Options(asOf: Day(iso: Starter.asOf), now: Instant(seconds: 1_795_230_000), version: "test")
    let result = try Night(workspace, options).run()
    #expect(result.status == .findings && result.gaps == [])
    #expect(result.notEvaluated.allSatisfy { $0.reason.hasPrefix("no earlier night") })
  }
}
