import Foundation
import Testing

/// What may lie in the repository at all.
@Suite struct TreeTests {
  /// Words that belong to the machine of one person. Kept in two pieces, so that this file may say them.
  private static let foreign = ["/wo" + "rk/", "../sha" + "red", "/ro" + "ot/", "/home/" + "runner"]

  private static func mayNameThem(_ file: String) -> Bool { file == ".ci/run" || file.hasPrefix("Tests/") }

  @Test("no file names a path of somebody's machine")
  func words() throws {
    for file in Repository.tracked where !TreeTests.mayNameThem(file) {
      let bytes = try Repository.bytes(file)
      for word in TreeTests.foreign {
        #expect(bytes.range(of: Data(word.utf8)) == nil, "\(file) holds '\(word)'")
      }
    }
  }

  @Test("no file is binary")
  func binary() throws {
    for file in Repository.tracked {
      let hasNull = try Repository.bytes(file).contains(0)
      #expect(!hasNull, "\(file)")
    }
  }

  @Test("no file is over 1 MB")
  func size() throws {
    for file in Repository.tracked {
      let size = try Repository.bytes(file).count
      #expect(size <= 1_000_000, "\(file) has \(size) bytes")
    }
  }

  @Test("every script begins by saying what it does")
  func scripts() throws {
    for name in Repository.names(in: "scripts") where Repository.isFile("scripts/" + name) {
      let lines = try Repository.lines("scripts/" + name)
      #expect(lines.first?.hasPrefix("#!/usr/bin/env ") == true, "scripts/\(name)")
      #expect(lines.count > 1 && lines[1].contains(/^(?:# \S|"""\S)/), "scripts/\(name)")
    }
  }
}
