import Foundation
import Testing

/// The style that a machine can see.
@Suite struct StyleTests {
  /// Lines of a file without comments; nothing here understands strings, which is enough for these words.
  private func code(_ file: String) throws -> [(number: Int, text: Substring)] {
    try Repository.lines(file).enumerated().map { index, line in
      (index + 1, line.range(of: "//").map { line[..<$0.lowerBound] } ?? line)
    }
  }

  @Test("nothing is public or open: the program is no library")
  func access() throws {
    for file in Repository.program {
      for (number, text) in try code(file) where text.contains("public") || text.contains("open ") {
        let isOpen = text.contains(
          /^\s*(?:@\w+\s+)*(?:public|open)\s+(?:\w+\s+)*(?:actor|associatedtype|case|class|enum|extension|func|init|let|protocol|static|struct|subscript|typealias|var)\b/
        )
        #expect(!isOpen, "\(file):\(number): 'package' reaches every room, and nothing else needs it")
      }
    }
  }

  @Test("nothing ends the program where it could throw")
  func crashes() throws {
    for file in Repository.program {
      for (number, text) in try code(file) {
        for word in ["try!", "fatalError"] { #expect(!text.contains(word), "\(file):\(number): \(word)") }
      }
    }
  }

  @Test("only Terminal writes to the streams")
  func printing() throws {
    for file in Repository.program where file != "Sources/rollcall/Terminal.swift" {
      for (number, text) in try code(file) where text.contains("rint(") {
        #expect(!text.contains(/(?:^|[^.\w])(?:debugP|p)rint\(/), "\(file):\(number): 'print' hides a full disk")
      }
    }
  }

  @Test("no file is longer than 400 lines")
  func length() throws {
    for file in Repository.swift + Repository.files("schema", suffix: ".sql") {
      let count = try Repository.text(file).count { $0 == "\n" }
      #expect(count <= 400, "\(file) has \(count) lines")
    }
  }

  @Test("the formatter has nothing to say", .timeLimit(.minutes(2)))
  func format() throws {
    let lint = try Command.run(
      ["swift", "format", "lint", "--strict", "--recursive", "--configuration", ".swift-format"]
        + ["Sources", "Tests", "schema", "Package.swift"].filter(Repository.exists),
      in: Repository.root)
    #expect(
      lint.status == 0,
      """
      run: swift format --in-place --recursive --configuration .swift-format Sources Tests schema Package.swift
      \(lint.output.split(separator: "\n").prefix(20).joined(separator: "\n"))
      """)
  }
}
