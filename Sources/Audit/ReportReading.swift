import Findings
import Records
import Reports
import Rules
import Schema
import Storage

/// Where a report comes from.
protocol ReportSource {
  func model() throws -> ReportModel
  func findings(_ body: (ReportFinding) throws -> Void) throws
  func access(_ body: (ReportAccess) throws -> Void) throws
}

/// Reads the last run out of the database as a report shows it. Nothing else goes into a report: the same database
/// gives the same bytes.
struct ReportReading: ReportSource {
  let connection: SQLConnection
  private let rules: [String: RuleFile]

  init(_ connection: SQLConnection, rules: [RuleFile]) {
    self.connection = connection
    self.rules = Dictionary(uniqueKeysWithValues: rules.map { ($0.id, $0) })
  }

  static func name(run: Int, asOf: String) -> String {
    let digits = String(run)
    return asOf + "-" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
  }

  func model() throws -> ReportModel {
    guard let run = try runs().last else { throw StorageError.bug("there is no run to report") }
    var model = ReportModel(
      run: run, sources: try sources(), rules: try ruleRows(), words: try words(), rejected: try rejected(),
      counts: try counts(),
      breakGlass: try connection.rows("select name from break_glass order by name") { $0.text(0) ?? "" },
      guards: try guards(), overrides: try overrides())
    try addDetail(to: &model)
    return model
  }

  /// The nights that are missing since the run before; nil where the policy of the run does not say how often one is expected.
  func missing() throws -> MissingNights? {
    try connection.rows(
      """
      select run.expect_every, run.as_of,
             (select max(as_of) from run as earlier where earlier.run < run.run and earlier.as_of < run.as_of)
        from run join tonight on tonight.run = run.run
       where run.expect_every is not null
      """
    ) { row in
      MissingNights(
        between: [row.text(1), row.text(2)].compactMap { $0.flatMap(Day.init(iso:)) },
        every: (row.integer(0) ?? 0) / 86_400)
    }.first
  }

  private func runs() throws -> [ReportModel.Run] {
    let presets = try connection.rows(
      "select name, sha256 from run_preset join tonight using (run) order by position"
    ) { ReportModel.Run.Preset(name: $0.text(0) ?? "", sha256: $0.text(1) ?? "") }
    let missing = try missing()
    return try connection.rows(
      """
      select run.run, run.as_of, organization, timezone, exports_day, complete, fail_on, program_version, sqlite_version,
             policy_sha256, rules_sha256, seal.seal, signers
        from run join tonight on tonight.run = run.run left join seal on seal.run = run.run
      """
    ) { row in
      let asOf = row.text(1) ?? ""
      guard let day = Day(iso: asOf) else { throw StorageError.damaged("a run has no as-of day") }
      return ReportModel.Run(
        number: row.integer(0) ?? 0, name: ReportReading.name(run: row.integer(0) ?? 0, asOf: asOf), asOf: day,
        organization: row.text(2) ?? "", timezone: row.text(3) ?? "", exportsDay: row.text(4).flatMap(Day.init(iso:)),
        isComplete: row.text(5) == "yes", failOn: row.text(6).flatMap(Severity.init) ?? .high,
        programVersion: row.text(7) ?? "", sqliteVersion: row.text(8) ?? "", policySHA256: row.text(9) ?? "",
        rulesSHA256: row.text(10) ?? "", presets: presets, seal: row.text(11) ?? "", signers: row.text(12),
        missing: missing?.gaps.first)
    }
  }

  private func sources() throws -> [ReportModel.Source] {
    var files: [Int: [ReportModel.Source.File]] = [:]
    try connection.query(
      "select source, path, bytes, sha256, rows from run_file join tonight using (run) order by source, position"
    ) { row in
      let file = ReportModel.Source.File(
        path: row.text(1) ?? "", bytes: row.integer(2) ?? 0, sha256: row.text(3) ?? "", rows: row.integer(4) ?? 0)
      files[row.integer(0) ?? 0, default: []].append(file)
    }
    let hidden = try hiddenColumns()
    return try connection.rows(
      """
      select name, kind, path, format, obtained, state, bytes, sha256, rows, loaded, rejected, duplicates,
             (select group_concat(value, char(31)) from json_each(fields)),
             (select group_concat(value, char(31)) from json_each(unused)),
             position
        from run_source join tonight using (run) order by position
      """
    ) { row in
      func list(_ column: Int) -> [String] {
        (row.text(column) ?? "").split(separator: "\u{1F}").map(String.init)
      }
      return ReportModel.Source(
        name: row.text(0) ?? "", kind: row.text(1) ?? "", path: row.text(2) ?? "", format: row.text(3),
        obtained: row.text(4), state: row.text(5) ?? "", bytes: row.integer(6), sha256: row.text(7),
        rows: row.integer(8) ?? 0, loaded: row.integer(9) ?? 0, rejected: row.integer(10) ?? 0,
        duplicates: row.integer(11) ?? 0, fields: list(12), unused: list(13),
        files: files[row.integer(14) ?? 0].flatMap { $0.count > 1 ? $0 : nil } ?? [],
        hidden: hidden[row.text(0) ?? ""] ?? [])
    }
  }

  private func ruleRows() throws -> [ReportModel.Rule] {
    try connection.rows(
      """
      select rule, state, reason, severity, findings,
             (select group_concat(value, ' ') from json_each(changed)),
             parameters
        from run_rule join tonight using (run) order by rule
      """
    ) { row in
      let id = row.text(0) ?? ""
      let changed = Set((row.text(5) ?? "").split(separator: " ").map(String.init))
      let rule = rules[id]
      let parameters = try parameters(row.text(6) ?? "{}").map { name, value in
        ReportModel.Rule.Parameter(
          name: name, value: rule?.parameters.first { $0.name == name }.map { $0.shown(value) } ?? value.shown,
          isFromPolicy: changed.contains(name))
      }
      let severity = row.text(3).flatMap(Severity.init) ?? .critical
      return ReportModel.Rule(
        id: id, title: rule?.title ?? id, severity: severity, shippedSeverity: rule?.severity ?? severity,
        state: row.text(1) ?? "", reason: row.text(2), why: rule?.why ?? "", fix: rule?.fix ?? "",
        policy: rule?.policy ?? "", controls: rule?.controls ?? [], parameters: parameters,
        findings: row.integer(4) ?? 0)
    }
  }

  /// The parameters of a rule in a run, from their JSON.
  func parameters(_ json: String) throws -> [(String, ParameterValue)] {
    try connection.rows("select key, type, value from json_each(:json)", ["json": .text(json)]) { row in
      guard row.text(1) != "array" else {
        let pairs = try connection.rows(
          "select value ->> 0, value ->> 1, value ->> 2 from json_each(:pairs)", ["pairs": SQLValue(row.text(2))]
        ) { pair in (0..<3).compactMap { pair.text($0) } }
        return (row.text(0) ?? "", .pairs(pairs))
      }
      return (row.text(0) ?? "", .number(row.integer(2) ?? 0))
    }
  }

  private func words() throws -> [ReportModel.UnknownWord] {
    try connection.rows(
      "select source, field, word, count, line from run_word join tonight using (run) order by source, field, word"
    ) { row in
      ReportModel.UnknownWord(
        source: row.text(0) ?? "", field: row.text(1) ?? "", word: row.text(2) ?? "", count: row.integer(3) ?? 0,
        line: row.integer(4) ?? 0)
    }
  }

  private func rejected() throws -> [RejectedRow] {
    try connection.rows(
      """
      select source, line, field, code, reason, account, subject
        from run_rejected join tonight using (run) order by position
      """
    ) { row in
      RejectedRow(
        source: row.text(0) ?? "", line: row.integer(1) ?? 0, field: row.text(2) ?? "",
        code: row.text(3).flatMap(RejectedRow.Code.init) ?? .fieldCount, reason: row.text(4) ?? "",
        account: row.text(5), subject: row.text(6))
    }
  }

  func counts() throws -> ReportModel.Counts { try ReportReading.counts(connection) }

  static func counts(_ connection: SQLConnection) throws -> ReportModel.Counts {
    var counts = ReportModel.Counts()
    try connection.query(
      "select state, severity, findings from run_count join tonight using (run)"
    ) { row in
      guard let state = row.text(0).flatMap(FindingState.init), let severity = row.text(1).flatMap(Severity.init) else {
        throw StorageError.damaged("a finding has an unknown state or severity")
      }
      counts[state, severity] = row.integer(2) ?? 0
    }
    return counts
  }

  func findings(_ body: (ReportFinding) throws -> Void) throws {
    var controls: [String: String] = [:]
    try Ledger.list(connection) { finding in
      guard let firstSeen = finding.firstSeen, let lastSeen = finding.lastSeen else {
        throw StorageError.damaged("finding \(finding.id) has no day")
      }
      let rule = rules[finding.rule]
      let supported = controls[finding.rule] ?? (rule?.controls ?? []).joined(separator: "; ")
      controls[finding.rule] = supported
      try body(
        ReportFinding(
          id: finding.id, rule: finding.rule, severity: finding.severity, state: finding.state,
          account: finding.account, subjectKind: finding.subjectKind, subject: finding.subject, name: finding.name,
          email: finding.email, roles: finding.roles, reason: finding.reason, remedy: rule?.fix ?? "",
          firstSeen: firstSeen, lastSeen: lastSeen, ageDays: max(0, finding.ageDays), waivedUntil: finding.waivedUntil,
          controls: supported, policyClause: rule?.policy ?? "", cause: finding.cause, why: finding.why))
    }
  }

  func access(_ body: (ReportAccess) throws -> Void) throws {
    try connection.workOutViews(for: .report)
    let sql = Schema.ledger.text("access.sql")
    try connection.query(sql) { row in
      try body(
        ReportAccess(
          account: row.text(0) ?? "", user: row.text(1) ?? "", name: row.text(2), email: row.text(3),
          status: row.text(4), employed: row.text(5), role: row.text(6) ?? "", privileges: row.text(7),
          scope: row.text(8), granted: row.text(9), grantedBy: row.text(10), lastLogin: row.text(11),
          mfa: row.text(12), findings: row.text(13) ?? ""))
    }
  }
}
