/// The fields of one kind of record, in the order in which readers fill and the database stores them. Names follow
/// SCIM 2.0 (RFC 7643) where it has a word.
package struct RecordShape: Sendable {
  package let kind: SourceKind
  package let fields: [Field]
  /// Fields that tell one record from another; no two loaded records share them. Empty: records are told apart by
  /// all they hold, and may repeat.
  package let key: [String]
  /// Fields that name who or what a record is about, the first that is there: for records that could not be read whole.
  package let subject: [String]
  /// Fields that change for most records every day. They stand in a table of their own and make no history.
  package let volatile: [String]
  /// The names by which other records refer to these, or these to others: each is hashed once while reading, so that
  /// loading can follow them without a look-up in the database.
  package let links: [Link]

  /// Fields hashed together. A link whose last field is empty or not known is 0.
  package struct Link: Sendable {
    package let fields: [String]
    /// Whether A-Z is lowered first, for fields that are stored as written and compared as addresses.
    package let lowercased: Bool

    package init(_ fields: String..., lowercased: Bool = false) {
      self.fields = fields
      self.lowercased = lowercased
    }
  }

  package func index(of name: String) -> Int? { fields.firstIndex { $0.name == name } }

  init(
    _ kind: SourceKind, key: [String] = [], subject: [String], volatile: [String] = [], links: [Link] = [],
    _ fields: [Field]
  ) {
    self.kind = kind
    self.fields = fields
    self.key = key
    self.subject = subject
    self.volatile = volatile
    self.links = links
  }
}

extension SourceKind {
  package var shape: RecordShape {
    switch self {
    case .users: .users
    case .roles: .roles
    case .roster: .roster
    case .accounts: .accounts
    case .contacts: .contacts
    case .registrations: .registrations
    case .crm: .crm
    case .erp: .erp
    case .extensions: .extensions
    }
  }
}

extension RecordShape {
  package static let users = RecordShape(
    .users, key: ["account", "id"], subject: ["id"], volatile: ["last_login"],
    links: [
      Link("employee_number"), Link("email"),
      Link("account", "id"), Link("account", "user_name"), Link("account", "email"), Link("account"),
    ],
    [
      Field("account", .identifier),
      Field("id", .identifier, required: true),
      Field("user_name", .address),
      Field("given_name", .text),
      Field("family_name", .text),
      Field("display_name", .text),
      Field("email", .address),
      Field("status", .word(.profileStatus)),
      Field("user_type", .word(.userType)),
      Field("employee_number", .identifier),
      Field("title", .text),
      Field("department", .text),
      Field("site", .text),
      Field("extension", .identifier),
      Field("created", .day),
      Field("mfa", .word(.yesNo)),
      Field("sso_id", .identifier),
      Field("licenses", .list),
      Field("passphrase_set", .word(.yesNo)),
      Field("roles", .list, gives: .roles),
      Field("full_name", .text, derived: true),
      Field("given_letters", .count, derived: true),
      Field("family_letters", .count, derived: true),
      Field("name_skeleton", .text, derived: true),
      Field("id_skeleton", .text, derived: true),
      Field("last_login", .instant),
    ])

  package static let roles = RecordShape(
    .roles, subject: ["user"],
    links: [Link("account", "user"), Link("account", "user", lowercased: true)],
    [
      Field("account", .identifier),
      Field("user", .identifier, required: true),
      Field("role", .text, required: true),
      Field("scope", .text),
      Field("granted", .day),
      Field("granted_by", .identifier),
      Field("expires", .day),
    ])

  package static let roster = RecordShape(
    .roster, subject: ["employee_number", "email"],
    links: [Link("employee_number"), Link("email")],
    [
      Field("employee_number", .identifier),
      Field("email", .address),
      Field("given_name", .text),
      Field("family_name", .text),
      Field("preferred_name", .text),
      Field("status", .word(.employment)),
      Field("hired", .day),
      Field("ended", .day),
      Field("worker_type", .text),
      Field("department", .text),
      Field("title", .text),
      Field("manager_email", .address),
      Field("folded_name", .text, derived: true),
    ])

  package static let accounts = RecordShape(
    .accounts, key: ["id"], subject: ["id"],
    links: [Link("id"), Link("id", "primary_admin"), Link("id", "primary_admin", lowercased: true)],
    [
      Field("id", .identifier, required: true),
      Field("name", .text),
      Field("channel", .word(.channel)),
      Field("reseller", .text),
      Field("reseller_contact", .text),
      Field("invoice_issuer", .text),
      Field("primary_admin", .identifier),
      Field("passphrase_set", .word(.yesNo)),
      Field("passphrase_changed", .day),
      Field("passphrase_custodians", .list),
      Field("successor", .identifier),
      Field("plan_tested", .day),
      Field("domains", .list),
      Field("folded_name", .text, derived: true),
    ])

  package static let contacts = RecordShape(
    .contacts, subject: ["email"],
    links: [Link("account", "email"), Link("account", "email")],
    [
      Field("account", .identifier),
      Field("email", .address, required: true),
      Field("purpose", .word(.contactPurpose)),
    ])

  package static let registrations = RecordShape(
    .registrations, subject: ["email"],
    [
      Field("account", .identifier),
      Field("email", .verbatim, required: true),
      Field("verified", .word(.yesNo)),
      Field("verified_at", .day),
      Field("pending_since", .day),
      Field("customer_number", .identifier),
      Field("status", .word(.customerStatus)),
    ])

  package static let crm = customers(.crm)
  package static let erp = customers(.erp)

  private static func customers(_ kind: SourceKind) -> RecordShape {
    RecordShape(
      kind, subject: ["email"],
      [
        Field("account", .identifier),
        Field("email", .verbatim, required: true),
        Field("customer_number", .identifier),
        Field("status", .word(.customerStatus)),
      ])
  }

  package static let extensions = RecordShape(
    .extensions, key: ["account", "number"], subject: ["number"],
    links: [Link("account", "user"), Link("account", "user", lowercased: true)],
    [
      Field("account", .identifier),
      Field("number", .identifier, required: true),
      Field("user", .identifier),
      Field("forwards_to", .identifier),
      Field("kind", .text),
      Field("members", .list),
    ])
}
