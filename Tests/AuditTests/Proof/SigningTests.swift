import Attestation
import Foundation
import Glibc
import Records
import Storage
import Testing

@testable import Audit

/// A company whose policy names signers, with a key for each of them.
final class SignedCompany {
  static let isPossible = ["/usr/bin", "/bin", "/usr/local/bin"].contains { access($0 + "/ssh-keygen", X_OK) == 0 }
  let company: Company
  private static let namespace = "namespaces=\"rollcall-signoff@v1\""

  init(required: Int = 1, signers: [String] = ["carol@a.example", "dave@a.example", "eve@a.example"]) throws {
    company = try Company()
    try company.write(
      "rollcall.yml", Company.policy + "sign_off: {signers: allowed_signers, revoked: revoked, required: \(required)}\n"
    )
    try company.write("revoked", "")
    var lines: [String] = []
    for signer in signers {
      let key = try make(signer)
      lines.append("\(signer) \(SignedCompany.namespace) \(key)")
    }
    try company.write("allowed_signers", lines.joined(separator: "\n") + "\n")
    try company.night()
  }

  func make(_ name: String) throws -> String {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "", "-f", company.file(name)]
    try process.run()
    process.waitUntilExit()
    return try company.text(name + ".pub").split { $0 == " " || $0 == "\n" }.prefix(2).joined(separator: " ")
  }

  @discardableResult
  func sign(
    _ principal: String, key: String? = nil, run: Int? = nil, acknowledged: [String] = ["all"],
    reason: String? = "seen",
    refusal: String? = nil
  ) throws -> [String] {
    let request = Signing.Request(
      run: run, key: company.file(key ?? principal), signature: nil, principal: principal, acknowledged: acknowledged,
      reason: reason, refusal: refusal)
    return try Signing(try company.workspace(), request, now: Instant(seconds: 1_795_240_000)).run()
  }
}

@Suite(.enabled(if: SignedCompany.isPossible, "there is no ssh-keygen (openssh-client)"))
struct SigningTests {
  private static let folder = "reports/2026-11-21-0001"

  @Test("a run is signed over the bytes of its manifest, the signature is in the chain, and later nights go on")
  func signed() throws {
    let signed = try SignedCompany()
    let lines = try signed.sign("carol@a.example")
    #expect(lines.first == "run 1: signed by carol@a.example, 1 of 1 that the policy asks for; it is signed off")
    #expect(try signed.company.names(SigningTests.folder).contains("carol@a.example.sig"))
    #expect(try signed.company.text("reports/rollcall.prom").contains("link=\"3\""))
    #expect(try signed.company.verify().contains("run 1: signed by carol@a.example, 1 of 1; signed off"))
    try signed.company.night("2026-11-22")
    #expect(try signed.company.verify().contains("run 1: signed by carol@a.example, 1 of 1; signed off"))
  }

  @Test("findings that nobody decided on stop a signature, unless each is acknowledged with a reason")
  func undecided() throws {
    let signed = try SignedCompany()
    let before = try signed.company.snapshot()
    let refused = failure { try signed.sign("carol@a.example", acknowledged: [], reason: nil) }
    #expect(refused?.status == .findings)
    #expect(refused?.lines.first?.hasPrefix("not signed: nobody has decided on 2 findings of run 1: ") == true)
    let ids = try signed.company.database().read {
      try $0.rows("select id from finding order by id") { $0.text(0) ?? "" }
    }
    #expect(failure { try signed.sign("carol@a.example", acknowledged: [ids[0]]) }?.status == .findings)
    #expect(failure { try signed.sign("carol@a.example", acknowledged: ids, reason: nil) }?.status == .invalid)
    #expect(failure { try signed.sign("carol@a.example", acknowledged: ["XXXX-XXXX"]) }?.status == .invalid)
    let after = try signed.company.snapshot()
    #expect(after.filter { !$0.key.hasSuffix(".lock") } == before.filter { !$0.key.hasSuffix(".lock") })
    try signed.sign("carol@a.example", acknowledged: ids)
    let kept = try signed.company.database().read {
      try $0.rows("select acknowledged, reason from signature") { [$0.text(0) ?? "", $0.text(1) ?? ""] }
    }
    #expect(kept == [[JSONString.array(ids), "seen"]])
  }

  @Test("a signature that was committed and not written, as by a kill, is brought back with its report")
  func broughtBack() throws {
    let signed = try SignedCompany()
    try signed.sign("carol@a.example")
    try signed.company.remove("\(SigningTests.folder)/carol@a.example.sig")
    #expect(failure { _ = try signed.company.verify() }?.status == .integrity)
    _ = try ReportAgain(try signed.company.workspace(), version: "test").render(run: nil)
    _ = try signed.company.verify()
  }

  @Test("an incomplete run is not signed")
  func incomplete() throws {
    let signed = try SignedCompany()
    try signed.company.remove("exports/roster.csv")
    try signed.company.night("2026-11-22")
    let refused = failure { try signed.sign("carol@a.example") }
    #expect(refused?.status == .incomplete)
    #expect(refused?.lines.first?.contains("run 2 is incomplete and not fit for sign-off") == true)
    try signed.sign("carol@a.example", run: 1)
  }

  @Test("a run whose report was changed is not signed")
  func unverified() throws {
    let signed = try SignedCompany()
    try signed.company.write("\(SigningTests.folder)/findings.csv", "")
    #expect(failure { try signed.sign("carol@a.example") }?.status == .integrity)
    #expect(try !signed.company.names(SigningTests.folder).contains("carol@a.example.sig"))
  }

  @Test("two people with two keys sign where the policy asks for two")
  func two() throws {
    let signed = try SignedCompany(required: 2)
    #expect(try signed.sign("carol@a.example").first?.hasSuffix("it is not signed off yet") == true)
    #expect(
      failure { try signed.sign("carol@a.example") }?.lines.first?.contains("has signed this run already") == true)
    let key = try signed.company.text("carol@a.example.pub").split { $0 == " " || $0 == "\n" }.prefix(2).joined(
      separator: " ")
    let file = try signed.company.text("allowed_signers")
    try signed.company.write("allowed_signers", file + "frank@a.example \(key)\n")
    let same = failure { try signed.sign("frank@a.example", key: "carol@a.example") }
    #expect(same?.lines.first?.contains("signed with the same key") == true)
    #expect(
      try signed.sign("dave@a.example").first?.hasSuffix("2 of 2 that the policy asks for; it is signed off") == true)
  }

  @Test("who is the subject of a finding signs only behind somebody who is not")
  func independence() throws {
    let signed = try SignedCompany()
    let refused = failure { try signed.sign("eve@a.example") }
    #expect(refused?.status == .findings)
    #expect(refused?.lines.first?.contains("is about eve@a.example") == true)
    try signed.sign("carol@a.example")
    #expect(try signed.sign("eve@a.example").first?.hasSuffix("it is signed off") == true)
  }

  @Test("a refusal is signed with its reason, also of an incomplete run")
  func refusal() throws {
    let signed = try SignedCompany()
    try signed.sign("carol@a.example", acknowledged: [], reason: nil, refusal: "The roster is last month's.")
    #expect(try signed.company.text("\(SigningTests.folder)/carol@a.example.refusal").contains("reason: The roster is"))
    #expect(try signed.company.verify().contains("run 1: refused by carol@a.example"))
    try signed.company.write("\(SigningTests.folder)/carol@a.example.refusal", "x")
    #expect(failure { _ = try signed.company.verify() }?.lines.first?.contains("it is not what was signed") == true)
  }

  struct Wrong: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let change: @Sendable (SignedCompany) throws -> Void
    let says: String
  }

  @Test(
    "a signature that no longer holds fails the whole, with the reason",
    arguments: [
      Wrong(
        testDescription: "expired",
        change: {
          let text = try $0.company.text("allowed_signers")
          try $0.company.write(
            "allowed_signers", text.replacing(" namespaces", with: " valid-before=\"20200101\",namespaces"))
        }, says: "key has expired"),
      Wrong(
        testDescription: "revoked",
        change: { try $0.company.write("revoked", try $0.company.text("carol@a.example.pub")) },
        says: "its key was revoked"),
      Wrong(
        testDescription: "another key",
        change: {
          let key = try $0.make("new")
          try $0.company.write("allowed_signers", "carol@a.example \(key)\n")
        }, says: "is not one that"),
      Wrong(
        testDescription: "for another purpose",
        change: {
          let text = try $0.company.text("allowed_signers")
          try $0.company.write("allowed_signers", text.replacing("rollcall-signoff@v1", with: "file"))
        }, says: "not permitted"),
      Wrong(
        testDescription: "other bytes beside the report",
        change: { try $0.company.write("\(folder)/carol@a.example.sig", "x") }, says: "it is not what was signed"),
      Wrong(
        testDescription: "not beside the report", change: { try $0.company.remove("\(folder)/carol@a.example.sig") },
        says: "the signature is not there"),
      Wrong(
        testDescription: "a signature that nobody made here", change: { try $0.company.write("\(folder)/x.sig", "x") },
        says: "nobody signed this here"),
      Wrong(
        testDescription: "no file of signers", change: { try $0.company.remove("allowed_signers") },
        says: "there is no such file of allowed signers"),
      Wrong(
        testDescription: "no file of revoked keys", change: { try $0.company.remove("revoked") },
        says: "there is no such file of revoked keys"),
    ])
  func wrong(wrong: Wrong) throws {
    let signed = try SignedCompany()
    try signed.sign("carol@a.example")
    _ = try signed.company.verify()
    try wrong.change(signed)
    let failure = failure { _ = try signed.company.verify() }
    #expect(failure?.status == (wrong.testDescription.hasPrefix("no file of ") ? .invalid : .integrity))
    #expect(failure?.lines.first?.contains(wrong.says) == true, "\(failure?.lines ?? [])")
  }

  @Test("who is not among the signers, or has another's key, signs nothing")
  func strangers() throws {
    let signed = try SignedCompany()
    _ = try signed.make("mallory@a.example")
    for (principal, key) in [("mallory@a.example", "mallory@a.example"), ("carol@a.example", "mallory@a.example")] {
      let refused = failure { try signed.sign(principal, key: key) }
      #expect(refused?.status == .integrity)
      #expect(refused?.lines.first?.contains("the signature does not hold: its key SHA256:") == true)
    }
    for name in ["", "../x", ".x", "-x", "a b", "a/b", "é"] {
      #expect(failure { try signed.sign(name, key: "carol@a.example") }?.status == .invalid, "\(name)")
    }
    #expect(try signed.company.names(SigningTests.folder) == NightTests.files)
  }

  @Test("what was kept of a signature cannot be changed in the database")
  func changed() throws {
    let signed = try SignedCompany()
    try signed.sign("carol@a.example")
    for sql in [
      "update signature set signed = '2026-01-01T00:00:00Z'", "update signature set principal = 'dave@a.example'",
      "update signature set armor = replace(armor, 'U1NI', 'U1NJ')", "delete from signature",
      "update signature set run = 1, reason = 'x'", "update signature set manifest_sha256 = 'x'",
    ] {
      #expect(try signed.company.faults(after: sql).first?.hasPrefix("link 3 of the chain: ") == true, "\(sql)")
    }
  }
}
