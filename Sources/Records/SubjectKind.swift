/// What a finding is about; the word in the `subject_kind` column.
package enum SubjectKind: String, CaseIterable, Sendable {
  /// A row of a users source; the subject is its id.
  case profile
  /// An account; the subject is its id.
  case account
  /// A role of an account; the subject is the role as the export writes it.
  case role
  /// Somebody whom a roles or accounts source names and no users source knows; the subject is the name as written.
  case user
  /// A customer of the portal, the CRM or the ERP; the subject is the e-mail as written there.
  case customer
  /// An extension of the phone system; the subject is its number.
  case `extension`
  /// A source of the policy; the subject is its name.
  case source
  /// The audit itself; the subject is the part of it that is missing.
  case audit
  /// A waiver; the subject is what it names: the id of a finding, or its rule and subject.
  case waiver
}
