import Storage

/// Reads the rows that a finding rests on.
struct ExplanationFacts {
  private let connection: SQLConnection

  init(_ connection: SQLConnection) { self.connection = connection }

  /// Columns that are of use to the program only.
  private static let inner: Set<String> = [
    "key", "digest", "since", "source", "profile", "person", "assignment", "admin", "full_name", "given_letters",
    "family_letters", "holds", "contact", "extension_row",
  ]

  func facts(account: String, kind: String, subject: String, profile: Int?) throws -> [Explanation.Fact] {
    var facts: [Explanation.Fact] = []
    if let profile {
      let values: [String: SQLValue] = ["profile": .integer(profile)]
      facts += try read("profile", "profile", "profile = :profile", values)
      facts += try read("last login", "profile_login", "profile = :profile", values)
      facts += try read("role", "assignment", "profile = :profile order by role, scope", values)
      facts += try read("privileged", "privileged_profile", "profile = :profile", values)
      facts += try read("name", "name_flaw", "profile = :profile order by place", values)
      facts += try read(
        "person", "person", "person = (select person from main.profile where profile = :profile)", values)
      facts += try read("left", "departed_profile", "profile = :profile", values)
      facts += try read("named by the account", "account_delegate", "profile = :profile order by part", values)
      let isBreakGlass = try connection.integer("select 1 from break_glass_profile where profile = :profile", values)
      if isBreakGlass != nil {
        facts.append(Explanation.Fact(about: "break-glass", values: [("named in the policy", "yes")]))
      }
    }
    let values: [String: SQLValue] = ["account": .text(account), "subject": .text(subject)]
    if kind == "role" {
      facts += try read("holder", "assignment", "account = :account and role = :subject order by user limit 20", values)
    }
    if kind == "user" {
      facts += try read("role", "assignment", "account = :account and user = :subject order by role limit 20", values)
    }
    facts += try read("account", "account", "id = :account", values)
    if kind == "account" {
      facts += try read(
        "usable admin",
        "(select id, given_name, family_name, email, usable_admin.account from usable_admin "
          + "join main.profile using (profile))", "account = :account order by id limit 20", values)
      facts += try read("named by the account", "account_delegate", "account = :account order by part, name", values)
    }
    return facts
  }

  /// Rows as names and values; what is not known is left out.
  private func read(
    _ about: String, _ table: String, _ condition: String, _ values: [String: SQLValue]
  ) throws -> [Explanation.Fact] {
    try connection.named("select * from \(table) where \(condition)", values).map { row in
      Explanation.Fact(
        about: about,
        values: row.filter {
          !ExplanationFacts.inner.contains($0.name) && !$0.name.hasSuffix("_skeleton")
            // Its own number, and not the id of an account.
            && !(table == "account" && $0.name == "account")
        })
    }.filter { !$0.values.isEmpty }
  }
}
