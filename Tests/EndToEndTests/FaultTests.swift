import Foundation
import Testing

private enum Machine {
  static let hide = "mount -t tmpfs none /proc"
  static let mayHide = (try? Program.tool("unshare", ["-rm", "sh", "-c", hide], in: "/"))?.status == 0
  static let mayTrace =
    (try? Program.tool("strace", ["-f", "-qq", "-o", "/dev/null", "true"], in: "/"))?.status == 0
}

/// Swift looks for the words of the command line with the help of /proc, and says nothing where that is not there.
@Suite(
  "A machine without /proc",
  .enabled(if: Machine.mayHide, "/proc cannot be hidden from a program here (unshare -rm)"))
struct BareMachineTests {
  @Test("runs the command that it was given, and not the help")
  func words() throws {
    let folder = try AuditFolder()
    let ending = try Program.tool(
      "unshare",
      ["-rm", "sh", "-c", "\(Machine.hide) && exec '\(Program.path)' run --as-of \(AuditFolder.asOf)"],
      in: folder.path)
    #expect(ending.status == 1, "\(ending.err)")
    #expect((ending.out + ending.err).contains("run 1, as of \(AuditFolder.asOf): complete"))
    #expect(try folder.findings().rows.isEmpty == false)
  }
}

/// A short form of `scripts/faults`, which breaks nights at every system call.
@Suite(
  "A disk that fails",
  .enabled(if: Machine.mayTrace, "there is no strace (apt-get install strace), or it may not trace here"))
struct FaultTests {
  @Test(
    "or is full leaves a night whole or undone, ends it with its own status, and the next one ends as usual",
    .timeLimit(.minutes(10)))
  func faults() throws {
    let script = Repository.folder + "/scripts/faults"
    let ending = try Program.tool(
      "python3",
      [script, "--program", Program.path, "--night", "later", "--fault", "EIO", "--fault", "ENOSPC", "--every", "97"],
      in: Repository.folder)
    #expect(ending.status == 0, "\(ending.out)\(ending.err)")
    #expect(ending.out.contains(" 0 things that did not hold"))
  }
}
