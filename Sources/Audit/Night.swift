import Attestation
import Exports
import Findings
import Glibc
import Policy
package import Records
package import Reports
import Rules
import Storage

/// One night: import → audit → report. The sentence of the program.
package struct Night {
  /// Values that come from outside: nothing in a result asks the system for them.
  package struct Options: Sendable {
    /// The day that rules look at; nil is today in the zone of the policy.
    package var asOf: Day?
    /// The wall clock.
    package var now: Instant
    package var isDryRun: Bool
    /// Instead of the policy's.
    package var failOn: Severity?
    /// What guards may pass this once, as the command line says it.
    package var allowed: [String]
    package var version: String

    package init(
      asOf: Day? = nil, now: Instant, isDryRun: Bool = false, failOn: Severity? = nil, allowed: [String] = [],
      version: String
    ) {
      self.asOf = asOf
      self.now = now
      self.isDryRun = isDryRun
      self.failOn = failOn
      self.allowed = allowed
      self.version = version
    }
  }

  /// What a night came to.
  package struct Result: Sendable {
    package let status: ExitStatus
    package let run: Int
    package let asOf: Day
    package let counts: ReportModel.Counts
    /// Waivers that hold.
    package let waivers: [ReportModel.Waiver]
    package let rulesEvaluated: Int
    /// Rules that were not evaluated, with the reason.
    package let notEvaluated: [(rule: String, reason: String)]
    /// Days since the run before on which nothing ran, though the policy expects it; as a sentence.
    package let missing: String?
    /// Why the run is not complete.
    package let gaps: [String]
    package let rows: Int
    package let rejected: Int
    package let unknownWords: [(source: String, field: String, word: String, count: Int)]
    /// What was allowed for this run, and what its guard would have refused; nil where it was not needed.
    package let overrides: [(guardian: String, source: String, reason: String, told: String?)]
    /// What guards warned of.
    package let warnings: [(source: String, guardian: String, reason: String)]
    /// The report's folder; nil for a dry run.
    package let report: String?
    /// The newest link of the chain and its head; nil for a dry run.
    package let head: (link: Int, head: String)?
  }

  private let workspace: Workspace
  /// A database of this size is looked through before each night, which takes less than a tenth of a second. In a larger
  /// one SQLite notices damage in the pages that the night touches.
  private static let quicklyChecked = 64 << 20
  /// Once in so many nights a database of that size is written anew: rows that grow leave pages a sixth empty.
  package static let compacted = 30

  private let options: Options
  private let asOf: Day
  private let overrides: [GuardOverride]
  private let progress: (NightProgress) -> Void

  package init(
    _ workspace: Workspace, _ options: Options, progress: @escaping (NightProgress) -> Void = { _ in }
  ) throws {
    self.workspace = workspace
    self.options = options
    self.progress = progress
    guard let today = options.asOf ?? ZoneDay.day(of: options.now, in: workspace.policy.timezone) else {
      throw AuditFailure(.invalid, "the zone '\(workspace.policy.timezone)' is not known to this system")
    }
    asOf = today
    overrides = try GuardOverride.read(options.allowed, workspace.policy)
  }

  package func run() throws -> Result {
    do {
      let publisher = Publisher(workspace)
      // A dry run where there is no database yet leaves none behind.
      let isKept = !options.isDryRun || Files.exists(workspace.databasePath)
      let note = "pid \(getpid()) since \(options.now.iso)\n"
      let lock = isKept ? try RunLock(workspace.databasePath + ".lock", note: note) : nil
      defer { withExtendedLifetime(lock) {} }
      if isKept, !Files.exists(workspace.databasePath) { try OutsideHead.confirmNone(workspace) }
      if !options.isDryRun { try publisher.prepare() }
      let database = try AuditDatabase(path: isKept ? workspace.databasePath : nil) {
        UInt64.random(in: 1...UInt64.max)
      }
      if Files.size(workspace.databasePath) <= Night.quicklyChecked { try database.confirmSound() }
      if isKept { try database.read { try ChainGate(workspace, $0).confirm() } }
      if !options.isDryRun { try Recovery(workspace, database, publisher).run() }
      let audited = try database.write { connection in
        (try audit(connection, hashKey: database.hashKey, publisher), keep: !options.isDryRun)
      }
      guard !options.isDryRun else { return result(audited, report: nil, head: nil) }
      progress(.rendering)
      let published = try Recovery(workspace, database, publisher).publishLast()
      let head = try database.read { try ChainBook($0).last() }
      try compact(database, after: audited.run)
      return result(audited, report: published?.path, head: head.map { ($0.number, $0.head) })
    } catch {
      throw AuditFailure(error, database: workspace.databasePath)
    }
  }

  /// What the disk has no room for now is done after another thirty nights; the database is as it was.
  private func compact(_ database: AuditDatabase, after run: Int) throws {
    guard run % Night.compacted == 0, Files.size(workspace.databasePath) <= Night.quicklyChecked else { return }
    do {
      try database.compact()
    } catch StorageError.unavailable, StorageError.busy {
    } catch StorageError.damaged {
      // A journal that the device does not give is damage to SQLite, too: what is asked is the database.
      try database.confirmSound()
    }
  }

  /// What was found, before anything is published.
  private struct Audited {
    var run: Int
    var sources: [SourceOutcome]
    var rules: [RuleOutcome]
    var guards: GuardKeeper
    var counts: ReportModel.Counts
    var waivers: [ReportModel.Waiver]
    var missing: String?
  }

  private func audit(_ connection: SQLConnection, hashKey: UInt64, _ publisher: Publisher) throws -> Audited {
    let record = try RunRecord(
      connection, workspace: workspace, asOf: asOf, started: options.now, version: options.version)
    let name = ReportReading.name(run: record.number, asOf: asOf.iso)
    guard options.isDryRun || !Files.exists(publisher.path(name)) else {
      throw AuditFailure(
        .storage,
        "\(publisher.path(name)): a report of another database is there; move it away, or name another folder "
          + "under 'reports'")
    }
    let keeper = GuardKeeper(
      now: options.now, memory: GuardMemory(connection: connection, run: record.number), overrides: overrides)
    try keeper.judgeNight(workspace.policy.guards, database: workspace.policy.database)
    let sources = try load(connection, hashKey: hashKey, run: record.number, keeper)
    try record.write(sources)
    try PolicyTables(connection).write(workspace.policy)
    try record.writeDigests(workspace, sources)
    try judgeLinked(sources, keeper)
    try record.exports.write(keeper)
    var supply = sources.supply
    supply.earlier = try record.earlier()
    try record.write(workspace.waivers)
    let running = workspace.rules.filter {
      RuleRun.plan($0, settings: workspace.settings($0), supply: supply).state == .evaluated
    }
    let ruleRun = try RuleRun(connection, limits: workspace.ruleLimits, for: running)
    var rules = try evaluate(ruleRun, supply, connection)
    let aboutWaivers = workspace.rules.filter(\.isAboutWaivers)
    try record.write(rules + aboutWaivers.map { RuleRun.plan($0, settings: workspace.settings($0), supply: supply) })
    progress(.comparing)
    try Ledger(connection, digest: SHA256Stream.digest).compare(
      lookingBack: workspace.rules.filter(\.needsHistory).map(\.id)
    ) {
      for rule in aboutWaivers {
        let outcome = try ruleRun.run(rule, settings: workspace.settings(rule), supply: supply)
        try record.writeCount(outcome)
        rules.append(outcome)
      }
    }
    if !options.isDryRun {
      try Ledger(connection, digest: SHA256Stream.digest).keepLogins()
      try KeptDocuments(connection).write(workspace, run: record.number)
      try Ledger(connection, digest: SHA256Stream.digest).keepOnce()
      try RunSeal.make(connection, run: record.number)
    }
    let reading = ReportReading(connection, rules: workspace.rules)
    return Audited(
      run: record.number, sources: sources, rules: rules, guards: keeper, counts: try reading.counts(),
      waivers: try reading.waivers().filter { $0.state == .holds }, missing: try reading.missing()?.sentence)
  }

  /// What is about all roles together is said of the first source that gives some.
  private func judgeLinked(_ sources: [SourceOutcome], _ keeper: GuardKeeper) throws {
    guard sources.isComplete else { return }
    for source in sources where source.kind == .roles || source.summary?.fields.contains("roles") == true {
      guard let policy = workspace.policy.sources.first(where: { $0.name.utf8.elementsEqual(source.name.utf8) }) else {
        continue
      }
      _ = try keeper.judge(.linked, policy, source)
      return
    }
  }

  private func load(
    _ connection: SQLConnection, hashKey: UInt64, run: Int, _ keeper: GuardKeeper
  ) throws -> [SourceOutcome] {
    var loader: NightLoader?
    let sources = try Import(workspace, hashKey: hashKey, keeper: keeper, progress: progress).run {
      supplies in
      loader = try NightLoader(connection, run: run, hashKey: hashKey, supplies: supplies)
    } load: { batch, source, counts in
      try loader?.load(batch, source: source, counts: &counts)
    }
    progress(.linking)
    try loader?.finish()
    return sources
  }

  /// Runs all rules but those about waivers, which wait for the ids of what these find.
  private func evaluate(_ run: RuleRun, _ supply: RuleSupply, _ connection: SQLConnection) throws -> [RuleOutcome] {
    var outcomes: [RuleOutcome] = []
    // What was decided and not done is told from what the others find.
    let rules = workspace.rules.filter { !$0.isAboutWaivers }
    let (first, last) = (rules.filter { !$0.isAboutDecisions }, rules.filter(\.isAboutDecisions))
    for (index, rule) in (first + last).enumerated() {
      if index == first.count { try Ledger(connection, digest: SHA256Stream.digest).findUndone() }
      progress(.rule(index + 1, of: rules.count, id: rule.id))
      outcomes.append(try run.run(rule, settings: workspace.settings(rule), supply: supply))
    }
    guard outcomes.contains(where: { $0.state == .evaluated && !$0.rule.isAboutExports }) else {
      let reason = outcomes.compactMap(\.reason).first ?? "no rule is on"
      throw AuditFailure(.refused, "nothing could be checked: no rule could be evaluated (\(reason))")
    }
    return outcomes
  }

  private func result(_ audited: Audited, report: String?, head: (link: Int, head: String)?) -> Result {
    let gaps = audited.sources.compactMap(gap)
    let failOn = options.failOn ?? workspace.policy.failOn
    let isOver = Severity.allCases.contains { $0 >= failOn && audited.counts.open($0) > 0 }
    return Result(
      status: gaps.isEmpty ? (isOver ? .findings : .complete) : .incomplete, run: audited.run, asOf: asOf,
      counts: audited.counts, waivers: audited.waivers,
      rulesEvaluated: audited.rules.filter { $0.state == .evaluated }.count,
      notEvaluated: audited.rules.filter { $0.state == .notEvaluated }.map { ($0.rule.id, $0.reason ?? "") },
      missing: audited.missing, gaps: gaps, rows: audited.sources.reduce(0) { $0 + ($1.summary?.rows ?? 0) },
      rejected: audited.sources.reduce(0) { $0 + $1.rejectedCount },
      unknownWords: audited.sources.flatMap { source in
        (source.summary?.unknownWords ?? []).map { (source.name, $0.field, $0.word, $0.count) }
      },
      overrides: audited.guards.uses.map { ($0.override.guardian, $0.override.source, $0.override.reason, $0.told) },
      warnings: audited.guards.results.filter { $0.state == .warned }.map { ($0.source, $0.guardian, $0.reason ?? "") },
      report: report, head: head)
  }

  private func gap(_ source: SourceOutcome) -> String? {
    switch source.state {
    case .read: nil
    case .missing: "source '\(source.name)' is missing: \(source.path)"
    case .tooManyRejected:
      "source '\(source.name)': \(source.rejectedCount) of \(source.summary?.rows ?? 0) rows were rejected; "
        + "see rejected.csv"
    }
  }
}
