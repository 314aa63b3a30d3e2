/// A role of the vendor, and what its holders can do.
package struct RoleEntry: Equatable, Sendable {
  package var name: String
  /// Other spellings of the name.
  package var aliases: [String]
  /// None for a role that gives nothing away.
  package var privileges: [Privilege]
  /// The vendor keeps the role for itself; no customer should hold it.
  package var isInternal: Bool

  package init(name: String, aliases: [String] = [], privileges: [Privilege], isInternal: Bool = false) {
    self.name = name
    self.aliases = aliases
    self.privileges = privileges
    self.isInternal = isInternal
  }
}

/// What a role lets its holder do, as far as rules ask. The raw value is the word in policies and the database.
package enum Privilege: String, CaseIterable, Sendable {
  case adminConsole = "admin-console"
  case supportPortal = "support-portal"
  case billing
  case orders
  case routing
  case assignRoles = "assign-roles"
  case apiKeys = "api-keys"
  case passphrase
  case auditLog = "audit-log"
  case contactCenter = "contact-center"
}

extension RoleEntry {
  static func readAll(_ policy: Section) -> [RoleEntry] {
    var names: Set<[UInt8]> = []
    return policy.sections("roles", each: "a role").compactMap { section in
      let name = section.required("name", .identifier)
      let aliases = section.list("aliases", .identifier)
      let isInternal = section.value("internal", .yesNo) ?? false
      // A forgotten line must not make a role harmless.
      if !isInternal {
        section.require("privileges", hint: "write 'privileges: []' for a role that gives no access")
      }
      let privileges = section.list("privileges", Form<Privilege>.word(of: "privilege")).map(\.value)
      section.close()
      let spellings =
        (name.map { [($0, section.position(of: "name"))] } ?? []) + aliases.map { ($0.value, $0.position) }
      for (spelling, position) in spellings where !names.insert(Array(spelling.utf8)).inserted {
        section.remarks.error(
          "a role or alias \(spelling.quoted) is there already", at: position, hint: "remove one")
      }
      return name.map {
        RoleEntry(name: $0, aliases: aliases.map(\.value), privileges: privileges, isInternal: isInternal)
      }
    }
  }
}
