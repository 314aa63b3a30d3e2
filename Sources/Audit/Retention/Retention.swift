import Attestation
import Exports
import Policy
package import Records
import Rules
import Schema
import Storage

/// Removes the nights that the policy does not keep: their rows, their reports, and what of the population and of findings
/// no other night shows. What was removed is a link of the chain.
package struct Retention {
  package struct Options: Sendable {
    /// The day from which ages are counted; nil is today in the zone of the policy.
    package var asOf: Day?
    package var now: Instant
    package var isDryRun: Bool
    /// Whether what was signed or reviewed may go, too.
    package var includesSigned: Bool

    package init(asOf: Day?, now: Instant, isDryRun: Bool, includesSigned: Bool) {
      self.asOf = asOf
      self.now = now
      self.isDryRun = isDryRun
      self.includesSigned = includesSigned
    }
  }

  /// What will be removed, told before it is.
  package struct Plan: Sendable {
    package static let columns = ["run", "as_of", "fate", "why"]
    /// One row a run that can still be shown.
    package let rows: [[String?]]
    package static let rangeColumns = ["runs", "nights", "from", "to"]
    /// One row for runs that follow each other and go.
    package let ranges: [[String?]]
    package let summary: String
  }

  private let workspace: Workspace
  private let options: Options
  private let today: Day
  private let nightly: Int
  private let monthly: Int

  package init(_ workspace: Workspace, _ options: Options) throws {
    self.workspace = workspace
    self.options = options
    guard let today = options.asOf ?? ZoneDay.day(of: options.now, in: workspace.policy.timezone) else {
      throw AuditFailure(.invalid, "the zone '\(workspace.policy.timezone)' is not known to this system")
    }
    self.today = today
    let retain = workspace.policy.retain ?? .standard
    nightly = retain.nightly / 86_400
    monthly = retain.monthly / 86_400
  }

  /// - Parameter tell: is given the plan before anything is removed.
  /// - Returns: what was done, a line each; none for a dry run, or where nothing goes.
  package func run(tell: (Plan) -> Void) throws -> [String] {
    do {
      try workspace.confirmDatabase()
      let lock = try RunLock(workspace.databasePath + ".lock", note: "pruning\n")
      defer { withExtendedLifetime(lock) {} }
      let database = try AuditDatabase(path: workspace.databasePath) { 0 }
      let plan = try database.read { connection in
        try ChainGate(workspace, connection).confirm()
        return try self.plan(connection)
      }
      tell(told(plan))
      guard !options.isDryRun else { return [] }
      guard !plan.dropped.isEmpty else {
        try removeReports(database)
        return []
      }
      return try carryOut(plan, database)
    } catch {
      throw AuditFailure(error, database: workspace.databasePath)
    }
  }

  private func plan(_ connection: SQLConnection) throws -> RetentionPlan {
    func runs(_ table: String) throws -> Set<Int> {
      options.includesSigned ? [] : Set(try connection.rows("select distinct run from \(table)") { $0.integer(0) ?? 0 })
    }
    return RetentionPlan(
      try PastRun.all(connection), today: today, nightly: nightly, monthly: monthly, signed: try runs("signature"),
      reviewed: try runs("decision"))
  }

  private func told(_ plan: RetentionPlan) -> Plan {
    let dropped = plan.dropped.count
    let rule = "every night of \(nightly) days, one a month of \(monthly) days, and what was signed or reviewed"
    let rest = options.includesSigned ? "every night of \(nightly) days and one a month of \(monthly) days" : rule
    let what = dropped == 1 ? "1 run goes" : "\(dropped) runs go"
    return Plan(
      rows: plan.entries.map {
        [
          String($0.run.number), $0.run.asOf.iso, $0.reason == nil ? "goes" : "stays",
          $0.reason?.words ?? "older than the policy keeps",
        ]
      },
      ranges: plan.ranges.map { range in
        let runs = range.count == 1 ? "\(range.first.number)" : "\(range.first.number)-\(range.last.number)"
        return [runs, String(range.count), range.first.asOf.iso, range.last.asOf.iso]
      },
      summary: dropped == 0
        ? "nothing goes: \(plan.kept.count) runs stay (\(rest), counted from \(today.iso))"
        : "\(what), \(plan.kept.count) stay (\(rest), counted from \(today.iso))")
  }

  /// How many days back the rules look that compare with earlier nights.
  private var window: Int {
    workspace.rules.filter(\.needsHistory).flatMap { rule in
      let values = workspace.settings(rule).parameters
      return rule.parameters.filter { $0.name == "days" }.compactMap { (values[$0.name] ?? $0.standard).number }
    }.max() ?? 0
  }

  private func carryOut(_ plan: RetentionPlan, _ database: AuditDatabase) throws -> [String] {
    let before = Files.size(workspace.databasePath)
    let publisher = Publisher(workspace)
    let metrics = try database.write { connection in
      try RetentionRows(connection).remove(
        plan, today: today, nightly: nightly, monthly: monthly, window: window, options)
      return (try Metrics(connection), keep: true)
    }
    // From here on the runs are gone. What is interrupted now is finished by the next time.
    try publisher.replace("rollcall.prom", with: metrics.text)
    let reports = try removeReports(database)
    try database.compact()
    let after = Files.size(workspace.databasePath)
    return [
      "removed \(plan.dropped.count) runs and \(reports) reports",
      "\(workspace.databasePath): \(before) bytes before, \(after) after",
    ]
  }

  /// Removes the folders of runs that are gone.
  @discardableResult
  private func removeReports(_ database: AuditDatabase) throws -> Int {
    let gone = try database.read { try PastRun.all($0) }.filter(\.isPruned)
    var count = 0
    for run in gone {
      let folder = workspace.reportsPath + "/" + ReportReading.name(run: run.number, asOf: run.asOf.iso)
      guard Files.isFolder(folder, followingLinks: false) else { continue }
      try Files.removeFolder(folder)
      count += 1
    }
    if count > 0 { try Files.syncFolder(workspace.reportsPath) }
    return count
  }
}
