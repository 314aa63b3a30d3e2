import Records
import Schema
import Storage

/// The database in which an example plays: an as-of day, a catalogue of roles, the lists, and the rows of the example with
/// what every row needs filled in.
struct ExampleStage {
  private(set) var parameters: [String: Int] = [:]
  private let connection: SQLConnection
  private var nextRow = 1
  private var accounts: Set<String> = []
  private var mentioned: Set<String> = []
  private var logins: [[(column: String, value: String?)]] = []

  init(_ connection: SQLConnection) { self.connection = connection }

  /// Tables whose rows have a number, hashes and an origin.
  private static let records: Set<String> = [
    "account", "profile", "assignment", "person", "contact", "registration", "crm", "erp", "extension",
  ]

  /// Roles that examples may use without naming them.
  private static let roles: [(name: String, privileges: [String], aliases: [String], isInternal: String)] = [
    ("Super Admin", ["admin-console", "assign-roles", "api-keys"], [], "no"),
    ("Company Admin", ["admin-console", "api-keys"], [], "no"),
    ("IT Admin", ["admin-console"], [], "no"),
    ("VCC Admin", ["contact-center"], [], "no"),
    ("My 8x8 Admin", ["support-portal", "billing", "orders", "passphrase"], ["My8x8 Admin"], "no"),
    ("Billing Admin", ["billing"], [], "no"),
    ("Basic User", [], [], "yes"),
    ("Reader", [], [], "no"),
  ]

  func set() throws {
    try connection.execute(
      """
      insert into run (run, as_of, started, organization, timezone, complete, fail_on, program_version, sqlite_version,
                       policy_sha256, rules_sha256)
      values (1, '2026-11-21', '2026-11-21T02:00:00Z', 'Example', 'UTC', 'yes', 'high', '0', '0', '', '')
      """)
    for role in ExampleStage.roles { try addRole(role.name, role.privileges, role.aliases, role.isInternal) }
    for file in Schema.lists {
      for phrase in ListFile(file).phrases {
        try connection.execute(
          "insert or ignore into list_phrase (list, phrase) values (:list, :phrase)",
          ["list": .text(ListFile(file).name), "phrase": .text(NameFold.fold(phrase))])
      }
    }
  }

  private func addRole(_ name: String, _ privileges: [String], _ aliases: [String], _ isInternal: String) throws {
    try connection.execute(
      "insert into role (role, internal) values (:role, :internal)",
      ["role": .text(name), "internal": .text(isInternal)])
    for alias in [name] + aliases {
      try connection.execute(
        "insert into role_name (name, role) values (:name, :role)", ["name": .text(alias), "role": .text(name)])
    }
    for privilege in privileges {
      try connection.execute(
        "insert into role_privilege (role, privilege) values (:role, :privilege)",
        ["role": .text(name), "privilege": .text(privilege)])
    }
  }

  mutating func add(_ row: RuleExample.Row) throws {
    func value(_ column: String) -> String? { row.values.first { $0.column == column }?.value ?? nil }
    switch row.table {
    case "set":
      for (name, value) in row.values { parameters[name] = value.flatMap { Int($0) } ?? 0 }
    case "role":
      let privileges = (value("privileges") ?? "").split(separator: " ").map(String.init)
      try addRole(value("role") ?? "", privileges, [], value("internal") ?? "no")
    case "login": logins.append(row.values)
    case "account":
      accounts.insert(value("id") ?? "A")
      try insert("account", row.values, standard: [("id", "A")])
    case "profile":
      let id = value("id") ?? ""
      mentioned.insert(value("account") ?? "A")
      var values: [(column: String, value: String?)] = [
        ("account", "A"), ("user_name", id), ("email", id + "@a.example"), ("given_name", "Ada"),
        ("family_name", "Byron"), ("status", "active"),
      ]
      for (column, value) in row.values {
        values.removeAll { $0.column == column }
        values.append((column, value))
      }
      let given = values.first { $0.column == "given_name" }?.value ?? ""
      let family = values.first { $0.column == "family_name" }?.value ?? ""
      values.append(("full_name", NameFold.fold(given + " " + family)))
      values.append(("given_letters", String(min(2, NameFold.letters(given)))))
      values.append(("family_letters", String(min(2, NameFold.letters(family)))))
      try insert("profile", values, standard: [])
    case "assignment", "contact", "registration", "crm", "erp", "extension":
      try insert(row.table, row.values, standard: [("account", "A")])
    case "person": try insert("person", row.values, standard: [])
    case "rejected":
      try insert(
        "run_rejected", row.values,
        standard: [
          ("run", "1"), ("position", String(nextRow)), ("source", "users"), ("line", "2"), ("field", ""),
          ("code", "field-count"), ("reason", "example"), ("kind", "users"), ("account", "A"),
        ])
    case "guard": try insertTold("run_guard", row.values, [("source", "users"), ("state", "warned")])
    case "damage": try insertTold("run_damage", row.values, [("source", "users"), ("line", "2")])
    case "column":
      try insertTold(
        "run_column", row.values, [("source", "users"), ("position", String(nextRow)), ("line", "0")])
    default:
      try insert(row.table, row.values, standard: row.table == "allowed" ? [("account", "A"), ("reason", "")] : [])
    }
  }

  private mutating func insert(
    _ table: String, _ values: [(column: String, value: String?)], standard: [(column: String, value: String?)]
  ) throws {
    var all = standard.filter { entry in !values.contains { $0.column == entry.column } } + values
    if ExampleStage.records.contains(table) {
      all += [(table, String(nextRow)), ("key", String(nextRow)), ("digest", "1"), ("since", "1")]
      if !all.contains(where: { $0.column == "source" }) { all.append(("source", "1")) }
    }
    nextRow += 1
    let names = all.map(\.column)
    try connection.execute(
      "insert into \(table) (\(names.joined(separator: ", "))) "
        + "values (\(names.map { ":" + $0 }.joined(separator: ", ")))",
      Dictionary(uniqueKeysWithValues: all.map { ($0.column, SQLValue($0.value)) }))
  }

  /// Something that is known of a run's exports; of the run of the example unless its row says otherwise.
  private mutating func insertTold(
    _ table: String, _ values: [(column: String, value: String?)], _ standard: [(column: String, value: String?)]
  ) throws {
    if values.contains(where: { $0.column == "run" && $0.value == "0" }) {
      try connection.execute(
        """
        insert or ignore into run (run, as_of, started, organization, timezone, complete, fail_on, program_version,
                                   sqlite_version, policy_sha256, rules_sha256)
        select 0, as_of, started, organization, timezone, complete, fail_on, program_version, sqlite_version,
               policy_sha256, rules_sha256
          from run where run = 1
        """)
    }
    try insert(table, values, standard: [("run", "1")] + standard)
  }

  /// What can only be put in when all profiles are there.
  mutating func finish() throws {
    for account in mentioned.subtracting(accounts).sorted() {
      try insert("account", [("id", account), ("source", "0")], standard: [])
    }
    for login in logins {
      func value(_ column: String) -> String? { login.first { $0.column == column }?.value ?? nil }
      try connection.execute(
        """
        insert into profile_login (profile, last_login)
        select profile, :last_login from profile where account = :account and id = :id
        """,
        [
          "last_login": SQLValue(value("last_login")), "account": SQLValue(value("account") ?? "A"),
          "id": SQLValue(value("profile")),
        ])
    }
  }
}
