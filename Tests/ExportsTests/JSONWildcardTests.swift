import Records
import Testing

@testable import Exports

@Suite("A path through a list, or into a string that holds JSON")
struct JSONWildcardTests {
  /// What a path gives for a record: the value of a field for one and of a field for several, else why it is set aside.
  private func read(_ path: String, _ record: String, _ field: String) throws -> String {
    var driver = JSONDriver()
    driver.columns = ["id": ["ID"], field: [path]]
    let text = "[{\"ID\":\"\\u0031\",\(record.dropFirst()),{\"ID\":\"2\"}]"
    let outcome = try driver.read(text)
    for cut in stride(from: 0, to: text.utf8.count, by: 7) { #expect(try driver.read(text, cuts: [cut]) == outcome) }
    #expect(outcome.rows.last == ["id": "2"])
    if let rejected = outcome.rejected.first {
      #expect(rejected.code == .notAValue)
      #expect(rejected.field == field)
      #expect(rejected.subject == "1")
      #expect(rejected.line == 1)
      return rejected.reason
    }
    #expect(outcome.rows.first?["id"] == "1")
    return outcome.rows.first?[field] ?? "nothing"
  }

  private static let scim =
    #"{"emails":[{"type":"home","value":"h@x.example"},{"type":"work","primary":true,"value":"w@x.\u0065xample"}],"#
    + #""roles":[{"value":"Super Admin","display":"S"},{"value":"Billing; \"B\""}],"none":[],"null":null}"#

  @Test(
    "gives every value of the list to a field that takes several",
    arguments: [
      ("roles[].value", scim, #"["Super Admin","Billing; \"B\""]"#),
      ("emails[].value", scim, #"["h@x.example","w@x.example"]"#),
      ("emails[type=work].value", scim, #"["w@x.example"]"#), ("emails[type=fax].value", scim, "[]"),
      ("none[].value", scim, "[]"), ("null[].value", scim, "nothing"), ("other[].value", scim, "nothing"),
      ("a[]", #"{"a":["x"," ","y"]}"#, #"["x","y"]"#), ("a[]", #"{"a":[1,true]}"#, #"["1","true"]"#),
      ("a.b[].c.d", #"{"a":{"b":[{"c":{"d":"x"}},{"c":{"d":"y","e":[]}}]}}"#, #"["x","y"]"#),
      ("a[].b[].c", #"{"a":[{"b":[{"c":"x"},{"c":"y"}]},{"b":[]},{"b":[{"c":"z"}]}]}"#, #"["x","y","z"]"#),
      ("a[][0]", #"{"a":[["x","no"],["y"]]}"#, #"["x","y"]"#), ("a[0][]", #"{"a":[["x","y"],["no"]]}"#, #"["x","y"]"#),
      (#"a[]["b.c"]"#, #"{"a":[{"b.c":"x"}]}"#, #"["x"]"#), (#"["a[]"]"#, #"{"a[]":"x"}"#, #"["x"]"#),
      ("a[].b", #"{"a[].b":"x;y"}"#, #"["x","y"]"#), ("a[].é", #"{"a":[{"\u00e9":"x"}]}"#, #"["x"]"#),
      (#"a["the type"="x y"].v"#, #"{"a":[{"the type":"x y","v":"1"},{"v":"2"},"s",null]}"#, #"["1"]"#),
      ("a|b[].c", #"{"a":"{\"b\":[{\"c\":\"x\"},{\"c\":\"y\"}]}"}"#, #"["x","y"]"#),
      ("a|b", #"{"a":"{\"b\":[\"x\",\"y\"]}"}"#, #"["x","y"]"#), ("a|b", #"{"a":"{\"b\":\"x;y\"}"}"#, #"["x","y"]"#),
      ("a[]|b", #"{"a":["{\"b\":1}","{\"b\":2}"]}"#, #"["1","2"]"#),
    ])
  func several(path: String, record: String, list: String) throws {
    #expect(try read(path, record, "licenses") == list)
  }

  @Test(
    "gives the one value to a field that takes one, and never the first of several",
    arguments: [
      ("emails[type=work].value", scim, "w@x.example"), ("emails[primary=true].value", scim, "w@x.example"),
      ("emails[type=fax].value", scim, "nothing"), ("emails[].value", scim, "2 values where one was expected"),
      ("roles[].value", scim, "2 values where one was expected"), ("none[].value", scim, "nothing"),
      ("a[]", #"{"a":["","x"]}"#, "x"), ("a[]", #"{"a":["x","x"]}"#, "2 values where one was expected"),
      ("details|old.login", #"{"details":"{\"new\":{\"login\":\"b\"},\"old\":{\"login\":\"a\\u0062\\\"\"}}"}"#, "ab\""),
      ("details|old.login", #"{"details":" {\"new\":{}} "}"#, "nothing"),
      ("details|old", #"{"details":null}"#, "nothing"),
      ("details|old", #"{"details":"  "}"#, "nothing"), ("d|a", #"{"d":"{\"a\":null}"}"#, "nothing"),
      ("d|a|b", #"{"d":"{\"a\":\"{\\\"b\\\":\\\"x\\\"}\"}"}"#, "x"), ("d|[1].a", #"{"d":"[0,{\"a\":2.50}]"}"#, "2.50"),
      ("d|a[k=v].b", #"{"d":"{\"a\":[{\"k\":\"v\",\"b\":\"x\"},{}]}"}"#, "x"), ("d|a", #"{"d|a":"x"}"#, "x"),
    ])
  func one(path: String, record: String, value: String) throws {
    #expect(try read(path, record, "title") == value)
  }

  @Test(
    "sets the row aside where a value is missing or is none",
    arguments: [
      ("a[].b", #"{"a":[{"b":"x"},{"c":"y"}]}"#, "without a value there"),
      ("a[].b", #"{"a":["x"]}"#, "without a value"),
      ("a[].b", #"{"a":[{"b":null}]}"#, "without a value there"), ("a[]", #"{"a":[null]}"#, "without a value there"),
      ("a[]", #"{"a":"x"}"#, "a list was expected"), ("a[].b", #"{"a":{"b":"x"}}"#, "a list was expected"),
      ("a[]", #"{"a":[{"b":"x"}]}"#, "an object where"), ("a[]", #"{"a":[["x"]]}"#, "a list where"),
      ("a[k=v].b", #"{"a":[{"k":"v"}]}"#, "without a value there"), ("a[][0]", #"{"a":[[]]}"#, "without a value there"),
      ("d|a", #"{"d":"{'a':1}"}"#, "byte 1: expected a key"), ("d|a", #"{"d":"{\"a\":1"}"#, "ends too early"),
      ("d|a", #"{"d":"{\"a\":1} x"}"#, "expected nothing more"), ("d|a", #"{"d":"{\"a\":1,\"a\":2}"}"#, "already has"),
      ("d|a", #"{"d":"{\"a\":\"\\u0000\"}"}"#, "U+0000"), ("d|a", #"{"d":{"a":"x"}}"#, "a string that holds JSON was"),
      ("d|a", #"{"d":1}"#, "a string that holds JSON was expected"), ("d|a", #"{"d":"{\"a\":{}}"}"#, "an object where"),
      ("d|a", "{\"d\":\"\(String(repeating: "[", count: 65))\"}", "nested too deep"),
    ])
  func bad(path: String, record: String, words: String) throws {
    let reason = try read(path, record, "licenses")
    #expect(reason.contains(words), "\(reason)")
  }

  @Test("gives way to the next of its field where it leads to nothing, and harms nobody who does not take it")
  func others() throws {
    var driver = JSONDriver()
    driver.columns = ["id": ["id"], "title": ["e[p=true].v", "e[t=w].v", "t"], "department": ["dep", "e[].v"]]
    let text = #"""
      {"id":"1","e":[{"t":"w","v":"work"},{"p":true,"v":"first"}],"dep":"d"}
      {"id":"2","e":[{"t":"w","v":"work\u0021"}],"t":"no"}
      {"id":"3","e":[],"t":"x"}
      {"id":"4","e":[{"t":"w"},{"p":true,"v":"first"}],"dep":"d"}
      """#
    let outcome = try driver.read(text)
    #expect(
      outcome.rows == [
        ["id": "1", "title": "first", "department": "d"], ["id": "2", "title": "work!", "department": "work!"],
        ["id": "3", "title": "x"], ["id": "4", "title": "first", "department": "d"],
      ])
    #expect(outcome.rejected.isEmpty)
  }

  @Test("is read as a day, a word or an address as any other value is")
  func types() throws {
    var driver = JSONDriver()
    driver.columns = [
      "id": ["id"], "email": ["e[t=w].v"], "status": ["d|status"], "created": ["d|on"], "last_login": ["d|at"],
    ]
    let text = #"""
      {"id":"1","e":[{"t":"w","v":" Amy@X.Example "}],"d":"{\"status\":\"ACTIVE\",\"on\":\"2026/1/2\",\"at\":\"2026-01-02\"}"}
      {"id":"2","e":[],"d":"{\"on\":\"no day\"}"}
      """#
    let outcome = try driver.read(text)
    #expect(
      outcome.rows == [
        ["id": "1", "email": "amy@x.example", "status": "active", "created": "2026-01-02", "last_login": "2026-01-02"]
      ])
    #expect(outcome.rejected.map(\.code) == [.badDate])
    driver.limits.field = 6
    #expect(try driver.read(text).rejected.map(\.code) == [.tooLong, .badDate])
  }

  @Test("of a demanded field that no record has is refused, also when only a condition is never met")
  func demanded() throws {
    var mapping = SourceMapping.users(["id": "id", "email": "emails[type=wrok].value"])
    mapping.demanded = ["email"]
    let text = Array(#"[{"id":"1","emails":[{"type":"work","value":"a@b.example"}]}]"#.utf8)
    let refusal = try #require(try ExportOnDisk.refusal(text, mapping))
    #expect(refusal.message.contains("no record has 'emails[type=wrok].value'"))
    mapping.columns["email"] = ["emails[type=work].value"]
    #expect(try ExportOnDisk.read(text, mapping).column("email") == ["a@b.example"])
  }

  @Test("of two fields that take the same text, by names that differ only in case, is undone once")
  func escapesOnce() throws {
    var driver = JSONDriver()
    driver.ignoresCase = true
    driver.columns = ["id": ["id"], "title": ["Job"], "department": ["job"]]
    #expect(
      try driver.read(#"[{"id":"1","job":"R\\\\u0026D"}]"#).rows == [
        ["id": "1", "title": #"R\\u0026D"#, "department": #"R\\u0026D"#]
      ])
  }
}
