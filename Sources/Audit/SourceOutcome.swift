import Exports
import Policy
import Records
import Rules
import Storage

/// What a night got from one source of the policy.
struct SourceOutcome {
  enum State: String { case read, missing, tooManyRejected = "too-many-rejected" }

  let position: Int
  let name: String
  let kind: SourceKind
  let path: String
  let obtained: String?
  var state: State
  var modified: Instant?
  /// A roster that does not list who left.
  var listsOnlyActive = false
  var summary: ExportSummary?
  var counts = LoadCounts()
  /// Rejected while being read, and those whose key another record has.
  var rejected: [RejectedRow] = []

  var rejectedCount: Int { (summary?.rejectedCount ?? 0) + counts.conflicts.count }
}

extension [SourceOutcome] {
  var isComplete: Bool { allSatisfy { $0.state == .read } }

  /// What rules may count on: kinds whose sources were all read, and the fields that all of them give.
  var supply: RuleSupply {
    var supply = RuleSupply()
    for outcome in self {
      let isMissing = outcome.state == .missing || supply.kinds[outcome.kind] == .missing
      supply.kinds[outcome.kind] = isMissing ? .missing : .read
      guard let summary = outcome.summary else { continue }
      var given = Set(summary.fields)
      if outcome.listsOnlyActive {
        given.subtract(["status", "ended"])
        supply.remarks[outcome.kind] = "mode active-only: it does not list who left"
      }
      supply.fields[outcome.kind] = supply.fields[outcome.kind].map { $0.intersection(given) } ?? given
    }
    return supply
  }

  /// The day of the newest export file.
  var newestDay: Day? { compactMap { $0.modified?.day }.max() }
}
