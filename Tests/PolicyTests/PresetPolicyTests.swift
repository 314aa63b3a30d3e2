import Exports
import Records
import Testing

@testable import Policy

/// What a policy and the presets that it names come to together.
struct PresetPolicyTests {
  private static let users = "name: u\nkind: users\npath: u.csv\n"

  private func mapping(_ lines: String) throws -> SourceMapping {
    try #require(read(source(lines)).policy).sources[0].mapping
  }

  @Test func `columns of the policy stand for those of the preset, and the rest is the preset's`() throws {
    let mapping = try mapping(Self.users + "preset: entra\ncolumns: {email: Work Mail, mfa: MFA}")
    #expect(mapping.columns["email"] == ["Work Mail"])
    #expect(mapping.columns["id"] == ["id", "objectId"])
    #expect(mapping.demanded == ["email", "mfa"])
    #expect(mapping.ignoresCase && mapping.takesFirst)
  }

  @Test func `words of the policy stand for those of the preset, under every header`() throws {
    let mapping = try mapping(
      Self.users + "preset: microsoft-365\nvalues: {status: {active: [Open], locked: [\"True\"]}}")
    #expect(mapping.words["status"]?["open"] == "active")
    let blocked = mapping.headerWords["status"]?["Block credential"]
    #expect(blocked == ["true": "locked", "false": "active", "open": "active"])
  }

  @Test func `roles that the policy maps come from there alone`() throws {
    let mapping = try mapping(Self.users + "preset: gam\ncolumns: {roles: Admin Roles}")
    #expect(mapping.columns["roles"] == ["Admin Roles"])
    #expect(mapping.roleColumns == [])
  }

  @Test func `a preset knows how its export is obtained, and the policy knows it better`() throws {
    let policy = try #require(
      read(
        source(Self.users + "preset: slack\n")
          + "\n  - {name: v, kind: users, path: v.csv, preset: slack, obtained: By hand}"
      )
      .policy)
    #expect(
      policy.sources.map(\.obtained) == [
        "Slack > Tools & settings > Manage members > Export member list", "By hand",
      ])
    #expect(policy.presets == ["slack"])
  }

  @Test func `what comes from a preset is listed with its name`() {
    let effective = read(source(Self.users + "preset: microsoft-365\ncolumns: {mfa: MFA}")).effective
    func value(_ path: String) -> String? {
      effective.first { $0.path == path }.map { "\($0.value) (\($0.origin))" }
    }
    #expect(value("sources[0].columns.status") == "Block credential (preset microsoft-365)")
    #expect(value("sources[0].columns.mfa") == "MFA (rollcall.yml:6)")
    #expect(value("sources[0].dates") == "iso (preset microsoft-365)")
    #expect(value("sources[0].obtained")?.hasSuffix("(preset microsoft-365)") == true)
    #expect(value("sources[0].header_values.Block credential.status.inactive") == "[true] (preset microsoft-365)")
  }

  @Test func `a constant account stands for the column of a preset`() throws {
    #expect(try mapping(Self.users + "preset: 8x8\naccount: A").columns["account"] == nil)
    let read = read(source(Self.users + "preset: 8x8") + "\naccounts: [{id: A}]")
    #expect(read.policy?.sources[0].mapping.account == "A")
    #expect(read.policy?.sources[0].mapping.columns["account"] != nil)
  }

  @Test func `with two accounts, a preset without a column for them is not enough`() {
    #expect(
      messages(read(source(Self.users + "preset: slack") + "\naccounts: [{id: A}, {id: B}]")).contains {
        $0.contains("the policy has 2 accounts, and nothing tells to which these records belong")
      })
  }

  @Test func `a preset that knows no such export counts for its roles where the policy maps the columns`() throws {
    let reading = read(source("name: r\nkind: roles\npath: r.csv\npreset: okta\ncolumns: {user: U, role: R}"))
    #expect(messages(reading) == [])
    let policy = try #require(reading.policy)
    #expect(policy.sources[0].mapping.columns == ["user": ["U"], "role": ["R"]])
    #expect(policy.roles.contains { $0.name == "SUPER_ADMIN" && $0.privileges.contains(.assignRoles) })
  }

  @Test func `no preset that nobody names is in the catalogue`() throws {
    #expect(try #require(read(source(Self.users)).policy).roles == [])
  }

  // MARK: - Roles

  @Test func `a role of the policy stands for the preset's of that name, and keeps its aliases`() throws {
    let policy = try #require(
      read(source(Self.users + "preset: 8x8") + "\nroles: [{name: My 8x8 Admin, privileges: [billing]}]").policy)
    let role = try #require(policy.roles.first { $0.name == "My 8x8 Admin" })
    #expect(role.privileges == [.billing])
    #expect(role.aliases.contains("My8x8 Admin (default)"))
    #expect(policy.roles.count { $0.name == "My 8x8 Admin" } == 1)
  }

  @Test func `an alias of the policy is taken from the preset's role`() throws {
    let policy = try #require(
      read(source(Self.users + "preset: 8x8") + "\nroles: [{name: Portal, aliases: [My8x8], privileges: []}]").policy)
    #expect(policy.roles.first?.aliases == ["My8x8"])
    #expect(policy.roles.first { $0.name == "My 8x8 Admin" }?.aliases.contains("My8x8") == false)
  }

  @Test func `of two presets with one name for two roles, the first of the policy is right, and that is said`() throws {
    let second = "\n  - {name: v, kind: users, path: v.json, preset: ringcentral}"
    let reading = read(source(Self.users + "preset: 8x8") + second)
    #expect(
      messages(reading) == [
        "rollcall.yml:6:50: warning: role 'Super Admin' is not the same in the presets '8x8' and 'ringcentral': that of "
          + "'8x8' is used; say what it allows under 'roles:' of the policy"
      ])
    let policy = try #require(reading.policy)
    #expect(policy.presets == ["8x8", "ringcentral"])
    let roles = policy.roles.filter { $0.name == "Super Admin" }
    #expect(roles.count == 1)
    #expect(roles.first?.privileges.contains(.billing) == false)
    let decided = read(
      source(Self.users + "preset: 8x8") + second + "\nroles: [{name: Super Admin, privileges: [billing]}]")
    #expect(messages(decided) == [])
  }
}
