import Attestation
import Policy
import Records
import Reports
import Storage

/// Everything that an auditor asks for about one run or several, in one archive that is the same bytes each time it is
/// made from the same database: reports as they were published, population, decisions, signatures, policy and rules as
/// they were, the chain, and counts that tie out.
package struct Evidence {
  private let workspace: Workspace
  private let runs: ClosedRange<Int>

  package init(_ workspace: Workspace, runs: ClosedRange<Int>) {
    self.workspace = workspace
    self.runs = runs
  }

  /// - Parameter file: where the archive goes; nothing is overwritten.
  /// - Returns: what was done, a line each.
  package func write(to file: String) throws -> [String] {
    do {
      guard !Files.exists(file) else {
        throw AuditFailure(.invalid, "\(file): it is there already; name another file")
      }
      try workspace.confirmDatabase()
      let database = try AuditDatabase(path: workspace.databasePath) { 0 }
      try database.confirmSound(isThorough: true)
      let (archive, count) = try database.read { connection throws -> (bytes: [UInt8], files: Int) in
        _ = try Verification(workspace, connection).result()
        return try self.archive(connection)
      }
      let new = try NewFile(file, mode: 0o600)
      try new.write(archive)
      try new.finish()
      return ["\(file): \(count) files, \(archive.count) bytes, SHA-256 \(SHA256Stream.digest(archive).hex)"]
    } catch {
      throw AuditFailure(error, database: workspace.databasePath)
    }
  }

  private func archive(_ connection: SQLConnection) throws -> (bytes: [UInt8], files: Int) {
    let all = try Verification.runs(connection)
    let chosen = all.filter { runs.contains($0.number) && $0.isPublished && !$0.isPruned }
    guard let last = chosen.last, chosen.count == runs.count, let day = Day(iso: String(last.name.prefix(10))) else {
      throw AuditFailure(
        .invalid,
        "--run: not all of \(runs.lowerBound) to \(runs.upperBound) are there and published; "
          + "'rollcall history' has the runs")
    }
    var files: [(name: String, bytes: [UInt8])] = []
    var statement = EvidenceStatement(connection, organization: workspace.policy.organization)
    for run in chosen {
      files += try published(run)
      for table in try PopulationRows(connection).tables() {
        let csv = try PopulationRows(connection).csv(table, run: run.number)
        files.append(("\(run.name).population/\(table).csv", Array(csv.text.utf8)))
        statement.populations[run.number, default: [:]][table] = csv.rows
      }
      for kind in KeptDocuments.Kind.allCases {
        guard let text = try KeptDocuments(connection).text(kind, run: run.number) else { continue }
        let name = [.policy: "policy.yml", .waivers: "waivers.yml", .rules: "rules.sql"][kind] ?? kind.rawValue
        files.append(("\(run.name).decided-by/\(name)", Array(text.utf8)))
      }
      try statement.add(run)
    }
    files += try tables(connection)
    if let policy = workspace.policy.signOff {
      for (name, path) in [("allowed_signers", policy.signers), ("revoked_keys", policy.revoked)] {
        guard let path, let bytes = try Files.read(workspace.path(path)) else { continue }
        files.append((name, bytes))
      }
    }
    files.append(("INDEX.txt", Array(try statement.text(files: files.map(\.name)).utf8)))
    files.sort { $0.name < $1.name }
    let sums = files.map { "\(SHA256Stream.digest($0.bytes).hex)  \($0.name)\n" }.joined()
    files.append(("SHA256SUMS", Array(sums.utf8)))
    var archive = TarArchive(day: day)
    for file in files { try archive.add("evidence/" + file.name, file.bytes) }
    return (archive.finish(), files.count)
  }

  /// The files of a report as they were published, with the signatures beside them.
  private func published(_ run: Verification.Run) throws -> [(name: String, bytes: [UInt8])] {
    let folder = workspace.reportsPath + "/" + run.name
    return try Files.names(in: folder).compactMap { name in
      try Files.read(folder + "/" + name, limit: .max).map { ("\(run.name)/\(name)", $0) }
    }
  }

  private func tables(_ connection: SQLConnection) throws -> [(name: String, bytes: [UInt8])] {
    let range: [String: SQLValue] = ["first": .integer(runs.lowerBound), "last": .integer(runs.upperBound)]
    func table(_ name: String, _ columns: String, _ sql: String) throws -> (name: String, bytes: [UInt8]) {
      let count = columns.split(separator: ",").count
      let rows = try connection.rows(sql, range) { row in (0..<count).map { row.text($0) } }
      return (name, Array(PopulationRows.csv(columns.split(separator: ",").map { String($0) }, rows).utf8))
    }
    return [
      try table(
        "decisions.csv", "decision,review,run,finding,rule,verdict,note,decided_by,imported",
        """
        select decision, review, decision.run, finding.id, finding.rule, verdict, note, decided_by, imported
          from decision join finding using (finding)
         where decision.run <= :last
           and finding.finding in (select finding from finding where first_run <= :last)
         order by decision
        """),
      try table(
        "signatures.csv",
        "signature,run,verdict,principal,fingerprint,signed,manifest_sha256,acknowledged,reason,completes",
        """
        select signature, run, verdict, principal, fingerprint, signed, manifest_sha256, acknowledged, reason, completes
          from signature where run between :first and :last order by signature
        """),
      try table(
        "finding-events.csv", "run,finding,rule,state,why",
        """
        select run, finding.id, finding.rule, finding_event.state, why
          from finding_event join finding using (finding)
         where run between :first and :last order by run, finding.id
        """),
      try table(
        "chain.csv", "link,kind,run,item,content,previous,head",
        "select link, kind, run, item, content, previous, head from chain order by link"),
    ]
  }
}
