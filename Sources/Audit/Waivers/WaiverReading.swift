import Records
import Reports
import Storage

extension ReportReading {
  /// The waivers of the run with what became of them, in the order of their file.
  func waivers() throws -> [ReportModel.Waiver] {
    var covers: [Int: [String]] = [:]
    try connection.query(
      """
      select place, finding.id
        from run_waiver_cover
        join tonight using (run)
        join finding using (finding)
       order by place, finding.id
      """
    ) { row in covers[row.integer(0) ?? 0, default: []].append(row.text(1) ?? "") }
    return try connection.rows(
      """
      select place, id, rule, account, subject, reason, owner, approved_by, created, until, ticket, state, why
        from run_waiver
        join tonight using (run)
        join waiver using (sha256)
       order by place
      """
    ) { row in
      guard let created = row.text(8).flatMap(Day.init(iso:)), let until = row.text(9).flatMap(Day.init(iso:)),
        let state = row.text(11).flatMap(ReportModel.Waiver.State.init)
      else { throw StorageError.damaged("a waiver has no day or no known state") }
      let place = row.integer(0) ?? 0
      return ReportModel.Waiver(
        place: place, id: row.text(1), rule: row.text(2), account: row.text(3), subject: row.text(4),
        reason: row.text(5) ?? "", owner: row.text(6) ?? "", approvedBy: row.text(7) ?? "", created: created,
        until: until, ticket: row.text(10), state: state, why: row.text(12), covers: covers[place] ?? [])
    }
  }
}
