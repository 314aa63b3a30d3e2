import Foundation
import Testing

/// The short form of scripts/fuzz for policies: its corpus, every beginning of each file, and each file without one of its
/// lines.
struct FuzzTests {
  private static let folder = URL(filePath: #filePath).resolvingSymlinksInPath().deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "Fixtures/fuzz/policy")

  private static let files: [String] =
    ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []).sorted()

  @Test(arguments: files)
  func `hostile bytes give a policy, or errors with their places`(_ file: String) throws {
    let bytes = [UInt8](try Data(contentsOf: FuzzTests.folder.appending(path: file)))
    #expect(PolicyFuzz.complaint(bytes) == nil)
    for end in 0..<min(bytes.count, 600) {
      #expect(PolicyFuzz.complaint(Array(bytes[..<end])) == nil, "up to byte \(end)")
    }
    let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    for index in lines.indices {
      var other = lines
      other.remove(at: index)
      #expect(
        PolicyFuzz.complaint(Array(other.joined(separator: [UInt8(ascii: "\n")]))) == nil, "without line \(index + 1)")
    }
  }

  @Test func `the corpus is there`() { #expect(FuzzTests.files.count > 5) }
}
