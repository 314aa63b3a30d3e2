import Records
import Testing

@testable import Exports

@Suite("A JSON file is refused whole")
struct JSONRefusalTests {
  struct Case: CustomTestStringConvertible, Sendable {
    var text: String
    var words: String
    var byte: Int
    var line = 1
    var column: Int?

    var testDescription: String { text }

    init(_ text: String, _ words: String, byte: Int, line: Int = 1, column: Int?) {
      self.text = text
      self.words = words
      self.byte = byte
      self.line = line
      self.column = column
    }
  }

  @Test(
    "for any error, which is named with its place",
    arguments: [
      Case("", "no JSON here", byte: 0, column: nil),
      Case(" \n ", "no JSON here", byte: 3, line: 2, column: nil),
      Case("12", "expected a list of objects", byte: 0, column: 1),
      Case("[1]", "expected an object", byte: 1, column: nil),
      Case("[{},\n null]", "expected an object", byte: 6, line: 2, column: 2),
      Case("[{},]", "a comma that nothing follows", byte: 4, column: nil),
      Case("[,]", "expected an object", byte: 1, column: nil),
      Case("[{}{}]", "expected ',' or ']'", byte: 3, column: nil),
      Case("[{}] x", "expected nothing more", byte: 5, column: nil),
      Case("[{}][]", "expected nothing more", byte: 4, column: nil),
      Case("{\"data\":[]}{}", "a second object behind", byte: 11, column: nil),
      Case("{\"data\":[],\"users\":[]}", "a second list", byte: 11, column: nil),
      Case("{\"a\":1,\"data\":[],\"a\":2}", "a key that this object already has", byte: 17, column: nil),
      Case("{\"data\":[],}", "a comma that nothing follows", byte: 11, column: nil),
      Case("{\"data\":[1]}", "expected an object", byte: 9, column: nil),
      Case("{}{}", "white space between", byte: 2, column: nil),
      Case("{}\n[]", "expected nothing more", byte: 3, line: 2, column: 1),
      Case("{\"id\":\"é\",\n\"b\": \"é\" x}", "expected ',' or '}'", byte: 22, line: 2, column: 10),
      Case("{\"a\":1,}", "a comma that nothing follows", byte: 6, column: 7),
      Case("[{\"a\":1,\n}]", "a comma that nothing follows", byte: 7, column: nil),
      Case("\n{\"a\" 1}", "expected ':'", byte: 6, line: 2, column: 6),
      Case("{a:1}", "expected a key", byte: 1, column: 2),
      Case("{\"a\":NaN}", "no other words", byte: 5, column: 6),
      Case("{\"a\":True}", "no other words", byte: 5, column: 6),
      Case("{\"a\":01}", "not a JSON number", byte: 5, column: 6),
      Case("{\"a\":+1}", "not a JSON number", byte: 5, column: 6),
      Case("{\"a\":1.}", "not a JSON number", byte: 5, column: 6),
      Case("{\"a\":[1,]}", "a comma that nothing follows", byte: 7, column: 8),
      Case("{\"a\":[1 2]}", "expected ',' or ']'", byte: 8, column: 9),
      Case("{\"a\":}", "expected a value", byte: 5, column: 6),
      Case("{\"a\":\"b\nc\"}", "control character", byte: 7, column: 8),
      Case("{\"a\":\"\\x\"}", "an escape that JSON does not have", byte: 6, column: 7),
      Case("{\"a\":\"\\u12G4\"}", "an escape that JSON does not have", byte: 6, column: 7),
      Case("{\"a\":\"\\ud800\"}", "surrogate", byte: 6, column: 7),
      Case("{\"a\":\"\\ud800\\n\"}", "surrogate", byte: 6, column: 7),
      Case("{\"a\":\"\\udc00\"}", "surrogate", byte: 6, column: 7),
      Case("{\"a\":\"\\ud800\\ud800\"}", "surrogate", byte: 6, column: 7),
      Case("{\"a\":\"\\u0000\"}", "U+0000", byte: 6, column: 7),
      Case("{\"\\u0000\":1}", "U+0000", byte: 2, column: 3),
      Case("[{\"id\":\"1\"},\n  {\"id\":\"2", "cut off", byte: 15, line: 2, column: nil),
      Case("[{\"id\":\"1\"}", "cut off", byte: 11, column: nil),
      Case("[{\"id\":\"1\"},", "cut off", byte: 12, column: nil),
      Case("{\"id\":", "cut off", byte: 0, column: nil),
      Case("{\"data\":[{}]", "cut off", byte: 12, column: nil),
      Case("{\"data\":[{}],\"x", "cut off", byte: 13, column: nil),
      Case("{\"id\":\"1\"}\n{\"id\"", "cut off", byte: 11, line: 2, column: nil),
    ])
  func errors(test: Case) throws {
    let refusal = try #require(try JSONDriver().refusal(test.text))
    #expect(refusal.message.contains(test.words), "\(refusal.message)")
    let place = Position(file: "f.json", line: test.line, column: test.column, byte: test.byte)
    #expect(refusal.position == place)
    // Neither may depend on where blocks end; only columns need the line's beginning.
    for cut in 0...test.text.utf8.count {
      let other = try #require(try JSONDriver().refusal(Array(test.text.utf8), cuts: [cut]))
      #expect(other.message == refusal.message, "cut at \(cut)")
      #expect(other.position.byte == place.byte, "cut at \(cut)")
      #expect(other.position.line == place.line, "cut at \(cut)")
    }
  }

  @Test(
    "for a key that is there twice, at any depth and however it is written",
    arguments: [
      #"{"id":"1","id":"1"}"#, #"{"a":1,"\u0061":2}"#, #"{"":1,"":2}"#, #"{"x":{"a":1,"b":{"a":2},"a":3}}"#,
      #"{"x":[{"a":1},{"b":1,"b":2}]}"#, #"{"é":1,"\u00e9":2}"#, #"{"a":{"a":1},"b":1,"a":2}"#,
    ])
  func duplicates(record: String) throws {
    let refusal = try #require(try JSONDriver().refusal("[{\"id\":\"0\",\"a\":0},\(record)]"))
    #expect(refusal.message.contains("already has"))
  }

  @Test("for one of thousands of keys that is there twice, and not for thousands that are not")
  func manyKeys() throws {
    for count in [40, 47, 48, 49, 50, 64, 300, 5000] {
      let keys = (0..<count).map { "\"k\($0)\":{\"k\($0 % 7)\":0}" }
      let inner = (0..<count).map { "\"k\($0)\":0" }.joined(separator: ",")
      let record = "{\"id\":\"1\",\"in\":{\(inner)},\(keys.joined(separator: ","))"
      #expect(try JSONDriver().refusal("[\(record)},\(record)}]") == nil)
      for key in [0, count / 2, count - 1] {
        #expect(try JSONDriver().refusal("[\(record)},\(record),\"k\(key)\":0}]")?.message.contains("already") == true)
      }
    }
  }

  @Test("for nesting deeper than allowed, counted from the outermost bracket")
  func nesting() throws {
    func nested(_ levels: Int) -> String {
      String(repeating: "[", count: levels) + String(repeating: "]", count: levels)
    }
    for (before, after, around) in [("[", "]", 2), ("{\"data\":[", "]}", 3), ("", "", 1)] {
      let fits = "\(before){\"id\":\"1\",\"x\":\(nested(64 - around))}\(after)"
      let deeper = "\(before){\"id\":\"1\",\"x\":\(nested(65 - around))}\(after)"
      #expect(try JSONDriver().refusal(fits) == nil)
      #expect(try JSONDriver().refusal(deeper)?.message.contains("nested too deep") == true)
    }
    #expect(try JSONDriver().refusal("{\"a\":1,\"x\":\(nested(64))}")?.message.contains("nested too deep") == true)
    let endless = "[{\"x\":" + String(repeating: "[", count: 1_000_000)
    #expect(try JSONDriver().refusal(endless)?.message.contains("nested too deep") == true)
  }

  @Test("for a record, or another entry, that is larger than allowed, wherever blocks end")
  func sizes() throws {
    var driver = JSONDriver()
    driver.limits.record = 100
    func object(_ size: Int) -> String { "{\"id\":\"\(String(repeating: "x", count: size - 9))\"}" }
    let records = [("[{},\n", "]"), ("{\"data\":[", "]}"), ("", "\n{}")].map { ($0.0, $0.1, 100, $0.0.utf8.count) }
    // The entry's key and colon are four bytes of it.
    let entries = [("{\"data\":[],\n\"x\":", "}", 96, 12)]
    for (before, after, size, unit) in records + entries {
      #expect(try driver.refusal(before + object(size) + after) == nil)
      let text = Array((before + object(size + 1) + after).utf8)
      for cuts in [[], [text.count - 1], [unit + 50], Array(0..<text.count)] {
        let refusal = try #require(try driver.refusal(text, cuts: cuts))
        #expect(refusal.message.contains("more than 100 bytes"))
        #expect(refusal.position.byte == unit)
      }
    }
  }
}
