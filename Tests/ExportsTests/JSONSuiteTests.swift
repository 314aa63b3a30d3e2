import Foundation
import Records
import Testing

@testable import Exports

/// github.com/nst/JSONTestSuite, where it lies beside the repository.
@Suite("The cases of JSONTestSuite", .enabled(if: JSONSuite.folder != nil, "no ../shared/suites/JSONTestSuite here"))
struct JSONSuiteTests {
  /// RFC 8259 lets these pass. Rollcall refuses them: readers disagree on which of two values counts, and U+0000 ends
  /// text in C.
  private static let refused = [
    "y_object_duplicated_key.json", "y_object_duplicated_key_and_value.json", "y_object_escaped_null_in_key.json",
    "y_string_null_escape.json",
  ]

  @Test("that must be accepted are", arguments: JSONSuite.files("y_"))
  func accepted(file: String) throws {
    let refusal = try JSONSuite.refusal(wrapped: true, file)
    if JSONSuiteTests.refused.contains(file) {
      #expect(refusal != nil)
    } else {
      #expect(refusal == nil, "\(refusal.map { "\($0)" } ?? "")")
    }
  }

  /// No case becomes valid, or means something else, by standing inside a record; so there are no exceptions here.
  @Test("that must be refused are, inside a record as well as alone", arguments: JSONSuite.files("n_"))
  func refused(file: String) throws {
    #expect(try JSONSuite.refusal(wrapped: true, file) != nil)
    #expect(try JSONSuite.refusal(wrapped: false, file) != nil)
  }

  @Test("that are left to the reader are read or refused", arguments: JSONSuite.files("i_"))
  func free(file: String) throws {
    _ = try JSONSuite.refusal(wrapped: true, file)
    _ = try JSONSuite.refusal(wrapped: false, file)
  }

  @Test("are all there")
  func count() {
    #expect(JSONSuite.files("y_").count == 95)
    #expect(JSONSuite.files("n_").count == 188)
  }
}

enum JSONSuite {
  /// `shared/suites/JSONTestSuite/test_parsing` in a folder above this file.
  static let folder: URL? = {
    var folder = URL(filePath: #filePath)
    while folder.path != "/" {
      folder.deleteLastPathComponent()
      let suite = folder.appending(path: "shared/suites/JSONTestSuite/test_parsing")
      if FileManager.default.fileExists(atPath: suite.path) { return suite }
    }
    return nil
  }()

  static func files(_ prefix: String) -> [String] {
    guard let folder, let names = try? FileManager.default.contentsOfDirectory(atPath: folder.path) else { return [] }
    return names.filter { $0.hasPrefix(prefix) }.sorted()
  }

  /// Why a case is refused. Text that is not UTF-8, and a byte order mark, never come to the scanner: here as in the
  /// reader they are dealt with before.
  static func refusal(wrapped: Bool, _ name: String) throws -> ExportRefusal? {
    guard let folder else { return nil }
    var bytes = [UInt8](try Data(contentsOf: folder.appending(path: name)))
    guard String(validating: bytes, as: UTF8.self) != nil else {
      return ExportRefusal("not UTF-8", at: Position(file: name))
    }
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes.removeFirst(3) }
    var driver = JSONDriver()
    driver.columns = ["id": ["v"]]
    // Deep nesting is what some cases are about; only the text is judged here.
    driver.limits.nesting = 1_000_000
    return try driver.refusal(wrapped ? Array("[{\"v\": ".utf8) + bytes + Array("}]".utf8) : bytes)
  }
}
