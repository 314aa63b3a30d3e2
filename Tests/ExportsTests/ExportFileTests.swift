import Foundation
import Glibc
import Records
import Testing

@testable import Exports

@Suite("An export on disk", .timeLimit(.minutes(5)))
struct ExportFileTests {
  /// Why a path is not opened; nil when it is.
  private func failure(_ path: String) -> ExportFile.Failure? {
    do throws(ExportFile.Failure) {
      _ = try ExportFile(path: path, name: "exports/users.csv")
      return nil
    } catch {
      return error
    }
  }

  private func refusal(_ path: String) -> String? {
    guard case .refused(let refusal) = failure(path) else { return nil }
    #expect(refusal.position == Position(file: "exports/users.csv"))
    return refusal.message
  }

  private func isMissing(_ path: String) -> Bool {
    if case .missing = failure(path) { true } else { false }
  }

  @Test("is opened with its size and the time it was written")
  func regular() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(Array("user,role\n".utf8), as: "users.csv")
    var times = [timespec(tv_sec: 1_795_226_400, tv_nsec: 0), timespec(tv_sec: 1_795_226_400, tv_nsec: 5)]
    #expect(utimensat(AT_FDCWD, path, &times, 0) == 0)
    let file = try ExportFile(path: path, name: "exports/users.csv")
    #expect(file.bytes == 10)
    #expect(file.name == "exports/users.csv")
    #expect(file.modified.iso == "2026-11-21T02:00:00Z")
  }

  @Test("is missing where there is none, or no folder for it")
  func missing() throws {
    let folder = try TemporaryFolder()
    let file = try folder.write([0x61], as: "users.csv")
    #expect(isMissing(folder.path + "/none.csv"))
    #expect(isMissing(folder.path + "/none/users.csv"))
    #expect(isMissing(file + "/users.csv"))
  }

  @Test("is refused when it is a folder")
  func directory() throws {
    let folder = try TemporaryFolder()
    #expect(refusal(folder.path) == "it is not a regular file")
  }

  @Test("is refused when it is a pipe, at once")
  func pipe() throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/pipe"
    #expect(mkfifo(path, 0o600) == 0)
    #expect(refusal(path) == "it is not a regular file")
  }

  @Test("is refused when it is a device", arguments: ["/dev/zero", "/dev/null"])
  func device(path: String) {
    #expect(refusal(path) == "it is not a regular file")
  }

  @Test("is refused when it is a link, to a file as well as to nothing")
  func link() throws {
    let folder = try TemporaryFolder()
    let file = try folder.write([0x61], as: "users.csv")
    for target in [file, folder.path + "/none.csv", folder.path, "/dev/zero"] {
      let link = folder.path + "/link"
      unlink(link)
      #expect(symlink(target, link) == 0)
      #expect(refusal(link)?.contains("symbolic link") == true)
    }
  }

  @Test(
    "is refused when it may not be read, and the message says why", .enabled(if: geteuid() != 0, "root may read all"))
  func permission() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write([0x61], as: "users.csv")
    #expect(chmod(path, 0) == 0)
    #expect(refusal(path)?.contains("Permission denied") == true)
  }

  @Test("is refused when it is written to while it is being read")
  func changing() throws {
    let folder = try TemporaryFolder()
    let rows = (0..<200_000).map { "u\($0),a" }.joined(separator: "\n")
    let path = try folder.write(Array(("user,role\n" + rows + "\n").utf8), as: "roles.csv")
    let file = try ExportFile(path: path, name: "exports/roles.csv")
    let handle = try FileHandle(forWritingTo: URL(filePath: path))
    var message = ""
    var isWritten = false
    do {
      _ = try ExportReader(mapping: .small, hashKey: 1).read(file, digest: KeptBytes()) { _ in
        guard !isWritten else { return }
        isWritten = true
        try handle.seekToEnd()
        try handle.write(contentsOf: Data("late,b\n".utf8))
      }
    } catch let refusal as ExportRefusal {
      message = refusal.description
    }
    #expect(message == "exports/roles.csv: it changed while it was being read; run again when it is complete")
  }
}
