/// What became of a finding in a run, in the order of the report: what needs a person first.
package enum FindingState: String, CaseIterable, Sendable {
  /// Never seen before this run.
  case new
  /// Seen again after it had been resolved.
  case reopened
  /// Seen in an earlier run, and still there.
  case open
  /// There, and accepted by a waiver that holds.
  case waived
  /// Seen earlier; this run lacked the data to say more. Never taken for resolved.
  case notAssessed = "not-assessed"
  /// Seen earlier, looked for in this run with all its data, and gone.
  case resolved

  /// Whether somebody still has to act on it.
  package var isOpen: Bool { self == .new || self == .reopened || self == .open }
}
