import Records
import Rules
import Storage
import Testing

@Suite struct HeaderTests {
  struct Fault: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let text: String
    let line: Int?
    let message: String

    init(_ description: String, _ text: String, line: Int?, _ message: String) {
      (testDescription, self.text, self.line, self.message) = (description, text, line, message)
    }

    /// One more line behind the seven of the head.
    init(_ description: String, more: String..., line: Int, _ message: String) {
      self.init(description, ruleText(more), line: line, message)
    }
  }

  static let parameter: String = "a parameter is 'default, least to most, meaning'"
  static let faults: [Fault] = [
    Fault("nothing", "", line: nil, "the file does not begin with '-- id: Title'"),
    Fault("no header", "select 1", line: nil, "the file does not begin with '-- id: Title'"),
    Fault("a first line without a colon", "-- my-rule\n", line: 1, "the first line is not '-- id: Title'"),
    Fault(
      "another file name", ruleText().replacing("my-rule", with: "other"), line: 1,
      "the file of rule 'other' must be called other.sql"),
    Fault("no SELECT", ruleText(select: ""), line: nil, "there is no SELECT"),
    Fault("only a semicolon", ruleText(select: " ;\n"), line: nil, "there is no SELECT"),
    Fault("no severity", "-- my-rule: T\n-- needs: users\nselect 1", line: nil, "'severity:' is missing"),
    Fault("no fix", ruleText().replacing("-- fix: Do it.\n", with: ""), line: nil, "'fix:' is missing"),
    Fault(
      "no controls", ruleText().replacing("-- controls: SOC 2: CC6.2, CC6.3; CIS: 6.2\n", with: ""), line: nil,
      "'controls:' is missing"),
    Fault(
      "a control of no standard", ruleText().replacing("SOC 2: CC6.2", with: "CC6.2"), line: 5,
      "'controls:' is a list such as 'SOC 2: CC6.2, CC6.3; CIS: 6.2'"),
    Fault("an empty why", ruleText().replacing("-- why: Because.", with: "-- why: "), line: nil, "'why:' is missing"),
    Fault("a severity that is none", ruleText(severity: "urgent"), line: 2, "'urgent' is no severity"),
    Fault("a severity in capitals", ruleText(severity: "High"), line: 2, "'High' is no severity"),
    Fault(
      "an unknown kind", ruleText(needs: "users, user.status"), line: 3, "'user' in 'needs:' is no kind of source"),
    Fault(
      "an unknown field", ruleText(needs: "users.state"), line: 3,
      "'users.state' in 'needs:' is no field of the contract"),
    Fault(
      "a use of an unknown kind", more: "-- uses: account", line: 8, "'account' in 'uses:' is no kind of source"),
    Fault("an unknown key", more: "-- sevrity: low", line: 8, "'sevrity:' is not known here, or is there twice"),
    Fault("a key twice", more: "-- fix: Again.", line: 8, "'fix:' is not known here, or is there twice"),
    Fault("a line without a colon", more: "-- hello there", line: 8, "'key: value' was expected"),
    Fault("a parameter without a range", more: "-- parameter days: 90, days", line: 8, parameter),
    Fault("a parameter without a meaning", more: "-- parameter days: 90, 1 to 100", line: 8, parameter),
    Fault("a parameter beyond its range", more: "-- parameter days: 90, 1 to 80, days", line: 8, parameter),
    Fault("a parameter below its range", more: "-- parameter days: 0, 1 to 80, days", line: 8, parameter),
    Fault(
      "pairs of a list that has none", more: "-- parameter pairs: list filler, x", line: 8,
      "a parameter of pairs is 'list NAME, meaning', with a list of pairs in schema/lists"),
    Fault("a parameter in words", more: "-- parameter days: many, 1 to 80, days", line: 8, parameter),
    Fault(
      "a row before any example", more: "--", "--   profile id=u1", line: 9, "a continued line without a beginning"),
    Fault(
      "flagged without finds", more: "-- flagged: x", "--   profile id=u1", line: 8, "a flagged example without 'finds'"
    ),
    Fault(
      "passes with finds", more: "-- flagged: y", "--   finds u1", "-- passes: x", "--   finds u1", line: 10,
      "a passing example with 'finds'"),
    Fault("finds nobody", more: "-- flagged: x", "--   finds severity=high", line: 9, "'finds' names no subject"),
    Fault("an open quote", more: "-- flagged: x", "--   profile id=\"u1", line: 9, "a quote is never closed"),
  ]

  @Test("a fault of a rule file is said with its line", arguments: faults)
  func said(_ fault: Fault) throws {
    let diagnostic = #expect(throws: Diagnostic.self) { try readRule(fault.text) }
    #expect(diagnostic?.message == fault.message)
    #expect(diagnostic?.position == Position(file: "my-rule.sql", line: fault.line))
    #expect(diagnostic?.level == .error)
  }

  @Test(
    "needs without a comma or an 'or' between them are a fault",
    arguments: ["users roles", "users or", "or users", "users, , roles", "users,"])
  func needs(text: String) {
    #expect(throws: Diagnostic.self) { try readRule(ruleText(needs: text)) }
  }

  @Test("a rule file is read as it is written")
  func whole() throws {
    let text = ruleText(
      [
        "--   and more words: here", "-- parameter days: 90, 1 to 3650, days, counted from the last one", "--",
        "-- flagged: a title: with a colon", "--   set days=1",
        "--   profile id=\"u 1\" given_name=\"a\"\"b\" mfa=null title=\"null\" email=",
        "--   finds \"u 1\" severity=high reason=\"Left, since 2022\"", "-- passes: nobody",
      ], severity: "critical", needs: "users.status, accounts.passphrase_set or users.passphrase_set",
      select: "\nselect 1 as a -- the end\n-- and more\n ; \n")
    let rule = try readRule(text)
    #expect(rule.title == "All is well")
    #expect(rule.severity == .critical)
    #expect(rule.select == "select 1 as a -- the end\n-- and more")
    #expect(rule.fix == "Do it. and more words: here")
    #expect(rule.controls == ["SOC 2 CC6.2", "SOC 2 CC6.3", "CIS 6.2"])
    #expect(rule.parameters.map(\.name) == ["days"])
    #expect(rule.parameters.map(\.standard) == [90])
    #expect(rule.parameters.map(\.range) == [1...3650])
    #expect(rule.parameters.map(\.meaning) == ["days, counted from the last one"])
    #expect(rule.needs.map(\.anyOf.count) == [1, 2])
    #expect(rule.needs[1].anyOf.map(\.kind) == [.accounts, .users])
    #expect(rule.needs.flatMap(\.anyOf).map(\.field) == ["status", "passphrase_set", "passphrase_set"])
    let example = try #require(rule.examples.first)
    #expect(rule.examples.map(\.title) == ["a title: with a colon", "nobody"])
    #expect(example.rows.map(\.table) == ["set", "profile"])
    #expect(example.rows[1].values.map(\.column) == ["id", "given_name", "mfa", "title", "email"])
    #expect(example.rows[1].values.map(\.value) == ["u 1", "a\"b", nil, "null", ""])
    #expect(example.expected[0].subject == "u 1")
    #expect(example.expected[0].values == ["severity": "high", "reason": "Left, since 2022"])
  }

  @Test("a parameter may be a percentage, or the pairs of a list")
  func parameters() throws {
    let rule = try readRule(
      ruleText(["-- parameter share: 20%, 1 to 100, of all", "-- parameter pairs: list conflicting-roles, never both"]))
    #expect(rule.parameters.map(\.isPercentage) == [true, false])
    #expect(rule.parameters[0].shown(rule.parameters[0].standard) == "20%")
    #expect(rule.parameters[1].range == nil && rule.parameters[1].meaning == "never both")
    guard case .pairs(let pairs) = rule.parameters[1].standard else { throw StorageError.bug("no pairs") }
    #expect(pairs.contains(["assign-roles", "audit-log", "support-portal"]))
    let value = ParameterValue.pairs([["a \"b\"", "c"], ["d", "e"]])
    #expect(value.json == #"[["a \"b\"","c"],["d","e"]]"#)
    #expect(value.shown == "a \"b\" + c; d + e")
    #expect(ParameterValue.pair(" a  + b unless c ") == ["a", "b", "c"])
    for text in ["a", "a + ", "a + b + c", "a + b unless c unless d", "a unless b"] {
      #expect(ParameterValue.pair(text) == nil, "\(text)")
    }
  }

  @Test("an example whose rule finds something else says what")
  func exampleFaults() throws {
    let text = ruleText([
      "-- flagged: x", "--   account id=A name=One", "--   account id=B name=Two", "--   finds A reason=Three",
      "--   finds C",
    ])
    let rule = try readRule(text)
    let example = try #require(rule.examples.first)
    #expect(
      try ExampleRun(rule).faults(example) == [
        "does not find A reason=Three", "does not find C ", "finds A: account=A kind=account reason=One severity=low",
        "finds B: account=B kind=account reason=Two severity=low",
      ])
  }
}
