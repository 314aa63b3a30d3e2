import Records

/// `findings.csv`: one row a finding, open ones first.
package final class FindingsCSV: Renderer {
  package static let fileName = "findings.csv"
  private let sink: ByteSink
  private var (remedy, controls, clause) = (RepeatedText(), RepeatedText(), RepeatedText())

  package init(_ model: ReportModel, to sink: ByteSink) throws {
    self.sink = sink
    try sink.write(
      CSVRow.header(
        """
        finding,rule,severity,state,account,subject_kind,subject,name,email,roles,reason,remedy,first_seen,last_seen,\
        age_days,waived_until,controls,policy_clause
        """))
  }

  package func add(_ finding: ReportFinding) throws {
    var row = CSVRow()
    row.add(finding.id)
    row.add(finding.rule)
    row.addPlain(finding.severity.rawValue)
    row.addPlain(finding.state.rawValue)
    row.add(finding.account)
    row.add(finding.subjectKind)
    row.add(finding.subject)
    row.add(finding.name)
    row.add(finding.email)
    row.add(finding.roles)
    row.add(finding.reason)
    row.add(finding.remedy, &remedy)
    row.add(finding.firstSeen)
    row.add(finding.lastSeen)
    row.add(finding.ageDays)
    row.add(finding.waivedUntil)
    row.add(finding.controls, &controls)
    row.add(finding.policyClause, &clause)
    try sink.write(row.line())
  }

  package func finish() throws {}
}
