/// A closed set of words. What an export writes is turned into one of them by a table of known spellings; a spelling
/// that no table has becomes `unknown` and is reported. It is never taken for any other word.
package struct Vocabulary: Equatable, Sendable {
  package let name: String
  /// The words a value may become, `unknown` apart.
  package let words: [String]
  /// Spellings known without a setting, lower-case: a word of many vendors that has one meaning in all of them.
  package let spellings: [String: [String]]

  package static let unknown = "unknown"
  /// For a spelling that says nothing under one header, so that another column of the field may speak.
  package static let nothing = "nothing"

  package static func == (a: Vocabulary, b: Vocabulary) -> Bool { a.name == b.name }
}

extension Vocabulary {
  package static let profileStatus = Vocabulary(
    name: "status", words: ["active", "inactive", "pending", "locked"],
    spellings: [
      "active": ["active", "enabled"],
      "inactive": ["inactive", "disabled", "suspended", "deactivated", "deprovisioned", "deleted"],
      "pending": ["pending", "invited", "staged", "provisioned", "not activated", "notactivated"],
      "locked": ["locked", "locked out", "locked_out", "frozen"],
    ])

  package static let userType = Vocabulary(
    name: "user_type", words: ["person", "shared", "service", "room", "guest"],
    spellings: [
      "person": ["person"], "shared": ["shared"], "service": ["service"], "room": ["room"], "guest": ["guest"],
    ])

  /// `inactive` is left out on purpose: in rosters it stands for people on leave as well as for people who left.
  package static let employment = Vocabulary(
    name: "employment status", words: ["employed", "on-leave", "departed", "future"],
    spellings: [
      "employed": ["employed", "active", "current"],
      "on-leave": ["on-leave", "on leave", "leave", "leave of absence", "loa"],
      "departed": ["departed", "terminated", "left", "resigned", "retired", "deceased"],
      "future": ["future", "pre-hire", "prehire", "pre hire"],
    ])

  package static let channel = Vocabulary(
    name: "channel", words: ["direct", "partner", "wholesale"],
    spellings: ["direct": ["direct"], "partner": ["partner"], "wholesale": ["wholesale"]])

  package static let contactPurpose = Vocabulary(
    name: "purpose", words: ["support", "invoicing", "payable"],
    spellings: [
      "support": ["support", "technical"],
      "invoicing": ["invoicing", "billing", "invoice"],
      "payable": ["payable", "accounts payable", "ap"],
    ])

  /// Of customers in a portal, a CRM or an ERP.
  package static let customerStatus = Vocabulary(
    name: "customer status", words: ["active", "closed", "pending"],
    spellings: [
      "active": ["active", "open", "current", "enabled"],
      "closed": ["closed", "inactive", "cancelled", "canceled", "terminated", "disabled", "former"],
      "pending": ["pending", "invited"],
    ])

  package static let yesNo = Vocabulary(
    name: "yes or no", words: ["yes", "no"],
    spellings: [
      "yes": ["yes", "y", "true", "1", "on", "set"],
      "no": ["no", "n", "false", "0", "off", "not set"],
    ])
}
