import Foundation
import Testing

/// What lies in `schema/`, and what the program embeds of it.
@Suite struct SchemaFolderTests {
  @Test("every folder of schema is kept out of the compiler's sight, and so embedded as text")
  func folders() throws {
    let package = try Repository.text("Package.swift")
    for folder in Repository.names(in: "schema") where Repository.isFolder("schema/" + folder) {
      #expect(package.contains("\"\(folder)\""), "Package.swift excludes the folders of schema; name \(folder)")
    }
  }

  @Test("every table and every column says what it holds")
  func comments() throws {
    for file in Repository.files("schema/tables", suffix: ".sql") {
      let lines = try Repository.lines(file)
      var isInside = false
      for (index, line) in lines.enumerated() {
        let text = line.drop { $0 == " " }
        if text.hasPrefix("create table ") {
          isInside = true
        } else if isInside, line.hasPrefix(")") {
          isInside = false
        } else if isInside, !text.contains(/^(?:--|primary key|foreign key|unique|check)/), !text.isEmpty {
          #expect(text.contains(/-- \S/), "\(file):\(index + 1): no comment on '\(text.prefix { $0 != " " })'")
        }
      }
      #expect(!isInside, "\(file): a table does not end with ')' at the beginning of a line")
    }
  }

  /// Numbers are given out before migrations are written, so that one may be missing for a while.
  @Test("migrations have a number of four digits each, from 1")
  func numbers() {
    let numbers = Repository.names(in: "schema/tables").map { Int($0.prefix(4)) }
    #expect(numbers.first == 1)
    #expect(!numbers.contains(nil))
    #expect(Set(numbers).count == numbers.count)
  }
}
