import Records
import Testing

@testable import Exports

@Suite("Limits of a CSV file")
struct CSVLimitTests {
  private static let header = "user,role,scope\n"

  @Test("A field above the limit sets its row aside, and one at the limit does not")
  func field() throws {
    var mapping = SourceMapping.small
    mapping.limits.field = 100
    func row(_ id: String, _ count: Int) -> String { "\(id),a,\(String(repeating: "x", count: count))\n" }
    let text = CSVLimitTests.header + row("u1", 100) + row("u2", 101) + row("u3", 1)
    let export = try ExportOnDisk.read(Array(text.utf8), mapping)
    #expect(export.column("user") == ["u1", "u3"])
    #expect(export.rejected.map(\.code) == [.tooLong])
    #expect(export.rejected.map(\.field) == ["scope"])
    #expect(export.rejected.map(\.line) == [3])
  }

  @Test("A field of 64 KiB is read, and one more byte is not, with the limits that a policy has")
  func standardField() throws {
    for (count, rows) in [(1 << 16, 1), ((1 << 16) + 1, 0)] {
      let text =
        CSVLimitTests.header + "u1,a,\"\(String(repeating: "é", count: count / 2))\(count % 2 == 0 ? "" : "x")\"\n"
      let export = try ExportOnDisk.read(text)
      #expect(export.rows.count == rows)
      #expect(export.summary.rejectedCount == 1 - rows)
    }
  }

  @Test("A record above the limit is refused, as a quote that is never closed makes one")
  func endlessQuote() throws {
    let rows = String(repeating: "u1,a,b\n", count: 400_000)
    let refusal = try #require(try ExportOnDisk.refusal(CSVLimitTests.header + "u1,\"a,b\n" + rows))
    #expect(refusal.message.contains("longer than 1048576 bytes"))
    #expect(refusal.position == Position(file: "exports/f.csv", line: 2, byte: 16))
  }

  @Test("A record above the limit is refused wherever blocks end")
  func record() throws {
    var driver = CSVDriver()
    driver.mapping.limits.record = 100
    func text(_ count: Int) -> [UInt8] {
      // The line end is a byte of the record.
      Array((CSVLimitTests.header + "u1,a,\(String(repeating: "x", count: count - 6))\nu2,b,c\n").utf8)
    }
    for cuts in [[], [16 + 50], [16 + 101], Array(16..<130)] {
      let fits = text(100)
      #expect(try driver.refusal(fits, cuts: cuts.filter { $0 < fits.count }) == nil)
      let longer = text(102)
      let refusal = try driver.refusal(longer, cuts: cuts.filter { $0 < longer.count })
      #expect(refusal?.message.contains("longer than 100 bytes") == true, "blocks end at \(cuts)")
      #expect(refusal?.position == Position(file: "f.csv", line: 2, byte: 16))
    }
  }

  @Test("More columns than allowed are refused, and as many are read")
  func columns() throws {
    var mapping = SourceMapping.small
    mapping.limits.columns = 8
    func text(_ count: Int) -> [UInt8] {
      let names = ["user", "role"] + (2..<count).map { "c\($0)" }
      return Array((names.joined(separator: ",") + "\nu1,a" + String(repeating: ",x", count: count - 2) + "\n").utf8)
    }
    #expect(try ExportOnDisk.read(text(8), mapping).column("user") == ["u1"])
    let refusal = try #require(try ExportOnDisk.refusal(text(9), mapping))
    #expect(refusal.message.contains("9 columns where at most 8"))
    #expect(refusal.position.line == 1)
  }

  @Test("A row with far more fields than columns is set aside, not more")
  func manyFields() throws {
    let text = CSVLimitTests.header + String(repeating: ",", count: 100_000) + "\nu1,a,b\n"
    let export = try ExportOnDisk.read(text)
    #expect(export.column("user") == ["u1"])
    #expect(export.rejected.map(\.reason) == ["100001 fields where the header has 3"])
  }

  @Test("Files of several blocks are read whole, with their lines and bytes")
  func blocks() throws {
    // Records of 30 to 200 bytes, so that the two ends of the 1 MiB blocks fall anywhere.
    let records = (0..<25_000).map { number in
      "u\(number),\"role \(number % 7)\n\",\(String(repeating: "é", count: number % 80))"
    }
    let text = CSVLimitTests.header + records.joined(separator: "\n") + "\n"
    let export = try ExportOnDisk.read(text)
    #expect(text.utf8.count > 2 << 20)
    #expect(export.batches > 2)
    #expect(export.column("user") == (0..<25_000).map { "u\($0)" })
    #expect(export.lines == (0..<25_000).map { 2 + 2 * $0 })
    let byte = text.utf8.count
    let refusal = try #require(try ExportOnDisk.refusal(text + "u,\"never"))
    #expect(refusal.position == Position(file: "exports/f.csv", line: 50_002, byte: byte + 2))
  }
}
