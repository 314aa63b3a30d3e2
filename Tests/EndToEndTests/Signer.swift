import Foundation
import Glibc
import Testing

/// The one who signs in these tests, with a key in the folder of the audit.
enum Signer {
  static let principal = "c.lam@abc.example"
  static let file = "keys of 2026/allowed_signers"
  static let isPossible = find("ssh-keygen") != nil
  static let environment = [
    "PATH": "/usr/bin:/bin:/usr/local/bin", "LC_ALL": "C", "TZ": "UTC", "HOME": "/nonexistent",
  ]

  /// What is typed to sign the example's first night.
  static func command(_ key: String) -> [String] {
    ["sign", "--key", key, "--as", principal, "--acknowledge", "all", "--reason", "first night"]
  }

  static func find(_ tool: String, in folders: [String] = ["/usr/bin", "/bin", "/usr/local/bin"]) -> String? {
    folders.map { $0 + "/" + tool }.first { access($0, X_OK) == 0 }
  }
}

extension AuditFolder {
  /// The example with a key and a policy that names who may sign with it, after a night.
  /// - Parameter make: makes the files `key` and `key.pub`; a key without a passphrase unless given.
  static func withSigner(
    _ make: (AuditFolder) throws -> Ending = { folder in
      try Program.tool("ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-C", "", "-f", "key"], in: folder.path)
    }
  ) throws -> AuditFolder {
    let folder = try AuditFolder()
    let made = try make(folder)
    try #require(made.status == 0, "\(made.out)\(made.err)")
    let key = try folder.text("key.pub").split { $0 == " " || $0 == "\n" }.prefix(2).joined(separator: " ")
    try FileManager.default.createDirectory(
      atPath: folder.path + "/keys of 2026", withIntermediateDirectories: true)
    try folder.write("\(Signer.principal) namespaces=\"rollcall-signoff@v1\" \(key)\n", to: Signer.file)
    try folder.write(
      try folder.text("rollcall.yml") + "\nsign_off: {signers: \"\(Signer.file)\", required: 1}\n", to: "rollcall.yml")
    try folder.night()
    return folder
  }

  static func signed() throws -> AuditFolder {
    let folder = try withSigner()
    let ending = try Program.run(Signer.command("key"), in: folder.path, environment: Signer.environment)
    try #require(ending.status == 0, "\(ending.err)")
    return folder
  }

  /// Nothing is signed: the status and the last line say why, and no file is another one than before.
  func confirmUnsigned(_ environment: [String: String], says: String) throws {
    let scratch = try Scratch()
    let before = try everything()
    let ending = try Program.run(
      Signer.command("key.pub"), in: path,
      environment: environment.merging(["TMPDIR": scratch.path]) { $1 })
    #expect(ending.status == 2, "\(ending.out)\(ending.err)")
    #expect(ending.out.isEmpty)
    let lines = ending.err.split(separator: "\n").filter { !$0.hasPrefix("Confirm user presence for key ") }
    #expect(lines.count == 1 && lines[0].hasPrefix("rollcall: not signed: key.pub: \(says)"), "\(ending.err)")
    #expect(try changes(since: before) == [])
    #expect(try FileManager.default.contentsOfDirectory(atPath: scratch.path) == [])
  }
}
