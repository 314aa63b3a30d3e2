import Records
import Schema
import Storage

/// The database in which an example plays: an as-of day, a catalogue of roles, the lists, and the rows of the example with
/// what every row needs filled in.
struct ExampleStage {
  private(set) var parameters: [String: ParameterValue] = [:]
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

  /// The first night and tonight. An example may have nights between them, as rows `night run=2 as_of=2026-11-14`.
  private static let firstNight = 1
  private static let tonight = 9

  /// `5`, or `billing + orders; Super Admin + Reader`
  private static func parameter(_ text: String) -> ParameterValue {
    if let number = Int(text) { return .number(number) }
    return .pairs(text.split(separator: ";").compactMap { ParameterValue.pair(String($0)) })
  }

  func set() throws {
    try addNight(ExampleStage.firstNight, "2026-01-01")
    try addNight(ExampleStage.tonight, "2026-11-21")
    for role in ExampleStage.roles { try addRole(role.name, role.privileges, role.aliases, role.isInternal) }
    for file in ListFile.all where !file.isOfPairs {
      for phrase in file.phrases {
        try connection.execute(
          "insert or ignore into list_phrase (list, phrase) values (:list, :phrase)",
          ["list": .text(file.name), "phrase": .text(NameFold.fold(phrase))])
      }
    }
  }

  private func addNight(_ run: Int, _ asOf: String) throws {
    try connection.execute(
      """
      insert into run (run, as_of, started, organization, timezone, complete, fail_on, program_version, sqlite_version,
                       policy_sha256, rules_sha256)
      values (:run, :as_of, :as_of || 'T02:00:00Z', 'Example', 'UTC', 'yes', 'high', '0', '0', '', '')
          on conflict (run) do update set as_of = excluded.as_of, started = excluded.started
      """, ["run": .integer(run), "as_of": .text(asOf)])
    for kind in SourceKind.allCases {
      try connection.execute(
        "insert or ignore into known_supply (run, kind, state, fields) values (:run, :kind, 'read', :fields)",
        [
          "run": .integer(run), "kind": .text(kind.rawValue),
          "fields": .text(JSONString.array(kind.shape.fields.map(\.name))),
        ])
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
      for (name, value) in row.values { parameters[name] = ExampleStage.parameter(value ?? "") }
    case "night": try addNight(Int(value("run") ?? "") ?? 0, value("as_of") ?? "")
    case "role":
      let privileges = (value("privileges") ?? "").split(separator: " ").map(String.init)
      try addRole(value("role") ?? "", privileges, [], value("internal") ?? "no")
    case "login": logins.append(row.values)
    case "account":
      accounts.insert(value("id") ?? "A")
      try insert("account", row.values + [("folded_name", value("name").map(NameFold.fold))], standard: [("id", "A")])
    case "profile":
      mentioned.insert(value("account") ?? "A")
      try insert("profile", profile(row.values), standard: [])
    case "profile_past": try insert("profile_was", profile(row.values), standard: [])
    case "assignment_past", "contact_past", "extension_past":
      try insert(row.table, row.values, standard: [("account", "A")])
    case "account_past": try insert(row.table, row.values, standard: [("id", "A")])
    case "assignment", "contact", "registration", "crm", "erp", "extension":
      try insert(row.table, row.values, standard: [("account", "A")])
    case "person":
      let name = (value("given_name") ?? "") + " " + (value("family_name") ?? "")
      let isPlain = name.utf8.allSatisfy { $0 < 0x80 }
      try insert("person", row.values + [("folded_name", isPlain ? nil : NameFold.fold(name))], standard: [])
    case "rejected":
      try insert(
        "run_rejected", row.values,
        standard: [
          ("run", String(ExampleStage.tonight)), ("position", String(nextRow)), ("source", "users"), ("line", "2"),
          ("field", ""),
          ("code", "field-count"), ("reason", "example"), ("kind", "users"), ("account", "A"),
        ])
    case "waiver": try addWaiver(row.values)
    case "covers": try insertTold("run_waiver_cover", row.values, [])
    case "finding":
      try insert(
        "finding", row.values,
        standard: [
          ("id", "K7Q2-M4TD"), ("rule", "mfa-missing"), ("account", "A"), ("subject_kind", "profile"),
          ("subject", "u1"),
          ("severity", "high"), ("state", "open"), ("reason", "example"), ("first_seen", "2026-01-01"),
          ("first_run", String(ExampleStage.firstNight)), ("last_seen", "2026-01-01"),
          ("last_run", String(ExampleStage.firstNight)),
        ])
    case "guard": try insertTold("known_guard", row.values, [("source", "users"), ("state", "warned")])
    case "damage": try insertTold("run_damage", row.values, [("source", "users"), ("line", "2")])
    case "column":
      try insertTold(
        "known_column", row.values, [("source", "users"), ("position", String(nextRow)), ("line", "0")])
    default:
      try insert(row.table, row.values, standard: row.table == "allowed" ? [("account", "A"), ("reason", "")] : [])
    }
  }

  private mutating func insert(
    _ table: String, _ values: [(column: String, value: String?)], standard: [(column: String, value: String?)]
  ) throws {
    var standard = standard
    if ExampleStage.records.contains(table) {
      standard += [
        (table, String(nextRow)), ("key", String(nextRow)), ("digest", "1"), ("since", String(ExampleStage.firstNight)),
        ("source", "1"),
      ]
    } else if table.hasSuffix("_past") || table == "profile_was" {
      let record = String(table.prefix { $0 != "_" })
      standard += [(record, String(10_000 + nextRow)), ("source", "1"), ("begun", String(ExampleStage.firstNight))]
    }
    let all = standard.filter { entry in !values.contains { $0.column == entry.column } } + values
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
    try insert(table, values, standard: [("run", String(ExampleStage.tonight))] + standard)
  }

  /// A waiver of the run of the example, and what became of it: it holds unless its row says otherwise.
  private mutating func addWaiver(_ values: [(column: String, value: String?)]) throws {
    let outcome = ["place", "state", "why"]
    let name = String(nextRow)
    try insert(
      "waiver", values.filter { !outcome.contains($0.column) },
      standard: [
        ("sha256", name), ("given", name), ("reason", "example"), ("owner", "olga@a.example"),
        ("approved_by", "carl@a.example"), ("created", "2026-11-01"), ("until", "2027-10-31"),
      ])
    try insertTold(
      "run_waiver", values.filter { outcome.contains($0.column) },
      [("place", name), ("sha256", name), ("state", "holds")])
  }

  /// The columns of a profile: those of the example, what every profile has, and what is worked out from its names.
  private func profile(_ given: [(column: String, value: String?)]) -> [(column: String, value: String?)] {
    let id = given.first { $0.column == "id" }?.value ?? ""
    let standard: [(column: String, value: String?)] = [
      ("account", "A"), ("user_name", id), ("email", id + "@a.example"), ("given_name", "Ada"),
      ("family_name", "Byron"), ("status", "active"),
    ]
    let values = standard.filter { entry in !given.contains { $0.column == entry.column } } + given
    func name(_ column: String) -> String { values.first { $0.column == column }?.value ?? "" }
    return values + [
      ("full_name", NameFold.fold(name("given_name") + " " + name("family_name"))),
      ("given_letters", String(min(2, NameFold.letters(name("given_name"))))),
      ("family_letters", String(min(2, NameFold.letters(name("family_name"))))),
      ("name_skeleton", NameSkeleton.of(given: name("given_name"), family: name("family_name"))),
      ("id_skeleton", NameSkeleton.of(id: id)),
    ]
  }

  /// What can only be put in when all profiles are there.
  mutating func finish() throws {
    for account in mentioned.subtracting(accounts).sorted() {
      try insert("account", [("id", account), ("source", "0")], standard: [])
    }
    // The past of a row that is still there has its number.
    for (table, id) in [("profile", "account, id"), ("account", "id")] {
      let past = SQLConnection.storeOfPast(table)
      try connection.execute(
        """
        update \(past)
           set \(table) = coalesce((select \(table) from \(table) as now
                                    where (\(id.split(separator: ", ").map { "now." + $0 }.joined(separator: ", ")))
                                        = (\(id.split(separator: ", ").map { "\(past)." + $0 }.joined(separator: ", ")))),
                                  \(table))
        """)
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
