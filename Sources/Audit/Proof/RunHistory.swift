package import Records
import Storage

/// The runs that a database holds.
package struct RunHistory {
  package static let columns = [
    "run", "as_of", "started", "complete", "rows", "rejected", "new", "reopened", "open", "resolved", "guards",
    "signatures",
  ]

  private let workspace: Workspace

  package init(_ workspace: Workspace) { self.workspace = workspace }

  /// One row a run, the last one first, with the values of `columns`.
  package func rows() throws -> [[String?]] {
    try read { connection in
      try connection.rows(RunHistory.sql) { row in RunHistory.columns.indices.map { row.text($0) } }
    }
  }

  /// When the last run began that is complete and published; nil where there is none.
  package func lastGoodRun() throws -> (run: Int, started: Instant)? {
    guard Files.exists(workspace.databasePath) else { return nil }
    return try read { connection in
      let runs = try connection.rows(
        """
        select run, cast(strftime('%s', started) as integer)
          from run
         where complete = 'yes' and published = 'yes'
         order by run desc limit 1
        """
      ) { (run: $0.integer(0) ?? 0, started: Instant(seconds: $0.integer(1) ?? 0)) }
      return runs.first
    }
  }

  private func read<Value>(_ body: (SQLConnection) throws -> Value) throws -> Value {
    try workspace.readDatabase(body)
  }

  /// Open ones are all that the run left open, new ones among them.
  private static let sql = """
    select run.run, run.as_of, run.started, run.complete,
           (select coalesce(sum(rows), 0) from run_source where run_source.run = run.run),
           (select coalesce(sum(rejected), 0) from run_source where run_source.run = run.run),
           max((select count(*) from finding where first_run = run.run),
               (select coalesce(sum(findings), 0) from run_count where run_count.run = run.run and state = 'new')),
           (select coalesce(sum(findings), 0) from run_count where run_count.run = run.run and state = 'reopened'),
           (select coalesce(sum(findings), 0)
              from run_count
             where run_count.run = run.run and state in ('new', 'open', 'reopened')),
           (select coalesce(sum(findings), 0) from run_count where run_count.run = run.run and state = 'resolved'),
           case
             when exists (select 1 from prune_run where prune_run.run = run.run and removed = 'yes') then '(removed)'
             else (select group_concat(times || ' ' || state, ', ')
              from (select state, count(*) as times
                      from run_guard
                     where run_guard.run = run.run
                     group by state
                     order by state))
           end,
           (select count(*) from chain where chain.run = run.run and kind = 'signature')
      from run
     order by run.run desc
    """
}
