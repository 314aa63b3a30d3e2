import Exports
import Policy
import Records
import Testing

/// The example of the contract, and the policy of the bench.
struct ContractTests {
  private static let contract = """
    organization: Example Ltd
    timezone: Europe/London            # of timestamps that carry none
    database: rollcall.db
    reports: reports
    fail_on: high                      # info | low | medium | high | critical
    expect_every: 24h                  # the report says so when nights are missing

    sources:
      - name: 8x8 users
        kind: users
        path: exports/users.csv
        preset: 8x8
        account: ACME
        columns:
          employee_number: Employee ID
          mfa: MFA Enabled
        values:
          status: {active: [Active], inactive: [Inactive, Disabled]}
        dates: iso
        encoding: utf-8
        max_age: 26h
        max_shrink: 20%
        max_rejected: 1%
        obtained: "Admin Console > Users > Export"     # printed beside the source in the report
      - {name: role assignments, kind: roles, path: exports/roles.csv, preset: 8x8}
      - {name: HR roster, kind: roster, path: exports/roster.csv, mode: full}        # full | active-only

    accounts:
      - id: ACME
        name: ABC Company
        channel: direct
        primary_admin: jdoe@abc.example
        passphrase: {set: yes, changed: 2026-03-01, custodians: [jdoe@abc.example, amy@abc.example]}
        domains: [abc.example]

    roles:
      - name: Billing Clerk
        aliases: [Billing-Clerk]
        privileges: [billing]

    rules:
      dormant-privileged: {days: 45, severity: high}
      name-place: off
      role-conflict: {pairs: [[billing, assign-roles], [Super Admin, Audit Management Admin]]}

    lists:
      filler: {add: [Lab Phone], remove: [Test User]}
      allowed: [{account: ACME, subject: u-1042, rule: name-filler, reason: "her name is Reception"}]

    waivers: waivers.yml
    break_glass: [Emergency@ABC.example]
    custom_rules: rules/               # *.sql
    sign_off: {signers: allowed_signers, required: 1, every: 90d}
    retain: {nightly: 90d, monthly: 7y}
    readable_by: owner
    """

  @Test func `the contract's example is valid`() {
    #expect(messages(read(Self.contract)) == [])
  }

  @Test func `the rest of the contract's example is read as written`() throws {
    let policy = try #require(read(Self.contract).policy)
    #expect(policy.organization == "Example Ltd")
    #expect(policy.timezone == "Europe/London")
    #expect(policy.failOn == .high)
    #expect(policy.expectEvery == 86_400)
    #expect(policy.readableBy == .owner)
    #expect(policy.waivers == "waivers.yml")
    #expect(policy.breakGlass == ["emergency@abc.example"])
    #expect(policy.customRules == "rules/")
    #expect(policy.signOff == SignOff(signers: "allowed_signers", required: 1, every: 90 * 86_400))
    #expect(policy.retain == Retain(nightly: 90 * 86_400, monthly: 7 * 365 * 86_400))
    #expect(policy.lists == ["filler": ListChange(add: ["Lab Phone"], remove: ["Test User"])])
    #expect(
      policy.allowed == [
        AllowedEntry(account: "ACME", subject: "u-1042", rule: "name-filler", reason: "her name is Reception")
      ])
    #expect(
      policy.roles.first == RoleEntry(name: "Billing Clerk", aliases: ["Billing-Clerk"], privileges: [.billing]))
    #expect(policy.roles.contains { $0.name == "My 8x8 Admin" && $0.aliases.contains("My8x8 Admin (default)") })
    #expect(policy.presets == ["8x8"])
    #expect(policy.rules["name-place"]?.isOff == true)
    #expect(policy.rules["dormant-privileged"]?.severity == .high)
    #expect(policy.rules["dormant-privileged"]?.number("days") == 45)
    #expect(policy.rules["role-conflict"]?.pairs("pairs").map(\.first) == ["billing", "Super Admin"])
    #expect(policy.rules["role-conflict"]?.pairs("pairs").map(\.second) == ["assign-roles", "Audit Management Admin"])
    #expect(
      policy.accounts.map(\.fields) == [
        [
          .init("id", ["ACME"]), .init("name", ["ABC Company"]), .init("channel", ["direct"]),
          .init("primary_admin", ["jdoe@abc.example"]), .init("passphrase_set", ["yes"]),
          .init("passphrase_changed", ["2026-03-01"]),
          .init("passphrase_custodians", ["jdoe@abc.example", "amy@abc.example"]), .init("domains", ["abc.example"]),
        ]
      ])
  }

  @Test func `a source of the contract becomes a mapping ready for use`() throws {
    let sources = try #require(read(Self.contract).policy).sources
    let users = sources[0]
    #expect(users.maxAge == 26 * 3600)
    #expect(users.maxShrink == 0.2)
    #expect(users.maxRejected == 0.01)
    #expect(users.obtained == "Admin Console > Users > Export")
    #expect(users.mapping.columns["employee_number"] == ["Employee ID"])
    #expect(users.mapping.columns["user_name"]?.contains("basicInfo.userName") == true)
    #expect(users.mapping.columns["account"] == nil)
    #expect(users.mapping.demanded == ["employee_number", "mfa"])
    #expect(users.mapping.ignoresCase)
    #expect(users.mapping.words["status"]?["disabled"] == "inactive")
    #expect(users.mapping.words["user_type"]?["group"] == "shared")
    #expect(users.mapping.account == "ACME")
    #expect(users.mapping.timezone == "Europe/London")
    #expect(sources[1].mapping.account == "ACME")
    #expect(sources[2].mapping.account == nil)
    #expect(sources[2].mapping.demanded.isEmpty)
  }

  @Test func `the bench policy is read without a remark`() throws {
    let reading = read(BenchPolicy.text)
    #expect(messages(reading) == [])
    let policy = try #require(reading.policy)
    #expect(policy.sources.map(\.kind) == [.accounts, .users, .roles, .roster])
    #expect(policy.sources[1].mapping.columns["id"] == ["User ID"])
    #expect(policy.sources[1].mapping.demanded.count == 16)
    #expect(policy.sources[1].mapping.account == nil)
    #expect(!policy.sources[1].mapping.ignoresCase)
    #expect(policy.roles.last == RoleEntry(name: "Basic User", privileges: [], isInternal: true))
  }
}
