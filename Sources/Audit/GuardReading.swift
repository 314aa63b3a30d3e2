import Reports
import Storage

/// What the guards of the last run said, as a report shows it.
extension ReportReading {
  func guards() throws -> [ReportModel.Guard] {
    let order = Guards.all.map { $0.name }
    let rows = try connection.rows(
      """
      select run_guard.source, guard, run_guard.state, reason
        from run_guard
        join tonight on tonight.run = run_guard.run
        left join run_source on run_source.run = run_guard.run and run_source.name = run_guard.source
       order by run_source.position, guard
      """
    ) { row in
      ReportModel.Guard(
        source: row.text(0) ?? "", name: row.text(1) ?? "", state: row.text(2) ?? "", reason: row.text(3))
    }
    func place(_ entry: ReportModel.Guard) -> Int { order.firstIndex(of: entry.name) ?? order.count }
    var sources: [String] = []
    for row in rows where !sources.contains(row.source) { sources.append(row.source) }
    return sources.flatMap { source in
      rows.filter { $0.source == source }.sorted { place($0) < place($1) }
    }
  }

  func overrides() throws -> [ReportModel.Override] {
    try connection.rows(
      """
      select guard, source, reason, told
        from run_override
        join tonight on tonight.run = run_override.run
       order by source, guard
      """
    ) { row in
      ReportModel.Override(
        name: row.text(0) ?? "", source: row.text(1) ?? "", reason: row.text(2) ?? "", told: row.text(3))
    }
  }

  /// By source.
  func hiddenColumns() throws -> [String: [ReportModel.Source.HiddenColumn]] {
    var hidden: [String: [ReportModel.Source.HiddenColumn]] = [:]
    try connection.query(
      """
      select source, header, smell, content
        from run_column
        join tonight on tonight.run = run_column.run
       where smell is not null
       order by source, position
      """
    ) { row in
      hidden[row.text(0) ?? "", default: []].append(
        .init(header: row.text(1) ?? "", smell: row.text(2) ?? "", content: row.text(3)))
    }
    return hidden
  }
}
