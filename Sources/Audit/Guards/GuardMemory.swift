import Exports
import Records
import Storage

/// What guards may know of the nights before, and of what is loaded tonight.
struct GuardMemory {
  /// Nil where there is no database: then nothing was before.
  let connection: SQLConnection?
  /// Tonight's; nil where no run is being made.
  let run: Int?

  /// The last run that read a source.
  private func last(_ source: String) throws -> (run: Int, position: Int, rows: Int)? {
    try connection?.rows(
      """
      select run, position, rows
        from run_source
       where name = :name and state <> 'missing' and run < :run
       order by run desc
       limit 1
      """, ["name": .text(source), "run": .integer(run ?? .max)]
    ) { ($0.integer(0) ?? 0, $0.integer(1) ?? 0, $0.integer(2) ?? 0) }.first
  }

  func rows(of source: String) throws -> Int? { try last(source)?.rows }

  func files(of source: String) throws -> Int? {
    guard let connection, let last = try last(source) else { return nil }
    let count = try connection.integer(
      "select count(*) from run_file where run = :run and source = :source",
      ["run": .integer(last.run), "source": .integer(last.position)])
    return count.flatMap { $0 > 0 ? $0 : nil }
  }

  func columns(of source: String) throws -> [ExportColumn] {
    guard let connection, let last = try last(source) else { return [] }
    return try connection.rows(
      "select header, field from run_column where run = :run and source = :source order by position",
      ["run": .integer(last.run), "source": .text(source)]
    ) { ExportColumn(header: $0.text(0) ?? "", field: $0.text(1)) }
  }

  func accounts(of source: String) throws -> Set<[UInt8]> {
    guard let connection else { return [] }
    return Set(
      try connection.rows("select account from source_account where source = :source", ["source": .text(source)]) {
        Array(($0.text(0) ?? "").utf8)
      })
  }

  /// What a guard counted in the last run that has it.
  func measure(of source: String, by guardian: String) throws -> Int? {
    try connection?.integer(
      """
      select measure
        from run_guard
       where source = :source and guard = :guard and measure is not null and run < :run
       order by run desc
       limit 1
      """, ["source": .text(source), "guard": .text(guardian), "run": .integer(run ?? .max)])
  }

  /// Profiles that hold a privileged role, as the rows are loaded now.
  func privileged() throws -> Int? {
    try connection?.integer(
      """
      select count(distinct profile)
        from assignment
       where role in (select name
                        from role_name
                        join role_privilege on role_privilege.role = role_name.role)
      """)
  }

  func lastStart() throws -> Instant? {
    try connection?.integer(
      "select cast(strftime('%s', max(started)) as integer) from run where run < :run",
      ["run": .integer(run ?? .max)]
    ).map(Instant.init(seconds:))
  }

  /// For how many nights before this moment, without a gap, a source gave these bytes. Runs within twelve hours are one
  /// night: whoever runs again after mending the policy reads the same files, and rightly so.
  /// - Returns: nil where no night was before.
  func nights(of source: String, with digests: [String], before now: Instant) throws -> Int? {
    guard let connection else { return nil }
    var nights: Int?
    var isSame = true
    var later = now.seconds
    try connection.query(
      """
      select cast(strftime('%s', run.started) as integer),
             (select group_concat(sha256, ' ')
                from (select sha256 from run_file
                       where run_file.run = run_source.run and run_file.source = run_source.position
                       order by run_file.position))
        from run_source
        join run on run.run = run_source.run
       where run_source.name = :name and run_source.state <> 'missing' and run.run < :run
       order by run.run desc
       limit 400
      """, ["name": .text(source), "run": .integer(run ?? .max)]
    ) { row in
      guard isSame, let started = row.integer(0) else { return }
      guard row.text(1) == digests.joined(separator: " ") else {
        isSame = false
        if later - started >= GuardMemory.night { nights = nights ?? 0 }
        return
      }
      if later - started >= GuardMemory.night {
        nights = (nights ?? 0) + 1
        later = started
      }
    }
    return nights
  }

  private static let night = 12 * 3600
}
