import Attestation
import Records
import Schema
import Storage

/// Removing rows, so that what remains can still be verified.
struct RetentionRows {
  private let connection: SQLConnection

  init(_ connection: SQLConnection) { self.connection = connection }

  /// Rows of a run that stay when it goes: what it left, and what was allowed. So does what it read, behind the views
  /// run_source and run_supply, and what changed in findings: it is the memory of an audit, and small.
  private static let memory: Set<String> = ["run_count", "run_override"]
  /// Former primary admins are asked for however long ago they were, and accounts are few.
  private static let remembered: Set<String> = ["account"]

  /// - Parameter window: how many days back rules look that compare with earlier nights.
  func remove(
    _ plan: RetentionPlan, today: Day, nightly: Int, monthly: Int, window: Int, _ options: Retention.Options
  ) throws {
    try list("kept", plan.kept)
    try list("dropped", plan.dropped)
    for table in try tablesOfRuns() where !RetentionRows.memory.contains(table) {
      try connection.execute("delete from \(table) where run in (select run from dropped)")
    }
    for table in try connection.tablesWithPast() where !RetentionRows.remembered.contains(table) {
      let past = SQLConnection.storeOfPast(table)
      // The run in which a row ended tells of it, too: as lost, or as it was before. And rules ask for what ended lately.
      try connection.execute(
        """
        delete from \(past)
         where not exists (select 1 from kept where kept.run between \(past).begun and \(past).until)
           and not exists (select 1 from run where run.run = \(past).until and run.as_of >= :recent)
        """, ["recent": .text(Day(number: today.number - window).iso)])
    }
    for file in ["prune.sql", "login_before.sql"] {
      try connection.executeScript(Schema.ledger.text(file))
    }
    try note(plan, today: today, nightly: nightly, monthly: monthly, options)
  }

  private func list(_ name: String, _ runs: [PastRun]) throws {
    try connection.execute("create temp table \(name) (run integer primary key)")
    let insert = try connection.repeated("insert into \(name) (run) values (:run)")
    for run in runs { try insert(["run": .integer(run.number)]) }
  }

  private func tablesOfRuns() throws -> [String] {
    try connection.rows(
      """
      select name from main.sqlite_schema
       where type = 'table' and name glob 'run_*'
       order by name
      """
    ) { $0.text(0) ?? "" }
  }

  /// Notes what the rest of each run comes to, and makes it a link of the chain.
  private func note(
    _ plan: RetentionPlan, today: Day, nightly: Int, monthly: Int, _ options: Retention.Options
  ) throws {
    let number = (try connection.integer("select max(prune) from prune") ?? 0) + 1
    let last = try connection.integer("select max(run) from run") ?? 0
    let rows = ProofRows(connection)
    try connection.execute(
      """
      insert into prune (prune, run, as_of, nightly, monthly, signed, pruned, runs, remaining, present)
      values (:prune, :run, :as_of, :nightly, :monthly, :signed, :pruned, :runs, '', :present)
      """,
      [
        "prune": .integer(number), "run": .integer(last), "as_of": .text(today.iso), "nightly": .integer(nightly),
        "monthly": .integer(monthly), "signed": options.includesSigned ? "yes" : "no", "pruned": .text(options.now.iso),
        "runs": .integer(plan.dropped.count), "present": .text(try rows.present().hex),
      ])
    let insert = try connection.repeated(
      """
      insert into prune_run (run, prune, removed, record, population)
      values (:run, :prune, :removed, :record, :population)
          on conflict (run) do update
         set prune = excluded.prune,
             removed = case when removed = 'yes' then 'yes' else excluded.removed end,
             record = excluded.record,
             population = excluded.population
      """)
    let dropped = Set(plan.dropped.map(\.number))
    let (seals, populations) = (try RunSeal.standing(connection), try rows.populations(upTo: last))
    for run in try Verification.runs(connection).map(\.number) {
      guard let seal = seals[run], let population = populations[run]?.hex else { continue }
      let record = try rows.record(of: run).hex
      guard dropped.contains(run) || record != seal.record || population != seal.population else { continue }
      try insert([
        "run": .integer(run), "prune": .integer(number), "removed": dropped.contains(run) ? "yes" : "no",
        "record": .text(record), "population": .text(population),
      ])
    }
    try connection.execute(
      "update prune set remaining = :digest where prune = :prune",
      ["digest": .text(try rows.all(of: "prune_run").hex), "prune": .integer(number)])
    try ChainBook(connection).append(
      .prune, run: last, item: number, content: try rows.rows(of: "prune", where: "prune", number))
  }
}
