import Attestation
import Exports
import Policy
import Records
import Rules
import Storage

/// Writes what a run was and what it read into the database, so that its report can be made from there alone.
struct RunRecord {
  let connection: SQLConnection
  let number: Int
  var exports: ExportRecord { ExportRecord(connection, run: number) }

  /// Begins the record: its row must stand before rows that refer to it.
  init(_ connection: SQLConnection, workspace: Workspace, asOf: Day, started: Instant, version: String) throws {
    self.connection = connection
    number = (try connection.integer("select max(run) from run") ?? 0) + 1
    try connection.execute(
      """
      insert into run (run, as_of, started, organization, timezone, complete, fail_on, program_version, sqlite_version,
                       policy_sha256, rules_sha256, signers, expect_every)
      values (:run, :as_of, :started, :organization, :timezone, 'no', :fail_on, :program, :sqlite, :policy, :rules,
              :signers, :expect_every)
      """,
      [
        "run": .integer(number), "as_of": .text(asOf.iso), "started": .text(started.iso),
        "organization": .text(workspace.policy.organization), "timezone": .text(workspace.policy.timezone),
        "fail_on": .text(workspace.policy.failOn.rawValue), "program": .text(version),
        "sqlite": .text(AuditDatabase.libraryVersion), "policy": .text(workspace.policyDigest.hex),
        "rules": .text(workspace.rulesDigest.hex), "signers": SQLValue(workspace.signersFromReport),
        "expect_every": SQLValue(workspace.policy.expectEvery),
      ])
    for (index, preset) in workspace.presets.enumerated() {
      try connection.execute(
        "insert into run_preset (run, position, name, sha256) values (:run, :position, :name, :sha256)",
        [
          "run": .integer(number), "position": .integer(index + 1), "name": .text(preset.name),
          "sha256": .text(preset.digest.hex),
        ])
    }
  }

  /// Kinds that a night before this one read.
  func earlier() throws -> Set<SourceKind> {
    let kinds = try connection.rows(
      "select distinct kind from run_supply where run < :run and state = 'read'", ["run": .integer(number)]
    ) { $0.text(0).flatMap(SourceKind.init) }
    return Set(kinds.compactMap { $0 })
  }

  func write(_ outcomes: [SourceOutcome]) throws {
    try connection.execute(
      "update run set complete = :complete, exports_day = :day where run = :run",
      [
        "run": .integer(number), "complete": outcomes.isComplete ? "yes" : "no",
        "day": SQLValue(outcomes.newestDay?.iso),
      ])
    for outcome in outcomes {
      try connection.execute(
        """
        insert into known_source (run, position, name, kind, path, format, obtained, state, bytes, sha256, rows, loaded,
                                rejected, duplicates, fields, unused)
        values (:run, :position, :name, :kind, :path, :format, :obtained, :state, :bytes, :sha256, :rows, :loaded,
                :rejected, :duplicates, :fields, :unused)
        """,
        [
          "run": .integer(number), "position": .integer(outcome.position), "name": .text(outcome.name),
          "kind": .text(outcome.kind.rawValue), "path": .text(outcome.path),
          "format": SQLValue(outcome.summary?.format), "obtained": SQLValue(outcome.obtained),
          "state": .text(outcome.state.rawValue), "bytes": SQLValue(outcome.summary?.bytes),
          "sha256": SQLValue(outcome.summary?.digest?.hex), "rows": .integer(outcome.summary?.rows ?? 0),
          "loaded": .integer(outcome.counts.loaded), "rejected": .integer(outcome.rejectedCount),
          "duplicates": .integer(outcome.counts.duplicates),
          "fields": .text(JSONString.array(outcome.summary?.fields ?? [])),
          "unused": .text(JSONString.array(outcome.summary?.unused ?? [])),
        ])
      for word in outcome.summary?.unknownWords ?? [] {
        try connection.execute(
          """
          insert into run_word (run, source, field, word, count, line)
          values (:run, :source, :field, :word, :count, :line)
          """,
          [
            "run": .integer(number), "source": .text(outcome.name), "field": .text(word.field),
            "word": .text(word.word), "count": .integer(word.count), "line": .integer(word.line),
          ])
      }
    }
    try writeFiles(outcomes)
    try exports.write(outcomes)
    try writeSupply(outcomes.supply)
    try write(rejected: outcomes.flatMap { outcome in outcome.rejected.map { (outcome.kind, $0) } })
  }

  private func writeFiles(_ outcomes: [SourceOutcome]) throws {
    for outcome in outcomes {
      for (index, file) in outcome.files.enumerated() {
        try connection.execute(
          """
          insert into run_file (run, source, position, path, bytes, sha256, rows, modified)
          values (:run, :source, :position, :path, :bytes, :sha256, :rows, :modified)
          """,
          [
            "run": .integer(number), "source": .integer(outcome.position), "position": .integer(index + 1),
            "path": .text(file.path), "bytes": .integer(file.bytes), "sha256": .text(file.sha256),
            "rows": .integer(file.rows), "modified": .text(file.modified.iso),
          ])
      }
    }
  }

  private func writeSupply(_ supply: RuleSupply) throws {
    for (kind, state) in supply.kinds.sorted(by: { $0.key.rawValue < $1.key.rawValue }) where state != .none {
      try connection.execute(
        "insert into known_supply (run, kind, state, fields) values (:run, :kind, :state, :fields)",
        [
          "run": .integer(number), "kind": .text(kind.rawValue), "state": .text(state == .read ? "read" : "missing"),
          "fields": .text(JSONString.array((supply.fields[kind] ?? []).sorted())),
        ])
    }
  }

  private func write(rejected: [(kind: SourceKind, row: RejectedRow)]) throws {
    let insert = try connection.repeated(
      """
      insert into run_rejected (run, position, source, line, field, code, reason, kind, account, subject)
      values (:run, :position, :source, :line, :field, :code, :reason, :kind, :account, :subject)
      """)
    for (index, (kind, row)) in rejected.enumerated() {
      try insert([
        "kind": .text(kind.rawValue),
        "run": .integer(number), "position": .integer(index + 1), "source": .text(row.source),
        "line": .integer(row.line), "field": .text(row.field), "code": .text(row.code.rawValue),
        "reason": .text(row.reason), "account": SQLValue(row.account), "subject": SQLValue(row.subject),
      ])
    }
  }

  func write(_ outcomes: [RuleOutcome]) throws {
    let insert = try connection.repeated(
      "insert into rule_outcome (run, setting, findings) values (:run, :setting, :findings)")
    let settings = try KnownRuleSettings(connection)
    for outcome in outcomes {
      let values: [String: SQLValue] = [
        "rule": .text(outcome.rule.id), "state": .text(outcome.state.rawValue), "reason": SQLValue(outcome.reason),
        "needs": .text(JSONString.array(outcome.rule.kinds.map(\.rawValue))),
        "severity": .text(outcome.severity.rawValue),
        "parameters": .text(
          "{" + outcome.parameters.map { "\"\($0.name)\":\($0.value.json)" }.joined(separator: ",") + "}"),
        "changed": .text(JSONString.array(outcome.changed)),
        "sha256": .text(SHA256Stream.digest(pieces: outcome.rule.decidingTexts.map { Array($0.utf8) }).hex),
      ]
      try insert([
        "run": .integer(number), "setting": .integer(try settings.number(of: values)),
        "findings": .integer(outcome.findings),
      ])
    }
  }
}

/// What rules came to, each once; most nights it is that of the night before.
private struct KnownRuleSettings {
  private let connection: SQLConnection
  private let known: SQLQuestion

  init(_ connection: SQLConnection) throws {
    self.connection = connection
    known = try connection.question(
      "select setting from rule_setting where \(KnownRuleSettings.columns.map { "\($0) is :\($0)" }.joined(separator: " and "))"
    )
  }

  private static let columns = ["rule", "state", "reason", "needs", "severity", "parameters", "changed", "sha256"]

  func number(of values: [String: SQLValue]) throws -> Int {
    if let number = try known.integer(values) { return number }
    let columns = KnownRuleSettings.columns
    try connection.execute(
      "insert into rule_setting (\(columns.joined(separator: ", "))) "
        + "values (\(columns.map { ":" + $0 }.joined(separator: ", ")))", values)
    return try connection.integer("select last_insert_rowid()") ?? 0
  }
}
