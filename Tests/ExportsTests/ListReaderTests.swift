import Records
import Testing

@testable import Exports

@Suite("A cell of several values")
struct ListReaderTests {
  /// The list of a cell, or why it is none.
  private func read(_ text: String) -> String {
    var reader = ListReader()
    return Array(text.utf8).withUnsafeBufferPointer { bytes in
      guard let base = bytes.baseAddress else { return "no bytes" }
      return reader.read(base, 0, bytes.count) ?? String(decoding: reader.text.bytes, as: UTF8.self)
    }
  }

  @Test(
    "is parted by the first of ';', '|' and ',' that it has, or is a JSON array",
    arguments: [
      ("a", #"["a"]"#), ("a;b", #"["a","b"]"#), ("a|b", #"["a","b"]"#), ("a,b", #"["a","b"]"#),
      ("Sales, EU; IT|x", #"["Sales, EU","IT|x"]"#), ("a|b,c", #"["a","b,c"]"#), (" a ; ;b;; ", #"["a","b"]"#),
      (";", "[]"), (" ", "[]"), (#"a"b\"#, #"["a\"b\\"]"#), ("é;東京", #"["é","東京"]"#), ("[]", "[]"), ("[ ]", "[]"),
      (#"["a", "b;c" ]"#, #"["a","b;c"]"#), (#"["",  " x "]"#, #"["x"]"#), (#"["\u00e9\n"]"#, #"["é"]"#),
      ("[1,-2.50,true]", #"["1","-2.50","true"]"#), ("[a", #"["[a"]"#), ("a]", #"["a]"]"#), ("[", #"["["]"#),
    ])
  func lists(cell: String, list: String) {
    #expect(read(cell) == list)
    #expect(read(list) == list, "what was written is read as the same")
  }

  @Test(
    "is none where it only looks like a JSON array, or holds more than values",
    arguments: [
      ("[a]", "is none"), ("[a;b]", "is none"), (#"["a",]"#, "is none"), (#"["a""b"]"#, "is none"), ("[,]", "is none"),
      (#"["a"]]"#, "is none"), (#"["a"],["b"]"#, "is none"), (#"["\x"]"#, "is none"), (#"["\u0000"]"#, "is none"),
      ("[01]", "is none"), (#"["a]"#, "is none"), (#"[["a"]]"#, "inside a list"), ("[null]", "null"),
      (#"["a",{"value":"b"}]"#, "list of objects"),
    ])
  func others(cell: String, words: String) { #expect(read(cell).contains(words)) }

  @Test("sets its row aside where it is none, in CSV as in JSON")
  func rows() throws {
    let mapping = SourceMapping.users(["id": "id", "licenses": "licenses"])
    let csv = try ExportOnDisk.read(
      Array("id,licenses\n1,\"[\"\"a\"\",\"\"b\"\"]\"\n2,[a]\n3,x|y\n".utf8), mapping)
    #expect(csv.column("licenses") == [#"["a","b"]"#, #"["x","y"]"#])
    #expect(csv.rejected.map(\.code) == [.notAValue])
    #expect(csv.rejected.map(\.field) == ["licenses"])
    #expect(csv.rejected.map(\.subject) == ["2"])
    let json = try ExportOnDisk.read(
      Array(#"[{"id":"1","licenses":["a","b"]},{"id":"2","licenses":[["a"]]},{"id":"3","licenses":"x|y"}]"#.utf8),
      mapping)
    #expect(json.column("licenses") == csv.column("licenses"))
    #expect(json.rejected.map(\.subject) == ["2"])
  }
}
