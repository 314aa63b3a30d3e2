import Foundation
import Records
import Testing

@testable import Exports

/// github.com/max-mapper/csv-spectrum, where it lies beside the repository.
@Suite("The cases of csv-spectrum", .enabled(if: CSVSpectrum.folder != nil, "no ../shared/suites/csv-spectrum here"))
struct CSVSpectrumTests {
  @Test("are read as their authors say, to the byte", arguments: CSVSpectrum.names)
  func cases(name: String) throws {
    let folder = try #require(CSVSpectrum.folder)
    let bytes = try CSVSpectrum.csv(name)
    let json = try JSONSerialization.jsonObject(with: Data(contentsOf: folder.appending(path: "json/\(name).json")))
    var expected = try #require((json as? [[String: String]]) ?? (json as? [String: String]).map { [$0] })
    // Of this case the JSON holds another telephone number than the CSV: there the CSV is right.
    if name == "location_coordinates" { expected[0]["Contact Phone Number"] = "2095257564" }
    let headers = try #require(expected.first?.keys.sorted())

    // Whatever the columns are called, they are read into the free texts of a profile, and one that has a value in
    // every record is its id, too.
    let fields = ["given_name", "family_name", "display_name", "title", "department", "site"]
    #expect(headers.count <= fields.count)
    var driver = CSVDriver()
    driver.fields = Array(fields.prefix(headers.count))
    let filled = headers.first { header in expected.allSatisfy { $0[header]?.isEmpty == false } }
    var columns = Dictionary(uniqueKeysWithValues: zip(fields, headers).map { ($0, [$1]) })
    columns["id"] = [try #require(filled)]
    driver.mapping = SourceMapping(source: name, shape: .users, columns: columns)

    for cuts in [[], Array(0...bytes.count)] {
      let outcome = try driver.read(bytes, cuts: cuts)
      #expect(outcome.inputs.sorted() == headers)
      #expect(outcome.rejected.isEmpty)
      let found = outcome.rows.map { row in row.map { Array(($0 ?? "?").utf8) } }
      let wanted = expected.map { record in headers.map { Array((record[$0] ?? "?").utf8) } }
      #expect(found == wanted)
    }
  }

  @Test("are all there")
  func count() {
    #expect(CSVSpectrum.names.count == 12)
  }
}

enum CSVSpectrum {
  /// The bytes of a case. A copy that git made may have lost the carriage returns that give a case its name.
  static func csv(_ name: String) throws -> [UInt8] {
    guard let folder else { return [] }
    let bytes = [UInt8](try Data(contentsOf: folder.appending(path: "csvs/\(name).csv")))
    guard name.hasSuffix("_crlf"), !bytes.contains(0x0D) else { return bytes }
    return bytes.flatMap { $0 == 0x0A ? [0x0D, 0x0A] : [$0] }
  }

  /// `shared/suites/csv-spectrum` in a folder above this file.
  static let folder: URL? = {
    var folder = URL(filePath: #filePath)
    while folder.path != "/" {
      folder.deleteLastPathComponent()
      let suite = folder.appending(path: "shared/suites/csv-spectrum")
      if FileManager.default.fileExists(atPath: suite.path) { return suite }
    }
    return nil
  }()

  static var names: [String] {
    let files = folder.flatMap { try? FileManager.default.contentsOfDirectory(atPath: $0.path + "/csvs") } ?? []
    return files.filter { $0.hasSuffix(".csv") }.map { String($0.dropLast(4)) }.sorted()
  }
}
