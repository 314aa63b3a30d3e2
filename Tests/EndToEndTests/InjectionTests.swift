import Testing

/// Every place where names and synced bytes change, one after the other, by `strace --inject`.
@Suite("A run that is killed, or fails, at one call", .enabled(if: Tracer.works, "no strace here, or it may not trace"))
struct InjectionTests {
  @Test(
    "leaves whole reports only, and the next run ends as if nothing had been",
    arguments: ["rename", "symlink", "unlink", "mkdir", "fsync"], ["signal=SIGKILL", "error=EIO"])
  func injections(call: String, fault: String) throws {
    let first = try AuditFolder()
    try first.night()
    let expected = try first.findings().findings
    var reached = 0
    for number in 1...40 {
      let folder = try AuditFolder(copying: first)
      let options = [
        "-f", "-qq", "-o", folder.path + "/trace", "-e", "trace=\(call)", "-e",
        "inject=\(call):\(fault):when=\(number)",
      ]
      let arguments = options + [Program.path, "run", "--as-of", AuditFolder.asOf, "--quiet"]
      let ending = try Program.tool("strace", arguments, in: folder.path)
      let wasReached = try ending.wasKilled || folder.text("trace").contains("INJECTED")
      guard wasReached else { break }
      reached += 1
      // SQLite passes over an error of some calls, such as removing a journal that is not there.
      #expect(ending.wasKilled || [1, 6].contains(ending.status), "\(call) \(number): \(ending.err)")
      try folder.confirmReports()
      let next = try folder.night("--quiet")
      #expect(next.status == 1, "after \(call) \(number): \(next.err)")
      try folder.confirmReports()
      #expect(!folder.reports.contains { $0.hasPrefix(".") }, "after \(call) \(number)")
      #expect(try folder.findings().findings == expected, "after \(call) \(number)")
    }
    #expect(reached > 0)
  }
}

enum Tracer {
  static let works: Bool = {
    let ending = try? Program.tool("strace", ["-f", "-qq", "-o", "/dev/null", "true"], in: "/")
    return ending?.status == 0
  }()
}
