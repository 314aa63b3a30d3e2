import Records
import Rules
import Storage
import Testing

/// Rules of an organization's own.
@Suite struct CustomRuleTests {
  private static func custom(_ text: String, name: String = "my-rule.sql") -> (rules: [RuleFile], faults: [String]) {
    let read = CustomRules.read(
      [(name: name, path: "rules/" + name, bytes: Array(text.utf8))], shipped: Shipped.rules)
    return (read.rules, read.faults.map(\.description))
  }

  private static func select(_ columns: String) -> String { ruleText(select: "select \(columns) from account") }

  private static let good =
    "null as profile, id as account, 'account' as subject_kind, id as subject, null as severity, name as reason"

  /// Runs the rule of a text over two accounts, and gives what it refuses.
  private func refusal(_ text: String, accounts: [String] = ["A", "B"]) throws -> String? {
    let rule = try #require(CustomRuleTests.custom(text).rules.first)
    if let fault = try CustomRules.faults([rule], QueryLimits()).first { return fault.description }
    return try night { connection in
      for (row, id) in accounts.enumerated() {
        try connection.execute(
          "insert into account (account, key, digest, since, source, id, name) values (:row, 1, 1, 1, 1, :id, 'N')",
          ["row": .integer(row + 1), "id": .text(id)])
      }
      do {
        _ = try RuleRun(connection).run(rule, settings: RuleSettings(), supply: .everything)
        return nil
      } catch let refusal as RuleRefusal {
        return refusal.diagnostic.description
      }
    }
  }

  struct Fault: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let columns: String
    let said: String
  }

  @Test(
    "a row that cannot be a finding is refused, with the file, the line and the rule",
    arguments: [
      Fault(
        testDescription: "a column too few", columns: "id as subject",
        said: "must give the columns profile, account, subject_kind, subject, severity, reason"),
      Fault(
        testDescription: "a column too many", columns: good + ", 1 as more",
        said: "must give the columns profile, account, subject_kind, subject, severity, reason"),
      Fault(
        testDescription: "a kind that is none", columns: good.replacing("'account' as", with: "'thing' as"),
        said: "gives a 'subject_kind' that is none of profile, account,"),
      Fault(
        testDescription: "a severity that is none",
        columns: good.replacing("null as severity", with: "'bad' as severity"),
        said: "gives a 'severity' that is none; null means the rule's own"),
      Fault(
        testDescription: "no reason", columns: good.replacing("name as", with: "null as"),
        said: "gives a row without a subject or a reason"),
      Fault(
        testDescription: "a profile in words", columns: good.replacing("null as profile", with: "id as profile"),
        said: "gives a text as 'profile', which is the number of a row of 'profile', or null"),
      Fault(
        testDescription: "a subject twice",
        columns: good.replacing("id as subject", with: "'x' as subject")
          .replacing("id as account", with: "'x' as account"),
        said: "finds a subject twice; give one row for each account and subject"),
      Fault(
        testDescription: "a reason like a book",
        columns: good.replacing("name as", with: "replace(printf('%80d', 0), ' ', printf('%80d', 0)) as"),
        said: "gives more than 4000 bytes as 'reason'"),
      Fault(
        testDescription: "a field of a printf without end",
        columns: good.replacing("name as", with: "printf('%.*c', 1e9, 'x') as"),
        said: "prints fields of more than 999 letters"),
      Fault(
        testDescription: "a parameter that the head does not have",
        columns: good.replacing("name as", with: ":days as"),
        said: "asks for ':days', which is no parameter in its head"),
      Fault(
        testDescription: "the time of the computer", columns: good.replacing("name as", with: "date( 'now' ) as"),
        said: "asks for the time of the computer; the day of a run is 'as_of' in the view 'tonight'"),
      Fault(
        testDescription: "a table that rules may not see",
        columns: good.replacing("name as", with: "(select value from setting) as"), said: "may not read 'setting'"),
    ])
  func rows(_ fault: Fault) throws {
    let said = try refusal(CustomRuleTests.select(fault.columns)) ?? "nothing"
    #expect(said.hasPrefix("rules/my-rule.sql:8: error: rule 'my-rule' \(fault.said)"), "\(said)")
  }

  @Test("a fault of the SQL is said with its line in the file")
  func line() throws {
    let text = ruleText(select: "select id\n  from account\n where nam = 'x'")
    #expect(
      try refusal(text)
        == "rules/my-rule.sql:10: error: rule 'my-rule' is no SQL that runs: no such column: nam")
  }

  @Test("a file is refused whose id is taken, whose name is another, or that is no text")
  func files() {
    func faults(_ text: String, name: String = "my-rule.sql") -> [String] {
      CustomRuleTests.custom(text, name: name).faults
    }
    #expect(
      faults(ruleText().replacing("my-rule", with: "mfa-missing"), name: "mfa-missing.sql") == [
        "rules/mfa-missing.sql:1: error: the id 'mfa-missing' is that of a rule of rollcall; "
          + "give yours another, and the file too"
      ])
    #expect(
      faults(ruleText().replacing("my-rule", with: "My Rule"), name: "My Rule.sql") == [
        "rules/My Rule.sql:1: error: 'My Rule' is no id of a rule; "
          + "use small letters, digits and hyphens, such as 'lobby-phone'"
      ])
    #expect(
      faults(ruleText(), name: "other.sql") == [
        "rules/other.sql:1: error: the file of rule 'my-rule' must be called my-rule.sql"
      ])
    #expect(
      faults(ruleText() + "-- \u{0}\nselect 2") == [
        "rules/my-rule.sql:10 (byte \(ruleText().utf8.count + 3)): error: a control character is no part of a rule"
      ])
    #expect(
      faults(ruleText(["-- flagged: x", "--   setting name=a name=b", "--   finds A"])) == [
        "rules/my-rule.sql:9: error: a column is there twice"
      ])
    #expect(
      faults(ruleText(["-- flagged: x", "--   profile(id) id=a", "--   finds A"])) == [
        "rules/my-rule.sql:9: error: a row begins with the name of a table"
      ])
  }

  @Test("a rule of another system's line ends, with a byte order mark and without controls, is read")
  func lineEnds() throws {
    let text = ruleText().replacing("-- controls: SOC 2: CC6.2, CC6.3; CIS: 6.2\n", with: "")
    let read = CustomRuleTests.custom("\u{FEFF}" + text.replacing("\n", with: "\r\n"))
    #expect(read.faults == [])
    let rule = try #require(read.rules.first)
    #expect(rule.controls == [] && rule.customFile == "rules/my-rule.sql")
    #expect(try refusal(text) == nil)
  }

  @Test("severity, parameters, 'off' and exceptions of the policy hold for a custom rule as for any")
  func settings() throws {
    let rule = try #require(
      CustomRuleTests.custom(
        ruleText(
          ["-- parameter most: 8, 1 to 9, x"], severity: "low",
          select: RuleRunTests.select + " where id <> 'A9'")
      ).rules.first)
    func fired(_ settings: RuleSettings) throws -> [[String?]] {
      try night { connection in
        for (row, name) in ["Good", "Bad", "Fine"].enumerated() {
          try connection.execute(
            "insert into account (account, key, digest, since, source, id, name) values (:row, 1, 1, 1, 1, :id, :name)",
            ["row": .integer(row + 1), "id": .text("A\(row + 1)"), "name": .text(name)])
        }
        try connection.execute(
          "insert into allowed (account, subject, rule, reason) values ('A3', 'A3', 'my-rule', 'w')")
        let outcome = try RuleRun(connection).run(rule, settings: settings, supply: .everything)
        let rows = try connection.rows("select subject, severity, reason from fired order by subject") { row in
          (0..<3).map { row.text($0) }
        }
        #expect(outcome.findings == rows.count)
        return rows
      }
    }
    #expect(try fired(RuleSettings()) == [["A1", "low", "Good 8"], ["A2", "critical", "Bad 8"]])
    #expect(
      try fired(RuleSettings(severity: .high, parameters: ["most": 3])) == [
        ["A1", "high", "Good 3"], ["A2", "high", "Bad 3"],
      ])
    #expect(try fired(RuleSettings(isOff: true)) == [])
  }

  @Test("the scaffold is a rule whose examples hold, under any id")
  func scaffold() throws {
    let read = CustomRuleTests.custom(RuleScaffold.text("lobby-2"), name: "lobby-2.sql")
    #expect(read.faults == [])
    let rule = try #require(read.rules.first)
    #expect(try CustomRules.faults([rule], QueryLimits()) == [])
    #expect(rule.examples.count == 3 && rule.parameters.map(\.name) == ["least"])
    #expect(try ExampleRun(rule).faults() == [])
  }

  @Test("examples that are missing, do not hold or cannot be set are said with their lines")
  func examples() throws {
    func faults(_ more: [String]) throws -> [String] {
      try ExampleRun(try #require(CustomRuleTests.custom(ruleText(more)).rules.first)).faults().map(\.description)
    }
    #expect(
      try faults([]) == [
        "rules/my-rule.sql: error: rule 'my-rule' has no example that is flagged",
        "rules/my-rule.sql: error: rule 'my-rule' has no example that passes",
      ])
    let wrong = try faults([
      "-- flagged: a name", "--   account name=One", "--   finds B", "-- passes: no such thing",
      "--   account colour=red",
    ])
    #expect(wrong.count == 3)
    #expect(wrong[0] == "rules/my-rule.sql:8: error: rule 'my-rule', example \"a name\": the rule does not find B ")
    #expect(wrong[1].hasPrefix("rules/my-rule.sql:8: error: rule 'my-rule', example \"a name\": the rule finds A: "))
    #expect(
      wrong[2].hasPrefix("rules/my-rule.sql:11: error: rule 'my-rule', example \"no such thing\" cannot be set: "))
  }
}
