import Attestation
import Audit
import Foundation
import Records
import Schema
import Testing

/// Presets in a night and in a check.
@Suite struct PresetTests {
  static let slack = """
    username,email,status,billing-active,has-2fa,has-sso,userid,fullname,displayname,expiration-timestamp
    edda,edda@a.example,Primary Owner,1,1,0,U01,Edda Voss,edda,
    finn,finn@a.example,Admin,1,0,0,U02,Finn Gale,finn,
    greta,greta@a.example,Member,1,0,0,U03,Greta Holm,greta,

    """

  private func company(_ users: String, _ roles: String = "") throws -> Company {
    let company = try Company()
    try company.write("rollcall.yml", "organization: Example Ltd\nsources:\n  - \(users)\n\(roles)")
    try company.write("exports/users.csv", PresetTests.slack)
    return company
  }

  @Test("a night with a preset knows its roles, and the manifest binds the preset's file")
  func night() throws {
    let company = try company("{name: users, kind: users, path: exports/users.csv, preset: slack, account: A}")
    try company.night()
    #expect(try company.findings().contains("mfa-missing U02"))
    #expect(try !company.findings().contains("mfa-missing U03"))
    let json = try JSONSerialization.jsonObject(with: Data(try company.bytes("reports/latest/manifest.json")))
    let presets = try #require((json as? [String: Any])?["presets"] as? [[String: String]])
    let file = try #require(Schema.presets.first { $0.name == "slack.yml" })
    #expect(presets == [["name": "slack", "sha256": SHA256Stream.digest(file.bytes).hex]])
    #expect(try company.text("reports/latest/index.html").contains("Preset slack SHA-256"))
    #expect(try company.text("reports/latest/index.html").contains("Export member list"))
  }

  @Test("a check names the preset that fits where none is named, even when the export is refused without it")
  func advice() throws {
    let text = try company("{name: users, kind: users, path: exports/users.csv, account: A}").check().text
    #expect(text.contains("users: no preset is named; preset slack fits best: it gives 8 fields"))
    #expect(text.contains("not used: billing-active, has-sso, expiration-timestamp"))
    #expect(text.contains("refused: exports/users.csv"))
  }

  @Test("a check says where a preset comes from what, and when another would give more")
  func doubts() throws {
    let text = try company(
      "{name: users, kind: users, path: exports/users.csv, preset: github, account: A}"
    ).check().text
    #expect(text.contains("preset slack gives more, 8 fields: is the export really of 'github'?"))
    #expect(text.contains("sources[0].columns.id: login | username  (preset github)"))
    let good = try company("{name: users, kind: users, path: exports/users.csv, preset: slack, account: A}").check()
      .text
    #expect(good.contains("users: preset slack, with the policy's columns gives 8 fields"))
    #expect(!good.contains("gives more"))
  }

  @Test("a file without a header is not told by its first line")
  func noHeader() throws {
    let company = try company("{name: users, kind: users, path: exports/users.csv, preset: slack, account: A}")
    try company.write("exports/users.csv", "Edda Voss,hunter2\nFinn Gale,swordfish\n")
    let text = try company.check().text
    #expect(!text.contains("hunter2"))
  }
}
