import Records

/// `review.csv`: the worksheet. One row for each open finding, with room for a decision, and the seal of the run on every
/// row, so that a worksheet that comes back says which run it is of.
package final class ReviewCSV: Renderer {
  package static let fileName = "review.csv"
  private let sink: ByteSink
  private let seal: String
  private var remedy = RepeatedText()

  package init(_ model: ReportModel, to sink: ByteSink) throws {
    self.sink = sink
    seal = model.run.seal
    try sink.write(
      CSVRow.header(
        """
        finding,severity,rule,account,subject_kind,subject,name,email,roles,reason,remedy,first_seen,age_days,decision,\
        note,decided_by,seal
        """))
  }

  package func add(_ finding: ReportFinding) throws {
    guard finding.state.isOpen else { return }
    var row = CSVRow()
    row.add(finding.id)
    row.addPlain(finding.severity.rawValue)
    row.add(finding.rule)
    row.add(finding.account)
    row.add(finding.subjectKind)
    row.add(finding.subject)
    row.add(finding.name)
    row.add(finding.email)
    row.add(finding.roles)
    row.add(finding.reason)
    row.add(finding.remedy, &remedy)
    row.add(finding.firstSeen)
    row.add(finding.ageDays)
    for _ in 0..<3 { row.addPlain(nil) }
    row.addPlain(seal)
    try sink.write(row.line())
  }

  package func finish() throws {}
}
