import Foundation
import Testing

@Suite("rollcall waive")
struct WaiveTests {
  @Test("adds a waiver to the file of the example, which the next run applies and names")
  func added() throws {
    let folder = try AuditFolder()
    try folder.night()
    let before = try folder.text("waivers.yml")
    let row = try #require(try folder.findings().rows.first { $0["rule"] == "mfa-missing" })
    let id = try #require(row["finding"])
    let ending = try folder.rollcall(
      "waive", id, "--reason", "Her key is on order: two weeks", "--owner", "zoe@larkfield.example", "--approved-by",
      "ingrid@larkfield.example", "--until", "2026-12-31", "--ticket", "CHG-1")
    #expect(ending.status == 0 && ending.err.isEmpty, "\(ending.err)")
    #expect(ending.out.contains("- finding: \(id)") && ending.out.contains("it takes effect in the next run"))
    // The brackets that stood for no waivers are gone, and nothing else.
    let after = try folder.text("waivers.yml")
    let kept = try #require(before.range(of: "\n[]", options: .backwards))
    #expect(after.hasPrefix(before[..<kept.lowerBound]))
    #expect(after.contains("\n- finding: \(id)\n  reason: \"Her key is on order: two weeks\"\n"))

    let night = try folder.rollcall("run", "--as-of", "2026-11-22")
    #expect(night.err.isEmpty, "\(night.err)")
    let words =
      "waived: \(id) until 2026-12-31 (39 days left): Her key is on order: two weeks (owner zoe@larkfield.example, "
      + "approved by ingrid@larkfield.example, CHG-1)"
    #expect(night.out.contains(words), "\(night.out)")
    let waived = try folder.findings().rows.filter { $0["state"] == "waived" }
    #expect(waived.map { $0["finding"] } == [id] && waived.first?["waived_until"] == "2026-12-31")
    #expect(waived.first?["reason"] == row["reason"])
    #expect(try folder.rollcall("findings", "--state", "waived").out.contains(id))
    #expect(try folder.rollcall("verify").status == 0)
  }

  @Test("says what is wrong, ends with 2, and leaves the file as it is")
  func refused() throws {
    let folder = try AuditFolder()
    try folder.night()
    let before = try folder.everything()
    let people = ["--owner", "a@b.example", "--approved-by"]
    let last = ["--reason", "x", "--until", "2026-12-31"]
    for (arguments, says) in [
      (["waive", "K7Q2-M4TD"] + people + ["c@b.example"] + last, "there is no finding K7Q2-M4TD"),
      (["waive", "K7Q2-M4TD"] + people + ["c@b.example"], "--reason"), (["waive"] + last, "finding"),
    ] {
      let ending = try Program.run(arguments, in: folder.path)
      #expect(ending.status == 2 && ending.err.contains(says), "\(arguments): \(ending.err)")
    }
    #expect(try folder.changes(since: before) == [])
  }
}
