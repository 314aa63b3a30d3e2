import Records
import Rules
import Storage
import Testing

/// Examples among rows that have nothing to do with them.
@Suite struct NoiseTests {
  /// An account that keeps every rule: `admins` people who hold all that somebody must hold, some who hold nothing, and
  /// names that tell them apart.
  /// - Parameters:
  ///   - given, family: stand in all names.
  ///   - words: stand in titles and scopes.
  static func rows(
    account: String, admins: Int, given: String, family: String, words: String = "Quality"
  ) throws -> [RuleExample.Row] {
    var lines = [
      "account id=\(account) name=\(quoted("Org of \(account)")) channel=direct primary_admin=\(account)-1 passphrase_set=yes "
        + "passphrase_changed=2026-11-21 passphrase_custodians=\(quoted("[\"\(account)-1\",\"\(account)-2\"]")) "
        + "successor=\(account)-2"
    ]
    for number in 1...(admins * 5) {
      let id = "\(account)-\(number)"
      let letters = String(UnicodeScalar(UInt8(97 + number % 25))) + String(UnicodeScalar(UInt8(98 + number / 25)))
      let name = "given_name=\(quoted(given)) family_name=\(quoted(family + letters))"
      lines += [
        "person employee_number=\(id) \(name) status=employed hired=2020-01-01",
        "profile account=\(account) id=\(id) employee_number=\(id) user_type=person mfa=yes passphrase_set=yes "
          + "\(name) title=\(quoted(words))",
        "login account=\(account) profile=\(id) last_login=2026-11-21T08:00:00Z",
      ]
      if number > admins { continue }
      lines += [
        "assignment account=\(account) user=\(id) role=\"Super Admin\" scope=\(quoted(words))",
        "assignment account=\(account) user=\(id) role=\"My 8x8 Admin\"",
      ]
    }
    let text = ruleText(["-- passes: noise"] + lines.map { "--   " + $0 })
    return try #require(try readRule(text).examples.first).rows
  }

  private static func quoted(_ text: String) -> String {
    "\"" + text.map { $0 == "\"" ? "\"\"" : String($0) }.joined() + "\""
  }

  static let hostile = [
    "Robert'); drop table profile;--", "\"; select 1; --", "<script>alert(1)</script>", "=cmd|' /C calc'!A0",
    "Żółć\u{202E}\u{200B}", "%s%n :days ?1 @a $b", "null", "李小龍李小龍",
    String(repeating: "long ", count: 400) + "name",
  ]

  /// The admins that an example wants an account to have.
  private static func admins(_ example: RuleExample) -> Int {
    let numbers = example.rows.filter { $0.table == "set" }.flatMap(\.values).filter { $0.column == "minimum" }
    return min(25, max(2, numbers.compactMap { $0.value.flatMap { Int($0) } }.max() ?? 2))
  }

  @Test("an account that keeps the rules is flagged by none", arguments: Shipped.ids)
  func clean(id: String) throws {
    let rule = try #require(Shipped.rules.first { $0.id == id })
    var example = try #require(rule.examples.first { !$0.isFlagged })
    example.rows = try NoiseTests.rows(account: "Z", admins: 2, given: "Quilla", family: "Zephyrine")
    // Its first night was yesterday: nobody had to sign before.
    example.rows.append(RuleExample.Row(table: "night", values: [("run", "1"), ("as_of", "2026-11-20")]))
    example.expected = []
    #expect(try ExampleRun(rule).faults(example) == [])
  }

  @Test("an example holds among the rows of other accounts, before and behind it", arguments: Shipped.examples)
  func otherAccounts(shown: Shown) throws {
    var example = shown.example
    let admins = NoiseTests.admins(example)
    let before = try NoiseTests.rows(account: "0", admins: admins, given: "Quilla", family: "Zephyrine")
    let behind = try NoiseTests.rows(account: "ZZ", admins: admins, given: "Orla", family: "Vantongeren")
    example.rows = before + example.rows + behind
    #expect(try ExampleRun(shown.rule).faults(example) == [])
  }

  @Test("an example holds when names that it does not speak of are hostile", arguments: Shipped.examples)
  func hostileNames(shown: Shown) throws {
    var example = shown.example
    var next = example.line
    func text() -> String {
      next += 1
      return NoiseTests.hostile[next % NoiseTests.hostile.count]
    }
    // A rule about names speaks of every name.
    let isAboutNames = shown.rule.needs.contains { $0.anyOf.contains { $0.field == "given_name" } }
    for place in example.rows.indices where ["profile", "person"].contains(example.rows[place].table) {
      let columns = Set(example.rows[place].values.map(\.column))
      if !isAboutNames, columns.isDisjoint(with: ["given_name", "family_name"]) {
        example.rows[place].values += [("given_name", text()), ("family_name", "x" + text())]
      }
      for column in ["title", "department"] where !columns.contains(column) {
        example.rows[place].values.append((column, text()))
      }
    }
    for number in 1...3 {
      example.rows += try NoiseTests.rows(
        account: "Z\(number)", admins: NoiseTests.admins(example), given: "Orla" + (isAboutNames ? "" : text()),
        family: (isAboutNames ? "" : text()) + "Vantongeren", words: text())
    }
    #expect(try ExampleRun(shown.rule).faults(example) == [])
  }
}
