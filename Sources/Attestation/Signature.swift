import Foundation
package import Records

/// Signatures of people over exact bytes, as OpenSSH makes and checks them (PROTOCOL.sshsig). Anybody can check one without
/// this program.
package enum Signature {
  /// What a signature is for; one that was made for something else does not hold here.
  package static let namespace = "rollcall-signoff@v1"

  /// Why there is no signature, or why one does not hold.
  package struct Fault: Error, Equatable, CustomStringConvertible, Sendable {
    package enum Kind: Sendable {
      /// There is a signature, and it is not good.
      case doesNotHold
      /// The key could not sign.
      case notMade
      /// OpenSSH could not be asked at all.
      case unavailable
    }

    package let kind: Kind
    package let reason: String
    package var description: String { reason }
  }

  /// Who may sign.
  package struct Signers: Sendable {
    /// The file of allowed signers, as ssh-keygen(1) describes it.
    package var file: String
    /// Keys that are no longer good: a key revocation list, or public keys.
    package var revoked: String?

    package init(file: String, revoked: String? = nil) {
      self.file = file
      self.revoked = revoked
    }
  }

  /// Signs with a key: a private key's file, or a public key's whose private one an agent or a token holds.
  /// - Parameter ask: is given what OpenSSH asks a person for, such as to touch a token.
  package static func sign(_ bytes: [UInt8], key: String, ask: (String) -> Void) throws(Fault) -> [UInt8] {
    try asking { () throws in
      let folder = try MomentaryFolder()
      // Not as standard input: where that is no terminal, OpenSSH asks for a passphrase in a window, or not at all.
      let input = try folder.write(bytes, to: "signed")
      let output = folder.file("signed.sig")
      let answer = try OpenSSH.run(
        ["-Y", "sign", "-q", "-n", namespace, "-f", plain(key), input], input: nil, ask: ask)
      guard answer.status == 0, let armor = try? Data(contentsOf: URL(filePath: output)), !armor.isEmpty else {
        let wasStopped = (129..<255).contains(answer.status)
        throw Fault(kind: .notMade, reason: wasStopped ? "ssh-keygen was stopped" : whyNot(answer.said))
      }
      return Array(armor)
    }
  }

  /// Checks a signature over exact bytes.
  /// - Parameter time: when the key must have been good.
  /// - Returns: the fingerprint of the key.
  package static func verify(
    _ signature: [UInt8], over bytes: [UInt8], of principal: String, signers: Signers, at time: Instant
  ) throws(Fault) -> String {
    try asking { () throws in
      let folder = try MomentaryFolder()
      let input = try folder.write(bytes, to: "signed")
      let file = try folder.write(signature, to: "signature")
      let stamp = time.iso.filter { $0 >= "0" && $0 <= "9" }
      func check(_ revoked: String?) throws -> OpenSSH.Answer {
        try OpenSSH.run(
          ["-Y", "verify", "-f", plain(signers.file), "-I", principal, "-n", namespace, "-s", file]
            + ["-O", "verify-time=\(stamp)"] + (revoked.map { ["-r", plain($0)] } ?? []), input: input)
      }
      let answer = try check(signers.revoked)
      if answer.status == 0, let key = fingerprint(answer.output) { return key }
      // What it does not say itself is found by asking less.
      if let reason = reason(answer.said) { throw Fault(kind: .doesNotHold, reason: reason) }
      if signers.revoked != nil, try check(nil).status == 0 {
        throw Fault(kind: .doesNotHold, reason: "its key was revoked")
      }
      let bare = try OpenSSH.run(
        ["-Y", "check-novalidate", "-n", namespace, "-s", file], input: input)
      let key = bare.status == 0 ? fingerprint(bare.output) : nil
      throw Fault(
        kind: .doesNotHold,
        reason: key.map { "its key \($0) is not one that \(signers.file) allows \(principal)" } ?? "it does not hold")
    }
  }

  /// `Good "…" signature for … with ED25519 key SHA256:…`
  private static func fingerprint(_ output: [UInt8]) -> String? {
    let words = String(decoding: output, as: UTF8.self).split { $0 == " " || $0 == "\n" }
    return words.last { $0.hasPrefix("SHA256:") }.map { String($0) }
  }

  /// The line that says why one does not hold, in the words of OpenSSH.
  private static func reason(_ said: [String]) -> String? {
    guard let line = said.first(where: { !$0.hasPrefix("Could not verify signature") }) else { return nil }
    if line.hasSuffix("incorrect signature") { return "it is not over these bytes" }
    if line.hasSuffix("namespace does not match") { return "it was made for another namespace than \(namespace)" }
    return "ssh-keygen says: \(line)"
  }

  /// Why a key could not sign. What OpenSSH says of tokens and agents names neither.
  private static func whyNot(_ said: [String]) -> String {
    func says(_ text: String) -> Bool { said.contains { $0.contains(text) } }
    if says("No private key found for public key") {
      return "no agent holds it (SSH_AUTH_SOCK names the agent), and its private key is not beside it"
    }
    if says("agent refused operation") { return "the agent that holds it refused" }
    if says("incorrect passphrase") { return "the passphrase or PIN is wrong, or nobody could be asked for it" }
    if says("device not found") { return "the hardware key is not plugged in, or not the one that it was made with" }
    if says("Couldn't sign message: invalid format") { return "the hardware key did not sign; touch it when it blinks" }
    return said.first.map { "ssh-keygen says: \($0)" } ?? "ssh-keygen made no signature"
  }

  /// A name that begins with a hyphen is a file, too.
  private static func plain(_ path: String) -> String { path.hasPrefix("-") ? "./" + path : path }

  private static func asking<Value>(_ body: () throws -> Value) throws(Fault) -> Value {
    do {
      return try body()
    } catch let fault as Fault {
      throw fault
    } catch let error as OpenSSH.Unavailable {
      throw Fault(kind: .unavailable, reason: error.reason)
    } catch {
      throw Fault(kind: .unavailable, reason: "\(error)")
    }
  }
}
