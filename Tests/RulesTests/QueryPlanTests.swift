import Rules
import Schema
import Storage
import Testing

/// How SQLite would run the rules: what is done a million times must not read a million rows each time.
@Suite struct QueryPlanTests {
  /// Tables of a row a profile, person or assignment.
  static let large = ["profile", "person", "assignment", "profile_login"]

  struct Step {
    let parent: Int
    let detail: String
  }

  /// Steps that read a large table from end to end inside of a subquery that runs once a row.
  static func faults(_ connection: SQLConnection, _ select: String) throws -> [String] {
    var steps: [Int: Step] = [:]
    try connection.query("explain query plan " + select) { row in
      steps[row.integer(0) ?? 0] = Step(parent: row.integer(1) ?? 0, detail: row.text(3) ?? "")
    }
    #expect(!steps.isEmpty)
    return steps.values.filter { step in
      let words = step.detail.split(separator: " ")
      guard words.first == "SCAN", words.count > 1, large.contains(String(words[1])), !words.contains("INDEX") else {
        return false
      }
      var parent = step.parent
      while let above = steps[parent] {
        if above.detail.hasPrefix("CORRELATED") { return true }
        parent = above.parent
      }
      return false
    }.map(\.detail).sorted()
  }

  @Test("no rule reads a large table from end to end once a row", arguments: Shipped.ids)
  func rules(id: String) throws {
    let rule = try #require(Shipped.rules.first { $0.id == id })
    try night { connection in
      _ = try RuleRun(connection)
      #expect(try QueryPlanTests.faults(connection, rule.select) == [])
    }
  }

  @Test("no word that is worked out does either", arguments: ViewFile.all.filter { $0.occasion != nil }.map(\.name))
  func views(name: String) throws {
    let view = try #require(ViewFile.all.first { $0.name == name })
    try night { connection in
      try connection.workOutViews(for: .night)
      try connection.workOutViews(for: .report)
      #expect(try QueryPlanTests.faults(connection, view.select) == [])
    }
  }

  @Test("a correlated scan would be found")
  func found() throws {
    try night { connection in
      let plain = "select (select count(*) from profile where profile.title < person.title) from person"
      let faults = try QueryPlanTests.faults(connection, plain)
      #expect(faults == ["SCAN profile"])
    }
  }
}
