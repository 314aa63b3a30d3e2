import Exports
import Records
import Testing

@testable import Policy

/// One invented file of each export that a preset knows, read with it and compared.
struct PresetSampleTests {
  struct Sample: CustomTestStringConvertible, Sendable {
    let file: String
    let preset: String
    let kind: SourceKind
    /// All fields that the file gives.
    let gives: String
    let rows: [[String: String]]
    let unknown: [String]

    var testDescription: String { file }

    init(
      _ file: String, _ preset: String, _ kind: SourceKind, gives: String, unknown: [String] = [],
      _ rows: [[String: String]]
    ) {
      (self.file, self.preset, self.kind, self.gives, self.rows) = (file, preset, kind, gives, rows)
      self.unknown = unknown
    }
  }

  static let users: [Sample] = [
    Sample(
      "8x8-api.json", "8x8", .users,
      gives: "account id user_name given_name family_name email status title department site extension created sso_id "
        + "licenses",
      [
        [
          "account": "0012J00077AbCdEQA1", "id": "kT4uVn0pQ2a", "user_name": "odile.farrant", "given_name": "Odile",
          "family_name": "Farrant", "email": "odile.farrant@brackwell.example", "status": "active",
          "title": "Controller", "department": "Finance", "site": "Leeds", "extension": "2101",
          "created": "2024-02-05", "sso_id": "ofarrant@brackwell.example", "licenses": #"["X4","Work"]"#,
        ],
        ["id": "kT4uVn0pQ2A", "status": "inactive", "email": "telecom@brackwell.example"],
      ]),
    Sample(
      "8x8-scim.json", "8x8", .users,
      gives: "id user_name given_name family_name display_name email status user_type title department site created "
        + "sso_id",
      [
        [
          "id": "9001", "user_name": "pavel.ostrov", "email": "pavel.ostrov@brackwell.example", "status": "active",
          "user_type": "unknown", "department": "Research", "site": "Leeds", "created": "2025-01-01",
          "sso_id": "ent-17",
        ],
        ["id": "9002", "email": "", "status": "inactive"],
        ["id": "9003", "user_type": "shared", "display_name": "Leeds team"],
      ]),
    Sample(
      "8x8-console.csv", "8x8", .users,
      gives: "account id user_name given_name family_name email status title department site extension",
      [
        [
          "account": "BRACK", "id": "kT4uVn0pQ2a", "user_name": "odile.farrant", "status": "active",
          "title": "Controller", "extension": "2101",
        ],
        ["id": "kT4uVn0pQ9z", "status": "inactive"],
      ]),
    Sample(
      "google-workspace.csv", "google-workspace", .users,
      gives: "id user_name given_name family_name email status employee_number title department site mfa last_login",
      [
        [
          "id": "Saoirse.Quill@tarnbeck.example", "user_name": "saoirse.quill@tarnbeck.example", "status": "active",
          "employee_number": "00017", "title": "Buyer", "site": "B1", "mfa": "yes",
          "last_login": "2026-11-19T08:24:13Z",
        ],
        ["id": "print.room@tarnbeck.example", "status": "inactive", "mfa": "no", "last_login": "-"],
      ]),
    Sample(
      "google-workspace-older.csv", "google-workspace", .users,
      gives: "id user_name given_name family_name email status employee_number mfa last_login",
      [["status": "inactive", "mfa": "no"]]),
    Sample(
      "gam7.csv", "gam", .users,
      gives: "id user_name given_name family_name display_name email status employee_number title department created "
        + "mfa roles last_login",
      [
        [
          "id": "100200300", "user_name": "tove.almgren@tarnbeck.example", "status": "active", "mfa": "yes",
          "employee_number": "00021", "title": "Head of IT", "department": "IT", "created": "2021-05-03",
          "last_login": "2026-11-20T06:00:00Z", "roles": #"["Super Admin"]"#,
        ],
        ["id": "100200301", "status": "inactive", "roles": #"["Delegated Admin"]"#, "last_login": "-"],
        ["id": "100200302", "status": "active", "roles": "[]", "last_login": "-"],
        // Archived and not suspended, and both: inactive.
        ["id": "100200303", "status": "inactive"], ["id": "100200304", "status": "inactive"],
      ]),
    Sample(
      "gam-older.csv", "gam", .users,
      gives: "id user_name given_name family_name display_name email status created roles last_login",
      [["id": "100200300", "status": "active", "roles": #"["Super Admin","Delegated Admin"]"#]]),
    Sample(
      "entra-download.csv", "entra", .users,
      gives: "id user_name given_name family_name display_name email status user_type title department site created",
      [
        [
          "id": "5f1e0000-0000-4000-8000-000000000001", "email": "wren.calloway@oakhollow.example",
          "status": "active", "user_type": "unknown", "site": "Block A", "created": "2021-08-19",
        ],
        ["status": "inactive", "user_type": "guest", "email": "visitor_mail.example#ext#@oakhollow.example"],
      ]),
    Sample(
      "entra-download-older.csv", "entra", .users,
      gives: "id user_name given_name family_name display_name email status user_type title department site",
      [["id": "5f1e0000-0000-4000-8000-000000000001", "status": "inactive", "site": "Block A"]]),
    Sample(
      "entra-graph.json", "entra", .users,
      gives: "id user_name given_name family_name display_name email status user_type employee_number title department "
        + "site created last_login",
      [
        [
          "status": "active", "email": "wren.calloway@oakhollow.example", "employee_number": "00407",
          "created": "2021-08-19", "last_login": "2026-11-18T07:00:00Z",
        ]
      ]),
    Sample(
      "microsoft-365.csv", "microsoft-365", .users,
      gives: "id user_name given_name family_name display_name email status title department site created licenses",
      [
        [
          "id": "5f1e0000-0000-4000-8000-000000000001", "status": "active", "created": "2022-03-18",
          "licenses": #"["Business Premium"]"#,
        ],
        ["id": "5f1e0000-0000-4000-8000-000000000009", "status": "inactive"],
      ]),
    Sample(
      "okta.json", "okta", .users,
      gives: "id user_name given_name family_name email status employee_number title department created last_login",
      [
        [
          "id": "00u1aa", "user_name": "nell.hartigan@peatmoor.example", "status": "active",
          "employee_number": "0311", "created": "2023-01-10", "last_login": "2026-11-20T10:00:00Z",
        ],
        ["status": "inactive", "last_login": "-"], ["status": "locked"], ["status": "active"],
        ["status": "pending", "last_login": "-"],
      ]),
    Sample(
      "okta-password-health.csv", "okta", .users, gives: "id user_name display_name status last_login",
      [["id": "nell.hartigan@peatmoor.example", "display_name": "Nell Hartigan", "status": "active"]]),
  ]

  static let others: [Sample] = [
    Sample(
      "scim.json", "scim", .users,
      gives: "id user_name given_name family_name display_name email status user_type employee_number title department "
        + "created sso_id licenses roles", unknown: ["status ''"],
      [
        [
          "id": "2819", "user_name": "bryn.tully", "email": "bryn.tully@fenwick.example", "status": "active",
          "user_type": "person", "employee_number": "0701", "department": "Plant", "created": "2024-01-23",
          "sso_id": "hr-5", "licenses": #"["Seat"]"#, "roles": #"["Admin","Auditor"]"#,
        ],
        ["id": "2820", "status": "inactive", "user_type": "guest"],
        ["id": "e9e3", "user_type": "shared", "user_name": "-"],
      ]),
    Sample(
      "ringcentral.json", "ringcentral", .users,
      gives: "id user_name given_name family_name display_name email status user_type title extension roles",
      [
        [
          "id": "130001", "email": "ilse.maartens@dunmore.example", "status": "active", "user_type": "person",
          "extension": "101", "roles": #"["Admin Permission"]"#,
        ],
        ["id": "130002", "status": "pending", "user_type": "room", "roles": "[]"],
        ["id": "130003", "status": "locked", "user_type": "service"],
        ["id": "130004", "status": "inactive", "user_type": "shared"],
      ]),
    Sample(
      "zoom.json", "zoom", .users,
      gives: "id user_name given_name family_name email status title department created roles last_login",
      [
        [
          "id": "zA1", "status": "active", "department": "Board", "title": "Director", "roles": #"["0"]"#,
          "created": "2020-06-01", "last_login": "2026-11-17T09:00:00Z",
        ],
        ["id": "zA2", "status": "inactive", "roles": #"["2"]"#],
        ["id": "zA3", "status": "pending", "roles": #"["RabcDEF"]"#],
      ]),
    Sample(
      "zoom.csv", "zoom", .users, gives: "id user_name given_name family_name email title department site",
      [["id": "Cato.Whitlow@dunmore.example", "email": "cato.whitlow@dunmore.example", "site": "Dunmore"]]),
    Sample(
      "salesforce.csv", "salesforce", .users,
      gives: "id user_name given_name family_name display_name email status user_type employee_number created sso_id "
        + "roles last_login",
      [
        [
          "id": "0055g01", "user_name": "maud.ellery@crm.example", "status": "active", "user_type": "person",
          "roles": #"["System Administrator"]"#, "sso_id": "mellery", "last_login": "2026-11-20T04:05:06Z",
        ],
        ["status": "inactive", "last_login": "-"], ["status": "active", "user_type": "guest"],
        ["user_type": "service", "roles": "[]"],
      ]),
    Sample(
      "slack.csv", "slack", .users, gives: "id user_name display_name email status user_type mfa roles",
      [
        [
          "id": "U01", "status": "active", "user_type": "person", "mfa": "yes", "display_name": "Edda Voss",
          "roles": #"["Workspace Primary Owner"]"#,
        ],
        ["id": "U02", "mfa": "no", "roles": #"["Workspace Admin"]"#], ["id": "U03", "roles": "[]"],
        ["id": "U04", "status": "active", "user_type": "guest", "roles": "[]"],
        ["id": "U05", "status": "inactive", "user_type": "unknown"],
        ["id": "U06", "status": "active", "user_type": "service"],
      ]),
    Sample(
      "github.json", "github", .users, gives: "id user_name display_name mfa roles",
      [
        ["id": "ottilie-b", "mfa": "yes", "roles": #"["Owner"]"#],
        ["id": "Perrin7", "user_name": "perrin7", "mfa": "no", "roles": #"["Member"]"#],
      ]),
    Sample(
      "github-levels.csv", "github", .users, gives: "id user_name display_name email mfa sso_id roles",
      [
        ["id": "ottilie-b", "mfa": "yes", "email": "ottilie@dunmore.example"],
        ["id": "Perrin7", "mfa": "no", "roles": #"["Owner"]"#],
      ]),
    Sample(
      "generic.csv", "generic", .users, gives: "id user_name given_name family_name email status mfa last_login",
      [["id": "g1", "status": "active", "mfa": "yes", "last_login": "2026-11-20"]]),
    Sample(
      "8x8-assignments.csv", "8x8", .roles, gives: "user role scope",
      [["user": "odile.farrant", "role": "My8x8 Admin (default)", "scope": "Company"], ["role": "VCC-Admin"]]),
    Sample(
      "gam-admins.csv", "gam", .roles, gives: "user role scope",
      [
        ["user": "tove.almgren@tarnbeck.example", "role": "_SEED_ADMIN_ROLE", "scope": "CUSTOMER"],
        ["user": "desk-team@tarnbeck.example", "scope": "/Staff"], ["user": "300200301", "scope": "/Staff"],
      ]),
    Sample(
      "entra-roles.json", "entra", .roles, gives: "user role scope",
      [
        ["user": "5f1e0000-0000-4000-8000-000000000001", "role": "62e90394-69f5-4237-9190-012177145e10"],
        ["role": "Helpdesk Administrator", "scope": "/administrativeUnits/7"],
      ]),
    Sample(
      "bamboohr.csv", "bamboohr", .roster,
      gives: "employee_number email given_name family_name preferred_name status hired ended department title "
        + "manager_email",
      [
        [
          "employee_number": "0007", "email": "alaric.norwood@dunmore.example", "preferred_name": "Al",
          "status": "employed", "hired": "2019-04-01", "ended": "-",
        ],
        ["status": "departed", "ended": "2026-10-31"],
      ]),
    Sample(
      "bamboohr-labels.csv", "bamboohr", .roster,
      gives: "employee_number email given_name family_name status hired ended department title",
      [["employee_number": "0007", "status": "employed", "title": "Clerk"]]),
    Sample(
      "workday.csv", "workday", .roster,
      gives: "employee_number email given_name family_name preferred_name status hired ended worker_type department "
        + "title manager_email",
      [
        ["employee_number": "0501", "status": "on-leave", "worker_type": "Contractor", "preferred_name": "Cory"],
        ["status": "departed", "ended": "2026-09-30"], ["status": "future"],
      ]),
    Sample(
      "workday-names.csv", "workday", .roster,
      gives: "employee_number email given_name family_name status hired worker_type department title",
      [["employee_number": "0501", "status": "employed", "hired": "2020-01-06"]]),
  ]

  @Test(arguments: users + others)
  func `a sample is read as its vendor means it`(_ sample: Sample) throws {
    let source = try #require(try preset(sample.preset).source(sample.kind))
    let shape = sample.kind.shape
    let read = try PresetSample.read(sample.file, source.mapping(source: "s", shape: shape))
    #expect(read.summary.fields.joined(separator: " ") == sample.gives)
    #expect(read.summary.rejected.map(\.reason) == [])
    #expect(read.summary.unknownWords.map { "\($0.field) '\($0.word)'" } == sample.unknown)
    #expect(read.rows.count == sample.rows.count)
    for (row, expected) in zip(read.rows, sample.rows) {
      // "-" stands for a value that is not known.
      for (field, value) in expected { #expect(row[field] ?? "-" == value, "\(row["id"] ?? "") \(field)") }
    }
  }

  @Test func `every preset has a sample`() {
    let shown = Set((Self.users + Self.others).map(\.preset))
    #expect(shown == Set(presetTexts.map(\.name)))
  }

  @Test(arguments: users + others)
  func `the preset of a sample is the one that fits it best`(_ sample: Sample) throws {
    let presets = presetTexts.compactMap { Preset.read($0).preset }
    let mapping = SourceMapping.generic(source: "s", shape: sample.kind.shape)
    let outline = try #require(ExportOutline(try PresetSample.file(sample.file), mapping: mapping))
    let ranks = PresetFit.rank(presets, mapping, outline)
    let most = try #require(ranks.first).fields.count
    let own = try #require(ranks.first { $0.preset == sample.preset })
    #expect(own.fields.count == most, "\(ranks.map { "\($0.preset) \($0.fields.count)" })")
    #expect(own.fields.joined(separator: " ") == sample.gives)
  }
}
