import Foundation
import Glibc
import Testing

/// A real ssh-agent with a socket of its own, which ends with the test.
private final class Agent {
  let environment: [String: String]
  private let scratch: Scratch
  private let process: Process

  init() throws {
    scratch = try Scratch()
    let socket = scratch.path + "/socket"
    // Who holds a key may want to be asked for each signature; here nobody ever says yes.
    environment = Signer.environment.merging(["SSH_AUTH_SOCK": socket, "SSH_ASKPASS": "/bin/false"]) { $1 }
    process = try Program.start(
      tool: try #require(Signer.find("ssh-agent")), ["-D", "-a", socket], in: scratch.path, environment: environment,
      output: .nullDevice, error: .nullDevice)
    for _ in 0..<500 where access(socket, F_OK) != 0 { usleep(10_000) }
    try #require(access(socket, F_OK) == 0, "ssh-agent does not listen")
  }

  deinit { stop() }

  func add(_ options: String..., key: String) throws {
    let ending = try Program.run(
      tool: try #require(Signer.find("ssh-add")), ["-q"] + options + [key], in: scratch.path, environment: environment)
    try #require(ending.status == 0, "\(ending.err)")
  }

  func stop() {
    guard process.isRunning else { return }
    // Foundation starts it with the other signals blocked.
    kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
  }
}

@Suite(
  "A key that only an agent holds",
  .enabled(if: Signer.find("ssh-agent") != nil, "there is no ssh-agent (openssh-client)"))
struct AgentTests {
  private static let unknown = "no agent holds it (SSH_AUTH_SOCK names the agent), and its private key is not beside it"

  /// The example, with the public key in it and the private one elsewhere.
  private func withKeyElsewhere() throws -> (folder: AuditFolder, key: String, elsewhere: Scratch) {
    let folder = try AuditFolder.withSigner()
    let elsewhere = try Scratch()
    try FileManager.default.moveItem(atPath: folder.path + "/key", toPath: elsewhere.path + "/key")
    return (folder, elsewhere.path + "/key", elsewhere)
  }

  @Test("it signs with the public key's file, and the signature verifies when the agent is gone")
  func signs() throws {
    let (folder, key, _elsewhere) = try withKeyElsewhere()
    defer { withExtendedLifetime(_elsewhere) {} }
    let agent = try Agent()
    try agent.add(key: key)
    let ending = try Program.run(Signer.command("key.pub"), in: folder.path, environment: agent.environment)
    #expect(ending.status == 0, "\(ending.err)")
    #expect(ending.out.contains("it is signed off"))
    #expect(ending.err.isEmpty)
    agent.stop()
    let verified = try Program.run(["verify"], in: folder.path, environment: Signer.environment)
    #expect(verified.status == 0, "\(verified.err)")
    #expect(verified.out.contains("run 1: signed by \(Signer.principal), 1 of 1; signed off"))
  }

  @Test(
    "no agent, one that was stopped, one without the key and one that refuses: nothing is signed, and one line says why"
  )
  func refuses() throws {
    let (folder, key, _elsewhere) = try withKeyElsewhere()
    defer { withExtendedLifetime(_elsewhere) {} }
    try folder.confirmUnsigned(Signer.environment, says: AgentTests.unknown)
    let agent = try Agent()
    try folder.confirmUnsigned(agent.environment, says: AgentTests.unknown)
    try agent.add("-c", key: key)
    try folder.confirmUnsigned(agent.environment, says: "the agent that holds it refused")
    agent.stop()
    try folder.confirmUnsigned(agent.environment, says: AgentTests.unknown)
    let verified = try Program.run(["verify"], in: folder.path, environment: Signer.environment)
    #expect(verified.status == 0, "\(verified.err)")
  }
}
