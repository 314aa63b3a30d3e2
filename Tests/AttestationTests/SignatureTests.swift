import Attestation
import Foundation
import Glibc
import Records
import Testing

/// Keys for a moment, and the file of those who may sign with them.
final class Keys {
  static let isThere = ["/usr/bin", "/bin", "/usr/local/bin"].contains { access($0 + "/ssh-keygen", X_OK) == 0 }
  let path: String

  init() throws {
    path = FileManager.default.temporaryDirectory.appending(path: "rollcall-keys-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  func file(_ name: String) -> String { path + "/" + name }

  func write(_ text: String, to name: String) throws { try Data(text.utf8).write(to: URL(filePath: file(name))) }

  /// Makes a key without a passphrase.
  /// - Returns: the public key as a file of allowed signers has it.
  @discardableResult
  func make(_ name: String) throws -> String {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "", "-f", file(name)]
    try process.run()
    process.waitUntilExit()
    let text = String(decoding: try Data(contentsOf: URL(filePath: file(name + ".pub"))), as: UTF8.self)
    return text.split { $0 == " " || $0 == "\n" }.prefix(2).joined(separator: " ")
  }
}

@Suite(.enabled(if: Keys.isThere, "there is no ssh-keygen (openssh-client)"))
struct SignatureTests {
  private static let bytes = Array("{\n  \"run\": 7\n}\n".utf8)
  private static let now = Instant(seconds: 1_795_230_000)

  @Test("a signature holds over its bytes, for its signer, and names the key")
  func good() throws {
    let keys = try Keys()
    let ann = try keys.make("ann")
    try keys.write("ann@a.example namespaces=\"\(Signature.namespace)\" \(ann)\n", to: "signers")
    let armor = try Signature.sign(SignatureTests.bytes, key: keys.file("ann")) { _ in }
    #expect(String(decoding: armor, as: UTF8.self).hasPrefix("-----BEGIN SSH SIGNATURE-----\n"))
    let signers = Signature.Signers(file: keys.file("signers"))
    let fingerprint = try Signature.verify(
      armor, over: SignatureTests.bytes, of: "ann@a.example", signers: signers, at: SignatureTests.now)
    #expect(fingerprint.hasPrefix("SHA256:"))
  }

  struct Bad: CustomTestStringConvertible, Sendable {
    let testDescription: String
    var principal = "ann@a.example"
    var options = "namespaces=\"rollcall-signoff@v1\""
    var bytes = SignatureTests.bytes
    var isRevoked = false
    let says: String
  }

  @Test(
    "what does not hold is said with its reason",
    arguments: [
      Bad(testDescription: "other bytes", bytes: SignatureTests.bytes + [10], says: "not over these bytes"),
      Bad(testDescription: "another signer", principal: "bob@a.example", says: "is not one that"),
      Bad(testDescription: "expired", options: "valid-before=\"20200101\"", says: "key has expired"),
      Bad(testDescription: "not yet valid", options: "valid-after=\"20300101\"", says: "key is not yet valid"),
      Bad(testDescription: "for another purpose", options: "namespaces=\"file\"", says: "not permitted"),
      Bad(testDescription: "revoked", isRevoked: true, says: "its key was revoked"),
    ])
  func bad(bad: Bad) throws {
    let keys = try Keys()
    let ann = try keys.make("ann")
    try keys.write("ann@a.example \(bad.options) \(ann)\n", to: "signers")
    let armor = try Signature.sign(SignatureTests.bytes, key: keys.file("ann")) { _ in }
    let signers = Signature.Signers(
      file: keys.file("signers"), revoked: bad.isRevoked ? keys.file("ann.pub") : nil)
    let fault = #expect(throws: Signature.Fault.self) {
      try Signature.verify(armor, over: bad.bytes, of: bad.principal, signers: signers, at: SignatureTests.now)
    }
    #expect(fault?.reason.contains(bad.says) == true, "\(fault?.reason ?? "")")
    #expect(fault?.kind == .doesNotHold)
  }

  @Test("a key that may sign does not sign for another namespace, and another key does not sign for it")
  func otherNamespaceOrKey() throws {
    let keys = try Keys()
    let ann = try keys.make("ann")
    try keys.make("eve")
    try keys.write("ann@a.example \(ann)\n", to: "signers")
    let signers = Signature.Signers(file: keys.file("signers"))
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    try keys.write(String(decoding: SignatureTests.bytes, as: UTF8.self), to: "m")
    process.arguments = ["ssh-keygen", "-Y", "sign", "-q", "-n", "file", "-f", keys.file("ann"), keys.file("m")]
    try process.run()
    process.waitUntilExit()
    let other = Array(try Data(contentsOf: URL(filePath: keys.file("m.sig"))))
    let eve = try Signature.sign(SignatureTests.bytes, key: keys.file("eve")) { _ in }
    for (armor, says) in [(other, "another namespace"), (eve, "is not one that")] {
      let fault = #expect(throws: Signature.Fault.self) {
        try Signature.verify(
          armor, over: SignatureTests.bytes, of: "ann@a.example", signers: signers, at: SignatureTests.now)
      }
      #expect(fault?.reason.contains(says) == true, "\(fault?.reason ?? "")")
    }
  }

  @Test("a signature with any byte flipped does not hold, and nothing crashes", .timeLimit(.minutes(2)))
  func flipped() throws {
    let keys = try Keys()
    let ann = try keys.make("ann")
    try keys.write("ann@a.example \(ann)\n", to: "signers")
    let armor = try Signature.sign(SignatureTests.bytes, key: keys.file("ann")) { _ in }
    let signers = Signature.Signers(file: keys.file("signers"))
    var held: [Int] = []
    for index in armor.indices {
      var flipped = armor
      flipped[index] ^= 0x01
      if (try? Signature.verify(
        flipped, over: SignatureTests.bytes, of: "ann@a.example", signers: signers, at: SignatureTests.now)) != nil
      {
        held.append(index)
      }
    }
    // OpenSSH passes over some bytes that carry nothing, such as line ends; the files are compared to the byte anyway.
    #expect(held.allSatisfy { armor[$0] == 10 || armor[$0] == 61 || $0 > armor.count - 30 }, "\(held)")
  }

  @Test("a key or a file of signers that is not there is a fault, and no crash")
  func missing() throws {
    let keys = try Keys()
    #expect(throws: Signature.Fault.self) { try Signature.sign([1], key: keys.file("none")) { _ in } }
    #expect(throws: Signature.Fault.self) {
      try Signature.verify(
        Array("x".utf8), over: [1], of: "a", signers: .init(file: keys.file("none")), at: SignatureTests.now)
    }
  }
}
