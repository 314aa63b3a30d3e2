/// What the policy adds to a word list of rollcall, and what it takes out.
package struct ListChange: Equatable, Sendable {
  package var add: [String]
  package var remove: [String]

  package init(add: [String] = [], remove: [String] = []) {
    self.add = add
    self.remove = remove
  }
}

/// One subject to which one rule does not apply, with the reason.
package struct AllowedEntry: Equatable, Sendable {
  package var account: String
  package var subject: String
  package var rule: String
  package var reason: String

  package init(account: String, subject: String, rule: String, reason: String) {
    self.account = account
    self.subject = subject
    self.rule = rule
    self.reason = reason
  }
}

/// `lists:` of the policy.
enum ListSection {
  private static let names = ["filler", "place", "company-suffix", "role-mailbox", "vendor", "temporary-worker", pairs]
  /// Its phrases are two privileges or roles each, with ` + ` between them.
  private static let pairs = "conflicting-roles"

  static func read(
    _ policy: Section, _ catalogue: RuleCatalogue
  ) -> (changes: [String: ListChange], allowed: [AllowedEntry]) {
    guard let section = policy.section("lists", expecting: "a map of word lists, or 'allowed'") else {
      return ([:], [])
    }
    var changes: [String: ListChange] = [:]
    for name in names {
      changes[name] = section.section(name, expecting: "a map of 'add' and 'remove'").map {
        change($0, isOfPairs: name == pairs)
      }
    }
    let allowed = section.sections("allowed", each: "an exception")
    section.close()
    return (changes, readAllowed(allowed, catalogue))
  }

  private static func change(_ list: Section, isOfPairs: Bool) -> ListChange {
    let added = list.list("add", .identifier)
    for item in added where isOfPairs && item.value.split(separator: " + ").count != 2 {
      list.remarks.error(
        "\(item.value.quoted) is no pair", at: item.position, hint: "write two privileges or roles: billing + orders")
    }
    let add = added.map(\.value)
    let remove = list.list("remove", .identifier)
    let lowered = Set(add.map(\.asciiLowercased))
    for item in remove where lowered.contains(item.value.asciiLowercased) {
      list.remarks.error("\(item.value.quoted) is both added and removed", at: item.position, hint: "keep one")
    }
    list.close()
    return ListChange(add: add, remove: remove.map(\.value))
  }

  private static func readAllowed(_ items: [Section], _ catalogue: RuleCatalogue) -> [AllowedEntry] {
    var seen: Set<[[UInt8]]> = []
    return items.compactMap { item in
      let account = item.required("account", .identifier)
      let subject = item.required("subject", .identifier)
      let rule = item.required("rule", catalogue.id, hint: "name the rule that is not to apply")
      let reason = item.required("reason", .prose)
      item.close()
      guard let account, let subject, let rule, let reason else { return nil }
      if !seen.insert([account, subject, rule].map { Array($0.utf8) }).inserted {
        item.remarks.error("the same exception is there already", at: item.position, hint: "remove one")
      }
      return AllowedEntry(account: account, subject: subject, rule: rule, reason: reason)
    }
  }
}
