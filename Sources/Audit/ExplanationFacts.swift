import Storage

/// Reads the rows that a finding rests on.
struct ExplanationFacts {
  private let connection: SQLConnection

  init(_ connection: SQLConnection) { self.connection = connection }

  /// Columns that are of use to the program only.
  private static let inner: Set<String> = [
    "key", "digest", "since", "source", "profile", "person", "assignment", "admin", "full_name", "given_letters",
    "family_letters", "folded_name", "name_skeleton", "id_skeleton", "holds",
  ]

  func facts(_ target: ExplanationSubject) throws -> [Explanation.Fact] {
    let (kind, values) = (target.kind, target.values)
    var facts: [Explanation.Fact] = []
    if let profile = target.profile { facts += try profileFacts(profile) }
    switch kind {
    case "role":
      facts += try read("holder", "assignment", "account = :account and role = :subject order by user limit 20", values)
    case "user":
      facts += try read("role", "assignment", "account = :account and user = :subject order by role limit 20", values)
    case "extension":
      let condition = "account = :account and number = :subject"
      facts += try read("extension", "extension", condition, values)
      for owner in try connection.rows(
        "select profile from main.extension where \(condition)", values, { $0.integer(0) })
      {
        if let owner { facts += try profileFacts(owner) }
      }
    case "customer":
      for table in ["registration", "crm", "erp", "contact"] {
        facts += try read(
          table, table, "account in (:account, '') and lower(trim(email)) = lower(trim(:subject)) limit 20", values)
      }
    case "source":
      facts += try read(
        "source", "(select * from run_source join tonight using (run))",
        ":subject = name or substr(:subject, 1, length(name) + 2) = name || ': '", values)
    default: break
    }
    facts += try read("account", "account", "id = :account", values)
    if kind == "account" {
      facts += try read(
        "usable admin",
        "(select usable_admin.id, given_name, family_name, email, usable_admin.account from usable_admin "
          + "join main.profile using (profile))", "account = :account order by id limit 20", values)
      facts += try read("named by the account", "account_delegate", "account = :account order by part, name", values)
    }
    return facts
  }

  private func profileFacts(_ profile: Int) throws -> [Explanation.Fact] {
    let values: [String: SQLValue] = ["profile": .integer(profile)]
    var facts = try read("profile", "profile", "profile = :profile", values)
    facts += try read("counts as", ExplanationFacts.counts, "1", values)
    facts += try read("last login", "profile_login", "profile = :profile", values)
    facts += try read("role", "assignment", "profile = :profile order by role, scope", values)
    facts += try read(
      "privileged", "(select profile, holds, words from privileged_profile)", "profile = :profile", values)
    facts += try read("name", "name_flaw", "profile = :profile order by place", values)
    facts += try read(
      "person", "person", "person = (select person from main.profile where profile = :profile)", values)
    facts += try read("left", "departed_profile", "profile = :profile", values)
    facts += try read("named by the account", "account_delegate", "profile = :profile order by part", values)
    return facts
  }

  /// What most rules ask first: with a no here many of them are silent.
  private static let counts =
    "(select "
    + [
      ("privileged", "privileged_profile"), ("departed", "departed_profile"), ("usable_admin", "usable_admin"),
      ("break_glass", "break_glass_profile"),
    ].map { name, view in
      "case when exists (select 1 from \(view) where \(view).profile = :profile) then 'yes' else 'no' end as \(name)"
    }.joined(separator: ", ")
      + """
      , case when exists (select 1 from main.profile where profile.profile = :profile and person is not null)
             then 'yes' else 'no' end as in_roster)
      """

  /// Rows as names and values; what is not known is left out.
  private func read(
    _ about: String, _ table: String, _ condition: String, _ values: [String: SQLValue]
  ) throws -> [Explanation.Fact] {
    try connection.named("select * from \(table) where \(condition)", values).map { row in
      Explanation.Fact(
        about: about,
        values: row.filter {
          !ExplanationFacts.inner.contains($0.name) && !$0.name.hasSuffix("_skeleton")
            // The number of the row, and not the id of an account or the number of an extension.
            && $0.name != table
        })
    }.filter { !$0.values.isEmpty }
  }
}

extension ExplanationSubject {
  fileprivate var values: [String: SQLValue] { ["account": .text(account), "subject": .text(subject)] }
}
