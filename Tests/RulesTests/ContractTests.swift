import Records
import Rules
import Storage
import Testing

/// What every rule that is shipped keeps.
@Suite struct ContractTests {
  @Test("the catalogue is read without a fault, in the order of its ids")
  func catalogue() throws {
    let rules = try RuleCatalogue.shipped()
    #expect(rules.map(\.id) == rules.map(\.id).sorted())
    #expect(rules.count >= 18)
    #expect(Set(rules.map(\.id)).isDisjoint(with: RuleCatalogue.later))
  }

  @Test("a rule says what it is: title, why, fix, policy and controls", arguments: Shipped.rules.map(\.id))
  func words(id: String) throws {
    let rule = try #require(Shipped.rules.first { $0.id == id })
    #expect(!rule.title.hasSuffix(".") && rule.title.first?.isUppercase == true)
    #expect(rule.why.hasSuffix(".") && rule.fix.hasSuffix("."))
    #expect(rule.policy.split(separator: ",").allSatisfy { "PSQ".contains($0.drop { $0 == " " }.first ?? " ") })
    #expect(!rule.controls.isEmpty && Set(rule.controls).count == rule.controls.count)
    #expect(!rule.needs.isEmpty)
    #expect(SQLScript.statements(rule.select).count == 1)
  }

  @Test("a rule shows at least one example that passes and one that is flagged", arguments: Shipped.ids)
  func both(id: String) throws {
    let rule = try #require(Shipped.rules.first { $0.id == id })
    #expect(rule.examples.contains { $0.isFlagged })
    #expect(rule.examples.contains { !$0.isFlagged })
    #expect(Set(rule.examples.map(\.title)).count == rule.examples.count, "each example has a title of its own")
  }

  @Test("an example holds", arguments: Shipped.examples)
  func holds(shown: Shown) throws {
    #expect(try ExampleRun(shown.rule).faults(shown.example) == [])
  }

  @Test("an example holds with its rows in the opposite order", arguments: Shipped.examples)
  func reversed(shown: Shown) throws {
    #expect(try ExampleRun(shown.rule).faults(shown.example, .init(isReversed: true)) == [])
  }

  @Test("a rule's SELECT binds its own parameters and gives the six columns", arguments: Shipped.ids)
  func columns(id: String) throws {
    let rule = try #require(Shipped.rules.first { $0.id == id })
    try night { connection in
      _ = try RuleRun(connection)
      #expect(Set(try connection.parameters(of: rule.select)) == Set(rule.parameters.map(\.name)))
      let values = Dictionary(uniqueKeysWithValues: rule.parameters.map { ($0.name, $0.standard.bound) })
      try connection.execute("create temp table probe as " + rule.select, values)
      let names = try connection.rows("select name from pragma_table_info('probe') order by cid") { $0.text(0) }
      #expect(names == ["profile", "account", "subject_kind", "subject", "severity", "reason"])
    }
  }

  @Test("an example's subject kinds and severities are words of the contract", arguments: Shipped.examples)
  func vocabulary(shown: Shown) {
    for expected in shown.example.expected {
      #expect(Set(expected.values.keys).isSubset(of: ["kind", "account", "severity", "reason"]))
      if let kind = expected.values["kind"] { #expect(SubjectKind(rawValue: kind) != nil) }
      if let severity = expected.values["severity"] { #expect(Severity(rawValue: severity) != nil) }
    }
    #expect(shown.example.isFlagged == !shown.example.expected.isEmpty)
  }
}
