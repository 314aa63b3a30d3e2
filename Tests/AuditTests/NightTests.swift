import Attestation
import Audit
import Foundation
import Records
import Reports
import Storage
import Testing

@Suite struct NightTests {
  static let files = [
    "access.csv", "findings.csv", "index.html", "manifest.json", "rejected.csv", "review.csv", "run.json",
  ]

  @Test("a first night finds what is there and publishes a whole report")
  func first() throws {
    let company = try Company()
    let result = try company.night()
    #expect(
      result.status == .findings && result.run == 1 && result.gaps == [] && result.rejected == 0 && result.rows == 14)
    #expect(result.report == company.file("reports/2026-11-21-0001"))
    #expect(try company.names("reports/2026-11-21-0001") == NightTests.files)
    #expect(try company.findings("new") == Company.found)
    let latest = try FileManager.default.destinationOfSymbolicLink(atPath: company.file("reports/latest"))
    #expect(latest == "2026-11-21-0001")
    #expect(!(try company.names("reports")).contains { $0.hasPrefix(".tmp") })
  }

  @Test("the manifest has the digests of all files, inputs and the policy, and the next one has its own")
  func manifest() throws {
    let company = try Company()
    func manifest(_ name: String) throws -> [String: Any] {
      try #require(try JSONSerialization.jsonObject(with: Data(try company.bytes(name))) as? [String: Any])
    }
    try company.night()
    let first = try manifest("reports/2026-11-21-0001/manifest.json")
    let files = try #require(first["files"] as? [[String: Any]])
    #expect(files.compactMap { $0["name"] as? String } == NightTests.files.filter { $0 != "manifest.json" })
    for file in files {
      let bytes = try company.bytes("reports/2026-11-21-0001/\(file["name"] ?? "")")
      #expect(file["sha256"] as? String == SHA256Stream.digest(bytes).hex)
      #expect(file["bytes"] as? Int == bytes.count)
    }
    for input in try #require(first["inputs"] as? [[String: Any]]) {
      #expect(input["sha256"] as? String == SHA256Stream.digest(try company.bytes("\(input["path"] ?? "")")).hex)
    }
    #expect(first["policy_sha256"] as? String == SHA256Stream.digest(try company.bytes("rollcall.yml")).hex)
    #expect(first["previous_manifest_sha256"] is NSNull)
    try company.night("2026-11-22")
    let digest = SHA256Stream.digest(try company.bytes("reports/2026-11-21-0001/manifest.json")).hex
    #expect(try manifest("reports/latest/manifest.json")["previous_manifest_sha256"] as? String == digest)
  }

  @Test("two companies with the same exports get the same bytes, wherever and whenever they are made")
  func deterministic() throws {
    let (one, other) = (try Company(), try Company())
    for day in ["2026-11-21", "2026-11-22"] {
      try one.night(day)
      try other.night(day, now: 1_900_000_000)
    }
    for folder in ["2026-11-21-0001", "2026-11-22-0002"] {
      for name in NightTests.files {
        #expect(
          try one.bytes("reports/\(folder)/\(name)") == other.bytes("reports/\(folder)/\(name)"), "\(folder)/\(name)")
      }
    }
  }

  @Test(
    "files and folders of a night are readable by their owner, or the group where the policy says so",
    arguments: [false, true])
  func modes(isGroup: Bool) throws {
    let company = try Company()
    if isGroup { try company.write("rollcall.yml", Company.policy + "readable_by: group\n") }
    try company.night()
    func mode(_ name: String) throws -> Int? {
      try FileManager.default.attributesOfItem(atPath: company.file(name))[.posixPermissions] as? Int
    }
    #expect(try mode("reports/2026-11-21-0001") == (isGroup ? 0o750 : 0o700))
    for name in NightTests.files { #expect(try mode("reports/2026-11-21-0001/" + name) == (isGroup ? 0o640 : 0o600)) }
  }

  @Test("a dry run finds the same, keeps nothing and publishes nothing")
  func dryRun() throws {
    let company = try Company()
    let result = try company.night(isDryRun: true)
    #expect(result.status == .findings && result.report == nil && result.counts.open == 2)
    #expect(!FileManager.default.fileExists(atPath: company.file("reports")))
    #expect(try company.night().run == 1)
    #expect(try company.night("2026-11-22", isDryRun: true).run == 2)
    #expect(try company.names("reports") == ["2026-11-21-0001", "latest", "rollcall.prom"])
    #expect(try company.night("2026-11-22").run == 2)
    #expect(try company.findings("open") == Company.found)
  }

  struct Limit: CustomTestStringConvertible, Sendable {
    let failOn: Severity
    let status: Audit.ExitStatus
    var testDescription: String { failOn.rawValue }
  }

  @Test(
    "the exit status is 1 for something open at or above the limit",
    arguments: [
      Limit(failOn: .info, status: .findings), Limit(failOn: .high, status: .findings),
      Limit(failOn: .critical, status: .complete),
    ])
  func failOn(limit: Limit) throws {
    let company = try Company()
    try company.write(
      "exports/roster.csv", Company.roster.replacing("departed,2019-01-01,2026-11-01", with: "employed,2019-01-01,"))
    #expect(try company.night(failOn: limit.failOn).status == limit.status)
    #expect(try company.findings() == ["mfa-missing u2"])
  }

  @Test("a second night tells what is open, new and resolved")
  func second() throws {
    let company = try Company()
    try company.night()
    try company.write(
      "exports/users.csv", Company.users.replacing("2,no,", with: "2,yes,").replacing("1,yes,", with: "1,no,"))
    try company.night("2026-11-22")
    #expect(try company.findings("open") == ["leaver-privileged u3"])
    #expect(try company.findings("new") == ["mfa-missing u1"])
    #expect(try company.findings("resolved") == ["mfa-missing u2"])
  }
}
