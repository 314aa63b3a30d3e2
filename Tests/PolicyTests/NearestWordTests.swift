import Policy
import Testing

struct NearestWordTests {
  @Test(arguments: [
    ("colums", "columns"), ("cloumns", "columns"), ("COLUMNS", "columns"), ("usr", "users"),
    ("employe_numbr", "employee_number"),
  ])
  func `a slip of the finger finds its word`(_ typed: String, _ meant: String) {
    #expect(NearestWord.of(typed, among: ["users", "columns", "employee_number"]) == meant)
  }

  @Test(arguments: ["", "x", "something else", "col", String(repeating: "columns", count: 1000)])
  func `what is far from all words finds none`(_ typed: String) {
    #expect(NearestWord.of(typed, among: ["users", "columns"]) == nil)
  }

  @Test func `of two that are as near, the first is meant`() {
    #expect(NearestWord.of("owed", among: ["owned", "owner", "owes"]) == "owned")
  }
}
