import Records
import Reports
import Storage

/// What is in the archive, that it is complete, and how anybody checks it: its first page, as plain text.
struct EvidenceStatement {
  /// Rows of each table of the population, by run.
  var populations: [Int: [String: Int]] = [:]

  private let connection: SQLConnection
  private let organization: String
  private var sections: [String] = []
  private var isWhole = true

  init(_ connection: SQLConnection, organization: String) {
    self.connection = connection
    self.organization = organization
  }

  /// The kinds of sources whose records are one row each in a table of the population.
  private static let tables = [
    "users": "profile", "roster": "person", "contacts": "contact", "registrations": "registration", "crm": "crm",
    "erp": "erp", "extensions": "extension",
  ]

  mutating func add(_ run: Verification.Run) throws {
    var lines = [
      "Run \(run.number): \(run.name), \(run.isComplete ? "complete" : "INCOMPLETE, not fit for sign-off")", "",
    ]
    lines += try sources(run)
    lines += try population(run)
    lines += try findings(run)
    lines += try people(run)
    sections.append(lines.joined(separator: "\n"))
  }

  private mutating func tie(_ left: Int, _ right: Int) -> String {
    if left == right { return "ties out" }
    isWhole = false
    return "DOES NOT TIE OUT: \(left) against \(right)"
  }

  private mutating func sources(_ run: Verification.Run) throws -> [String] {
    let rows = try connection.rows(
      """
      select name, state, rows, loaded, rejected, duplicates, sha256 from run_source where run = :run order by position
      """, ["run": .integer(run.number)]
    ) { row in (row.text(0) ?? "", row.text(1) ?? "", (2..<6).map { row.integer($0) ?? 0 }, row.text(6)) }
    return try ["  Sources: rows read = loaded + rejected + duplicates"]
      + rows.map { name, state, counts, digest in
        let sum = counts[1] + counts[2] + counts[3]
        return "    \(name): \(state), \(counts[0]) = \(counts[1]) + \(counts[2]) + \(counts[3]), "
          + "\(tie(counts[0], sum))" + (digest.map { "; SHA-256 \($0)" } ?? "")
      } + files(run) + [""]
  }

  private func files(_ run: Verification.Run) throws -> [String] {
    try connection.rows(
      "select path, bytes, rows, sha256 from run_file where run = :run order by source, position",
      ["run": .integer(run.number)]
    ) { row in
      "    file \(row.text(0) ?? ""): \(row.integer(1) ?? 0) bytes, \(row.integer(2) ?? 0) rows, SHA-256 \(row.text(3) ?? "")"
    }
  }

  private mutating func population(_ run: Verification.Run) throws -> [String] {
    var lines = ["  Population: records that were loaded against rows in the archive"]
    let loaded = try connection.rows(
      "select kind, sum(loaded), max(state = 'missing') from run_source where run = :run group by kind order by kind",
      ["run": .integer(run.number)]
    ) { row in (row.text(0) ?? "", row.integer(1) ?? 0, row.integer(2) == 1) }
    var told: Set<String> = []
    for (kind, count, isMissing) in loaded {
      guard let table = EvidenceStatement.tables[kind] else { continue }
      told.insert(table)
      let rows = populations[run.number]?[table] ?? 0
      let verdict = isMissing ? "a source is missing: rows are those of the last run that had it" : tie(count, rows)
      lines.append("    \(kind): \(count) loaded, \(rows) rows in \(table).csv, \(verdict)")
    }
    for (table, rows) in (populations[run.number] ?? [:]).sorted(by: { $0.key < $1.key }) where !told.contains(table) {
      lines.append("    \(table).csv: \(rows) rows")
    }
    return lines + [""]
  }

  private mutating func findings(_ run: Verification.Run) throws -> [String] {
    let made =
      try connection.integer(
        "select coalesce(sum(findings), 0) from run_rule where run = :run", ["run": .integer(run.number)]) ?? 0
    let open = try SignedRun(connection, run: run.number).openFindings(person: "")
    let decided = open.count(where: \.isDecided)
    let waived = try count(of: "waived", run)
    let notAssessed = try count(of: "not-assessed", run)
    let rules = try connection.rows(
      "select state, count(*) from run_rule where run = :run group by state order by state",
      ["run": .integer(run.number)]
    ) { "\($0.integer(1) ?? 0) \($0.text(0) ?? "")" }
    return [
      "  Rules: \(rules.joined(separator: ", "))",
      "  Findings: \(made) made by rules = \(open.count) open + \(waived) waived, \(tie(made, open.count + waived)); "
        + "not assessed: \(notAssessed)",
      "  Decisions: \(open.count) open = \(decided) decided + \(open.count - decided) undecided",
      "",
    ]
  }

  /// Findings that the run left in a state.
  private func count(of state: String, _ run: Verification.Run) throws -> Int {
    try connection.integer(
      """
      select count(*) from finding
       where :state = (select state from finding_event
                        where finding_event.finding = finding.finding and finding_event.run <= :run
                        order by finding_event.run desc limit 1)
      """, ["state": .text(state), "run": .integer(run.number)]) ?? 0
  }

  private func people(_ run: Verification.Run) throws -> [String] {
    let entries = try SignedRun(connection, run: run.number).entries()
    guard !entries.isEmpty else { return ["  Signatures: none"] }
    return ["  Signatures:"]
      + entries.map {
        "    \($0.isRefusal ? "refused" : "signed") by \($0.principal), \($0.signed.iso), key \($0.fingerprint)"
      }
  }

  func text(files: [String]) throws -> String {
    let signatures = ProofLines.signatures(
      signers: "../allowed_signers", revoked: files.contains("revoked_keys") ? "../revoked_keys" : nil)
    return """
      Evidence of account audits
      \(organization)

      \(sections.joined(separator: "\n\n"))

      Completeness: \(isWhole ? "all counts above tie out" : "NOT ALL COUNTS TIE OUT, see above").
      A finding that was found again keeps its id; finding-events.csv has its changes of state. decisions.csv has every
      decision up to the last of these runs, also those that were made of earlier runs and still hold.

      What is in this archive
        RUN/                 the report as it was published, with its manifest and its signatures
        RUN.population/      every record as it was in that run, a table each
        RUN.decided-by/      policy, waivers, rules (views, lists and rules of the program), and lists (the roles, lists and
                             exceptions that the policy came to), as they were
        decisions.csv, signatures.csv, finding-events.csv
        chain.csv            the chain that binds all runs in their order
        allowed_signers      who may sign, as OpenSSH reads it
        revoked_keys         keys that are no longer good, where the policy names a file of them

      How to check it
        in this folder       sha256sum -c SHA256SUMS
        in the folder RUN    \(ProofLines.checksums)
                             \(signatures)

      Files: \(files.count + 2)

      """
  }
}
