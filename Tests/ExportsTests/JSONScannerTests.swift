import Records
import Testing

@testable import Exports

@Suite("The JSON scanner finds the records")
struct JSONScannerTests {
  private static let two = [["id": "1", "title": "a"], ["id": "2", "title": "b"]]

  @Test(
    "of a list, of an object around a list, and of one object a line",
    arguments: [
      (#"[{"id":"1","title":"a"},{"id":"2","title":"b"}]"#, "json"),
      (" [ {\"id\" : \"1\" ,\t\"title\" : \"a\" } , {\"id\":\"2\",\"title\":\"b\"}\r\n]\n", "json"),
      (#"{"data":[{"id":"1","title":"a"},{"id":"2","title":"b"}]}"#, "json"),
      (#"{"value":[{"id":"1","title":"a"},{"id":"2","title":"b"}],"next":null}"#, "json"),
      (#"{"total":2,"schemas":["x"],"Resources":[{"id":"1","title":"a"},{"id":"2","title":"b"}]}"#, "json"),
      (#"{"data":{"data":[1]},"records":[{"id":"1","title":"a"},{"id":"2","title":"b"}],"x":[{}]}"#, "json"),
      (#"{"\u0075sers":[{"id":"1","title":"a"},{"id":"2","title":"b"}],"data":"x"}"#, "json"),
      ("{\"id\":\"1\",\"title\":\"a\"}\n{\"id\":\"2\",\"title\":\"b\"}", "ndjson"),
      ("{\"id\":\"1\",\"title\":\"a\"} {\"id\":\"2\",\"title\":\"b\"}\r\n", "ndjson"),
      ("\n{\n \"id\":\"1\",\n \"title\":\"a\"\n}\n\n{\"id\":\"2\",\"data\":[1],\"title\":\"b\"}", "ndjson"),
    ])
  func shapes(text: String, format: String) throws {
    let outcome = try JSONDriver().read(text)
    #expect(outcome.rows == JSONScannerTests.two)
    #expect(outcome.rejected.isEmpty)
    #expect(outcome.format == format)
  }

  @Test("of which there may be none", arguments: ["[]", " [ ] ", #"{"data":[]}"#, #"{"a":1,"users":[ ],"b":{}}"#])
  func none(text: String) throws {
    #expect(try JSONDriver().read(text).rows.isEmpty)
  }

  @Test("of a file that is one object")
  func one() throws {
    #expect(try JSONDriver().read(#"{"id":"1","data":"x"}"#).rows == [["id": "1"]])
  }

  @Test(
    "of no file whose records may be somewhere else",
    arguments: [
      // pages behind each other, a line each
      ("{\"data\":[{\"id\":\"1\"}]}\n{\"data\":[{\"id\":\"2\"}]}", "a second object behind"),
      ("{\"id\":\"1\"}\n{\"id\":\"2\"}\n[]", "expected nothing more"),
      // two lists
      (#"{"users":[{"id":"1"}],"total":1,"data":[{"id":"2"}]}"#, "a second list of records"),
      // the answer of an API that has nothing to give, an error, and a list under a name that is not known
      ("{}", "no record has 'id'"), (#"{"error":{"code":401}}"#, "no record has 'id'"),
      (#"{"people":[{"id":"1"}]}"#, "no record has 'id'"), (#"{"data":{"users":[{"id":"1"}]}}"#, "no record has 'id'"),
    ])
  func unclear(text: String, words: String) throws {
    let refusal = try #require(try ExportOnDisk.refusal(Array(text.utf8), .users(["id": "id"])))
    #expect(refusal.message.contains(words))
    #expect(refusal.hint != nil || words.hasPrefix("expected"))
  }

  @Test("of an object a line, and sets a line aside that is a page of them")
  func pageAmongLines() throws {
    let export = try ExportOnDisk.read(
      Array("{\"id\":\"1\"}\n{\"data\":[{\"id\":\"2\"}]}".utf8), .users(["id": "id"]))
    #expect(export.column("id") == ["1"])
    #expect(export.rejected.map(\.code) == [.missingValue])
  }

  @Test("with the line on which each begins")
  func lines() throws {
    let text = "[\n{\"id\":\"1\"},\n{\n\"id\":\n\"2\\n\\n\"},{\"id\":\"3\"}\n\n, {\"id\":\"4\"}]"
    #expect(try JSONDriver().read(text).lines == [2, 3, 5, 7])
    #expect(try JSONDriver().read("\n{\"id\":\n\"1\"}\n\n{\"id\":\"2\"}").lines == [2, 5])
  }

  @Test(
    "with values as they are written, and escapes undone",
    arguments: [
      (#""plain""#, "plain"), (#""""#, ""), ("12.50e+3", "12.50e+3"), ("-0", "-0"), ("true", "true"),
      ("false", "false"), (#""a\"b\\c\/d""#, #"a"b\c/d"#), (#""x\b\f\n\r\ty""#, "x\u{08}\u{0C}\n\r\ty"),
      (#""\u00e9\u00C9\u20AC\ud83d\uDE00!""#, "éÉ€😀!"), (#""São Paulo, 東京 \u0041""#, "São Paulo, 東京 A"),
      (#""\u2028\uFFFF""#, "\u{2028}\u{FFFF}"), ("\"\u{7F}\"", "\u{7F}"),
    ])
  func values(json: String, text: String) throws {
    let outcome = try JSONDriver().read(#"[{"id":"1","title":\#(json)}]"#)
    #expect(outcome.rows.first?["title"].map { Array($0.utf8) } == Array(text.utf8))
  }

  @Test("and the same ones wherever blocks end")
  func cuts() throws {
    var driver = JSONDriver()
    driver.columns["licenses"] = ["licenses"]
    driver.columns["email"] = ["emails[0].value"]
    let records = [
      #"{"id":"1\u00e9\ud83d\ude00","x":{"y":[1,-2.5e3,true,false,null,"z"],"y2":{}},"title":"a\"b"}"#,
      #"{"licenses": [ "a", "b\n" ], "id" : "2", "emails":[{"value":"a@b.example"},{"value":"c"}]}"#,
      "{\n  \"id\": \"3\",\n  \"unmapped and quite long key \\\\\": \"unmapped\",\n  \"title\": null\n}",
      #"{"id":{"not":"a value"}}"#, "{}", #"{"title":12,"id":"東京"}"#,
    ]
    let list = "[" + records.joined(separator: " ,\n") + "]"
    let files = [
      list, records.joined(separator: "\n") + "\n",
      "{\"total\": 6, \"at\": {\"a\":[1]},\n\"Resources\": \(list), \"next\": \"\\u0041\", \"p\": [[], 3] } ",
    ]
    for file in files {
      let bytes = Array(file.utf8)
      let whole = try driver.read(bytes)
      #expect(whole.rows.count == 4)
      #expect(whole.rejected.count == 2)
      for cut in 0...bytes.count {
        #expect(try driver.read(bytes, cuts: [cut]) == whole, "cut at \(cut)")
      }
      #expect(try driver.read(bytes, cuts: Array(0...bytes.count)) == whole)
    }
  }

  @Test("whatever the order of their keys, and however many keys nobody expected")
  func order() throws {
    var driver = JSONDriver()
    driver.columns = ["id": ["id"], "title": ["title"], "department": ["org.department"], "site": ["org.site"]]
    var state: UInt64 = 7
    func random(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % bound
    }
    func shuffled(_ items: [String]) -> [String] {
      var items = items
      for index in items.indices { items.swapAt(index, random(items.count)) }
      return items
    }
    var text = "["
    var expected: [[String: String]] = []
    for number in 0..<3000 {
      var row = ["id": "\(number)"]
      var members = [#""id":"\#(number)""#, #""junk\#(number)":[{"id":"no"}]"#, #""key\#(random(4))":{"title":1}"#]
      var inner = [#""id":"no""#]
      for (field, isInner) in [("title", false), ("department", true), ("site", true)] where random(3) > 0 {
        row[field] = "v\(random(1000))\"/"
        let key = random(5) == 0 ? "\\u00\(String(field.utf8.first ?? 0, radix: 16))\(field.dropFirst())" : field
        let member = "\"\(key)\":\"\(row[field]?.dropLast(2) ?? "")\\\"\\/\""
        if isInner { inner.append(member) } else { members.append(member) }
      }
      members.append("\"org\":{\(shuffled(inner).joined(separator: ", "))}")
      text += (number == 0 ? "" : ",") + "{\(shuffled(members).joined(separator: ", "))}"
      expected.append(row)
    }
    text += "]"
    #expect(try driver.read(text).rows == expected)
    #expect(try driver.read(text, cuts: Array(stride(from: 997, to: text.utf8.count, by: 997))).rows == expected)
  }
}
