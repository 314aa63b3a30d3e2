import Records
import Testing

@testable import Exports

@Suite("Random records")
struct RoundTripTests {
  /// As bytes: Swift takes texts of different Unicode forms for equal.
  private func bytes(_ rows: [[String]]) -> [[[UInt8]]] { rows.map { $0.map { Array($0.utf8) } } }

  private func cells(_ export: ExportOnDisk) -> [[[UInt8]]] {
    export.rows.map { row in ["user", "role", "scope"].map { Array((row[$0] ?? "?").utf8) } }
  }

  @Test("written as CSV are read as they were, 300 times")
  func csv() throws {
    for seed in 1...300 as ClosedRange<UInt64> {
      var records = RandomRecords(seed: seed)
      let export = try ExportOnDisk.read(records.csv(), .small)
      #expect(cells(export) == bytes(records.rows), "seed \(seed)")
      #expect(export.rejected.isEmpty, "seed \(seed)")
    }
  }

  @Test("written as JSON give the same cells, 300 times")
  func json() throws {
    for seed in 1...300 as ClosedRange<UInt64> {
      var records = RandomRecords(seed: seed)
      let export = try ExportOnDisk.read(records.json(), .small)
      #expect(cells(export) == bytes(records.rows), "seed \(seed)")
      #expect(export.summary.format == "json")
    }
  }

  @Test("written as JSON are read the same wherever one block ends, with what surrounds a list, and one a line")
  func jsonCuts() throws {
    var driver = JSONDriver()
    driver.columns = ["id": ["user"], "title": ["role"], "department": ["scope"]]
    for seed in 1...9 as ClosedRange<UInt64> {
      var records = RandomRecords(seed: seed)
      let list = String(decoding: records.json(), as: UTF8.self)
      let text =
        switch seed % 3 {
        case 0: list
        case 1:
          "{\"totalResults\": \(records.rows.count), \"Resources\": \(list), \"more\": [{\"user\": \"no\"}, null]}"
        default: records.jsonLines()
        }
      let bytes = Array(text.utf8)
      let whole = try driver.read(bytes)
      let found = whole.rows.map { row in ["id", "title", "department"].map { Array((row[$0] ?? "?").utf8) } }
      #expect(found == self.bytes(records.rows), "seed \(seed)")
      for cut in 0...bytes.count {
        #expect(try driver.read(bytes, cuts: [cut]) == whole, "seed \(seed), cut at \(cut)")
      }
      #expect(try driver.read(bytes, cuts: Array(0...bytes.count)) == whole, "seed \(seed)")
    }
  }

  @Test("written as CSV are read the same wherever one block ends")
  func cuts() throws {
    for seed in 1...25 as ClosedRange<UInt64> {
      var records = RandomRecords(seed: seed)
      let file = records.csv()
      let text = file.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(file[3...]) : file
      let whole = try CSVDriver().read(text)
      #expect(whole.rows.map { $0.map { Array(($0 ?? "?").utf8) } } == bytes(records.rows), "seed \(seed)")
      for cut in 0...text.count {
        #expect(try CSVDriver().read(text, cuts: [cut]) == whole, "seed \(seed), cut at \(cut)")
      }
      #expect(try CSVDriver().read(text, cuts: Array(0...text.count)) == whole, "seed \(seed)")
    }
  }

  @Test(
    "written with every delimiter and encoding, and with lines around them, are read as they were, wherever blocks end")
  func dialects() throws {
    for seed in 1...60 as ClosedRange<UInt64> {
      var records = RandomRecords(seed: seed)
      let delimiter = Delimiter.allCases[Int(seed % 3)]
      let form = [TextForm.utf8, .utf16(isBigEndian: false), .utf16(isBigEndian: true)][Int(seed / 3 % 3)]
      var mapping = SourceMapping.small
      mapping.skippedLines = Int(seed % 4)
      mapping.footerLines = Int(seed / 4 % 3)
      let skipped = ["\u{FEFF}a \"quote", "", "東京,;\t😀"].prefix(mapping.skippedLines).map { $0 + "\n" }.joined()
      let footer = ["Total: \"12", "東京 😀"].prefix(mapping.footerLines).map { "\n\r\n" + $0 }.joined()
      let table = String(decoding: records.csv(delimiter: delimiter.byte, hasMark: false), as: UTF8.self)
      let bytes = form.bytes(skipped + table + footer)
      for block in [nil] + Array(1...80) {
        let export = try ExportOnDisk.read(bytes, mapping, block: block)
        #expect(cells(export) == self.bytes(records.rows), "seed \(seed), blocks of \(block ?? 0)")
        #expect(export.rejected.isEmpty, "seed \(seed)")
        #expect(export.summary.delimiter == delimiter)
      }
    }
  }

  @Test("of a file with rejected rows are read the same wherever one block ends")
  func cutsWithRejected() throws {
    let rows = [
      "u1,\"a\"\"\r\nb\",", "u2", "u3, \"y,z", "u7,y,x\"z", "", "\"u4\",\"\"\"\",\"é\n\n\"", ",,", "u5,a,b,c",
      "東京,\"\",x", "u6,r,s",
    ]
    for lineEnd in ["\n", "\r\n"] {
      let text = Array((["user,role,scope"] + rows).joined(separator: lineEnd).utf8)
      let whole = try CSVDriver().read(text)
      #expect(whole.rows.map { $0[0] } == ["u1", "u7", "u4", "u6"])
      #expect(whole.rejected.map(\.code) == [.fieldCount, .bareQuote, .missingValue, .fieldCount, .missingValue])
      for cut in 0...text.count { #expect(try CSVDriver().read(text, cuts: [cut]) == whole, "cut at \(cut)") }
      #expect(try CSVDriver().read(text, cuts: Array(0...text.count)) == whole)
    }
  }
}
