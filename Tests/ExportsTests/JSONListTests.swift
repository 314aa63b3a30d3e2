import Records
import Testing

@testable import Exports

@Suite("A list or an object at a mapped path")
struct JSONListTests {
  private var driver: JSONDriver {
    var driver = JSONDriver()
    driver.columns = ["id": ["id"], "licenses": ["licenses"], "title": ["licenses[0].x"]]
    return driver
  }

  @Test(
    "is a list of texts where the field takes one",
    arguments: [
      ("[]", "[]"), ("[ ]", "[]"), (#"["a"]"#, #"["a"]"#), (#"[ "a" , "b c" ]"#, #"["a","b c"]"#),
      (#"["\u0061\/","é","\"\\"]"#, #"["a/","é","\"\\"]"#), ("[1,true]", #"["1","true"]"#),
      (#"["","a",""]"#, #"["a"]"#), (#"["a\nb"]"#, #"["a\u000ab"]"#),
      (#"["],{}"]"#, #"["],{}"]"#), (#""a;b""#, #"["a","b"]"#), ("[1,2,3,4,5]", #"["1","2","3","4","5"]"#),
      (#"[" a ","\u00a0","\tb"]"#, #"["a","b"]"#), (#""[\"a\", 1]""#, #"["a","1"]"#),
    ])
  func lists(json: String, text: String) throws {
    var driver = driver
    driver.columns["title"] = nil
    let outcome = try driver.read(#"[{"id":"1","licenses":\#(json)},{"id":"2"}]"#)
    #expect(outcome.rejected.isEmpty)
    #expect(outcome.rows == [["id": "1", "licenses": text], ["id": "2"]])
  }

  @Test(
    "sets the row aside where it cannot be",
    arguments: [
      "{}", #"{"value":"a"}"#, "[null]", #"[["a"]]"#, "[{}]", #"[{"value":"a"}]"#, #"["b",{"display":"a"}]"#,
      #""[a]""#, #""[\"a\",]""#, #""[\"a\"] and [\"b\"]""#,
    ])
  func notLists(json: String) throws {
    let outcome = try driver.read(#"[{"id":"\u0031","licenses":\#(json)},{"id":"2"}]"#)
    #expect(outcome.rows == [["id": "2"]])
    #expect(outcome.rejected.map(\.code) == [.notAValue])
    #expect(outcome.rejected.map(\.field) == ["licenses"])
    #expect(outcome.rejected.map(\.subject) == ["1"])
  }

  @Test("sets the row aside where the field takes one value", arguments: ["{}", "[]", #"["a"]"#, #"{"id":"a"}"#])
  func values(json: String) throws {
    let outcome = try driver.read(#"[{"id":\#(json)}]"#)
    #expect(outcome.rows.isEmpty)
    #expect(outcome.rejected.map(\.field) == ["id"])
  }

  @Test("is read beside a part of it that is mapped, too")
  func overlap() throws {
    var driver = driver
    driver.columns["licenses"] = ["licenses[].value"]
    let outcome = try driver.read(#"[{"id":"1","licenses":[{"value":"a","x":"b\n"}]},{"id":"2","licenses":[]}]"#)
    #expect(outcome.rows == [["id": "1", "licenses": #"["a"]"#, "title": "b"], ["id": "2", "licenses": "[]"]])
  }
}
