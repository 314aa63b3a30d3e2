import Records
package import Reports
import Storage

/// The findings that any run left, as its report has them.
package struct PastFindings {
  private let workspace: Workspace

  package init(_ workspace: Workspace) { self.workspace = workspace }

  /// In report order.
  package func findings(run number: Int, where isWanted: (ReportFinding) -> Bool) throws -> [ReportFinding] {
    try workspace.readDatabase { connection in
      let run = try PastRun.numbered(number, in: try PastRun.all(connection))
      try run.show(connection)
      var findings: [ReportFinding] = []
      try run.reading(connection, workspace).findings { if isWanted($0) { findings.append($0) } }
      return findings
    }
  }
}

extension PastRun {
  /// With the rules as they read on that night.
  func reading(_ connection: SQLConnection, _ workspace: Workspace) throws -> ReportReading {
    let isSame = rulesSHA256 == workspace.rulesDigest.hex
    return ReportReading(
      connection, rules: isSame ? workspace.rules : try KeptDocuments(connection).rules(run: number))
  }
}
