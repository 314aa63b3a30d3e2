import Records
import Testing

@testable import Exports

@Suite("A column that may hold a secret")
struct SecretTests {
  private static let canary = "Kx7-canary-93Qv"

  private static func accounts(_ columns: [String: [String]]) -> SourceMapping {
    SourceMapping(source: "accounts of the test", shape: .accounts, columns: columns, demanded: Set(columns.keys))
  }

  @Test(
    "is known by the words of its header",
    arguments: [
      "Passphrase", "User PIN", "apiKey", "API key", "password_hash", "Security Answer", "OTP secret",
      "Password [Required]",
      "x.PWD", "recovery code 1", "Token",
    ])
  func smells(header: String) { #expect(SecretName.smells(header)) }

  @Test(
    "is not every column whose name holds such a word's letters",
    arguments: ["Pinboard", "Hashimoto", "Tokensburg", "Compass", "Key Account", "Status", "Spinning", "Answered"])
  func harmless(header: String) { #expect(!SecretName.smells(header)) }

  @Test("never shows a spelling that it does not know, and takes it neither for yes nor for no")
  func unknown() throws {
    let export = try ExportOnDisk.read(
      "Id,Passphrase\nA,\(Self.canary)\nB,yes\nC,\n", Self.accounts(["id": ["Id"], "passphrase_set": ["Passphrase"]]))
    #expect(export.column("passphrase_set") == ["unknown", "yes", "unknown"])
    #expect(export.summary.unknownWords.map(\.word) == ["", "(a text that is not shown)"])
    #expect(!"\(export.summary)".contains(Self.canary))
  }

  @Test("hides the spellings of any field that is read from it")
  func anyWord() throws {
    let export = try ExportOnDisk.read(
      "Id,Token\nA,\(Self.canary)\n", Self.accounts(["id": ["Id"], "channel": ["Token"]]))
    #expect(!"\(export.summary)".contains(Self.canary))
    #expect(export.column("channel") == ["unknown"])
  }

  @Test("is refused where its text would be kept", arguments: ["name", "reseller_contact", "domains"])
  func text(field: String) throws {
    let refusal = try #require(
      try ExportOnDisk.refusal("Id,Admin PIN\nA,\(Self.canary)\n", Self.accounts(["id": ["Id"], field: ["Admin PIN"]])))
    #expect(refusal.message.contains("'Admin PIN' smells of a secret"))
    #expect(!"\(refusal)".contains(Self.canary))
  }

  @Test("may say when it was changed")
  func day() throws {
    let export = try ExportOnDisk.read(
      "Id,Passphrase changed\nA,2026-03-01\n",
      Self.accounts(["id": ["Id"], "passphrase_changed": ["Passphrase changed"]]))
    #expect(export.column("passphrase_changed") == ["2026-03-01"])
  }

  @Test("is not shown where a file without a header begins with data")
  func noHeader() throws {
    let refusal = try #require(
      try ExportOnDisk.refusal("A,\(Self.canary)\nB,x\n", Self.accounts(["id": ["Id"], "name": ["Name"]])))
    #expect(!"\(refusal)".contains(Self.canary))
    #expect(refusal.hint?.contains("is it a header?") == true)
  }
}
