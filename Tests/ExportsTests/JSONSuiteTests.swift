import Foundation
import Records
import Testing

@testable import Exports

/// github.com/nst/JSONTestSuite, where it lies beside the repository. Its question is whether a text is JSON (RFC 8259);
/// that is answered by the grammar alone. What the reader refuses on top of it is named here, file by file, and why in
/// docs/decisions/0013-json.md.
@Suite("The cases of JSONTestSuite", .enabled(if: JSONSuite.folder != nil, "no ../shared/suites/JSONTestSuite here"))
struct JSONSuiteTests {
  /// RFC 8259 lets these pass. Rollcall refuses them in an export.
  private static let refusedByReader = [
    "y_object_duplicated_key.json": "already has", "y_object_duplicated_key_and_value.json": "already has",
    "y_object_escaped_null_in_key.json": "U+0000", "y_string_null_escape.json": "U+0000",
  ]

  /// RFC 8259 leaves these to the reader: nil is read, else why not. They are decided alike by the grammar and the reader.
  private static let free: [String: String?] = [
    // Numbers are kept as they are written, so none is too large or too small.
    "i_number_double_huge_neg_exp.json": nil, "i_number_huge_exp.json": nil, "i_number_neg_int_huge_exp.json": nil,
    "i_number_pos_double_huge_exp.json": nil, "i_number_real_neg_overflow.json": nil,
    "i_number_real_pos_overflow.json": nil, "i_number_real_underflow.json": nil, "i_number_too_big_neg_int.json": nil,
    "i_number_too_big_pos_int.json": nil, "i_number_very_big_negative_int.json": nil,
    // Half of a surrogate pair is no character, and what would be put in its place would be made up.
    "i_object_key_lone_2nd_surrogate.json": "surrogate", "i_string_1st_surrogate_but_2nd_missing.json": "surrogate",
    "i_string_1st_valid_surrogate_2nd_invalid.json": "surrogate",
    "i_string_incomplete_surrogate_and_escape_valid.json": "surrogate",
    "i_string_incomplete_surrogate_pair.json": "surrogate",
    "i_string_incomplete_surrogates_escape_valid.json": "surrogate",
    "i_string_invalid_lonely_surrogate.json": "surrogate", "i_string_invalid_surrogate.json": "surrogate",
    "i_string_inverted_surrogates_U+1D11E.json": "surrogate", "i_string_lone_second_surrogate.json": "surrogate",
    // RFC 8259, section 8.1: UTF-8 and nothing else.
    "i_string_UTF-16LE_with_BOM.json": "UTF-8", "i_string_UTF-8_invalid_sequence.json": "UTF-8",
    "i_string_UTF8_surrogate_U+D800.json": "UTF-8", "i_string_invalid_utf-8.json": "UTF-8",
    "i_string_iso_latin_1.json": "UTF-8", "i_string_lone_utf8_continuation_byte.json": "UTF-8",
    "i_string_not_in_unicode_range.json": "UTF-8", "i_string_overlong_sequence_2_bytes.json": "UTF-8",
    "i_string_overlong_sequence_6_bytes.json": "UTF-8", "i_string_overlong_sequence_6_bytes_null.json": "UTF-8",
    "i_string_truncated-utf-8.json": "UTF-8",
    // Without a mark every second byte is NUL, which JSON does not begin with.
    "i_string_utf16BE_no_BOM.json": "", "i_string_utf16LE_no_BOM.json": "",
    // 64 levels unless the policy allows more; here a million.
    "i_structure_500_nested_arrays.json": nil,
    // Section 8.1 lets a reader pass over a byte order mark.
    "i_structure_UTF-8_BOM_empty_object.json": nil,
  ]

  @Test("that must be accepted are", arguments: JSONSuite.files("y_"))
  func accepted(file: String) throws {
    #expect(try JSONSuite.fault(file) == nil)
    let refusal = try JSONSuite.refusal(wrapped: true, file)
    if let words = JSONSuiteTests.refusedByReader[file] {
      #expect(refusal?.message.contains(words) == true)
    } else {
      #expect(refusal == nil, "\(refusal.map { "\($0)" } ?? "")")
    }
  }

  /// No case becomes valid, or means something else, by standing inside a record; so there are no exceptions here.
  @Test("that must be refused are, inside a record as well as alone", arguments: JSONSuite.files("n_"))
  func refused(file: String) throws {
    #expect(try JSONSuite.fault(file) != nil)
    #expect(try JSONSuite.refusal(wrapped: true, file) != nil)
    #expect(try JSONSuite.refusal(wrapped: false, file) != nil)
  }

  @Test("that are left to the reader are read or refused as was decided", arguments: JSONSuite.files("i_"))
  func free(file: String) throws {
    let decision = try #require(JSONSuiteTests.free[file], "not decided")
    let fault = try JSONSuite.fault(file)
    let refusal = try JSONSuite.refusal(wrapped: true, file)
    if let words = decision {
      #expect(fault?.kind.message.contains(words) == true || words.isEmpty && fault != nil)
      #expect(refusal?.message.contains(words) == true || words.isEmpty && refusal != nil)
    } else {
      #expect(fault == nil)
      #expect(refusal == nil)
    }
  }

  /// What other readers make of these differs; here a text is kept as it is written, or refused.
  private static let transformed: [String: String] = [
    "number_-9223372036854775808.json": "-9223372036854775808",
    "number_-9223372036854775809.json": "-9223372036854775809", "number_1.0.json": "1.0",
    "number_1.000000000000000005.json": "1.000000000000000005", "number_1000000000000000.json": "1000000000000000",
    "number_10000000000000000999.json": "10000000000000000999", "number_1e-999.json": "1E-999",
    "number_1e6.json": "1E6", "number_9223372036854775807.json": "9223372036854775807",
    "number_9223372036854775808.json": "9223372036854775808",
  ]

  @Test("that show how values are changed show that they are not", arguments: JSONSuite.files("", in: "test_transform"))
  func transform(file: String) throws {
    guard let text = JSONSuiteTests.transformed[file] else {
      let isRead = file.hasPrefix("object_key_nf")  // two forms of a letter are two keys
      #expect(try (JSONSuite.refusal(wrapped: true, file, in: "test_transform") == nil) == isRead)
      return
    }
    let bytes = try JSONSuite.bytes(file, in: "test_transform")
    var driver = JSONDriver()
    driver.columns = ["id": ["v[0]"]]
    #expect(try driver.read(Array("[{\"v\": ".utf8) + bytes + Array("}]".utf8)).rows == [["id": text]])
  }

  @Test("are all there")
  func count() {
    #expect(JSONSuite.files("y_").count == 95)
    #expect(JSONSuite.files("n_").count == 188)
    #expect(JSONSuite.files("i_").count == JSONSuiteTests.free.count)
    #expect(JSONSuite.files("", in: "test_transform").count == 22)
  }
}

enum JSONSuite {
  /// `shared/suites/JSONTestSuite` in a folder above this file.
  static let folder: URL? = {
    var folder = URL(filePath: #filePath)
    while folder.path != "/" {
      folder.deleteLastPathComponent()
      let suite = folder.appending(path: "shared/suites/JSONTestSuite")
      if FileManager.default.fileExists(atPath: suite.appending(path: "test_parsing").path) { return suite }
    }
    return nil
  }()

  static func files(_ prefix: String, in part: String = "test_parsing") -> [String] {
    guard let path = folder?.appending(path: part).path,
      let names = try? FileManager.default.contentsOfDirectory(atPath: path)
    else { return [] }
    return names.filter { $0.hasPrefix(prefix) && $0.hasSuffix(".json") }.sorted()
  }

  /// A byte order mark never comes to the scanner: here as in the reader it is dealt with before.
  static func bytes(_ name: String, in part: String = "test_parsing") throws -> [UInt8] {
    guard let folder else { return [] }
    let bytes = [UInt8](try Data(contentsOf: folder.appending(path: part).appending(path: name)))
    return bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(bytes[3...]) : bytes
  }

  /// What the grammar alone has against a case.
  static func fault(_ name: String) throws -> JSONFault? {
    var bytes = try bytes(name)
    return JSONGrammar(nesting: 1_000_000, isAlone: true).fault(in: &bytes)
  }

  /// Why the reader refuses a case. Text that is not UTF-8 never comes to the scanner either.
  static func refusal(wrapped: Bool, _ name: String, in part: String = "test_parsing") throws -> ExportRefusal? {
    let bytes = try bytes(name, in: part)
    guard String(validating: bytes, as: UTF8.self) != nil else {
      return ExportRefusal("not UTF-8", at: Position(file: name))
    }
    var driver = JSONDriver()
    driver.columns = ["id": ["v"]]
    // Deep nesting is what some cases are about; only the text is judged here.
    driver.limits.nesting = 1_000_000
    return try driver.refusal(wrapped ? Array("[{\"v\": ".utf8) + bytes + Array("}]".utf8) : bytes)
  }
}
