import Policy
import Records
import Testing

/// A line of a policy, and the message it must give.
struct Wrong: Sendable, CustomTestStringConvertible {
  let text: String
  let message: String

  init(_ text: String, _ message: String) { (self.text, self.message) = (text, message) }

  var testDescription: String { message }
}

struct PolicyErrorTests {
  @Test(arguments: [
    Wrong("fial_on: high", "7:1: error: unknown key 'fial_on'; did you mean 'fail_on'?"),
    Wrong("fail_on: hihg", "7:10: error: unknown severity 'hihg'; did you mean 'high'?"),
    Wrong(
      "fail_on: fatal",
      "7:10: error: unknown severity 'fatal'; known are info, low, medium, high, critical"),
    Wrong("fail_on: [high]", "7:10: error: expected one of info, low, medium, high, critical, found a list"),
    Wrong(
      "timezone: Europe/Lodnon",
      "7:11: error: unknown time zone 'Europe/Lodnon'; use an IANA name such as Europe/London or UTC"),
    Wrong("expect_every: 24", "7:15: error: expected a duration such as 45m, 26h, 90d or 7y, found '24'"),
    Wrong("expect_every: 0h", "7:15: error: expected a duration such as 45m, 26h, 90d or 7y, found '0h'"),
    Wrong("expect_every: 999999y", "7:15: error: expected a duration such as 45m, 26h, 90d or 7y, found '999999y'"),
    Wrong("expect_every:", "7:14: error: expected a duration such as 45m, 26h, 90d or 7y, found nothing"),
    Wrong("readable_by: world", "7:14: error: unknown group of readers 'world'; known are owner, group"),
    Wrong("database: ''", "7:11: error: expected text, found an empty one"),
    Wrong(#"database: "a\nb""#, "7:11: error: expected one line of text without control characters"),
    Wrong("break_glass: a@b.example", "7:14: error: expected a list, each item an address or user name, found text"),
    Wrong(
      "break_glass: [A@b.example, a@b.example]", "7:28: error: 'a@b.example' stands twice in 'break_glass'; remove one"),
    Wrong("organization: Twice", "7:1: error: the key 'organization' stands twice, first on line 1; remove one"),
    Wrong("waivers: {a: b}", "7:10: error: expected text, found a map"),
    Wrong("sign_off: {required: 2}", "7:11: error: missing key 'signers'; expected text"),
    Wrong(
      "sign_off: {signers: a, required: 0}",
      "7:34: error: expected a whole number from 1 to 9, found '0'"),
    Wrong("retain: {nightly: 45m}", "7:19: error: expected a day or more; such as 90d or 7y"),
    Wrong("retain: {nigthly: 9d}", "7:10: error: unknown key 'nigthly'; did you mean 'nightly'?"),
  ])
  func `a wrong setting of the file is named with its place`(_ wrong: Wrong) {
    let reading = read(policy(wrong.text))
    #expect(reading.policy == nil)
    #expect(errors(reading) == ["rollcall.yml:" + wrong.message])
  }

  @Test(arguments: [
    Wrong("rules: off", "7:8: error: expected a map of rules and their settings, found text"),
    Wrong("rules:\n  name-fillr: off", "8:3: error: unknown rule 'name-fillr'; did you mean 'name-filler'?"),
    Wrong("rules:\n  quite-else: off", "8:3: error: unknown rule 'quite-else'; 'rollcall rules list' names them"),
    Wrong(
      "rules:\n  name-place: false",
      "8:15: error: expected 'off', or settings such as {severity: high}, found text"),
    Wrong(
      "rules:\n  dormant-privileged: {days: 0}",
      "8:30: error: expected a whole number from 1 to 3650 (default 90), found '0'"),
    Wrong(
      "rules:\n  dormant-privileged: {days: 45d}",
      "8:30: error: expected a whole number from 1 to 3650 (default 90), found '45d'"),
    Wrong(
      "rules:\n  admin-too-many: {share: 101%}",
      "8:27: error: expected a whole number from 1% to 100% (default 20%), found '101%'"),
    Wrong("rules:\n  dormant-privileged: {day: 9}", "8:24: error: unknown key 'day'; did you mean 'days'?"),
    Wrong("rules:\n  name-filler: {severity: hgih}", "8:27: error: unknown severity 'hgih'; did you mean 'high'?"),
    Wrong(
      "rules:\n  role-conflict: {pairs: [[billing]]}",
      "8:27: error: expected two privileges or roles, such as [billing, assign-roles]"),
    Wrong(
      "rules:\n  role-conflict: {pairs: billing}",
      "8:26: error: expected a list of pairs such as [billing, assign-roles], found text"),
    Wrong("roles:\n  - {privileges: []}", "8:5: error: missing key 'name'; expected text"),
    Wrong(
      "roles:\n  - {name: A}",
      "8:5: error: missing key 'privileges'; write 'privileges: []' for a role that gives no access"),
    Wrong(
      "roles:\n  - {name: A, privileges: [biling]}",
      "8:28: error: unknown privilege 'biling'; did you mean 'billing'?"),
    Wrong(
      "roles:\n  - {name: A, privileges: [], aliases: [B, A]}",
      "8:44: error: a role or alias 'A' is there already; remove one"),
    Wrong(
      "roles:\n  - {name: A, privileges: [], internal: maybe}",
      "8:41: error: expected yes or no, found 'maybe'"),
    Wrong("lists: {fillers: {}}", "7:9: error: unknown key 'fillers'; did you mean 'filler'?"),
    Wrong(
      "lists: {filler: {add: [Lab], remove: [lab]}}",
      "7:39: error: 'lab' is both added and removed; keep one"),
    Wrong(
      "lists: {allowed: [{account: A, subject: s, rule: name-filer, reason: r}]}",
      "7:50: error: unknown rule 'name-filer'; did you mean 'name-filler'?"),
    Wrong(
      "lists: {allowed: [{account: A, subject: s, rule: name-filler}]}",
      "7:19: error: missing key 'reason'; expected text"),
  ])
  func `a wrong rule, role or list is named with its place`(_ wrong: Wrong) {
    #expect(errors(read(policy(wrong.text))) == ["rollcall.yml:" + wrong.message])
  }

  @Test(arguments: [
    Wrong("accounts: ACME", "7:11: error: expected a list, each item an account, found text"),
    Wrong("accounts:\n  - {name: A}", "8:5: error: missing key 'id'; expected text"),
    Wrong(
      "accounts:\n  - {id: A}\n  - {id: A}",
      "9:10: error: an account 'A' is there already; remove one"),
    Wrong("accounts:\n  - {id: A, channel: dircet}", "8:22: error: unknown channel 'dircet'; did you mean 'direct'?"),
    Wrong(
      "accounts:\n  - {id: A, plan_tested: 2026-02-30}",
      "8:26: error: expected a day such as 2026-11-30, found '2026-02-30'"),
    Wrong(
      "accounts:\n  - {id: A, domains: a.example}",
      "8:22: error: expected a list, each item text, found text"),
  ])
  func `a wrong account is named with its place`(_ wrong: Wrong) {
    // Two equal accounts make it impossible to tell whose the users are, which is another error.
    let reading = read(policy(wrong.text))
    #expect(errors(reading).filter { !$0.contains("nothing tells") } == ["rollcall.yml:" + wrong.message])
  }

  @Test(arguments: [
    "passphrase: hunter2", "passphrase: [hunter2]", "passphrase: {hunter2}", "passphrase: {set: hunter2}",
    "passphrase: {changed: hunter2}", "passphrase: {value: hunter2}", "phrase: hunter2", "passphrase_set: hunter2",
    "passphrase: {custodians: hunter2}", "passphrase: {set: yes, set: hunter2}", "passphrase: {hunter2, hunter2}",
    "passphrase: {set: {hunter2: 1, hunter2: 2}}",
  ])
  func `a passphrase in the wrong place is refused and never repeated`(_ line: String) {
    let reading = read(policy("accounts:\n  - id: A\n    \(line)"))
    #expect(reading.policy == nil)
    #expect(!"\(reading)".contains("hunter2"))
  }

  @Test func `all problems of a file are reported in one go, in its order`() {
    let reading = read(
      """
      fail_on: never
      sources:
        - {name: a, kind: users, path: a.csv, mode: full}
        - {name: a, kind: usres, path: b.csv}
      nothing: here
      fail_on: low
      """)
    #expect(
      messages(reading) == [
        "rollcall.yml:1:10: error: unknown severity 'never'; known are info, low, medium, high, critical",
        "rollcall.yml:3:47: error: only a roster has a 'mode'; remove the line",
        "rollcall.yml:4:12: error: a source named 'a' is there already; history is kept by this name: "
          + "give each source its own",
        "rollcall.yml:4:21: error: unknown kind 'usres'; did you mean 'users'?",
        "rollcall.yml:5:1: error: unknown key 'nothing'; known here: custom_rules, organization, timezone, accounts, "
          + "roles, lists, database, reports, fail_on, expect_every, readable_by, sources, guards, rules, waivers, "
          + "break_glass, sign_off, retain",
        "rollcall.yml:6:1: error: the key 'fail_on' stands twice, first on line 1; remove one",
      ])
  }

  @Test func `a rule of a later version is kept and warned about`() throws {
    let reading = read(policy("rules:\n  portal-nobody: {severity: low, days: 3, words: [a, b]}"))
    #expect(
      messages(reading) == [
        "rollcall.yml:8:3: warning: rule 'portal-nobody' is not part of this version; "
          + "the setting is kept and has no effect"
      ])
    let setting = try #require(reading.policy?.rules["portal-nobody"])
    #expect(setting.severity == .low)
    #expect(setting.parameters == ["days": .number(3), "words": .list([.word("a"), .word("b")])])
  }
}

func errors(_ reading: PolicyReading) -> [String] {
  reading.diagnostics.filter { $0.level == .error }.map(\.description)
}
