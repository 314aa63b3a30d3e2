import Policy
import Records
import Rules
import Storage

/// Puts what the policy decides into the tables that the rules read: the role catalogue, lists, exceptions.
struct PolicyTables {
  private let connection: SQLConnection

  init(_ connection: SQLConnection) { self.connection = connection }

  func write(_ policy: PolicyFile) throws {
    for table in ["role_privilege", "role_name", "role", "list_phrase", "allowed", "break_glass"] {
      try connection.execute("delete from \(table)")
    }
    for role in policy.roles { try write(role) }
    try writeLists(policy.lists)
    let allow = try connection.repeated(
      "insert or replace into allowed (account, subject, rule, reason) values (:account, :subject, :rule, :reason)")
    for entry in policy.allowed {
      try allow([
        "account": .text(entry.account), "subject": .text(entry.subject), "rule": .text(entry.rule),
        "reason": .text(entry.reason),
      ])
    }
    for name in policy.breakGlass {
      try connection.execute("insert or ignore into break_glass (name) values (:name)", ["name": .text(name)])
    }
  }

  private func write(_ role: RoleEntry) throws {
    try connection.execute(
      "insert into role (role, internal) values (:role, :internal)",
      ["role": .text(role.name), "internal": role.isInternal ? "yes" : "no"])
    for name in [role.name] + role.aliases {
      try connection.execute(
        "insert into role_name (name, role) values (:name, :role)", ["name": .text(name), "role": .text(role.name)])
    }
    for privilege in role.privileges {
      try connection.execute(
        "insert into role_privilege (role, privilege) values (:role, :privilege)",
        ["role": .text(role.name), "privilege": .text(privilege.rawValue)])
    }
  }

  /// The lists that come with the program, longer or shorter as the policy says.
  private func writeLists(_ changes: [String: ListChange]) throws {
    var lists: [String: [String]] = [:]
    for file in ListFile.all where !file.isOfPairs { lists[file.name] = file.phrases }
    let insert = try connection.repeated("insert or ignore into list_phrase (list, phrase) values (:list, :phrase)")
    for list in Set(lists.keys).union(changes.keys).sorted() {
      let removed = Set((changes[list]?.remove ?? []).map(NameFold.fold))
      for phrase in ((lists[list] ?? []) + (changes[list]?.add ?? [])).map(NameFold.fold)
      where !removed.contains(phrase) {
        try insert(["list": .text(list), "phrase": .text(phrase)])
      }
    }
    // Names that end with a shipped suffix are marked while they are read; one that the policy adds must be looked for.
    let shipped = Set((lists["company-suffix"] ?? []).map(NameFold.fold))
    for phrase in (changes["company-suffix"]?.add ?? []).map(NameFold.fold) where !shipped.contains(phrase) {
      try insert(["list": "company-suffix-added", "phrase": .text(phrase)])
    }
  }
}
