import Audit
import Foundation
import Records
import Testing

/// `rollcall waive`: one waiver more in the file, and nothing else in it touched.
@Suite struct WaivingTests {
  private static func company(_ waivers: String? = nil) throws -> (Company, id: String) {
    let company = try Company()
    try company.write("rollcall.yml", Company.policy + "waivers: waivers.yml\n")
    if let waivers { try company.write("waivers.yml", waivers) }
    try company.night()
    let row = try #require(try company.rows().first { $0["rule"] as? String == "mfa-missing" })
    return (company, "\(row["finding"] ?? "")")
  }

  private static func request(
    _ id: String, reason: String = "Reception: \"front\" #1", owner: String = "Gil@A.example",
    approvedBy: String = "ida@a.example", until: String = "2027-11-21", ticket: String? = "8812", created: String? = nil
  ) -> Waiving.Request {
    Waiving.Request(
      finding: id, reason: reason, owner: owner, approvedBy: approvedBy, until: Day(iso: until) ?? Day(number: 0),
      ticket: ticket, created: created.flatMap(Day.init(iso:)))
  }

  private static func waive(_ company: Company, _ request: Waiving.Request) throws -> [String] {
    try Waiving(try company.workspace(), request, now: Instant(seconds: 1_795_230_000)).run()
  }

  private static let other = """
    finding: ABCD-0000, reason: x, owner: a, approved_by: b, created: 2026-11-21, until: 2026-11-22
    """

  private static func entry(_ id: String, indent: String = "", newline: String = "\n") -> String {
    [
      "- finding: \(id)", "  reason: \"Reception: \\\"front\\\" #1\"", "  owner: gil@a.example",
      "  approved_by: ida@a.example", "  created: 2026-11-21", "  until: 2027-11-21", "  ticket: \"8812\"",
    ].map { indent + $0 + newline }.joined()
  }

  struct File: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let before: String?
    let after: @Sendable (_ id: String) -> String
  }

  static let files: [File] = [
    File(testDescription: "there is none", before: nil) { entry($0) },
    File(testDescription: "an empty one", before: "") { entry($0) },
    File(testDescription: "only comments", before: "# our waivers\n") { "# our waivers\n" + entry($0) },
    File(testDescription: "brackets for none", before: "# none\n\n[]  # yet\n# end\n") {
      "# none\n\n  # yet\n# end\n" + entry($0)
    },
    File(testDescription: "one without its last line end", before: "- {\(other)} # why") {
      "- {\(other)} # why\n" + entry($0)
    },
    File(testDescription: "an indented list", before: "# a\n  - {\(other)}\n# b\n\n") {
      "# a\n  - {\(other)}\n# b\n\n" + entry($0, indent: "  ")
    },
    File(testDescription: "line ends of Windows", before: "- {\(other)}\r\n") {
      "- {\(other)}\r\n" + entry($0, newline: "\r\n")
    },
    File(testDescription: "a list in brackets", before: "[{\(other)}] # why\n") {
      "[{\(other)}, {finding: \($0), reason: \"Reception: \\\"front\\\" #1\", owner: gil@a.example, "
        + "approved_by: ida@a.example, created: 2026-11-21, until: 2027-11-21, ticket: \"8812\"}] # why\n"
    },
  ]

  @Test("a waiver is added behind what the file has, which stays as it is, and holds in the next run", arguments: files)
  func added(_ file: File) throws {
    let (company, id) = try WaivingTests.company(file.before)
    let path = company.file("waivers.yml")
    if file.before != nil { try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: path) }
    let lines = try WaivingTests.waive(company, WaivingTests.request(id.lowercased()))
    #expect(lines.first == "- finding: \(id)")
    #expect(lines.last == "waivers.yml: added; it takes effect in the next run")
    #expect(try company.text("waivers.yml") == file.after(id))
    let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
    #expect(mode == (file.before == nil ? 0o600 : 0o644))
    #expect(try !company.names(".").contains { $0.hasPrefix(".tmp") })
    try company.night("2026-11-22")
    #expect(try company.findings("waived") == ["mfa-missing u2"])
    // A second one would overlap.
    let again = failure { _ = try WaivingTests.waive(company, WaivingTests.request(id)) }
    #expect(again?.lines.first?.contains("waives it until 2027-11-21") == true)
  }

  @Test("a file that is a link stays one, and what it points to is written")
  func link() throws {
    let (company, id) = try WaivingTests.company()
    try company.write("kept.yml", "")
    try FileManager.default.createSymbolicLink(atPath: company.file("waivers.yml"), withDestinationPath: "kept.yml")
    _ = try WaivingTests.waive(company, WaivingTests.request(id))
    #expect(try company.text("kept.yml") == WaivingTests.entry(id))
    #expect(try FileManager.default.destinationOfSymbolicLink(atPath: company.file("waivers.yml")) == "kept.yml")
  }

  @Test("what cannot be a waiver is refused with the reason, and the file stays as it is")
  func refused() throws {
    let before = "# a file that ends its document\n[]\n...\n"
    let (company, id) = try WaivingTests.company(before)
    let near = String(id.dropLast()) + (id.hasSuffix("A") ? "B" : "A")
    let cases: [(Waiving.Request, String)] = [
      (WaivingTests.request(near), "there is no finding \(near); did you mean \(id)?"),
      (WaivingTests.request("nothing"), "there is no finding nothing; 'rollcall findings' lists them"),
      (
        WaivingTests.request(id, approvedBy: "gil@a.EXAMPLE"),
        "--approved-by: the owner cannot approve a waiver of his own"
      ),
      (WaivingTests.request(id, until: "2027-11-22"), "--until: a waiver holds for 365 days at most; 2027-11-21 is"),
      (WaivingTests.request(id, until: "2026-11-20"), "--until: it is before 2026-11-21"),
      (WaivingTests.request(id, until: "2027-11-21", created: "2026-11-20"), "--until: a waiver holds for 365 days"),
      (WaivingTests.request(id, reason: " \n "), "--reason: expected text"),
      (WaivingTests.request(id, owner: "a\u{1B}b"), "--owner: expected text without control characters"),
      (
        WaivingTests.request(id),
        "waivers.yml: nothing can be added without writing it anew; put this where it belongs:"
      ),
    ]
    for (request, message) in cases {
      let found = failure { _ = try WaivingTests.waive(company, request) }
      #expect(
        found?.status == .invalid && found?.lines.first?.hasPrefix(message) == true, "\(message): \(found?.lines ?? [])"
      )
    }
    #expect(try company.text("waivers.yml") == before)
    // Resolved, and about a waiver.
    try company.write("waivers.yml", "- {\(WaivingTests.other)}\n")
    try company.write("exports/users.csv", Company.users.replacing("Active,2,no", with: "Active,2,yes"))
    try company.night("2026-11-22")
    let resolved = failure { _ = try WaivingTests.waive(company, WaivingTests.request(id)) }
    #expect(resolved?.lines == ["\(id): it is resolved, and there is nothing to waive"])
    let unused = try #require(try company.rows().first { $0["rule"] as? String == "waiver-unused" })
    let about = failure { _ = try WaivingTests.waive(company, WaivingTests.request("\(unused["finding"] ?? "")")) }
    #expect(about?.lines.first?.contains("a finding about a waiver cannot be waived") == true)
    try company.write(
      "waivers.yml",
      "- {finding: \(unused["finding"] ?? ""), reason: x, owner: a, approved_by: b, created: 2026-11-21, until: 2027-11-21}\n"
    )
    try company.night("2026-11-23")
    #expect(try company.rows("waivers").map { $0["why"] as? String } == ["a finding about a waiver cannot be waived"])
  }

  @Test("a policy without a waiver file, a database without a run, and a dry run add nothing")
  func nothing() throws {
    let company = try Company()
    #expect(
      failure { _ = try WaivingTests.waive(company, WaivingTests.request("K7Q2-M4TD")) }?.lines.first?.contains(
        "it names no waiver file") == true)
    try company.write("rollcall.yml", Company.policy + "waivers: waivers.yml\n")
    #expect(
      failure { _ = try WaivingTests.waive(company, WaivingTests.request("K7Q2-M4TD")) }?.lines.first?.contains(
        "there is no database yet") == true)
    try company.night()
    let id = "\(try company.rows()[0]["finding"] ?? "")"
    var request = WaivingTests.request(id)
    request.isDryRun = true
    #expect(try WaivingTests.waive(company, request).last == "waivers.yml: would be added (dry run)")
    #expect(!FileManager.default.fileExists(atPath: company.file("waivers.yml")))
  }
}
