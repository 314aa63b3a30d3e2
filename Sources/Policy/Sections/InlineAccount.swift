package import Records

/// An account written into the policy, in place of an accounts export.
package struct InlineAccount: Equatable, Sendable {
  package var id: String
  /// Only what the policy says, in the order of `RecordShape.accounts`, the id among them; days and words checked.
  package var fields: [Value]
  package var position: Position

  /// A field of `RecordShape.accounts` with its values: one, or any number where the field is a list.
  package struct Value: Equatable, Sendable {
    package var field: String
    package var values: [String]

    package init(_ field: String, _ values: [String]) {
      self.field = field
      self.values = values
    }
  }

  package init(id: String, fields: [Value], position: Position) {
    self.id = id
    self.fields = fields
    self.position = position
  }
}

extension InlineAccount {
  static func readAll(_ policy: Section) -> [InlineAccount] {
    var ids: Set<[UInt8]> = []
    return policy.sections("accounts", each: "an account").compactMap { section in
      guard let account = read(section) else { return nil }
      if !ids.insert(Array(account.id.utf8)).inserted {
        section.remarks.error(
          "an account \(account.id.quoted) is there already", at: section.position(of: "id"), hint: "remove one")
      }
      return account
    }
  }

  private static func read(_ section: Section) -> InlineAccount? {
    let id = section.required("id", .identifier)
    let passphrase = passphrase(section)
    var fields: [Value] = []
    for field in RecordShape.accounts.fields {
      if let value = passphrase[field.name] {
        fields.append(Value(field.name, value))
      } else if !field.name.hasPrefix("passphrase_"), let value = read(section, field) {
        fields.append(Value(field.name, value))
      }
    }
    section.close()
    return id.map { InlineAccount(id: $0, fields: fields, position: section.position) }
  }

  private static func read(_ section: Section, _ field: Field) -> [String]? {
    switch field.type {
    case .list: section.distinct(field.name, .identifier)
    case .day: section.value(field.name, .day).map { [$0.iso] }
    case .word(let vocabulary): section.value(field.name, .word(vocabulary.words, of: vocabulary.name)).map { [$0] }
    default: section.value(field.name, .identifier).map { [$0] }
    }
  }

  /// What is known about the passphrase, never the passphrase: whatever else stands here is not repeated in a message.
  private static func passphrase(_ account: Section) -> [String: [String]] {
    guard
      let section = account.section(
        "passphrase", expecting: "a map of set, changed and custodians, never the passphrase itself", isSecret: true)
    else { return [:] }
    var fields: [String: [String]] = [:]
    fields["passphrase_set"] = section.value("set", .yesNo).map { [$0 ? "yes" : "no"] }
    fields["passphrase_changed"] = section.value("changed", .day).map { [$0.iso] }
    fields["passphrase_custodians"] = section.distinct("custodians", .identifier)
    section.close()
    return fields
  }
}
