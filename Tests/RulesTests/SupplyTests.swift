import Records
import Rules
import Testing

@Suite struct SupplyTests {
  struct Case: CustomTestStringConvertible, Sendable {
    let needs: String
    let supply: RuleSupply
    let lack: String?
    var testDescription: String { "\(needs): \(lack ?? "nothing is lacking")" }

    init(_ needs: String, _ kinds: [SourceKind: RuleSupply.State], _ lack: String?) {
      self.init(needs, kinds, [:], lack)
    }

    init(_ needs: String, _ kinds: [SourceKind: RuleSupply.State], _ fields: [SourceKind: Set<String>], _ lack: String?)
    {
      (self.needs, self.lack, self.supply) = (needs, lack, supplied(kinds, fields))
    }
  }

  static let cases: [Case] = [
    Case("users", [.users: .read], nil),
    Case("users", [:], "the policy names no source of kind 'users'"),
    Case("users", [.users: .none], "the policy names no source of kind 'users'"),
    Case("users", [.users: .missing], "a source of kind 'users' is missing tonight"),
    Case("users.mfa", [.users: .read], [.users: ["id", "mfa"]], nil),
    Case("users.mfa", [.users: .read], [.users: ["id"]], "no source of kind 'users' gives 'mfa'"),
    Case("users.mfa", [.users: .read], "no source of kind 'users' gives 'mfa'"),
    Case("users.mfa", [.users: .missing], [.users: ["mfa"]], "a source of kind 'users' is missing tonight"),
    Case("users, roster", [.users: .read], "the policy names no source of kind 'roster'"),
    Case("roster, users", [:], "the policy names no source of kind 'roster'"),
    Case("accounts.name or users.mfa", [.users: .read], [.users: ["mfa"]], nil),
    Case("accounts.name or users.mfa", [.accounts: .read, .users: .missing], [.accounts: ["name"]], nil),
    Case(
      "accounts.name or users.mfa", [.users: .read], [.users: ["id"]],
      "the policy names no source of kind 'accounts', and no source of kind 'users' gives 'mfa'"),
  ]

  @Test("a rule is evaluated when all that it needs is there, and else says what is lacking", arguments: cases)
  func plan(_ case: Case) throws {
    let rule = try readRule(ruleText(needs: `case`.needs))
    let outcome = RuleRun.plan(rule, settings: RuleSettings(), supply: `case`.supply)
    #expect(outcome.reason == `case`.lack)
    #expect(outcome.state == (`case`.lack == nil ? .evaluated : .notEvaluated))
    #expect(rule.needs.compactMap(`case`.supply.lack).first == `case`.lack)
  }

  @Test("a rule that compares with earlier nights waits for the second one that reads what it needs")
  func history() throws {
    let rule = try readRule(ruleText(needs: "users.user_name, roster.status or accounts.name, history"))
    #expect(rule.needsHistory && rule.needs.count == 2)
    var supply = supplied(
      [.users: .read, .accounts: .read], [.users: ["user_name"], .accounts: ["name"]])
    func reason() -> String? { RuleRun.plan(rule, settings: RuleSettings(), supply: supply).reason }
    #expect(reason() == "no earlier night read a source of kind 'users'")
    supply.earlier = [.users, .crm]
    #expect(reason() == "no earlier night read a source of kind 'roster'")
    supply.earlier = [.users, .accounts]
    #expect(reason() == nil)
    supply.kinds[.users] = .missing
    #expect(reason() == "a source of kind 'users' is missing tonight")
    #expect(try !readRule().needsHistory)
  }

  @Test("a rule that the policy switches off is off, whatever is there")
  func off() throws {
    let rule = try readRule()
    for supply in [RuleSupply.everything, RuleSupply()] {
      let outcome = RuleRun.plan(rule, settings: RuleSettings(isOff: true, severity: .high), supply: supply)
      #expect(outcome.state == .off)
      #expect(outcome.reason == "the policy switches it off")
    }
  }

  @Test("severity and parameters are those of the policy, and else those of the rule")
  func settings() throws {
    let text = ruleText(["-- parameter days: 90, 1 to 3650, days", "-- parameter most: 8, 1 to 9, profiles"])
    let rule = try readRule(text)
    let plain = RuleRun.plan(rule, settings: RuleSettings(), supply: .everything)
    #expect(plain.severity == .low && plain.changed == [])
    #expect(plain.parameters.map(\.value) == [90, 8])
    let settings = RuleSettings(severity: .critical, parameters: ["most": 3, "none": 1])
    let changed = RuleRun.plan(rule, settings: settings, supply: .everything)
    #expect(changed.severity == .critical && changed.changed == ["severity", "most"])
    #expect(changed.parameters.map(\.name) == ["days", "most"])
    #expect(changed.parameters.map(\.value) == [90, 3])
  }

  @Test(
    "no shipped rule is evaluated when there is nothing, and every one when there is everything", arguments: Shipped.ids
  )
  func shipped(id: String) throws {
    let rule = try #require(Shipped.rules.first { $0.id == id })
    #expect(RuleRun.plan(rule, settings: RuleSettings(), supply: RuleSupply()).state == .notEvaluated)
    #expect(RuleRun.plan(rule, settings: RuleSettings(), supply: .everything).state == .evaluated)
  }
}
