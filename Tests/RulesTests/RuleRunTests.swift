import Records
import Rules
import Storage
import Testing

@Suite struct RuleRunTests {
  static let select = """
    select null as profile, id as account, 'account' as subject_kind, id as subject,
           case when name = 'Bad' then 'critical' end as severity, name || ' ' || :most as reason
      from account
    """

  private func fired(
    _ settings: RuleSettings = RuleSettings(), supply: RuleSupply = .everything, allowed: [String] = []
  ) throws -> (outcome: RuleOutcome, rows: [[String?]]) {
    let rule = try readRule(ruleText(["-- parameter most: 8, 1 to 9, x"], severity: "low", select: RuleRunTests.select))
    return try night { connection in
      for (row, name) in ["Good", "Bad", "O'Neil"].enumerated() {
        try connection.execute(
          """
          insert into account (account, key, digest, since, source, id, name)
          values (:row, :row, 1, 1, 1, :id, :name)
          """,
          ["row": .integer(row + 1), "id": .text("A\(row + 1)"), "name": .text(name)])
      }
      for values in allowed {
        try connection.execute("insert into allowed (account, subject, rule, reason) values (\(values), 'why')")
      }
      let outcome = try RuleRun(connection).run(rule, settings: settings, supply: supply)
      let rows = try connection.rows("select rule, subject, severity, reason from fired order by subject") { row in
        (0..<4).map { row.text($0) }
      }
      return (outcome, rows)
    }
  }

  @Test("a rule fires with its own severity, or the one of the row, and counts its findings")
  func plain() throws {
    let (outcome, rows) = try fired()
    #expect(outcome.state == .evaluated && outcome.findings == 3)
    #expect(
      rows == [
        ["my-rule", "A1", "low", "Good 8"], ["my-rule", "A2", "critical", "Bad 8"],
        ["my-rule", "A3", "low", "O'Neil 8"],
      ])
  }

  @Test("a severity of the policy holds for every finding of the rule", arguments: Severity.allCases)
  func severity(severity: Severity) throws {
    let (outcome, rows) = try fired(RuleSettings(severity: severity))
    #expect(outcome.severity == severity)
    #expect(rows.map { $0[2] } == Array(repeating: severity.rawValue, count: 3))
  }

  @Test("a parameter of the policy reaches the SELECT")
  func parameter() throws {
    #expect(try fired(RuleSettings(parameters: ["most": 3])).rows.map { $0[3] } == ["Good 3", "Bad 3", "O'Neil 3"])
  }

  @Test("a rule that is off, or lacks its data, does not run")
  func notRun() throws {
    let off = try fired(RuleSettings(isOff: true))
    #expect(off.outcome.state == .off && off.rows.isEmpty && off.outcome.findings == 0)
    let lacking = try fired(supply: RuleSupply())
    #expect(lacking.outcome.state == .notEvaluated && lacking.rows.isEmpty && lacking.outcome.findings == 0)
  }

  struct Allowance: CustomTestStringConvertible, Sendable {
    let values: String
    let left: [String]
    var testDescription: String { values }
  }

  @Test(
    "what the policy allows by name is not found, and nothing else is cleared by it",
    arguments: [
      Allowance(values: "'A2', 'A2', 'my-rule'", left: ["A1", "A3"]),
      Allowance(values: "'A2', 'A2', 'other-rule'", left: ["A1", "A2", "A3"]),
      Allowance(values: "'A1', 'A2', 'my-rule'", left: ["A1", "A2", "A3"]),
      Allowance(values: "'A2', 'a2', 'my-rule'", left: ["A1", "A2", "A3"]),
    ])
  func allowed(_ allowance: Allowance) throws {
    let (outcome, rows) = try fired(allowed: [allowance.values])
    #expect(rows.map { $0[1] } == allowance.left)
    #expect(outcome.findings == allowance.left.count)
  }

  @Test("a rule with a misspelled column is an error, not a rule that finds nothing")
  func misspelled() throws {
    let rule = try readRule(ruleText(select: RuleRunTests.select.replacing("'Bad'", with: "\"Bad\"")))
    #expect(throws: StorageError.self) {
      try night { try RuleRun($0).run(rule, settings: RuleSettings(), supply: .everything) }
    }
  }

  @Test("each run of the rules begins with no findings")
  func again() throws {
    let rule = try readRule()
    try night { connection in
      try connection.execute(
        "insert into account (account, key, digest, since, source, id, name) values (1, 1, 1, 1, 1, 'A', 'x')")
      for _ in 1...2 {
        let outcome = try RuleRun(connection).run(rule, settings: RuleSettings(), supply: .everything)
        #expect(outcome.findings == 1)
        #expect(try connection.integer("select count(*) from fired") == 1)
      }
    }
  }
}
