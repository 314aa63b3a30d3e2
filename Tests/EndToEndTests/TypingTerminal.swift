import Foundation
import Glibc
import Testing

/// A terminal at which somebody sits and types one answer, when he is asked for it.
enum TypingTerminal {
  /// `setsid` makes the terminal that of the program, as a login does; without `--ctty` it is one that belongs to another
  /// session, as behind `su`.
  static let setsid = Signer.find("setsid")

  /// - Returns: the status, and all that stood on the terminal.
  static func run(
    _ tool: String, _ arguments: [String], in folder: String, environment: [String: String], isOwn: Bool = true,
    asked: String, answer: String
  ) throws -> Ending {
    let front = open("/dev/ptmx", O_RDWR | O_NOCTTY)
    try #require(front >= 0)
    defer { close(front) }
    // TIOCSPTLCK and TIOCGPTN, by which unlockpt and ptsname ask Linux; Swift sees none of the four.
    var locked: CInt = 0
    var number: CInt = 0
    try #require(ioctl(front, 0x4004_5431, &locked) == 0 && ioctl(front, 0x8004_5430, &number) == 0)
    let back = FileHandle(fileDescriptor: open("/dev/pts/\(number)", O_RDWR | O_NOCTTY), closeOnDealloc: true)
    let process = Process()
    process.executableURL = URL(filePath: try #require(setsid))
    process.arguments = (isOwn ? ["--ctty"] : []) + ["--wait", tool] + arguments
    process.currentDirectoryURL = URL(filePath: folder)
    process.environment = environment
    process.standardInput = back
    process.standardOutput = back
    process.standardError = back
    try process.run()
    try back.close()

    var text = ""
    var hasAnswered = false
    var block = [UInt8](repeating: 0, count: 4096)
    var waiting = pollfd(fd: front, events: Int16(POLLIN), revents: 0)
    // A terminal whose last program has ended cannot be read any more.
    while poll(&waiting, 1, 60_000) > 0 {
      let got = read(front, &block, block.count)
      guard got > 0 else { break }
      text += String(decoding: block[..<got], as: UTF8.self)
      if !hasAnswered, text.contains(asked) {
        hasAnswered = true
        let typed = Array((answer + "\n").utf8)
        try #require(write(front, typed, typed.count) == typed.count)
      }
    }
    if !hasAnswered { kill(process.processIdentifier, SIGKILL) }
    process.waitUntilExit()
    return Ending(
      status: process.terminationStatus, wasKilled: process.terminationReason == .uncaughtSignal,
      out: text.replacing("\r\n", with: "\n"), err: "")
  }
}

@Suite(
  "Somebody signs at a terminal",
  .enabled(if: Signer.isPossible && TypingTerminal.setsid != nil, "there is no ssh-keygen or no setsid"))
struct TypingTests {
  private func withPassphrase() throws -> AuditFolder {
    try AuditFolder.withSigner { folder in
      try Program.tool(
        "ssh-keygen", ["-q", "-t", "ed25519", "-N", "swordfish", "-C", "", "-f", "key"], in: folder.path)
    }
  }

  @Test("the passphrase is asked for on the terminal, also on a desktop, and behind su", arguments: [true, false])
  func passphrase(isOwn: Bool) throws {
    let folder = try withPassphrase()
    let desktop = Signer.environment.merging(["DISPLAY": ":99"]) { $1 }
    func sign(_ answer: String) throws -> Ending {
      try TypingTerminal.run(
        Program.path, Signer.command("key"), in: folder.path, environment: desktop, isOwn: isOwn,
        asked: "Enter passphrase", answer: answer)
    }
    let wrong = try sign("marlin")
    #expect(wrong.status == 2, "\(wrong.out)")
    #expect(
      wrong.out.hasSuffix(
        "rollcall: not signed: key: the passphrase or PIN is wrong, or nobody could be asked for it\n"))
    let right = try sign("swordfish")
    #expect(right.status == 0, "\(right.out)")
    #expect(right.out.contains("it is signed off"))
    // OpenSSH reads unseen only from the terminal of its own session.
    if isOwn { #expect(!right.out.contains("swordfish") && !wrong.out.contains("marlin")) }
    #expect(try folder.rollcall("verify", environment: Signer.environment).status == 0)
  }

  @Test("who stops it at the passphrase has signed nothing, and nothing is left behind")
  func stopped() throws {
    let folder = try withPassphrase()
    let scratch = try Scratch()
    let before = try folder.everything()
    let ending = try TypingTerminal.run(
      Program.path, Signer.command("key"), in: folder.path,
      environment: Signer.environment.merging(["TMPDIR": scratch.path]) { $1 }, asked: "Enter passphrase",
      answer: "\u{3}")
    #expect(ending.status == 2)
    #expect(ending.out.contains("rollcall: not signed: key: ssh-keygen was stopped\n"), "\(ending.out)")
    #expect(try folder.changes(since: before) == [])
    #expect(try FileManager.default.contentsOfDirectory(atPath: scratch.path) == [])
  }
}
