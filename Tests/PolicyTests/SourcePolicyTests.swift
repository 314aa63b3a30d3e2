import Exports
import Policy
import Records
import Testing

struct SourcePolicyTests {
  private static let users = "name: u\nkind: users\npath: u.csv\n"

  @Test(arguments: [
    Wrong("kind: users\npath: u.csv", "2:5: error: missing key 'name'; expected text"),
    Wrong("name: u\nkind: users", "2:5: error: missing key 'path'; expected text"),
    Wrong("name: u\nkind: user\npath: u.csv", "3:11: error: unknown kind 'user'; did you mean 'users'?"),
    Wrong(
      "name: c\nkind: contacts\npath: c.csv\ncolumns: {purpose: P}",
      "5:14: error: a source of kind 'contacts' needs a column for 'email'; add 'email: <header>' under 'columns:'"),
    Wrong(users + "colums: {id: ID}", "5:5: error: unknown key 'colums'; did you mean 'columns'?"),
    Wrong(
      users + "preset: bamboohr",
      "5:13: error: preset 'bamboohr' knows no export of kind 'users', only: roster; "
        + "name another, or map the columns under 'columns:'"),
    Wrong(users + "preset: oktta", "5:13: error: unknown preset 'oktta'; did you mean 'okta'?"),
    Wrong(
      users + "encoding: latin-1",
      "5:15: error: unknown encoding 'latin-1'; known are utf-8, utf-16, windows-1252"),
    Wrong(users + "delimiter: tabs", "5:16: error: unknown delimiter 'tabs'; did you mean 'tab'?"),
    Wrong(users + "skip_lines: 0", "5:17: error: expected a whole number from 1 to 1000, found '0'"),
    Wrong(users + "footer_lines: -1", "5:19: error: expected a whole number from 1 to 1000, found '-1'"),
    Wrong(users + "dates: us", "5:12: error: unknown order of dates 'us'; known are iso, dmy, mdy"),
    Wrong(
      users + "max_shrink: 0.2",
      "5:17: error: expected a percentage from 0% to 100%, such as 20%, found '0.2'"),
    Wrong(
      users + "max_rejected: 101%",
      "5:19: error: expected a percentage from 0% to 100%, such as 20%, found '101%'"),
    Wrong(
      users + "columns: {email: E}",
      "5:14: error: a source of kind 'users' needs a column for 'id'; add 'id: <header>' under 'columns:'"),
    Wrong(
      "name: h\nkind: roster\npath: h.csv\ncolumns: {title: T}",
      "5:14: error: a source of kind 'roster' needs a column for 'employee_number' or 'email'; "
        + "add 'email: <header>' under 'columns:'"),
    Wrong(users + "columns: {id: I, emial: E}", "5:22: error: unknown key 'emial'; did you mean 'email'?"),
    Wrong(
      users + "columns: {id: I, full_name: N}",
      "5:33: error: 'full_name' is worked out by rollcall and cannot be mapped; remove the line"),
    Wrong(users + "columns: {id: [I]}", "5:19: error: expected text, found a list"),
    Wrong(
      users + "account: A\ncolumns: {id: I, account: Acct}",
      "5:14: error: the account is given twice, by a column and as 'A'; "
        + "keep 'account' where the export has no such column, and the column where it has"),
    Wrong(
      "name: h\nkind: roster\npath: h.csv\naccount: A",
      "5:14: error: a source of kind 'roster' has no 'account'; remove the line"),
    Wrong(
      users + "values: {status: {actve: [A]}}",
      "5:23: error: unknown key 'actve'; did you mean 'active'?"),
    Wrong(
      users + "values: {title: {boss: [B]}}",
      "5:14: error: unknown key 'title'; known here: status, user_type, mfa, passphrase_set"),
    Wrong(
      users + "values: {mfa: {yes: [ON, x], no: [X]}}",
      "5:39: error: 'X' cannot mean both 'yes' and 'no'; remove one"),
  ])
  func `a wrong source is named with its place`(_ wrong: Wrong) {
    #expect(errors(read(source(wrong.text))) == ["rollcall.yml:" + wrong.message])
  }

  @Test func `words that YAML takes for numbers or truth are taken as written`() throws {
    let reading = read(
      source(Self.users + "values:\n  status: {active: [true, 1, ~x, 0x1F], locked: No}\n  mfa: {yes: [on], no: off}"))
    let mapping = try #require(reading.policy?.sources.first?.mapping)
    #expect(
      mapping.words["status"] == ["true": "active", "1": "active", "~x": "active", "0x1f": "active", "no": "locked"])
    #expect(mapping.words["mfa"] == ["on": "yes", "off": "no"])
  }

  @Test func `a source says how its file is written`() throws {
    let text = Self.users + "encoding: windows-1252\ndelimiter: semicolon\nskip_lines: 2\nfooter_lines: 1"
    let mapping = try #require(read(source(text)).policy?.sources.first?.mapping)
    #expect(mapping.encoding == .windows1252)
    #expect(mapping.delimiter == .semicolon)
    #expect(mapping.skippedLines == 2)
    #expect(mapping.footerLines == 1)
  }

  @Test func `without columns, headers are the field names in any case`() throws {
    let policy = try #require(read(source(Self.users)).policy)
    #expect(policy.sources[0].mapping.ignoresCase)
    #expect(policy.sources[0].mapping.demanded == [])
    #expect(policy.sources[0].maxRejected == 0.01)
    #expect(policy.sources[0].maxAge == nil)
  }

  @Test func `the only account of a policy is the account of records that name none`() throws {
    let reading = read(policy("accounts:\n  - {id: ACME}"))
    #expect(reading.policy?.sources.first?.mapping.account == "ACME")
    #expect(
      reading.effective.contains(EffectiveValue(path: "sources[0].account", value: "ACME", origin: "from accounts")))
  }

  @Test func `with two accounts, a source that tells none is an error`() {
    #expect(
      messages(read(policy("accounts:\n  - {id: A}\n  - {id: B}"))) == [
        "rollcall.yml:6:14: error: the policy has 2 accounts, and nothing tells to which these records belong; "
          + "add 'account: <header>' under 'columns:', or 'account: <id>'"
      ])
  }

  @Test func `a constant that names no account of the policy is a warning`() {
    let reading = read(source(Self.users + "account: AMCE") + "\naccounts: [{id: ACME}]")
    #expect(
      messages(reading) == [
        "rollcall.yml:5:14: warning: 'AMCE' is none of the accounts of this policy; did you mean 'ACME'?"
      ])
    #expect(reading.policy != nil)
  }

  @Test(arguments: [("0%", 0), ("0.5%", 0.005), ("12.25%", 0.1225), ("100%", 1)])
  func `percentages are parts of the whole`(_ text: String, _ share: Double) {
    #expect(read(source(Self.users + "max_rejected: \(text)")).policy?.sources.first?.maxRejected == share)
  }
}
