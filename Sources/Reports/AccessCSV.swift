/// `access.csv`: the population of privileged access, one row for each privileged role of a profile.
package final class AccessCSV: Renderer {
  package static let fileName = "access.csv"
  private let sink: ByteSink

  package init(_ model: ReportModel, to sink: ByteSink) throws {
    self.sink = sink
    try sink.write(
      CSVRow.header(
        """
        account,user,name,email,status,employed,role,privileges,scope,granted,granted_by,last_login,mfa,findings
        """))
  }

  package func add(_ access: ReportAccess) throws {
    var row = CSVRow()
    row.add(access.account)
    row.add(access.user)
    row.add(access.name)
    row.add(access.email)
    row.add(access.status)
    row.add(access.employed)
    row.add(access.role)
    row.add(access.privileges)
    row.add(access.scope)
    row.addMoment(access.granted)
    row.add(access.grantedBy)
    row.addMoment(access.lastLogin)
    row.add(access.mfa)
    row.add(access.findings)
    try sink.write(row.line())
  }

  package func finish() throws {}
}
