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
  var roles = Roles.none
  /// The files that were read, in the order of their names.
  var files: [File] = []
  /// Of its records, where they have one.
  var accounts = AccountCensus()
  /// Of all its files together.
  var summary: ExportSummary?
  var counts = LoadCounts()
  /// Rejected while being read, and those whose key another record has.
  var rejected: [RejectedRow] = []

  var rejectedCount: Int { (summary?.rejectedCount ?? 0) + counts.conflicts.count }

  /// Whether the rows of a users source hold roles, too: possible where the mapping would read them, expected where the
  /// policy asks for them or has no other roles.
  enum Roles { case none, possible, expected }

  /// One file of a source.
  struct File {
    var path: String
    var bytes: Int
    var sha256: String
    var rows: Int
    var modified: Instant
    /// What an answer of an API says about itself.
    var page: PageFacts?
  }

  /// - Parameter isOneOfMany: whether rows must be told by their file, too.
  mutating func add(_ summary: ExportSummary, of file: ExportFile, isOneOfMany: Bool) {
    files.append(
      File(
        path: file.name, bytes: summary.bytes, sha256: summary.digest?.hex ?? "", rows: summary.rows,
        modified: file.modified, page: summary.page))
    var summary = summary
    if isOneOfMany { summary.rejected = summary.rejected.map { $0.standing(in: file.name) } }
    self.summary = self.summary.map { $0.joined(with: summary) } ?? summary
  }
}

extension SourceOutcome {
  /// Roles that stand in the rows of a users source are a supply of roles.
  fileprivate func addRoles(to supply: inout RuleSupply) {
    guard let summary else {
      if roles == .expected { supply.kinds[.roles] = .missing }
      return
    }
    guard summary.fields.contains("roles") else { return }
    if supply.kinds[.roles] == nil { supply.kinds[.roles] = .read }
    let given: Set<String> = ["account", "user", "role"]
    supply.fields[.roles] = supply.fields[.roles].map { $0.intersection(given) } ?? given
  }
}

extension RejectedRow {
  /// With the file in the reason, where the source's name does not say it.
  func standing(in file: String?) -> RejectedRow {
    guard let file else { return self }
    var row = self
    row.reason = "\(file): \(reason)"
    return row
  }
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
    for outcome in self where outcome.roles != .none { outcome.addRoles(to: &supply) }
    return supply
  }

  /// The day of the newest export file.
  var newestDay: Day? { compactMap { $0.modified?.day }.max() }
}
