import Records
import Testing

@testable import Exports

@Suite("A path of a mapping")
struct JSONPathTests {
  @Test(
    "names one place in a record",
    arguments: [
      ("title", #"{"title":"x"}"#), ("basic.title", #"{"a":1,"basic":{"b":{"title":1},"title":"x"}}"#),
      ("emails[0].value", #"{"emails":[{"type":"w","value":"x"},{"value":"y"}]}"#),
      ("emails[1].value", #"{"emails":[{"type":"w","value":"y"},{"value":"x"}]}"#),
      ("grid[1][0]", #"{"grid":[["a"],["x","b"],["c"]]}"#), ("a.b", #"{"a.b":"x"}"#), ("a.b", #"{"a":{"b":"x"}}"#),
      ("emails[0].value", #"{"emails[0].value":"x"}"#), ("a..b", #"{"a..b":"x"}"#), ("a[", #"{"a[":"x"}"#),
      (
        #"["urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"].department"#,
        #"{"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":{"department":"x"}}"#
      ),
      (#"a["b.c"]["d\"\\"]"#, #"{"a":{"b.c":{"d\"\\":"x"}}}"#), ("first name", #"{"first name":"x"}"#),
      ("título", #"{"t\u00edtulo":"x"}"#),
      (String(repeating: "k", count: 200), "{\"\(String(repeating: "k", count: 200))\":\"x\"}"),
    ])
  func places(path: String, record: String) throws {
    var driver = JSONDriver()
    driver.columns = ["id": ["ID"], "title": [path]]
    let text = "[\(record.dropLast()),\"ID\":\"1\"},{\"ID\":\"2\"},\(record.dropLast()),\"ID\":\"3\"}]"
    let outcome = try driver.read(text)
    #expect(outcome.rows == [["id": "1", "title": "x"], ["id": "2"], ["id": "3", "title": "x"]])
    #expect(outcome.seen == ["ID": true, path: true])
  }

  @Test(
    "does not name another",
    arguments: [
      ("title", #"{"x":{"title":"y"},"Title":"z","titles":"z","titl":"z"}"#),
      ("a.b", #"{"a":"y","b":"z","x":{"a.b":1}}"#),
      ("a[1]", #"{"a":["x"]}"#), ("a[0]", #"{"a":{"0":"x"}}"#), ("a.0", #"{"a":["x"]}"#),
      ("a[0].b", #"{"a":{"b":"x"}}"#),
    ])
  func elsewhere(path: String, record: String) throws {
    var driver = JSONDriver()
    driver.columns = ["id": ["ID"], "title": [path]]
    let outcome = try driver.read("[\(record.dropLast()),\"ID\":\"1\"}]")
    #expect(outcome.rows == [["id": "1"]])
    #expect(outcome.seen[path] == false)
  }

  @Test("is there with null, and says nothing")
  func null() throws {
    let outcome = try JSONDriver().read(#"[{"id":"1","title":null}]"#)
    #expect(outcome.rows == [["id": "1"]])
    #expect(outcome.seen == ["id": true, "title": true, "department": false])
  }

  @Test("gives way to the next of its field, also when it holds an object that nobody takes")
  func others() throws {
    var driver = JSONDriver()
    driver.columns = ["id": ["id"], "title": ["title", "job", "job.name"]]
    let text = #"""
      {"id":"1","title":null,"job":"a"}
      {"id":"2","title":"b","job":{"name":"c"}}
      """#
    #expect(try driver.read(text).rows == [["id": "1", "title": "a"], ["id": "2", "title": "b"]])
  }

  @Test("is found in any case where the mapping says so")
  func anyCase() throws {
    var driver = JSONDriver()
    driver.columns = ["id": ["Id"], "title": ["job.Title", "JOB.TITLE"]]
    let text = #"[{"ID":"1","Job":{"tItle":"x"}},{"id":"2","\u004aob":{"title":"y"}}]"#
    #expect(try driver.read(text).rows.isEmpty)
    driver.ignoresCase = true
    #expect(try driver.read(text).rows == [["id": "1", "title": "x"], ["id": "2", "title": "y"]])
  }

  @Test(
    "that is there twice by another spelling sets the row aside",
    arguments: [#"{"id":"1","ID":"2"}"#, #"{"id":"1","Id":{}}"#, #"{"Id":[],"id":"1"}"#])
  func twice(record: String) throws {
    var driver = JSONDriver()
    driver.ignoresCase = true
    let outcome = try driver.read("[\(record)]")
    #expect(outcome.rows.isEmpty)
    #expect(outcome.rejected.map(\.code) == [.notAValue])
    #expect(outcome.rejected.map(\.field) == ["id"])
  }
}
