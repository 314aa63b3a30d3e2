package import Records
package import Reports

/// The findings of the last run, for the terminal.
package struct FindingList {
  private let workspace: Workspace

  package init(_ workspace: Workspace) { self.workspace = workspace }

  /// The columns of `findings.csv`.
  package static let columns = [
    "finding", "rule", "severity", "state", "account", "subject_kind", "subject", "name", "email", "roles", "reason",
    "remedy", "first_seen", "last_seen", "age_days", "waived_until", "controls", "policy_clause",
  ]

  /// What is exact values only: what the state was changed by in the last run, and in words.
  package static let changeColumns = ["cause", "change"]

  package static func changeValues(_ finding: ReportFinding) -> [String?] { [finding.cause, finding.why] }

  /// A finding's values in the order of `columns`.
  package static func values(_ finding: ReportFinding) -> [String?] {
    [
      finding.id, finding.rule, finding.severity.rawValue, finding.state.rawValue, finding.account, finding.subjectKind,
      finding.subject, finding.name, finding.email, finding.roles, finding.reason, finding.remedy,
      finding.firstSeen.iso, finding.lastSeen.iso, String(finding.ageDays), finding.waivedUntil?.iso, finding.controls,
      finding.policyClause,
    ]
  }

  /// In report order.
  /// - Parameter asOf: the day that the last run must have looked at; nil for any. Those of earlier nights are not read.
  package func findings(asOf: Day? = nil, where isWanted: (ReportFinding) -> Bool) throws -> [ReportFinding] {
    try LastRun.read(workspace, asOf: asOf) { connection, _ in
      var findings: [ReportFinding] = []
      try ReportReading(connection, rules: workspace.rules).findings { if isWanted($0) { findings.append($0) } }
      return findings
    }
  }
}
