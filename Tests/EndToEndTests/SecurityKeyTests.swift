import Foundation
import Testing

/// A security key made of software, in the place of a device (Tests/SecurityKey).
private final class SecurityKey {
  /// Why there can be none here; nil where it can.
  static let obstacle: String? = {
    let helpers = ["/usr/lib/openssh", "/usr/libexec", "/usr/libexec/openssh", "/usr/lib/ssh", "/usr/lib64/ssh"]
    guard Signer.isPossible, Signer.find("ssh-sk-helper", in: helpers) != nil else {
      return "there is no ssh-sk-helper (openssh-client)"
    }
    guard let version = try? Program.tool("ssh", ["-V"], in: "/").err,
      let match = version.firstMatch(of: /OpenSSH_(\d+)\.(\d+)/), let major = Int(match.1), let minor = Int(match.2),
      (major, minor) >= (9, 1)
    else { return "OpenSSH is older than 9.1 and asks a security key in another way" }
    guard (try? Program.tool("clang", ["--version"], in: "/").status) == 0 else { return "there is no clang" }
    return nil
  }()

  private let scratch: Scratch
  let library: String

  init() throws {
    scratch = try Scratch()
    library = scratch.path + "/security_key.so"
    let built = try Program.tool(
      "clang",
      [
        "-std=c11", "-Wall", "-Wextra", "-Werror", "-shared", "-fPIC", "-o", library,
        Repository.folder + "/Tests/SecurityKey/security_key.c",
      ], in: scratch.path)
    try #require(built.status == 0, "\(built.err)")
  }

  /// What OpenSSH needs to find it.
  /// - Parameter state: `unplugged` or `untouched`.
  func environment(_ state: String = "ready") -> [String: String] {
    Signer.environment.merging(["SSH_SK_PROVIDER": library, "SECURITY_KEY": state]) { $1 }
  }

  func make(_ type: String, _ options: String...) -> [String] {
    ["-q", "-t", type, "-w", library, "-N", "", "-C", "", "-f", "key"] + options
  }
}

@Suite(
  "A hardware key", .enabled(if: SecurityKey.obstacle == nil, "\(SecurityKey.obstacle ?? "")"))
struct SecurityKeyTests {
  @Test("it asks for a touch and signs, and the signature verifies without it", arguments: ["ed25519-sk", "ecdsa-sk"])
  func signs(type: String) throws {
    let device = try SecurityKey()
    let folder = try AuditFolder.withSigner {
      try Program.tool("ssh-keygen", device.make(type), in: $0.path)
    }
    // The public key is named; OpenSSH finds beside it what belongs to the device.
    let ending = try Program.run(
      Signer.command("key.pub") + ["--quiet"], in: folder.path, environment: device.environment())
    #expect(ending.status == 0, "\(ending.err)")
    #expect(
      ending.err.wholeMatch(of: /Confirm user presence for key [A-Z0-9]+-SK SHA256:\S+\n/) != nil, "\(ending.err)")
    let verified = try Program.run(["verify"], in: folder.path, environment: Signer.environment)
    #expect(verified.status == 0, "\(verified.err)")
    #expect(verified.out.contains("run 1: signed by \(Signer.principal), 1 of 1; signed off"))
  }

  @Test("one that is not plugged in, or that nobody touches, signs nothing, and one line says why")
  func refuses() throws {
    let device = try SecurityKey()
    let folder = try AuditFolder.withSigner {
      try Program.tool("ssh-keygen", device.make("ed25519-sk"), in: $0.path)
    }
    let gone = "the hardware key is not plugged in"
    try folder.confirmUnsigned(device.environment("unplugged"), says: gone)
    try folder.confirmUnsigned(device.environment("untouched"), says: "the hardware key did not sign; touch it")
    // Without the library OpenSSH looks for a device on USB.
    try folder.confirmUnsigned(Signer.environment, says: gone)
  }

  @Test(
    "one with a PIN asks for it on the terminal, and then for a touch",
    .enabled(if: TypingTerminal.setsid != nil, "there is no setsid (util-linux)"))
  func pin() throws {
    let device = try SecurityKey()
    func type(_ pin: String, _ tool: String, _ arguments: [String], in folder: AuditFolder) throws -> Ending {
      try TypingTerminal.run(
        tool, arguments, in: folder.path, environment: device.environment(), asked: "Enter PIN", answer: pin)
    }
    let keygen = try #require(Signer.find("ssh-keygen"))
    let folder = try AuditFolder.withSigner {
      try type("4711", keygen, device.make("ed25519-sk", "-O", "verify-required"), in: $0)
    }
    let wrong = try type("1234", Program.path, Signer.command("key"), in: folder)
    #expect(wrong.status == 2)
    #expect(wrong.out.hasSuffix("not signed: key: the passphrase or PIN is wrong, or nobody could be asked for it\n"))
    let right = try type("4711", Program.path, Signer.command("key"), in: folder)
    #expect(right.status == 0, "\(right.out)")
    #expect(right.out.contains("Confirm user presence for key ED25519-SK"))
    #expect(try folder.rollcall("verify", environment: Signer.environment).status == 0)
  }
}
