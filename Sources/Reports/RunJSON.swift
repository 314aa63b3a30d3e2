import Records

/// `run.json`: the whole run as exact values, under `schema/run.schema.json`. The head is indented, and each finding,
/// access row and rejected row is a line of its own, so that line tools can work on it too.
package final class RunJSON: Renderer {
  package static let fileName = "run.json"
  private let sink: ByteSink
  private let rejected: [RejectedRow]
  private var list = List.findings
  private var isEmpty = true
  private var (remedy, controls, clause) = (RepeatedText(), RepeatedText(), RepeatedText())

  private enum List { case findings, access }

  package init(_ model: ReportModel, to sink: ByteSink) throws {
    self.sink = sink
    rejected = model.rejected
    try sink.write(RunJSONHead.json(model))
    try sink.write(",\n  \"findings\": [")
  }

  package func add(_ finding: ReportFinding) throws {
    guard list == .findings else { throw RowOrderError(fileName: RunJSON.fileName, row: finding.id) }
    var row = JSONObject()
    row.add("finding", finding.id)
    row.add("rule", finding.rule)
    row.add("severity", finding.severity.rawValue)
    row.add("state", finding.state.rawValue)
    row.add("account", finding.account)
    row.add("subject_kind", finding.subjectKind)
    row.add("subject", finding.subject)
    row.add("name", finding.name)
    row.add("email", finding.email)
    row.add("roles", finding.roles)
    row.add("reason", finding.reason)
    row.add("remedy", finding.remedy, &remedy)
    row.add("first_seen", finding.firstSeen)
    row.add("last_seen", finding.lastSeen)
    row.add("age_days", finding.ageDays)
    row.add("waived_until", finding.waivedUntil)
    row.add("controls", finding.controls, &controls)
    row.add("policy_clause", finding.policyClause, &clause)
    row.add("cause", finding.cause)
    row.add("change", finding.why)
    try write(row.json())
  }

  package func add(_ access: ReportAccess) throws {
    try beginAccess()
    var row = JSONObject()
    row.add("account", access.account)
    row.add("user", access.user)
    row.add("name", access.name)
    row.add("email", access.email)
    row.add("status", access.status)
    row.add("employed", access.employed)
    row.add("role", access.role)
    row.add("privileges", access.privileges)
    row.add("scope", access.scope)
    row.add("granted", access.granted)
    row.add("granted_by", access.grantedBy)
    row.add("last_login", access.lastLogin)
    row.add("mfa", access.mfa)
    row.add("findings", access.findings.split(separator: " ").map { String($0) })
    try write(row.json())
  }

  package func finish() throws {
    try beginAccess()
    try endList()
    try sink.write(",\n  \"rejected\": [")
    for rejected in rejected {
      var row = JSONObject()
      row.add("source", rejected.source)
      row.add("line", rejected.line)
      row.add("field", rejected.field)
      row.add("code", rejected.code.rawValue)
      row.add("reason", rejected.reason)
      row.add("account", rejected.account)
      row.add("subject", rejected.subject)
      try write(row.json())
    }
    try endList()
    try sink.write("\n}\n")
  }

  private func beginAccess() throws {
    guard list == .findings else { return }
    list = .access
    try endList()
    try sink.write(",\n  \"access\": [")
  }

  private func write(_ row: [UInt8]) throws {
    try sink.write(isEmpty ? "\n    " : ",\n    ")
    try sink.write(row)
    isEmpty = false
  }

  private func endList() throws {
    try sink.write(isEmpty ? "]" : "\n  ]")
    isEmpty = true
  }
}
