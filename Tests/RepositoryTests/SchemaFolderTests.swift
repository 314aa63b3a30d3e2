import Foundation
import Testing

/// Folders of `schema/` whose files are embedded in the program.
private let embedded = ["tables", "views", "links", "rules", "ledger", "lists", "presets", "example"]

/// What lies in `schema/`, and what the program embeds of it.
@Suite struct SchemaFolderTests {
  @Test("every file of an embedded folder is in the registry", arguments: embedded)
  func registered(_ folder: String) throws {
    let registry = try Repository.text("schema/Registry.swift")
    let files = Repository.names(in: "schema/" + folder)
    #expect(!files.isEmpty)
    for file in files { #expect(registry.contains("File(\"\(file)\""), "\(folder)/\(file): run scripts/registry") }
  }

  @Test("every folder of schema is embedded")
  func folders() {
    let found = Repository.names(in: "schema").filter { Repository.isFolder("schema/" + $0) }
    #expect(found == embedded.sorted())
  }

  @Test("scripts/registry gives the registry that is committed")
  func fresh() throws {
    let copy = FileManager.default.temporaryDirectory.appending(path: "rollcall-registry-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: copy) }
    try FileManager.default.createDirectory(at: copy.appending(path: "scripts"), withIntermediateDirectories: true)
    try FileManager.default.copyItem(at: Repository.url("schema"), to: copy.appending(path: "schema"))
    try FileManager.default.copyItem(
      at: Repository.url("scripts/registry"), to: copy.appending(path: "scripts/registry"))
    let written = copy.appending(path: "schema/Registry.swift")
    try FileManager.default.removeItem(at: written)
    let run = try Command.run(["bash", "scripts/registry"], in: copy)
    #expect(run.status == 0, "\(run.output)")
    let isSame = try Data(contentsOf: written) == Repository.bytes("schema/Registry.swift")
    #expect(isSame, "run scripts/registry")
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

  @Test("migrations are numbered from 1 without a gap")
  func numbers() {
    for (index, name) in Repository.names(in: "schema/tables").enumerated() {
      #expect(name.prefix(4) == String(format: "%04d", index + 1), "\(name)")
    }
  }
}
