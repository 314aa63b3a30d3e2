/// What a source tells about. The raw value is the word in the policy; the order is the order of reading in a night:
/// what others refer to comes first.
package enum SourceKind: String, CaseIterable, Sendable {
  case accounts, roster, roles, contacts, registrations, crm, erp, extensions, users
}

/// How the text of a field is read.
package enum FieldType: Equatable, Sendable {
  /// Compared as exact bytes after trimming; leading zeros stay.
  case identifier
  /// Free text, trimmed.
  case text
  /// Kept exactly as it stands, blanks and all: what another system looks up must not look better than it is.
  case verbatim
  /// An e-mail address or user name: trimmed, A-Z lower-cased, nothing else.
  case address
  /// A calendar day; a time behind it is dropped after it was moved to the zone of the policy.
  case day
  /// A point in time, kept in the zone of the policy: `2026-11-20T08:15:00Z`; a bare day stays a bare day.
  case instant
  /// A word of a closed vocabulary; any other word is `unknown` and reported.
  case word(Vocabulary)
  /// Several values, kept as a JSON array of strings.
  case list
  /// A small number that the reader derives; no export has it.
  case count
}

/// One field of a kind of record.
package struct Field: Sendable {
  package let name: String
  package let type: FieldType
  package let isRequired: Bool
  /// Worked out by the reader from other fields; cannot be mapped.
  package let isDerived: Bool
  /// Each item of the list is a record of another kind, which belongs to this one; the field itself is not stored.
  package let gives: SourceKind?

  package init(
    _ name: String, _ type: FieldType, required: Bool = false, derived: Bool = false, gives: SourceKind? = nil
  ) {
    self.name = name
    self.type = type
    isRequired = required
    isDerived = derived
    self.gives = gives
  }
}
