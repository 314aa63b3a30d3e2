import Records
import Testing

@testable import Exports

@Suite("Limits of a file as a whole")
struct FileLimitTests {
  private static let csv = "user,role,scope\nu1,a,\nu2,b\n\nu3,c,\nu4,d,\n"
  private static let json =
    "[{\"user\":\"u1\",\"role\":\"a\"},\n{\"user\":\"u2\"},\n\n{\"user\":\"u3\",\"role\":\"c\"},"
    + "\n{\"user\":\"u4\",\"role\":\"d\"}]"

  @Test("As many records as allowed are read, and one more is refused with its line", arguments: [csv, json])
  func records(text: String) throws {
    var mapping = SourceMapping.small
    mapping.columns["scope"] = nil
    mapping.limits.records = 4
    let export = try ExportOnDisk.read(Array(text.utf8), mapping)
    #expect(export.summary.rows == 4)
    #expect(export.rejected.count == 1)
    // A rejected row is a record, too.
    for (limit, line) in [(3, text == FileLimitTests.csv ? 6 : 5), (1, text == FileLimitTests.csv ? 3 : 2)] {
      mapping.limits.records = limit
      let refusal = try #require(try ExportOnDisk.refusal(Array(text.utf8), mapping))
      #expect(refusal.message == "more than the \(limit) records that are read of one file")
      #expect(refusal.position == Position(file: "exports/f.csv", line: line))
      #expect(refusal.hint?.contains("limits: {records: ...}") == true)
    }
  }

  @Test("A file of several blocks is refused with the line of the first record too many")
  func blocks() throws {
    let row = "u,a," + String(repeating: "x", count: 200) + "\n"
    var mapping = SourceMapping.small
    for limit in [9_000, 11_999] {
      mapping.limits.records = limit
      let text = "user,role,scope\n" + String(repeating: row, count: 12_000)
      #expect(try ExportOnDisk.refusal(Array(text.utf8), mapping)?.position.line == limit + 2)
    }
    mapping.limits.records = 12_000
    #expect(
      try ExportOnDisk.read(Array(("user,role,scope\n" + String(repeating: row, count: 12_000)).utf8), mapping).summary
        .rows == 12_000)
  }

  @Test("A file as large as allowed is read, and a byte more is refused before it is read", arguments: [csv, json])
  func size(text: String) throws {
    var mapping = SourceMapping.small
    mapping.columns["scope"] = nil
    mapping.limits.file = text.utf8.count
    #expect(try ExportOnDisk.refusal(Array(text.utf8), mapping) == nil)
    mapping.limits.file -= 1
    let refusal = try #require(try ExportOnDisk.refusal(Array(text.utf8), mapping))
    #expect(refusal.message.contains("more than the \(text.utf8.count - 1) bytes"))
    #expect(refusal.hint?.contains("limits: {file: ...}") == true)
  }
}
