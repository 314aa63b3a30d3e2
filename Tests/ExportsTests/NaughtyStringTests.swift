import Foundation
import Records
import Testing

@testable import Exports

/// github.com/minimaxir/big-list-of-naughty-strings, where it lies beside the repository.
@Suite("The naughty strings", .enabled(if: NaughtyStrings.all.count > 500, "no ../shared/suites/blns here"))
struct NaughtyStringTests {
  @Test(
    "come out of every column of text, of every kind, as they went in, from CSV and JSON",
    arguments: [
      RecordShape.users, .roles, .roster, .accounts, .contacts, .registrations, .crm, .erp, .extensions,
    ])
  func roundTrip(shape: RecordShape) throws {
    let fields = shape.fields.filter { field in
      !field.isDerived && [.text, .identifier, .address, .verbatim].contains(field.type)
    }
    #expect(fields.count > 1)
    // Every record has what records must have; the string stands between brackets, because ends are trimmed.
    let strings = NaughtyStrings.all.map { "[\($0)]" }
    for field in fields {
      let others = fields.filter { $0.name != field.name && ($0.isRequired || $0.name == "employee_number") }.map(
        \.name)
      let names = others + [field.name]
      let mapping = SourceMapping(
        source: "s", shape: shape, columns: Dictionary(uniqueKeysWithValues: names.map { ($0, [$0]) }))
      let rows = strings.enumerated().map { index, text in others.map { _ in "x\(index)" } + [text] }
      let expected = strings.map { field.type == .address ? ByteText.lowercased($0) : $0 }.map { Array($0.utf8) }
      for bytes in [csv([names] + rows), json(names, rows)] {
        let export = try ExportOnDisk.read(bytes, mapping)
        #expect(export.rejected.isEmpty)
        #expect(export.rows.map { Array(($0[field.name] ?? "?").utf8) } == expected, "\(field.name)")
      }
    }
  }

  private func csv(_ rows: [[String]]) -> [UInt8] {
    Array(
      rows.map { row in
        row.map { "\"" + $0.unicodeScalars.map { $0 == "\"" ? "\"\"" : String($0) }.joined() + "\"" }.joined(
          separator: ",")
      }.joined(separator: "\r\n").utf8)
  }

  private func json(_ names: [String], _ rows: [[String]]) -> [UInt8] {
    let records = rows.map { row in
      "{" + zip(names, row).map { JSONString.quoted($0) + ":" + JSONString.quoted($1) }.joined(separator: ",") + "}"
    }
    return Array(("[" + records.joined(separator: ",\n") + "]").utf8)
  }
}

enum NaughtyStrings {
  static let all: [String] = {
    var folder = URL(filePath: #filePath)
    while folder.path != "/" {
      folder.deleteLastPathComponent()
      guard let data = try? Data(contentsOf: folder.appending(path: "shared/suites/blns/blns.json")) else { continue }
      return (try? JSONDecoder().decode([String].self, from: data)) ?? []
    }
    return []
  }()
}
