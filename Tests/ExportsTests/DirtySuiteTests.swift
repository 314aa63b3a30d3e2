import Foundation
import Testing

@testable import Exports
@testable import Records

/// github.com/frictionlessdata/frictionless-py and github.com/okfn/messytables, where their files lie beside the repository.
/// What each file must come to stands in Tests/Fixtures/suites, which `scripts/suite-tables` made with Python's csv module.
@Suite(
  "Every file of frictionless and messytables-horror",
  .enabled(
    if: DirtySuite.all.allSatisfy { $0.folder != nil }, "no ../shared/suites with frictionless and messytables here"))
struct DirtySuiteTests {
  @Test("is read right, or refused with a position", arguments: DirtySuite.all.flatMap(\.cases))
  func files(test: DirtySuite.Case) throws {
    let found: [String]
    do {
      found = try DirtySuite.read(test)
    } catch let refusal as ExportRefusal {
      found = ["refused", refusal.message, "\(refusal.position.line ?? -1)", "\(refusal.position.byte ?? -1)"]
    }
    #expect(found.count == test.outcome.count)
    for (index, (is_, expected)) in zip(found, test.outcome).enumerated() {
      #expect(found[0] == "refused" && index == 1 ? is_.contains(expected) : is_ == expected, "\(found)")
    }
  }

  @Test("is in the table")
  func complete() throws {
    for suite in DirtySuite.all {
      let folder = try #require(suite.folder)
      let names = FileManager.default.subpaths(atPath: folder)?.filter { name in
        var isFolder: ObjCBool = false
        return FileManager.default.fileExists(atPath: folder + "/" + name, isDirectory: &isFolder)
          && !isFolder.boolValue
      }
      #expect(Set(names ?? []) == Set(suite.cases.map(\.file)))
    }
  }
}

struct DirtySuite {
  struct Case: CustomTestStringConvertible, Sendable {
    var path: String
    var file: String
    var settings: [String]
    var outcome: [String]

    var testDescription: String { ([file] + settings).joined(separator: " ") }
  }

  let name: String
  let folder: String?
  let cases: [Case]

  static let all = [
    DirtySuite("frictionless", "frictionless/data"), DirtySuite("messytables-horror", "messytables-horror/horror"),
  ]

  private init(_ name: String, _ path: String) {
    self.name = name
    var folder = URL(filePath: #filePath)
    var found: String?
    while folder.path != "/", found == nil {
      folder.deleteLastPathComponent()
      let suite = folder.appending(path: "shared/suites/" + path)
      if FileManager.default.fileExists(atPath: suite.path) { found = suite.path }
    }
    self.folder = found
    let table = URL(filePath: #filePath).appending(path: "../../Fixtures/suites/\(name).tsv").standardized
    let lines = (try? String(contentsOf: table, encoding: .utf8))?.split(separator: "\n") ?? []
    cases = lines.map { line in
      let cells = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
      return Case(
        path: (found ?? "") + "/" + cells[0], file: cells[0], settings: cells[1].split(separator: ",").map(String.init),
        outcome: Array(cells[2...]))
    }
  }

  /// Reads a file twice: first for its headers alone, then with a field for every column that has a name.
  static func read(_ test: Case) throws -> [String] {
    let bytes = [UInt8](try Data(contentsOf: URL(filePath: test.path)))
    var mapping = SourceMapping(source: "s", shape: shape(0), columns: [:])
    for setting in test.settings {
      let parts = setting.split(separator: "=")
      switch parts[0] {
      case "skip_lines": mapping.skippedLines = Int(parts[1]) ?? 0
      case "footer_lines": mapping.footerLines = Int(parts[1]) ?? 0
      case "windows-1252": mapping.encoding = .windows1252
      default: mapping.delimiter = Delimiter(rawValue: setting)
      }
    }
    let shown = try ExportOnDisk.read(bytes, mapping).summary.unused
    let headers = try headers(shown, bytes, mapping).filter { !$0.isEmpty }
    mapping.shape = shape(headers.count)
    mapping.columns = Dictionary(uniqueKeysWithValues: headers.enumerated().map { ("c\($0)", [$1]) })
    let export = try ExportOnDisk.read(bytes, mapping)
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    func add(_ text: some Sequence<UInt8>) {
      for byte in text { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    }
    for row in [headers] + export.rows.map({ row in headers.indices.map { row["c\($0)"] ?? "?" } }) {
      for cell in row { add(Array(cell.utf8) + [0x1F]) }
      add([0x1E])
    }
    let hex = String(hash, radix: 16)
    return [
      "read", export.summary.delimiter?.rawValue ?? "?", "\(export.rows.count)", "\(export.rejected.count)",
      String(repeating: "0", count: 16 - hex.count) + hex,
    ]
  }

  /// Headers that look like data are not shown; the scanner, which hides nothing, has them.
  private static func headers(_ shown: [String], _ bytes: [UInt8], _ mapping: SourceMapping) throws -> [String] {
    guard shown.contains(where: { $0.contains("not shown") }) else { return shown }
    let text = mapping.encoding == .windows1252 ? String(bytes: bytes, encoding: .windowsCP1252) : nil
    return try CSVDriver(mapping: mapping, fields: []).read(text.map { Array($0.utf8) } ?? bytes).inputs
  }

  private static func shape(_ columns: Int) -> RecordShape {
    RecordShape(.crm, subject: [], (0..<max(columns, 1)).map { Field("c\($0)", .text) })
  }
}
