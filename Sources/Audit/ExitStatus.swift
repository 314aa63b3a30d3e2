/// What the program tells the one who started it; the worst one wins.
package enum ExitStatus: Int32, CaseIterable, Sendable {
  /// Complete; nothing open at or above `fail_on`.
  case complete = 0
  /// Complete; something is open at or above `fail_on`.
  case findings = 1
  /// Usage, policy, rule or waiver file invalid: nothing ran.
  case invalid = 2
  /// An export was refused, or nothing could be checked: no report, the last good one stands.
  case refused = 3
  /// A configured source is missing, or too many of its rows were rejected: published, not fit for sign-off.
  case incomplete = 4
  /// Another run holds the lock.
  case locked = 5
  /// Disk full, I/O error, permission: no report, the last good one stands.
  case storage = 6
  /// Database, chain, manifest or signature does not hold.
  case integrity = 7
  /// The database was written by a newer version.
  case newer = 8
  /// A bug in the program.
  case bug = 70
}
