import Schema
import Storage
import Testing

@Suite struct SQLScriptTests {
  struct Case: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let script: String
    let statements: [String]
  }

  static let cases = [
    Case(testDescription: "nothing", script: "", statements: []),
    Case(testDescription: "blanks and semicolons", script: " ;\n;\t; ", statements: []),
    Case(testDescription: "one without its end", script: "select 1", statements: ["select 1"]),
    Case(testDescription: "two", script: "select 1; select 2;", statements: ["select 1", " select 2"]),
    Case(
      testDescription: "a semicolon in a text", script: "select ';'; select 2",
      statements: ["select ';'", " select 2"]),
    Case(
      testDescription: "a doubled quote in a text", script: "select 'it''s;'; select 2",
      statements: ["select 'it''s;'", " select 2"]),
    Case(
      testDescription: "a semicolon in a name", script: "select \"a;b\"; select 2",
      statements: ["select \"a;b\"", " select 2"]),
    Case(
      testDescription: "a quote of the other kind in a text", script: "select '\"'; select 2",
      statements: ["select '\"'", " select 2"]),
    Case(
      testDescription: "a comment with a semicolon and a quote", script: "-- it's; fine\nselect 1; select 2",
      statements: ["\nselect 1", " select 2"]),
    Case(testDescription: "a comment behind a statement", script: "select 1; -- ; the end", statements: ["select 1"]),
    Case(
      testDescription: "hyphens in a text", script: "select '--;'; select 2",
      statements: ["select '--;'", " select 2"]),
    Case(testDescription: "one hyphen", script: "select 1 - 2; select 3", statements: ["select 1 - 2", " select 3"]),
    Case(testDescription: "a text that is never closed", script: "select 'a; b", statements: ["select 'a; b"]),
    Case(
      testDescription: "letters of other scripts", script: "select 'é;漢'; select 2",
      statements: ["select 'é;漢'", " select 2"]),
  ]

  @Test("a script is cut at the semicolons that end a statement", arguments: cases)
  func statements(_ case: Case) {
    #expect(SQLScript.statements(`case`.script) == `case`.statements)
  }

  @Test("a semicolon in a comment between /* and */ ends nothing")
  func blockComment() throws {
    let statements = SQLScript.statements("select 1 /* one; it's */ + 1; select 2")
    #expect(statements.count == 2)
    #expect(statements.last == " select 2")
  }

  @Test("every statement of every script that is shipped can be prepared", arguments: Schema.links.map(\.name))
  func shipped(name: String) throws {
    let file = try #require(Schema.links.first { $0.name == name })
    let database = try inMemory()
    for statement in SQLScript.statements(file.text) {
      #expect(try database.texts("explain " + statement).isEmpty == false)
    }
  }
}
